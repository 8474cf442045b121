"""What a person is to decide, from whatever a stream says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sketricgen._models import is_object, schema_of
from sketricgen.results import HitlActionRequest, HitlRequest, HitlReviewConfig

from .items import given, result_of, results_of

if TYPE_CHECKING:
    from sketricgen_api.models import CustomEvent, RunPausedHitlEvent


class HitlRequests:
    """Holds what the custom events of a run say, until the run pauses."""

    def __init__(self) -> None:
        self._said: dict[str, Any] = {}

    def note(self, event: CustomEvent) -> None:
        """Note what a custom event says, if it is about a person's decision."""
        value = given(event.value)
        if event.name == "deep_agents_hitl" and is_object(value):
            within = value.get("hitl_request", value.get("hitlRequest"))
            said = within if is_object(within) else value
            self._said = schema_of("HitlRequest").respelled(said)

    def request(self, pause: RunPausedHitlEvent | None = None) -> HitlRequest | None:
        """Return what a run that has paused asks, or None if nothing readable was said of it.

        Args:
            pause: The event that ended the run, if it names the request.
        """
        said, id_ = dict(self._said), self._said.get("request_id")
        if pause is not None:
            if id_ not in (None, pause.request_id):
                said = {}  # it is about another pause
            id_ = pause.request_id
            said |= {"request_id": id_, "interrupt_ids": pause.interrupt_ids}
        schema = schema_of("HitlRequest")
        extra: dict[str, Any] = {}
        for name in list(said):
            try:
                schema.read({"request_id": id_, name: said[name]})
            except ValueError:  # noqa: PERF203 # what does not fit is no reason to lose the rest
                extra[name] = said.pop(name)
        return _answer(schema.read(said), extra) if "request_id" in said else None


def _answer(model: Any, extra: dict[str, Any]) -> HitlRequest:
    return result_of(
        HitlRequest,
        model,
        action_requests=results_of(HitlActionRequest, model.action_requests),
        review_configs=results_of(HitlReviewConfig, model.review_configs),
        extra={**model.additional_properties, **extra},
    )
