# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Optional, Union

from ...types import Response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.admin_error_body import AdminErrorBody
    from ...models.brand_agent_job import BrandAgentJob
    from ...models.create_brand_agent_request import CreateBrandAgentRequest


def _get_kwargs(
    *,
    body: CreateBrandAgentRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/admin/v1/brand-agents",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: Union[AuthenticatedClient, Client], response: httpx.Response
) -> Optional[Union[AdminErrorBody, BrandAgentJob]]:
    from ... import errors
    from ...models.admin_error_body import AdminErrorBody
    from ...models.brand_agent_job import BrandAgentJob

    if response.status_code == 202:
        response_202 = BrandAgentJob.from_dict(response.json())

        return response_202

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
) -> Response[Union[AdminErrorBody, BrandAgentJob]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateBrandAgentRequest,
) -> Response[Union[AdminErrorBody, BrandAgentJob]]:
    """Create a brand agent.

     Starts a job that reads a website and makes an agent of it. Each request makes a new agent: repeat
    one only when it certainly never started. `get_job` says how far the job is.

    Args:
        body (CreateBrandAgentRequest): A brand agent to be made of a website. Leave absent fields
            out; never send null.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Union[AdminErrorBody, BrandAgentJob]]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: CreateBrandAgentRequest,
) -> Optional[Union[AdminErrorBody, BrandAgentJob]]:
    """Create a brand agent.

     Starts a job that reads a website and makes an agent of it. Each request makes a new agent: repeat
    one only when it certainly never started. `get_job` says how far the job is.

    Args:
        body (CreateBrandAgentRequest): A brand agent to be made of a website. Leave absent fields
            out; never send null.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Union[AdminErrorBody, BrandAgentJob]
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateBrandAgentRequest,
) -> Response[Union[AdminErrorBody, BrandAgentJob]]:
    """Create a brand agent.

     Starts a job that reads a website and makes an agent of it. Each request makes a new agent: repeat
    one only when it certainly never started. `get_job` says how far the job is.

    Args:
        body (CreateBrandAgentRequest): A brand agent to be made of a website. Leave absent fields
            out; never send null.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Union[AdminErrorBody, BrandAgentJob]]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: CreateBrandAgentRequest,
) -> Optional[Union[AdminErrorBody, BrandAgentJob]]:
    """Create a brand agent.

     Starts a job that reads a website and makes an agent of it. Each request makes a new agent: repeat
    one only when it certainly never started. `get_job` says how far the job is.

    Args:
        body (CreateBrandAgentRequest): A brand agent to be made of a website. Leave absent fields
            out; never send null.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Union[AdminErrorBody, BrandAgentJob]
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
