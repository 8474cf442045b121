"""The API's requests and answers: the only module that imports generated endpoints.

Of the generated half it uses what is pure: the functions that make a request's arguments, and the
models. Those of uploads are imported by the first upload, since most programs have none.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sketricgen_api.api.workflows import run_workflow
from sketricgen_api.models import ChatResponse, RunWorkflowRequest
from sketricgen_api.types import UNSET

from ._version import __version__
from .answers import error_of, model_of, object_of, response_error, status_line, words_of
from .errors import SketricGenUploadError
from .log import log_odd
from .retry import retry_after_of
from .steps import Answer, OpenStream, Send
from .urls import problem_of_form_url

if TYPE_CHECKING:
    from sketricgen_api.models import CompleteUploadResponse, InitUploadResponse, PresignedForm

    from .arguments import RunArguments
    from .attachments import Attachment
    from .terms import Terms
    from .uploads import FileForm


def run_request(arguments: RunArguments, assets: list[str]) -> Send:
    """Return the request that runs a workflow; ``assets`` are the ids of all its files."""
    body = RunWorkflowRequest(
        agent_id=arguments.agent_id,
        user_input=arguments.user_input,
        assets=assets or UNSET,
        conversation_id=arguments.conversation_id or UNSET,
        contact_id=arguments.contact_id or UNSET,
        stream=arguments.stream,
    )
    config = arguments.terms.config
    return _request(
        arguments.terms,
        config.base_url,
        run_workflow._get_kwargs(body=body),  # pyright: ignore[reportPrivateUsage]  # noqa: SLF001 # the generator gives its pure half no public name
        {"API-KEY": config.api_key},
        "the agent was being run",
        expects_stream=arguments.stream,
    )


def init_request(terms: Terms, agent_id: str, attachment: Attachment) -> Send:
    """Return the request for a presigned form."""
    from sketricgen_api.api.uploads import init_upload
    from sketricgen_api.models import InitUploadRequest

    body = InitUploadRequest(agent_id=agent_id, file_name=attachment.file_name)
    return _request(
        terms,
        terms.config.platform_url,
        init_upload._get_kwargs(body=body),  # pyright: ignore[reportPrivateUsage]  # noqa: SLF001 # as above
        {"X-API-KEY": terms.config.api_key},
        f"the upload of {attachment.file_name!r} was being asked for",
    )


def form_request(terms: Terms, url: str, form: FileForm) -> Send:
    """Return the request that sends a file to its storage, with nothing of ours in it."""
    headers = {**_COMMON_HEADERS, **form.headers}
    doing = f"{form.file_name!r} was being uploaded"
    timeout = terms.config.upload_timeout
    return Send("POST", url, headers, form, timeout, terms, doing, trusted=False)


def complete_request(terms: Terms, agent_id: str, file_id: str, attachment: Attachment) -> Send:
    """Return the request that makes an uploaded file known to the agent."""
    from sketricgen_api.api.uploads import complete_upload
    from sketricgen_api.models import CompleteUploadRequest

    body = CompleteUploadRequest(agent_id=agent_id, file_id=file_id, file_name=attachment.file_name)
    return _request(
        terms,
        terms.config.platform_url,
        complete_upload._get_kwargs(body=body),  # pyright: ignore[reportPrivateUsage]  # noqa: SLF001 # as above
        {"X-API-KEY": terms.config.api_key},
        f"the upload of {attachment.file_name!r} was being completed",
    )


def read_run(outcome: Answer | OpenStream, send: Send) -> ChatResponse | OpenStream:
    """Return the run's answer, or its stream."""
    if isinstance(outcome, OpenStream):
        kind = outcome.response.headers.get("content-type", "")
        if not kind.startswith("text/event-stream"):
            log_odd(send, f"the stream's content type is {kind!r}, not text/event-stream")
        return outcome
    if not outcome.is_success:
        raise error_of(outcome, send)
    if send.expects_stream:
        kind = outcome.headers.get("content-type") or "empty"
        raise response_error(outcome, f"is no event stream ({kind})")
    return model_of(ChatResponse, outcome)


