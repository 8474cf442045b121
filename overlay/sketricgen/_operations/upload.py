"""An upload: ask for a form, send the file with it to its storage, report it complete."""

from __future__ import annotations

import re
from functools import partial
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sketricgen_api.models import CompleteUploadRequest, InitUploadRequest

from sketricgen._http.flow import Response, Send
from sketricgen._http.responses import (
    body_of,
    error_of,
    facts_of,
    message_of,
    object_of,
    redirection_of,
    response_error,
    status_line,
)
from sketricgen._http.retry import deliver
from sketricgen._http.text import one_line
from sketricgen._uploads.multipart import FileForm
from sketricgen.config.urls import is_loopback
from sketricgen.errors import (
    SketricGenError,
    SketricGenFileSizeError,
    SketricGenUploadError,
    about_file,
    shown,
)
from sketricgen.results import CompleteUploadResponse, InitUploadResponse

from .endpoints import complete_upload_arguments, init_upload_arguments
from .reading import answer_of
from .request import COMMON_HEADERS, build_request
from .validation import accepted_files, validate_callback, validate_id

if TYPE_CHECKING:
    from sketricgen._http.flow import CallOptions, Flow
    from sketricgen._uploads.attachments import Attachment
    from sketricgen._uploads.multipart import ProgressCallback


def upload_file(
    options: CallOptions,
    agent_id: str,
    file: object,
    file_name: str | None,
    content_type: str | None,
    on_progress: ProgressCallback | None,
) -> Flow[CompleteUploadResponse]:
    """Check a file, and return the flow that uploads it.

    Raises:
        SketricGenValidationError: An argument or the file is not acceptable.
    """
    validate_id("agent_id", agent_id)
    validate_callback("on_progress", on_progress)
    attachment = accepted_files(options.config).attachment(file, file_name, content_type)
    return upload(options, agent_id, attachment, on_progress)


def upload(
    options: CallOptions,
    agent_id: str,
    attachment: Attachment,
    on_progress: ProgressCallback | None,
) -> Flow[CompleteUploadResponse]:
    """Upload one file: ask for a form, send the form, report it complete."""
    try:
        return (yield from _upload(options, agent_id, attachment, on_progress))
    except SketricGenError as error:
        about_file(error, attachment.file_name)
        raise


def _upload(
    options: CallOptions,
    agent_id: str,
    attachment: Attachment,
    on_progress: ProgressCallback | None,
) -> Flow[CompleteUploadResponse]:
    init = yield from _begin(options, agent_id, attachment)
    try:
        yield from _send_form(options, init, attachment, on_progress)
    except SketricGenUploadError as error:
        if "expired" not in (error.storage_message or "").lower():
            raise
        # Retries, or the queue before this file, outlasted the form's signature.
        init = yield from _begin(options, agent_id, attachment)
        yield from _send_form(options, init, attachment, on_progress)
    name = attachment.file_name
    body = CompleteUploadRequest(agent_id=agent_id, file_id=init.file_id, file_name=name)
    arguments = complete_upload_arguments(body)
    send = _request(options, arguments, f"the upload of {shown(name)} was being completed")
    return (yield from deliver(send, _read_complete))


def _begin(options: CallOptions, agent_id: str, attachment: Attachment) -> Flow[InitUploadResponse]:
    name = attachment.file_name
    arguments = init_upload_arguments(InitUploadRequest(agent_id=agent_id, file_name=name))
    send = _request(options, arguments, f"the upload of {shown(name)} was being asked for")
    read = partial(_read_init, platform_url=options.config.platform_url)
    init = yield from deliver(send, read)
    most = init.upload.max_file_bytes
    if most is not None and attachment.size > most:
        raise SketricGenFileSizeError(
            f"{shown(name)} must have at most {most:,} bytes (the service's limit for this file), "
            f"got {attachment.size:,}.",
            file_size=attachment.size,
            max_size=most,
        )
    return init


def _send_form(
    options: CallOptions,
    init: InitUploadResponse,
    attachment: Attachment,
    on_progress: ProgressCallback | None,
) -> Flow[None]:
    fields = init.upload.fields
    candidates = (fields.get("Content-Type"), init.content_type)
    stated = next((kind for kind in candidates if isinstance(kind, str)), attachment.content_type)
    with attachment.open() as file:
        form = FileForm(fields, attachment, stated, file, on_progress)
        # Nothing of ours is in it, since its receiver is not SketricGen.
        send = Send(
            "POST",
            init.upload.url,
            {**COMMON_HEADERS, **form.headers},
            form,
            options.config.upload_timeout,
            options,
            f"{shown(attachment.file_name)} was being uploaded",
            trusted=False,
        )
        yield from deliver(send, _read_form)


def _request(options: CallOptions, arguments: dict[str, Any], doing: str) -> Send:
    return build_request(options, options.config.platform_url, arguments, "X-API-KEY", doing)


def _read_init(response: Response, send: Send, platform_url: str) -> InitUploadResponse:
    """Return the presigned form, or raise the error with which the platform refused it."""
    _check_upload_response(response, send)
    init = answer_of(InitUploadResponse, response)
    problem = _problem_of_form_url(init.upload.url, platform_url)
    if problem:
        raise response_error(response, f"has an upload.url that {problem}; nothing was sent there")
    return init


def _read_complete(response: Response, send: Send) -> CompleteUploadResponse:
    """Return the uploaded file, or raise the error with which the platform refused it."""
    _check_upload_response(response, send)
    return answer_of(CompleteUploadResponse, response)


def _read_form(response: Response, send: Send) -> None:
    """Raise the error with which the file storage refused a file, if it did."""
    if response.is_success:
        return
    text = response.body.decode("utf-8", "replace")
    code, words = (_xml_text(tag, text) for tag in ("Code", "Message"))
    reasons = [one_line(word) for word in (code, words) if word]
    if 300 <= response.status_code <= 399:
        reasons.append(redirection_of(response))
    said = ": ".join(reasons) or "it gave no reason"
    raise SketricGenUploadError(
        f"The file storage refused the file with {status_line(response.status_code)} "
        f"({send.target}): {said.rstrip('.')}.",
        **facts_of(response, text or None),
        code=code,
        storage_message=words,
    )


def _check_upload_response(response: Response, send: Send) -> None:
    if not response.is_success:
        raise error_of(response, send)
    body = object_of(response)
    if body.get("success") is not False:
        return
    types = body.get("allowed_types")
    expected = f" Expected {one_line(types)}." if types else ""
    said = message_of(body).rstrip(".") or "it gave no reason"
    raise SketricGenUploadError(
        f"The upload was refused ({send.target}): {said}.{expected}",
        **facts_of(response, body_of(response)),
    )


def _xml_text(tag: str, text: str) -> str | None:
    # A whole XML parser would open the door to whatever XML can do, for two words.
    found = re.search(f"<{tag}>([^<]*)</{tag}>", text)
    return unescape(found[1]).strip() if found else None


def _problem_of_form_url(url: str, platform_url: str) -> str | None:
    """Return why a file must not be sent to ``url``, or None if it may.

    Args:
        url: The URL of a presigned form.
        platform_url: The URL of the platform that gave it out.
    """
    try:
        form, platform = urlsplit(url), urlsplit(platform_url)
        host, _ = form.hostname, form.port  # reading it checks it
    except ValueError:
        return "is not a URL"
    if not host:
        return "names no host"
    if form.username is not None or form.password is not None:
        return "holds a user name"
    local = platform.scheme == "http" and is_loopback(platform.hostname)
    if form.scheme != "https" and not (local and form.scheme == "http"):
        return "is not https"
    return None
