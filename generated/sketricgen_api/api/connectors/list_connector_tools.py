# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Optional, Union
from urllib.parse import quote

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.admin_error_body import AdminErrorBody
    from ...models.connector_tools import ConnectorTools


def _get_kwargs(
    app_slug: str,
    *,
    limit: Union[Unset, int] = UNSET,
    offset: Union[Unset, int] = UNSET,
) -> dict[str, Any]:
    params: dict[str, Any] = {}

    params["limit"] = limit

    params["offset"] = offset

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/admin/v1/connectors/{app_slug}/tools".format(
            app_slug=quote(str(app_slug), safe="").replace(".", "%2E"),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: Union[AuthenticatedClient, Client], response: httpx.Response
) -> Optional[Union[AdminErrorBody, ConnectorTools]]:
    from ... import errors
    from ...models.admin_error_body import AdminErrorBody
    from ...models.connector_tools import ConnectorTools

    if response.status_code == 200:
        response_200 = ConnectorTools.from_dict(response.json())

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
) -> Response[Union[AdminErrorBody, ConnectorTools]]:
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
    limit: Union[Unset, int] = UNSET,
    offset: Union[Unset, int] = UNSET,
) -> Response[Union[AdminErrorBody, ConnectorTools]]:
    """List the tools of a connector.

     Lists the tools an agent may be given, a part at a time: add the number of tools that came to
    `offset` to get the next, until `has_more` is not true.

    Args:
        app_slug (str):
        limit (Union[Unset, int]):
        offset (Union[Unset, int]):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Union[AdminErrorBody, ConnectorTools]]
    """

    kwargs = _get_kwargs(
        app_slug=app_slug,
        limit=limit,
        offset=offset,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    app_slug: str,
    *,
    client: AuthenticatedClient,
    limit: Union[Unset, int] = UNSET,
    offset: Union[Unset, int] = UNSET,
) -> Optional[Union[AdminErrorBody, ConnectorTools]]:
    """List the tools of a connector.

     Lists the tools an agent may be given, a part at a time: add the number of tools that came to
    `offset` to get the next, until `has_more` is not true.

    Args:
        app_slug (str):
        limit (Union[Unset, int]):
        offset (Union[Unset, int]):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Union[AdminErrorBody, ConnectorTools]
    """

    return sync_detailed(
        app_slug=app_slug,
        client=client,
        limit=limit,
        offset=offset,
    ).parsed


async def asyncio_detailed(
    app_slug: str,
    *,
    client: AuthenticatedClient,
    limit: Union[Unset, int] = UNSET,
    offset: Union[Unset, int] = UNSET,
) -> Response[Union[AdminErrorBody, ConnectorTools]]:
    """List the tools of a connector.

     Lists the tools an agent may be given, a part at a time: add the number of tools that came to
    `offset` to get the next, until `has_more` is not true.

    Args:
        app_slug (str):
        limit (Union[Unset, int]):
        offset (Union[Unset, int]):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Union[AdminErrorBody, ConnectorTools]]
    """

    kwargs = _get_kwargs(
        app_slug=app_slug,
        limit=limit,
        offset=offset,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    app_slug: str,
    *,
    client: AuthenticatedClient,
    limit: Union[Unset, int] = UNSET,
    offset: Union[Unset, int] = UNSET,
) -> Optional[Union[AdminErrorBody, ConnectorTools]]:
    """List the tools of a connector.

     Lists the tools an agent may be given, a part at a time: add the number of tools that came to
    `offset` to get the next, until `has_more` is not true.

    Args:
        app_slug (str):
        limit (Union[Unset, int]):
        offset (Union[Unset, int]):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Union[AdminErrorBody, ConnectorTools]
    """

    return (
        await asyncio_detailed(
            app_slug=app_slug,
            client=client,
            limit=limit,
            offset=offset,
        )
    ).parsed
