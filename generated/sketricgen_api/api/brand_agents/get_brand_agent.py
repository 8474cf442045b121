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
    from ...models.brand_agent_detail import BrandAgentDetail


def _get_kwargs(
    agent_id: str,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/admin/v1/brand-agents/{agent_id}".format(
            agent_id=quote(str(agent_id), safe="").replace(".", "%2E"),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: Union[AuthenticatedClient, Client], response: httpx.Response
) -> Optional[Union[AdminErrorBody, BrandAgentDetail]]:
    from ... import errors
    from ...models.admin_error_body import AdminErrorBody
    from ...models.brand_agent_detail import BrandAgentDetail

    if response.status_code == 200:
        response_200 = BrandAgentDetail.from_dict(response.json())

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
) -> Response[Union[AdminErrorBody, BrandAgentDetail]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    agent_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[Union[AdminErrorBody, BrandAgentDetail]]:
    """Get a brand agent.

     Answers with an agent, its settings and what it is made of.

    Args:
        agent_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Union[AdminErrorBody, BrandAgentDetail]]
    """

    kwargs = _get_kwargs(
        agent_id=agent_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    agent_id: str,
    *,
    client: AuthenticatedClient,
) -> Optional[Union[AdminErrorBody, BrandAgentDetail]]:
    """Get a brand agent.

     Answers with an agent, its settings and what it is made of.

    Args:
        agent_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Union[AdminErrorBody, BrandAgentDetail]
    """

    return sync_detailed(
        agent_id=agent_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    agent_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[Union[AdminErrorBody, BrandAgentDetail]]:
    """Get a brand agent.

     Answers with an agent, its settings and what it is made of.

    Args:
        agent_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Union[AdminErrorBody, BrandAgentDetail]]
    """

    kwargs = _get_kwargs(
        agent_id=agent_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    agent_id: str,
    *,
    client: AuthenticatedClient,
) -> Optional[Union[AdminErrorBody, BrandAgentDetail]]:
    """Get a brand agent.

     Answers with an agent, its settings and what it is made of.

    Args:
        agent_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Union[AdminErrorBody, BrandAgentDetail]
    """

    return (
        await asyncio_detailed(
            agent_id=agent_id,
            client=client,
        )
    ).parsed
