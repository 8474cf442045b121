# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Optional, Union

from ...types import Response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.init_upload_request import InitUploadRequest
    from ...models.init_upload_response import InitUploadResponse
    from ...models.upload_error_body import UploadErrorBody


def _get_kwargs(
    *,
    body: InitUploadRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/publicAssetsUploadInit",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: Union[AuthenticatedClient, Client], response: httpx.Response
) -> Optional[Union[Union["InitUploadResponse", "UploadErrorBody"], UploadErrorBody]]:
    from ... import errors
    from ...models.init_upload_response import InitUploadResponse
    from ...models.upload_error_body import UploadErrorBody

    if response.status_code == 200:

        def _parse_response_200(data: object) -> Union["InitUploadResponse", "UploadErrorBody"]:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_200_type_0 = InitUploadResponse.from_dict(data)

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
) -> Response[Union[Union["InitUploadResponse", "UploadErrorBody"], UploadErrorBody]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: InitUploadRequest,
) -> Response[Union[Union["InitUploadResponse", "UploadErrorBody"], UploadErrorBody]]:
    """Begin an upload.

     Step 1 of 3. Answers with the id of the new file and a presigned form, with which step 2 sends the
    file straight to storage.

    Step 2 is no part of this API, since it goes to another host: send `upload.url` a POST of
    `multipart/form-data` with every entry of `upload.fields`, in the order given, and last the part
    `file`, whose content type is the entry `Content-Type` of `upload.fields`. The form itself is the
    permission: an API key must never be sent to that host. Storage answers 204 (or 200 or 201), or an
    XML error with a `Code` and a `Message`. The form expires at `upload.expires_at`.

    Step 3 is `complete_upload`.

    Args:
        body (InitUploadRequest): A file about to be uploaded. It may have at most
            `Limits.max_file_bytes` bytes and, by default, one of the types of
            `AttachmentContentType`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Union[Union['InitUploadResponse', 'UploadErrorBody'], UploadErrorBody]]
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
    body: InitUploadRequest,
) -> Optional[Union[Union["InitUploadResponse", "UploadErrorBody"], UploadErrorBody]]:
    """Begin an upload.

     Step 1 of 3. Answers with the id of the new file and a presigned form, with which step 2 sends the
    file straight to storage.

    Step 2 is no part of this API, since it goes to another host: send `upload.url` a POST of
    `multipart/form-data` with every entry of `upload.fields`, in the order given, and last the part
    `file`, whose content type is the entry `Content-Type` of `upload.fields`. The form itself is the
    permission: an API key must never be sent to that host. Storage answers 204 (or 200 or 201), or an
    XML error with a `Code` and a `Message`. The form expires at `upload.expires_at`.

    Step 3 is `complete_upload`.

    Args:
        body (InitUploadRequest): A file about to be uploaded. It may have at most
            `Limits.max_file_bytes` bytes and, by default, one of the types of
            `AttachmentContentType`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Union[Union['InitUploadResponse', 'UploadErrorBody'], UploadErrorBody]
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: InitUploadRequest,
) -> Response[Union[Union["InitUploadResponse", "UploadErrorBody"], UploadErrorBody]]:
    """Begin an upload.

     Step 1 of 3. Answers with the id of the new file and a presigned form, with which step 2 sends the
    file straight to storage.

    Step 2 is no part of this API, since it goes to another host: send `upload.url` a POST of
    `multipart/form-data` with every entry of `upload.fields`, in the order given, and last the part
    `file`, whose content type is the entry `Content-Type` of `upload.fields`. The form itself is the
    permission: an API key must never be sent to that host. Storage answers 204 (or 200 or 201), or an
    XML error with a `Code` and a `Message`. The form expires at `upload.expires_at`.

    Step 3 is `complete_upload`.

    Args:
        body (InitUploadRequest): A file about to be uploaded. It may have at most
            `Limits.max_file_bytes` bytes and, by default, one of the types of
            `AttachmentContentType`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Union[Union['InitUploadResponse', 'UploadErrorBody'], UploadErrorBody]]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: InitUploadRequest,
) -> Optional[Union[Union["InitUploadResponse", "UploadErrorBody"], UploadErrorBody]]:
    """Begin an upload.

     Step 1 of 3. Answers with the id of the new file and a presigned form, with which step 2 sends the
    file straight to storage.

    Step 2 is no part of this API, since it goes to another host: send `upload.url` a POST of
    `multipart/form-data` with every entry of `upload.fields`, in the order given, and last the part
    `file`, whose content type is the entry `Content-Type` of `upload.fields`. The form itself is the
    permission: an API key must never be sent to that host. Storage answers 204 (or 200 or 201), or an
    XML error with a `Code` and a `Message`. The form expires at `upload.expires_at`.

    Step 3 is `complete_upload`.

    Args:
        body (InitUploadRequest): A file about to be uploaded. It may have at most
            `Limits.max_file_bytes` bytes and, by default, one of the types of
            `AttachmentContentType`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Union[Union['InitUploadResponse', 'UploadErrorBody'], UploadErrorBody]
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