def read_init(answer: Answer, send: Send, platform_url: str) -> InitUploadResponse:
    """Return the presigned form, or raise what the platform says against it."""
    from sketricgen_api.models import InitUploadResponse

    _check_upload_answer(answer, send)
    init = model_of(InitUploadResponse, answer)
    _check_form(init.upload, answer, platform_url)
    return init


def read_complete(answer: Answer, send: Send) -> CompleteUploadResponse:
    """Return the uploaded file, or raise what the platform says against it."""
    from sketricgen_api.models import CompleteUploadResponse

    _check_upload_answer(answer, send)
    return model_of(CompleteUploadResponse, answer)


def read_form(answer: Answer, send: Send) -> None:
    """Raise what the file storage says against a file, if anything."""
    if answer.is_success:
        return
    text = answer.body.decode("utf-8", "replace")
    code, words = (_xml_text(tag, text) for tag in ("Code", "Message"))
    said = ": ".join(filter(None, (code, words))) or "it gave no reason"
    raise SketricGenUploadError(
        f"The file storage refused the file with {status_line(answer.status_code)} "
        f"({send.target}): {said.rstrip('.')}.",
        status_code=answer.status_code,
        response_body=text or None,
        headers=answer.headers,
        retry_after=retry_after_of(answer.headers),
        code=code,
        storage_message=words,
    )


def _request(
    terms: Terms,
    base_url: str,
    arguments: dict[str, Any],
    key: dict[str, str],
    doing: str,
    *,
    expects_stream: bool = False,
) -> Send:
    """Return a request made of what the generated code says of it."""
    headers: dict[str, str | bytes] = {**_COMMON_HEADERS, **arguments["headers"]}
    # httpx takes text for ASCII; a key may hold any latin-1 character.
    headers.update((name, value.encode("latin-1")) for name, value in key.items())
    headers["Accept"] = "text/event-stream" if expects_stream else "application/json"
    return Send(
        arguments["method"].upper(),
        base_url + arguments["url"],
        headers,
        json.dumps(arguments["json"], ensure_ascii=False, separators=(",", ":")).encode(),
        terms.config.timeout,
        terms,
        doing,
        expects_stream=expects_stream,
    )


def _check_upload_answer(answer: Answer, send: Send) -> None:
    if not answer.is_success:
        raise error_of(answer, send)
    body = object_of(answer)
    if body.get("success") is not False:
        return
    types = body.get("allowed_types")
    allowed = f" Allowed are: {types}." if types else ""
    said = words_of(body).rstrip(".") or "it gave no reason"
    raise SketricGenUploadError(
        f"The upload was refused ({send.target}): {said}.{allowed}",
        status_code=answer.status_code,
        response_body=body,
        headers=answer.headers,
    )


def _check_form(form: PresignedForm, answer: Answer, platform_url: str) -> None:
    fields: dict[Any, Any] = form.fields.additional_properties
    if not all(isinstance(value, str) for value in fields.values()):
        raise response_error(answer, "has a form field whose value is not a string")
    url: Any = form.url
    problem = problem_of_form_url(url, platform_url) if isinstance(url, str) else "is not a string"
    if problem:
        raise response_error(answer, f"has an upload.url that {problem}; nothing was sent there")


def _xml_text(tag: str, text: str) -> str | None:
    # A whole XML parser would open the door to whatever XML can do, for two words.
    from html import unescape

    found = re.search(f"<{tag}>([^<]*)</{tag}>", text)
    return unescape(found[1]).strip() if found else None


_COMMON_HEADERS = {
    "Accept": "*/*",
    "Accept-Encoding": "gzip, deflate",
    "User-Agent": f"sketricgen-python/{__version__}",
}
