"""Checks requests as the service does."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sketricgen_api.models import Limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

DECISIONS = ("respond", "approve", "reject")
BARE_FILE_NAME = re.compile(r"[^/\\]*\.[^/\\.]+")
_JSON_MEDIA_TYPE = re.compile(r"application/([\w.+-]+\+)?json", re.IGNORECASE)


class InvalidRequestError(Exception):
    """A request is not valid.

    Args:
        problems: The problems, each with `loc` (the path to the field), `msg` and `type`.
    """

    def __init__(self, problems: list[dict[str, Any]]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        first = self.problems[0]
        field = ".".join(str(step) for step in first["loc"][1:])
        return f"{field} {first['msg']}" if field else str(first["msg"])


@dataclass(frozen=True)
class Decision:
    """The decision of a person on one action."""

    type: str
    message: str | None


@dataclass(frozen=True)
class Resume:
    """The decisions that resume a paused run."""

    request_id: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class WorkflowRequest:
    """A valid request to run a workflow."""

    agent_id: str
    user_input: str | None
    assets: tuple[str, ...]
    conversation_id: str | None
    contact_id: str | None
    stream: bool
    may_pause: bool
    resume: Resume | None


class Fields:
    """Reads the fields of a JSON object and collects all problems.

    Args:
        values: The object.
        loc: The path to it.
        problems: The list that problems are added to. Defaults to a new list.
    """

    def __init__(
        self,
        values: Mapping[str, Any],
        loc: tuple[str | int, ...] = ("body",),
        problems: list[dict[str, Any]] | None = None,
    ) -> None:
        self._values = values
        self._loc = loc
        self.problems: list[dict[str, Any]] = [] if problems is None else problems

    def problem(self, kind: str, rule: str, *path: str | int) -> None:
        """Add a problem: the rule that the field at `path` breaks."""
        loc = [*self._loc, *path]
        message = rule if len(loc) > 1 else f"The request body {rule}"
        self.problems.append({"loc": loc, "msg": message, "type": kind})

    def has(self, name: str, *, required: bool = False) -> bool:
        """Return whether a field is present; if it is required but missing, add a problem."""
        if required and name not in self._values:
            self.problem("missing", "is required", name)
        return name in self._values

    def text(self, name: str, *, required: bool = False, longest: int | None = None) -> str | None:
        """Read a string of at most `longest` characters; if required, it must not be blank."""
        if not self.has(name, required=required):
            return None
        value = self._text(self._values[name], name)
        if value is not None and required and not value.strip():
            self.problem("string_too_short", "must not be blank", name)
        if value is not None and longest is not None and len(value) > longest:
            rule = f"must have at most {longest} characters, got {len(value)}"
            self.problem("string_too_long", rule, name)
        return value

    @property
    def values(self) -> Mapping[str, Any]:
        """All fields, without checking them."""
        return self._values

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Read a boolean."""
        value = self._values.get(name, default)
        if not isinstance(value, bool):
            self.problem("bool_type", f"must be a boolean, got {_kind(value)}", name)
        return value is True

    def items(self, name: str, *, required: bool = False) -> list[object]:
        """Read a list."""
        value: Any = self._values[name] if self.has(name, required=required) else []
        if isinstance(value, list):
            return cast("list[object]", value)
        self.problem("list_type", f"must be a list, got {_kind(value)}", name)
        return []

    def texts(self, name: str) -> tuple[str, ...]:
        """Read a list of strings."""
        found = [self._text(item, name, at) for at, item in enumerate(self.items(name))]
        return tuple(item for item in found if item is not None)

    def nested(self, value: Any, *path: str | int) -> Fields | None:
        """Read the fields of an object inside this one."""
        if isinstance(value, dict):
            return Fields(cast("dict[str, Any]", value), (*self._loc, *path), self.problems)
        self.problem("model_type", f"must be an object, got {_kind(value)}", *path)
        return None

    def done(self) -> None:
        """Finish reading.

        Raises:
            InvalidRequestError: If there is any problem.
        """
        if self.problems:
            raise InvalidRequestError(self.problems)

    def _text(self, value: Any, *path: str | int) -> str | None:
        if not isinstance(value, str):
            self.problem("string_type", f"must be a string, got {_kind(value)}", *path)
            return None
        try:
            value.encode()
        except UnicodeEncodeError:
            self.problem("string_unicode", "must be valid Unicode", *path)
            return None
        return value


async def read_json(request: Request) -> Fields:
    """Read the body of a request as a JSON object.

    Raises:
        InvalidRequestError: If it is not, or if `Content-Type` is not JSON.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip()
    body = await request.body()
    nothing = Fields({})
    if _JSON_MEDIA_TYPE.fullmatch(media_type) is None:
        nothing.problem("model_type", f"must be application/json, got {media_type or 'no type'}")
        nothing.done()
    try:
        value = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        nothing.problem("json_invalid", "must be valid JSON")
        raise InvalidRequestError(nothing.problems) from None
    fields = nothing.nested(value)
    if fields is None:
        raise InvalidRequestError(nothing.problems)
    return fields


def check_workflow_request(fields: Fields) -> WorkflowRequest:
    """Check a request to run a workflow.

    Raises:
        InvalidRequestError: If it is not valid; with all problems.
    """
    limits = Limits()
    request = WorkflowRequest(
        agent_id=fields.text("agent_id", required=True) or "",
        user_input=fields.text("user_input", longest=limits.max_user_input_characters),
        assets=fields.texts("assets"),
        conversation_id=fields.text("conversation_id") or None,
        contact_id=fields.text("contact_id", longest=limits.max_contact_id_characters),
        stream=fields.flag("stream"),
        may_pause=fields.flag("enable_hitl"),
        resume=_resume(fields),
    )
    if not (request.assets or request.resume):
        fields.text("user_input", required=True)
    fields.done()
    return request


def _resume(fields: Fields) -> Resume | None:
    if not fields.has("hitl_resume"):
        return None
    values = fields.values
    if not (values.get("enable_hitl") is True and values.get("conversation_id")):
        fields.problem("value_error", "requires conversation_id and enable_hitl", "hitl_resume")
    answer = fields.nested(values["hitl_resume"], "hitl_resume")
    if answer is None:
        return None
    request_id = answer.text("request_id", required=True) or ""
    given = answer.items("decisions", required=True)
    if not given and isinstance(answer.values.get("decisions"), list):
        answer.problem("too_short", "must have at least one item, got 0", "decisions")
    decisions = [_decision(answer.nested(item, "decisions", at)) for at, item in enumerate(given)]
    return Resume(request_id, tuple(decisions))


def _decision(fields: Fields | None) -> Decision:
    if fields is None:
        return Decision("", None)
    kind = fields.text("type", required=True) or ""
    if kind not in DECISIONS:
        fields.problem("enum", f"must be one of {', '.join(DECISIONS)}, got {kind!r}", "type")
    return Decision(kind, fields.text("message"))


def _kind(value: object) -> str:
    return "null" if value is None else type(value).__name__


def _refuse_constant(name: str) -> None:
    # Python accepts NaN and Infinity, which are not JSON.
    raise ValueError(name)
