"""The operations: a run and an upload.

They are generators that yield `steps`, so that each is written once for both halves of the SDK.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from . import api
from .delivery import deliver
from .errors import SketricGenFileSizeError, SketricGenUploadError
from .steps import Together

if TYPE_CHECKING:
    from sketricgen_api.models import ChatResponse, CompleteUploadResponse, InitUploadResponse

    from .arguments import RunArguments
    from .attachments import Attachment
    from .steps import Flow, OpenStream
    from .terms import Terms
    from .uploads import ProgressCallback

UPLOADS_AT_ONCE = 5


def run(arguments: RunArguments) -> Flow[ChatResponse | OpenStream]:
    """Upload the attachments, then run the workflow."""
    terms = arguments.terms
    assets: list[str] = list(arguments.assets or ())
    if arguments.attachments:
        from .uploads import one_at_a_time

        on_progress = one_at_a_time(arguments.on_upload_progress)
        uploaded = yield Together(
            [
                upload(terms, arguments.agent_id, attachment, on_progress)
                for attachment in arguments.attachments
            ],
            UPLOADS_AT_ONCE,
        )
        assets += [file.file_id for file in uploaded]
    send = api.run_request(arguments, assets)
    return (yield from deliver(send, api.read_run, repeatable=False))


def upload(
    terms: Terms,
    agent_id: str,
    attachment: Attachment,
    on_progress: ProgressCallback | None,
) -> Flow[CompleteUploadResponse]:
    """Upload one file: ask for a form, send the form, report it complete."""
    init = yield from _begin(terms, agent_id, attachment)
    try:
        yield from _send_form(terms, init, attachment, on_progress)
    except SketricGenUploadError as error:
        if "expired" not in (error.storage_message or "").lower():
            raise
        # Retries, or the queue before this file, outlasted the form's signature.
        init = yield from _begin(terms, agent_id, attachment)
        yield from _send_form(terms, init, attachment, on_progress)
    send = api.complete_request(terms, agent_id, init.file_id, attachment)
    return (yield from deliver(send, api.read_complete))


def _begin(terms: Terms, agent_id: str, attachment: Attachment) -> Flow[InitUploadResponse]:
    send = api.init_request(terms, agent_id, attachment)
    read = partial(api.read_init, platform_url=terms.config.platform_url)
    init = yield from deliver(send, read)
    most = init.upload.max_file_bytes
    if isinstance(most, int) and attachment.size > most:
        raise SketricGenFileSizeError(
            f"{attachment.file_name!r} has {attachment.size:,} bytes. "
            f"The service allows {most:,} for this file.",
            file_size=attachment.size,
            max_size=most,
        )
    return init


def _send_form(
    terms: Terms,
    init: InitUploadResponse,
    attachment: Attachment,
    on_progress: ProgressCallback | None,
) -> Flow[None]:
    from .uploads import FileForm

    fields = init.upload.fields.additional_properties
    candidates = (fields.get("Content-Type"), init.content_type)
    stated = next((kind for kind in candidates if isinstance(kind, str)), attachment.content_type)
    with attachment.open() as file:
        form = FileForm(fields, attachment, stated, file, on_progress)
        send = api.form_request(terms, init.upload.url, form)
        yield from deliver(send, api.read_form)
