# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

"""Answers: uploads."""

from __future__ import annotations

from typing import Any

from .answer import Answer


class InitUploadResponse(Answer):
    """A begun upload, and the form to send the file with.

    Attributes:
        file_id: The id of the new file, usable in a run once the upload is completed.
        upload: The form that carries one file to storage, signed by the server.
        success: Whether the upload was begun.
        content_type: The content type the server took from the extension.
        extra: Other fields that the service sent.
    """

    file_id: str
    upload: PresignedForm
    success: bool | None
    content_type: str | None
    extra: dict[str, Any]

    __match_args__ = (
        "file_id",
        "upload",
        "success",
        "content_type",
        "extra",
    )

    def __init__(
        self,
        file_id: str,
        upload: PresignedForm,
        success: bool | None = None,
        content_type: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            file_id=file_id,
            upload=upload,
            success=success,
            content_type=content_type,
            extra={} if extra is None else extra,
        )


class PresignedForm(Answer):
    """The form that carries one file to storage, signed by the server.

    Attributes:
        url: Where to send the form. Another host, which must never get the API key.
        fields: The entries of the form, to be sent before the file and in this order. Read them
            from ``additional_properties``, or one by its name, as in ``fields["Content-Type"]``.
        expires_at: Until when the form is taken, as text whose format is not promised.
        max_file_bytes: The size the file may have, in bytes.
        extra: Other fields that the service sent.
    """

    url: str
    fields: dict[str, str]
    expires_at: str | None
    max_file_bytes: int | None
    extra: dict[str, Any]

    __match_args__ = (
        "url",
        "fields",
        "expires_at",
        "max_file_bytes",
        "extra",
    )

    def __init__(
        self,
        url: str,
        fields: dict[str, str],
        expires_at: str | None = None,
        max_file_bytes: int | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            url=url,
            fields=fields,
            expires_at=expires_at,
            max_file_bytes=max_file_bytes,
            extra={} if extra is None else extra,
        )


class CompleteUploadResponse(Answer):
    """An uploaded file, ready for the ``assets`` of a run.

    Attributes:
        file_id: The id of the file.
        success: Whether the upload was completed.
        file_size_bytes: The size of the file, in bytes. At most ``Limits.max_file_bytes``.
        content_type: The content type the file is stored with.
        file_name: The name the file is stored with.
        created_at: When the file was stored, as text whose format is not promised.
        url: Where the file can be read, for three days.
        extra: Other fields that the service sent.
    """

    file_id: str
    success: bool | None
    file_size_bytes: int | None
    content_type: str | None
    file_name: str | None
    created_at: str | None
    url: str | None
    extra: dict[str, Any]

    __match_args__ = (
        "file_id",
        "success",
        "file_size_bytes",
        "content_type",
        "file_name",
        "created_at",
        "url",
        "extra",
    )

    def __init__(
        self,
        file_id: str,
        success: bool | None = None,
        file_size_bytes: int | None = None,
        content_type: str | None = None,
        file_name: str | None = None,
        created_at: str | None = None,
        url: str | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            file_id=file_id,
            success=success,
            file_size_bytes=file_size_bytes,
            content_type=content_type,
            file_name=file_name,
            created_at=created_at,
            url=url,
            extra={} if extra is None else extra,
        )


class UploadErrorBody(Answer):
    """A refusal of an upload operation.

    Where the gateway in front of the platform refuses, only ``message`` is there.

    Attributes:
        success: Always false, where it is given.
        message: What went wrong.
        allowed_types: The content types the server takes, where the file was of another.
        extra: Other fields that the service sent.
    """

    success: bool | None
    message: str | None
    allowed_types: list[str]
    extra: dict[str, Any]

    __match_args__ = (
        "success",
        "message",
        "allowed_types",
        "extra",
    )

    def __init__(
        self,
        success: bool | None = None,
        message: str | None = None,
        allowed_types: list[str] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        vars(self).update(
            success=success,
            message=message,
            allowed_types=[] if allowed_types is None else allowed_types,
            extra={} if extra is None else extra,
        )
