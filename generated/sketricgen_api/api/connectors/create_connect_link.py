# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Optional, Union
from urllib.parse import quote

from ...types import Response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.admin_error_body import AdminErrorBody
    from ...models.connect_link import ConnectLink
    from ...models.create_connect_link_request import CreateConnectLinkRequest


def _get_kwargs(
    app_slug: str,
    *,
    body: CreateConnectLinkRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/admin/v1/connectors/{app_slug}/connect-link".format(
            app_slug=quote(str(app_slug), safe="").replace(".", "%2E"),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: Union[AuthenticatedClient, Client], response: httpx.Response
) -> Optional[Union[AdminErrorBody, ConnectLink]]:
    from ... import errors
    from ...models.admin_error_body import AdminErrorBody
    from ...models.connect_link import ConnectLink

    if response.status_code == 200:
        response_200 = ConnectLink.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = AdminErrorBody.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = AdminErrorBody.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = AdminErrorBody.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = AdminErrorBody.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = AdminErrorBody.from_dict(response.json())

        return response_409

    if response.status_code == 422:
        response_422 = AdminErrorBody.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = AdminErrorBody.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = AdminErrorBody.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: Union[AuthenticatedClient, Client], response: httpx.Response
) -> Response[Union[AdminErrorBody, ConnectLink]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    app_slug: str,
    *,
    client: AuthenticatedClient,
    body: CreateConnectLinkRequest,
) -> Response[Union[AdminErrorBody, ConnectLink]]:
    """Create a link to connect an app.

     Makes a link with which a person connects an account. Each request makes a new link.

    Args:
        app_slug (str):
        body (CreateConnectLinkRequest): What the connection is for. Leave absent fields out;
            never send null.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Union[AdminErrorBody, ConnectLink]]
    """

    kwargs = _get_kwargs(
        app_slug=app_slug,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    app_slug: str,
    *,
    client: AuthenticatedClient,
    body: CreateConnectLinkRequest,
) -> Optional[Union[AdminErrorBody, ConnectLink]]:
    """Create a link to connect an app.

     Makes a link with which a person connects an account. Each request makes a new link.

    Args:
        app_slug (str):
        body (CreateConnectLinkRequest): What the connection is for. Leave absent fields out;
            never send null.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Union[AdminErrorBody, ConnectLink]
    """

    return sync_detailed(
        app_slug=app_slug,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    app_slug: str,
    *,
    client: AuthenticatedClient,
    body: CreateConnectLinkRequest,
) -> Response[Union[AdminErrorBody, ConnectLink]]:
    """Create a link to connect an app.

     Makes a link with which a person connects an account. Each request makes a new link.

    Args:
        app_slug (str):
        body (CreateConnectLinkRequest): What the connection is for. Leave absent fields out;
            never send null.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Union[AdminErrorBody, ConnectLink]]
    """

    kwargs = _get_kwargs(
        app_slug=app_slug,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    app_slug: str,
    *,
    client: AuthenticatedClient,
    body: CreateConnectLinkRequest,
) -> Optional[Union[AdminErrorBody, ConnectLink]]:
    """Create a link to connect an app.

     Makes a link with which a person connects an account. Each request makes a new link.

    Args:
        app_slug (str):
        body (CreateConnectLinkRequest): What the connection is for. Leave absent fields out;
            never send null.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Union[AdminErrorBody, ConnectLink]
    """

    return (
        await asyncio_detailed(
            app_slug=app_slug,
            client=client,
            body=body,
        )
    ).parsed
