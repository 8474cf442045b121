"""What a browser asks for: AG-UI's ``RunAgentInput``, as arguments of a run."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, cast

from sketricgen import HitlDecision, HitlResume, SketricGenValidationError

if TYPE_CHECKING:
    from collections.abc import Sequence

# The decisions on a paused run are sent by position, so the id of an interrupt says which of how
# many it is: no interrupt can be left out, or answered in the place of another.
_INTERRUPT_ID = re.compile(r"(.+):(\d{1,4})/(\d{1,4})", re.DOTALL)


def interrupt_id(request_id: str, number: int, total: int) -> str:
    """Return the id of the interrupt for one action of a paused run."""
    return f"{request_id}:{number}/{total}"


def read_input(body: bytes) -> dict[str, Any]:
    """Return the ``RunAgentInput`` of a request.

    Raises:
        SketricGenValidationError: It is none.
    """
    try:
        asked = object_of(json.loads(body))
    except (ValueError, RecursionError):
        asked = {}
    for name in ("threadId", "runId"):
        if not (isinstance(asked.get(name), str) and asked[name].strip()):
            raise _refusal(f"{name} must be a string that is not blank")
    if not isinstance(asked.get("messages"), list):
        raise _refusal("messages must be a list")
    return asked


def run_arguments(asked: dict[str, Any]) -> dict[str, Any]:
    """Return what a ``RunAgentInput`` asks for, as arguments of `run_workflow`.

    Raises:
        SketricGenValidationError: SketricGen cannot do that.
    """
    entries = asked.get("resume")
    if entries:
        return {"hitl_resume": _resume_of(list_of(entries)), "enable_hitl": True}
    found = "none"
    for message in map(object_of, reversed(asked["messages"])):
        role = message.get("role")
        if role == "user":
            return _content_of(message.get("content"))
        if role in ("assistant", "tool"):  # the user's message has been answered already
            found = f"one with the role {role}"
            break
    raise SketricGenValidationError(
        f"The last message must be the user's, got {found}. SketricGen takes no results of tools, "
        "and answers no message twice."
    )


def object_of(value: object) -> dict[str, Any]:
    """Return a JSON object, or an empty one in place of anything else."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def list_of(value: object) -> list[Any]:
    """Return a JSON array, or an empty one in place of anything else."""
    is_list = isinstance(value, list)
    return cast("list[Any]", value) if is_list else []


def _content_of(content: object) -> dict[str, Any]:
    if not isinstance(content, list):
        return {"user_input": content}
    texts: list[Any] = []
    assets: list[Any] = []
    for part in map(object_of, cast("list[object]", content)):
        source = object_of(part.get("source"))
        if part.get("type") == "text":
            texts.append(part.get("text"))
        elif source.get("type") == "file":
            assets.append(source.get("value"))
        else:
            raise SketricGenValidationError(
                'A part of a message must be a text, or have a source of the type "file", got '
                f"the type {part.get('type')!r}. Upload the file with upload_file, and send its id "
                "as the value of the source."
            )
    return {"user_input": "\n".join(map(str, texts)), "assets": assets}


def _resume_of(entries: Sequence[Any]) -> HitlResume:
    decisions: dict[int, HitlDecision] = {}
    runs: set[tuple[str, int]] = set()
    for entry in map(object_of, entries):
        found = _INTERRUPT_ID.fullmatch(str(entry.get("interruptId")))
        if found is None:
            raise SketricGenValidationError(
                "interruptId must be the id of an interrupt, as the paused run sent it, got "
                f"{entry.get('interruptId')!r}."
            )
        decisions[int(found[2])] = _decision_of(entry)
        runs.add((found[1], int(found[3])))
    request_id, total = next(iter(runs), ("", 0))
    if len(runs) != 1 or not len(decisions) == len(entries) == total == max(decisions, default=0):
        raise SketricGenValidationError(
            "resume must answer each interrupt of one paused run, once, got "
            f"{[entry.get('interruptId') for entry in map(object_of, entries)]}."
        )
    return HitlResume(request_id, [decisions[number] for number in sorted(decisions)])


def _decision_of(entry: dict[str, Any]) -> HitlDecision:
    payload = entry.get("payload")
    if entry.get("status") == "cancelled":
        return HitlDecision("reject")
    answer = object_of({"approved": payload} if isinstance(payload, bool) else payload)
    approved: object = answer.get("approved")
    message: Any = answer.get("message")
    if entry.get("status") == "resolved" and isinstance(approved, bool):
        return HitlDecision("approve" if approved else "reject", message)
    if entry.get("status") == "resolved" and approved is None and message is not None:
        return HitlDecision("respond", message)
    raise SketricGenValidationError(
        'An interrupt must be "cancelled", or "resolved" with a payload that has "approved" (true '
        f'or false) or "message" (words for the agent), got {entry.get("status")!r}.'
    )


def _refusal(problem: str) -> SketricGenValidationError:
    return SketricGenValidationError(
        f"The body must be a RunAgentInput of AG-UI as JSON: {problem}. @ag-ui/client sends one."
    )
