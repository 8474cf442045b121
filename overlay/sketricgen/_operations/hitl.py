"""Human in the loop: what a person decides on a paused run, and how it goes on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Union, cast, get_args

from sketricgen_api.models.hitl_decision_type import HitlDecisionType

from sketricgen._models import is_object
from sketricgen.errors import SketricGenStreamError, SketricGenValidationError, shown

from .validation import validate_id, validate_list, validate_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typing_extensions import TypeAlias

    from sketricgen.events import RunPausedHitlEvent, StreamEvent
    from sketricgen.results import ChatResponse, HitlRequest, WorkflowResult

    Decisions: TypeAlias = "Sequence[Decision]"
    Paused: TypeAlias = "ChatResponse | WorkflowResult | StreamEvent | RunPausedHitlEvent"

KINDS: tuple[str, ...] = get_args(HitlDecisionType)


@dataclass(frozen=True, init=False)
class HitlDecision:
    """What a person decided on one action of a paused run.

    Args:
        type: ``"approve"``, ``"reject"``, or ``"respond"``: to answer the agent instead.
        message: What to say to the agent.
        extra: More fields that the agent knows, by their names.
        **more: The same, each as an argument.

    Raises:
        SketricGenValidationError: An argument is not acceptable.

    Example:
        >>> HitlDecision("respond", "Ask Ann first.").to_dict()
        {'type': 'respond', 'message': 'Ask Ann first.'}
    """

    type: HitlDecisionType
    message: str | None = None
    extra: dict[str, Any] = field(default_factory=dict[str, Any], hash=False)

    def __init__(
        self,
        type: HitlDecisionType,  # noqa: A002 # its name in the API
        message: str | None = None,
        extra: dict[str, Any] | None = None,
        **more: Any,
    ) -> None:
        if is_object(extra):
            more = {**extra, **more}
        # First, since a traceback may show it; the class is frozen.
        for name, value in (("type", type), ("message", message), ("extra", more)):
            object.__setattr__(self, name, value)
        if not isinstance(cast("object", type), str) or type not in KINDS:
            raise _no_decision(type)
        if message is not None:
            validate_text("The message of a decision", message)
        if not (extra is None or is_object(extra)):
            raise SketricGenValidationError(
                f'extra must be a dict, got {shown(extra)}. Use e.g. {{"reason": "urgent"}}.'
            )
        if more:
            from .control import validate_json

            validate_json("What else a decision holds", more)

    def to_dict(self) -> dict[str, Any]:
        """Return the decision as it is sent.

        Returns:
            The JSON object.

        Example:
            >>> HitlDecision("approve").to_dict()
            {'type': 'approve'}
        """
        message = {} if self.message is None else {"message": self.message}
        return {**self.extra, "type": self.type, **message}


# As in `HitlDecision("approve")`, `"approve"` or `("respond", "Ask Ann first.")`.
Decision = Union[HitlDecision, HitlDecisionType, tuple[HitlDecisionType, str]]


@dataclass(frozen=True)
class HitlResume:
    """The decisions with which a paused run goes on.

    Args:
        request_id: The ``request_id`` of the `HitlRequest`.
        decisions: One for each of its ``action_requests``, in their order.

    Raises:
        SketricGenValidationError: An argument is not acceptable.

    Example:
        >>> HitlResume("hitl-1", ["approve"]).to_dict()
        {'request_id': 'hitl-1', 'decisions': [{'type': 'approve'}]}
    """

    request_id: str
    decisions: Sequence[Decision]

    def __post_init__(self) -> None:
        validate_id("request_id", self.request_id)
        decisions = tuple(
            map(_decision_of, validate_list("decisions", self.decisions, "decisions"))
        )
        if not decisions:
            raise SketricGenValidationError(
                "decisions must have one for each action of the paused run, got none."
            )
        object.__setattr__(self, "decisions", decisions)  # the class is frozen

    def to_dict(self) -> dict[str, Any]:
        """Return the decisions as they are sent.

        Returns:
            The JSON object.

        Example:
            >>> HitlResume("hitl-1", ["reject"]).to_dict()["decisions"]
            [{'type': 'reject'}]
        """
        decisions = cast("Sequence[HitlDecision]", self.decisions)
        return {"request_id": self.request_id, "decisions": [each.to_dict() for each in decisions]}


def _decision_of(given: Any) -> HitlDecision:
    if isinstance(given, HitlDecision):
        return given
    if isinstance(given, (tuple, list)) and len(cast("Sequence[Any]", given)) == 2:
        return HitlDecision(*cast("Sequence[Any]", given))
    if isinstance(given, str) and given != "respond":  # which takes words
        return HitlDecision(cast("HitlDecisionType", given))
    raise _no_decision(cast("object", given))


def _no_decision(given: object) -> SketricGenValidationError:
    return SketricGenValidationError(
        f'A decision must be "approve", "reject" or ("respond", "your words"), got {shown(given)}.'
    )


def validate_resume(resume: object, conversation_id: object, enable_hitl: object) -> None:
    """Check what goes on with a paused run, and that nothing is missing for it."""
    if not isinstance(resume, HitlResume):
        raise SketricGenValidationError(
            f"hitl_resume must be a HitlResume, got {type(resume).__name__}. Use "
            "HitlResume(request_id, decisions), or call resume(paused, decisions)."
        )
    if not conversation_id:
        raise SketricGenValidationError(
            "hitl_resume needs conversation_id, got none. Pass that of the paused run."
        )
    if not enable_hitl:
        raise SketricGenValidationError("hitl_resume needs enable_hitl=True, got False.")


def resumption(
    paused: Paused,
    decisions: Decisions,
    agent_id: str | None,
    conversation_id: str | None,
    contact_id: str | None,
) -> dict[str, Any]:
    """Return the arguments of the run that goes on with a paused one.

    Raises:
        SketricGenValidationError: It is not paused, or the decisions do not fit it.
    """
    from sketricgen_api.models import RunPausedHitlEvent

    from sketricgen.events import StreamEvent
    from sketricgen.results import ChatResponse, WorkflowResult

    said: Any = paused
    if isinstance(paused, StreamEvent):
        with suppress(SketricGenStreamError):  # it is no JSON
            said = paused.payload
    kind, request, request_id = type(said).__name__, None, None
    is_whole = isinstance(said, (ChatResponse, WorkflowResult))
    if is_whole:
        request = said.hitl_request
        request_id = request.request_id if request else getattr(said, "pause_request_id", None)
        agent_id = agent_id or said.agent_id
        conversation_id = conversation_id or said.conversation_id
        contact_id = contact_id or getattr(said, "contact_id", None)
    elif isinstance(said, RunPausedHitlEvent):
        request_id = said.request_id
    if not request_id:
        raise SketricGenValidationError(
            "paused must be the answer, the result or the last event of a run that is paused, got "
            f"{kind}{' without a request_id' if is_whole else ''}. Run the agent with "
            "enable_hitl=True."
        )
    if agent_id is None or conversation_id is None:
        name = "agent_id" if agent_id is None else "conversation_id"
        raise SketricGenValidationError(f"{name} must be given here: {kind} does not say it.")
    resume = HitlResume(request_id, decisions)
    if request is not None:
        _check_fits(resume, request)
    ids = {"agent_id": agent_id, "conversation_id": conversation_id, "contact_id": contact_id}
    return {**ids, "enable_hitl": True, "hitl_resume": resume}


def _check_fits(resume: HitlResume, request: HitlRequest) -> None:
    actions, configs = request.action_requests, request.review_configs
    if actions and len(actions) != len(resume.decisions):
        names = ", ".join(shown(action.name) for action in actions)
        raise SketricGenValidationError(
            f"decisions must have one for each of the {len(actions)} actions ({names}), in their "
            f"order, got {len(resume.decisions)}."
        )
    for number, (decision, config) in enumerate(zip(resume.decisions, configs), 1):
        allowed = config.allowed_decisions
        kind = cast("HitlDecision", decision).type
        if allowed and kind not in allowed:
            raise SketricGenValidationError(
                f"Decision {number} must be one of {', '.join(map(shown, allowed))}, which the run "
                f"allows, got {shown(kind)}."
            )
