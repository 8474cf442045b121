# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from typing import Literal, cast

AttachmentContentType = Literal["application/pdf", "image/gif", "image/jpeg", "image/png", "image/webp"]

ATTACHMENT_CONTENT_TYPE_VALUES: set[AttachmentContentType] = {
    "application/pdf",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
}


def check_attachment_content_type(value: str) -> AttachmentContentType:
    if value in ATTACHMENT_CONTENT_TYPE_VALUES:
        return cast(AttachmentContentType, value)
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ATTACHMENT_CONTENT_TYPE_VALUES!r}")
