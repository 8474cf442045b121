"""What the groups of methods share: settings, connections and the options of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sketricgen._operations.operation import Performer
from sketricgen.config import SketricGenConfig, changed, validate_count, validate_seconds

if TYPE_CHECKING:
    from sketricgen._http.flow import CallOptions


class BaseClient(Performer):
    """A client without its methods."""

    max_answer_bytes: int = 64 * 1024 * 1024
    max_event_bytes: int = 16 * 1024 * 1024

    _config: SketricGenConfig

    def _options(
        self,
        timeout: float | None = None,
        event_timeout: float | None = None,
        deadline: float | None = None,
        agent_id: str | None = None,
    ) -> CallOptions:
        from sketricgen._http.flow import CallOptions
        from sketricgen._http.timeouts import Deadline

        if event_timeout is not None:
            event_timeout = validate_seconds("event_timeout", event_timeout)
        if deadline is not None:
            deadline = validate_seconds("deadline", deadline)
        return CallOptions(
            self._config if timeout is None else changed(self._config, timeout=timeout),
            max_answer_bytes=validate_count("max_answer_bytes", self.max_answer_bytes, 1),
            max_event_bytes=validate_count("max_event_bytes", self.max_event_bytes, 1),
            deadline=None if deadline is None else Deadline.after(deadline),
            event_timeout=event_timeout,
            agent_id=agent_id,
        )
