"""What both halves of the client rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .config import checked_seconds

# httpx and the generated models are imported at the first call, not with the package.
if TYPE_CHECKING:
    from sketricgen_api.models import ChatResponse, CompleteUploadResponse

    from .config import SketricGenConfig
    from .connections import Connections
    from .steps import Flow, OpenStream
    from .terms import Terms
    from .uploads import ProgressCallback


class Half:
    """The settings and connections of a client, and the operations it offers.

    Attributes:
        max_answer_bytes: The largest answer accepted, in bytes, unpacked: 64 MiB.
        max_event_bytes: The largest event of a stream accepted, in bytes: 16 MiB.
    """

    max_answer_bytes: int = 64 * 1024 * 1024
    max_event_bytes: int = 16 * 1024 * 1024

    _config: SketricGenConfig
    _connections: Connections

    def _run(
        self,
        agent_id: str,
        user_input: str,
        conversation_id: str | None,
        contact_id: str | None,
        file_paths: object,
        stream: bool,  # it stands at this place in the public signature
        assets: object,
        on_upload_progress: ProgressCallback | None,
        timeout: float | None,
        event_timeout: float | None,
        deadline: float | None,
        verify_sequence: bool,  # as above
    ) -> Flow[ChatResponse | OpenStream]:
        from .arguments import RunArguments
        from .flows import run

        terms = self._terms(timeout, event_timeout, deadline, verify_sequence=verify_sequence)
        return run(
            RunArguments(
                terms=terms,
                agent_id=agent_id,
                user_input=user_input,
                conversation_id=conversation_id,
                contact_id=contact_id,
                file_paths=file_paths,
                stream=stream,
                assets=assets,
                on_upload_progress=on_upload_progress,
            )
        )

    def _upload(
        self,
        agent_id: str,
        file: object,
        file_name: str | None,
        content_type: str | None,
        on_progress: ProgressCallback | None,
    ) -> Flow[CompleteUploadResponse]:
        from .arguments import acceptance, check_callback, checked_text
        from .flows import upload

        checked_text("agent_id", agent_id)
        check_callback("on_progress", on_progress)
        attachment = acceptance(self._config).attachment(file, file_name, content_type)
        return upload(self._terms(), agent_id, attachment, on_progress)

    def _terms(
        self,
        timeout: float | None = None,
        event_timeout: float | None = None,
        deadline: float | None = None,
        *,
        verify_sequence: bool = False,
    ) -> Terms:
        from .terms import Deadline, Terms

        if event_timeout is not None:
            event_timeout = checked_seconds("event_timeout", event_timeout)
        if deadline is not None:
            deadline = checked_seconds("deadline", deadline)
        return Terms(
            self._config if timeout is None else replace(self._config, timeout=timeout),
            max_answer_bytes=self.max_answer_bytes,
            max_event_bytes=self.max_event_bytes,
            deadline=None if deadline is None else Deadline.after(deadline),
            event_timeout=event_timeout,
            verify_sequence=verify_sequence,
        )
