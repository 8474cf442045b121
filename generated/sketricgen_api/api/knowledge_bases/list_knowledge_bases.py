# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Optional, Union

from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.admin_error_body import AdminErrorBody
    from ...models.knowledge_base_page import KnowledgeBasePage


def _get_kwargs(
    *,
    next_token: Union[Unset, str] = UNSET,
) -> dict[str, Any]:
    params: dict[str, Any] = {}

    params["next_token"] = next_token

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/admin/v1/knowledge-bases",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: Union[AuthenticatedClient, Client], response: httpx.Response
) -> Optional[Union[AdminErrorBody, KnowledgeBasePage]]:
    from ... import errors
    from ...models.admin_error_body import AdminErrorBody
    from ...models.knowledge_base_page import KnowledgeBasePage

    if response.status_code == 200:
        response_200 = KnowledgeBasePage.from_dict(response.json())

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
) -> Response[Union[AdminErrorBody, KnowledgeBasePage]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    next_token: Union[Unset, str] = UNSET,
) -> Response[Union[AdminErrorBody, KnowledgeBasePage]]:
    """List knowledge bases.

     Lists the knowledge bases of the teamspace, a page at a time: pass the `next_token` of a page on to
    get the next, until it is absent or null.

    Args:
        next_token (Union[Unset, str]):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Union[AdminErrorBody, KnowledgeBasePage]]
    """

    kwargs = _get_kwargs(
        next_token=next_token,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    next_token: Union[Unset, str] = UNSET,
) -> Optional[Union[AdminErrorBody, KnowledgeBasePage]]:
    """List knowledge bases.

     Lists the knowledge bases of the teamspace, a page at a time: pass the `next_token` of a page on to
    get the next, until it is absent or null.

    Args:
        next_token (Union[Unset, str]):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Union[AdminErrorBody, KnowledgeBasePage]
    """

    return sync_detailed(
        client=client,
        next_token=next_token,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    next_token: Union[Unset, str] = UNSET,
) -> Response[Union[AdminErrorBody, KnowledgeBasePage]]:
    """List knowledge bases.

     Lists the knowledge bases of the teamspace, a page at a time: pass the `next_token` of a page on to
    get the next, until it is absent or null.

    Args:
        next_token (Union[Unset, str]):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Union[AdminErrorBody, KnowledgeBasePage]]
    """

    kwargs = _get_kwargs(
        next_token=next_token,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    next_token: Union[Unset, str] = UNSET,
) -> Optional[Union[AdminErrorBody, KnowledgeBasePage]]:
    """List knowledge bases.

     Lists the knowledge bases of the teamspace, a page at a time: pass the `next_token` of a page on to
    get the next, until it is absent or null.

    Args:
        next_token (Union[Unset, str]):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Union[AdminErrorBody, KnowledgeBasePage]
    """

    return (
        await asyncio_detailed(
            client=client,
            next_token=next_token,
        )
    ).parsed
