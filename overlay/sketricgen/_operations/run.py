"""A run: its arguments are checked, its files uploaded, then the agent is run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from sketricgen_api.models import RunWorkflowRequest
from sketricgen_api.types import UNSET

from sketricgen._http.flow import OpenStream, Response, Together
from sketricgen._http.log import log_warning
from sketricgen._http.responses import error_of, response_error
from sketricgen._http.retry import deliver
from sketricgen._http.text import media_type, one_line
from sketricgen.results import ChatResponse

from .endpoints import run_workflow_arguments
from .reading import answer_of
from .request import build_request
from .validation import (
    LIMITS,
    accepted_files,
    is_empty,
    validate_callback,
    validate_conversation,
    validate_file_ids,
    validate_flag,
    validate_list,
    validate_path,
    validate_text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sketricgen._http.flow import CallOptions, Flow, Send
    from sketricgen._uploads.attachments import Attachment
    from sketricgen._uploads.multipart import ProgressCallback

    from .hitl import HitlResume

UPLOADS_AT_ONCE = 5


@dataclass(frozen=True)
class RunArguments:
    """What `run_workflow` was called with; making one checks it all.

    Raises:
        SketricGenValidationError: An argument or a file is not acceptable.
    """

    options: CallOptions
    agent_id: str
    user_input: str
    conversation_id: str | None
    contact_id: str | None
    file_paths: Any
    stream: bool
    assets: Any
    on_upload_progress: ProgressCallback | None
    enable_hitl: bool = False
    hitl_resume: HitlResume | None = None
    # A traceback may show arguments that were refused, and so have none yet.
    attachments: Sequence[Attachment] = field(init=False, default=())

    def __post_init__(self) -> None:
        validate_conversation(self.agent_id, self.conversation_id, self.contact_id)
        validate_flag("stream", self.stream)
        validate_flag("enable_hitl", self.enable_hitl)
        if self.hitl_resume is not None:
            from .hitl import validate_resume

            validate_resume(self.hitl_resume, self.conversation_id, self.enable_hitl)
        validate_callback("on_upload_progress", self.on_upload_progress)
        validate_file_ids(self.assets)
        paths = validate_list("file_paths", self.file_paths, "paths")
        for path in paths:
            validate_path(path)
        if not is_empty(self.user_input) or not (self.assets or paths or self.hitl_resume):
            validate_text("user_input", self.user_input, LIMITS.max_user_input_characters)
        accept = accepted_files(self.options.config).attachment if paths else None
        attachments = [] if accept is None else [accept(path) for path in paths]
        object.__setattr__(self, "attachments", attachments)  # the class is frozen


def run(arguments: RunArguments) -> Flow[ChatResponse | OpenStream]:
    """Upload the attachments, then run the workflow."""
    options = arguments.options
    assets: list[str] = list(arguments.assets or ())
    if arguments.attachments:
        from sketricgen._uploads.multipart import one_at_a_time

        from .upload import upload

        on_progress = one_at_a_time(arguments.on_upload_progress)
        uploaded = yield Together(
            [
                upload(options, arguments.agent_id, attachment, on_progress)
                for attachment in arguments.attachments
            ],
            UPLOADS_AT_ONCE,
        )
        assets += [file.file_id for file in uploaded]
    send = _run_request(arguments, assets)
    return (yield from deliver(send, _read_run, repeatable=False))


def _run_request(arguments: RunArguments, assets: list[str]) -> Send:
    """Return the request that runs a workflow; ``assets`` are the ids of all its files."""
    body = RunWorkflowRequest(
        agent_id=arguments.agent_id,
        user_input=arguments.user_input or UNSET,
        assets=assets or UNSET,
        conversation_id=arguments.conversation_id or UNSET,
        contact_id=arguments.contact_id or UNSET,
        stream=arguments.stream,
        enable_hitl=arguments.enable_hitl or UNSET,
        hitl_resume=cast("Any", arguments.hitl_resume or UNSET),  # all it needs is to_dict()
    )
    send = build_request(
        arguments.options,
        arguments.options.config.base_url,
        run_workflow_arguments(body),
        "API-KEY",
        "the agent was being run",
        expects_stream=arguments.stream,
    )
    if arguments.conversation_id or assets:  # any of which may be wrong
        names = ("conversation_id", "assets", "hitl_resume")
        send.ids = ["agent_id", *(name for name in names if getattr(body, name))]
    return send


def _read_run(outcome: Response | OpenStream, send: Send) -> ChatResponse | OpenStream:
    """Return the run's answer, or its stream."""
    if isinstance(outcome, OpenStream):
        kind = outcome.content_type
        if media_type(kind) != "text/event-stream":
            log_warning(send, f"the stream's content type is {kind!r}, not text/event-stream")
        return outcome
    if not outcome.is_success:
        raise error_of(outcome, send)
    if send.expects_stream:
        kind = one_line(outcome.headers.get("content-type") or "empty")
        raise response_error(outcome, f"is no event stream ({kind})")
    return answer_of(ChatResponse, outcome)
