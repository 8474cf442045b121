# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Optional, Union

from ...types import Response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.complete_upload_request import CompleteUploadRequest
    from ...models.complete_upload_response import CompleteUploadResponse
    from ...models.upload_error_body import UploadErrorBody


def _get_kwargs(
    *,
    body: CompleteUploadRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/publicAssetsUploadComplete",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: Union[AuthenticatedClient, Client], response: httpx.Response
) -> Optional[Union[Union["CompleteUploadResponse", "UploadErrorBody"], UploadErrorBody]]:
    from ... import errors
    from ...models.complete_upload_response import CompleteUploadResponse
    from ...models.upload_error_body import UploadErrorBody

    if response.status_code == 200:

        def _parse_response_200(data: object) -> Union["CompleteUploadResponse", "UploadErrorBody"]:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_200_type_0 = CompleteUploadResponse.from_dict(data)

                return response_200_type_0
            except:  # noqa: E722
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_200_type_1 = UploadErrorBody.from_dict(data)

            return response_200_type_1

        response_200 = _parse_response_200(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = UploadErrorBody.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = UploadErrorBody.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = UploadErrorBody.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = UploadErrorBody.from_dict(response.json())

        return response_404

    if response.status_code == 429:
        response_429 = UploadErrorBody.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = UploadErrorBody.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: Union[AuthenticatedClient, Client], response: httpx.Response
) -> Response[Union[Union["CompleteUploadResponse", "UploadErrorBody"], UploadErrorBody]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: CompleteUploadRequest,
) -> Response[Union[Union["CompleteUploadResponse", "UploadErrorBody"], UploadErrorBody]]:
    """Complete an upload.

     Step 3 of 3. Checks that the file arrived in storage and makes its id usable in the `assets` of a
    run.

    Args:
        body (CompleteUploadRequest): A file that was sent to storage.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Union[Union['CompleteUploadResponse', 'UploadErrorBody'], UploadErrorBody]]
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
    body: CompleteUploadRequest,
) -> Optional[Union[Union["CompleteUploadResponse", "UploadErrorBody"], UploadErrorBody]]:
    """Complete an upload.

     Step 3 of 3. Checks that the file arrived in storage and makes its id usable in the `assets` of a
    run.

    Args:
        body (CompleteUploadRequest): A file that was sent to storage.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Union[Union['CompleteUploadResponse', 'UploadErrorBody'], UploadErrorBody]
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: CompleteUploadRequest,
) -> Response[Union[Union["CompleteUploadResponse", "UploadErrorBody"], UploadErrorBody]]:
    """Complete an upload.

     Step 3 of 3. Checks that the file arrived in storage and makes its id usable in the `assets` of a
    run.

    Args:
        body (CompleteUploadRequest): A file that was sent to storage.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Union[Union['CompleteUploadResponse', 'UploadErrorBody'], UploadErrorBody]]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: CompleteUploadRequest,
) -> Optional[Union[Union["CompleteUploadResponse", "UploadErrorBody"], UploadErrorBody]]:
    """Complete an upload.

     Step 3 of 3. Checks that the file arrived in storage and makes its id usable in the `assets` of a
    run.

    Args:
        body (CompleteUploadRequest): A file that was sent to storage.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Union[Union['CompleteUploadResponse', 'UploadErrorBody'], UploadErrorBody]
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
