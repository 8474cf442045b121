"""The control plane: what is asked of it, and the checks of that."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, Callable, TypeVar

from sketricgen_api.answers import TeamspaceList

from sketricgen._http.responses import error_of
from sketricgen._http.retry import deliver
from sketricgen._models import describe
from sketricgen.config import validate_count
from sketricgen.errors import (
    SketricGenAdminError,
    SketricGenResponseError,
    SketricGenValidationError,
    shown,
)

from .endpoints import control_arguments
from .reading import answer_of
from .request import build_request
from .validation import validate_flag, validate_id, validate_list, validate_text

if TYPE_CHECKING:
    from sketricgen_api.answers import Answer, Teamspace

    from sketricgen._http.flow import CallOptions, Flow, Response, Send

    A = TypeVar("A", bound=Answer)

_ID_ENDINGS = ("_id", "_ids", "_slug")
_REQUIRED = ("name", "seed_url", "app_slug")


def call(
    options: CallOptions,
    kind: type[A],
    operation: str,
    doing: str,
    ids: dict[str, str],
    given: dict[str, Any],
    *,
    body: Any = None,
    check: Callable[[str, Any], object] | None = None,
    caution: str = "",
) -> Flow[A]:
    """Check the arguments of a request to the control plane, and return the flow that sends it.

    Args:
        options: The options of the call.
        kind: The class of the answer.
        operation: The module of the generated operation, e.g. ``"projects.list_projects"``.
        doing: What is being done, as messages name it.
        ids: The ids in its path, by their names.
        given: Its other arguments, by their names; None stands for "not given".
        body: The generated model that these are fields of; None if they go into the query.
        check: What checks each of them; None for the check that fits its name.
        caution: What to say if it may have been executed although no answer arrived; only what
            must not be repeated has one.

    Raises:
        SketricGenValidationError: An argument is not acceptable.
    """
    for name, value in ids.items():
        _validate_path_id(name, value)
    for name, value in given.items():
        if value is not None or name in _REQUIRED:
            (check or _CHECKS.get(name, _validate_words))(name, value)
    given = {name: value for name, value in given.items() if value is not None}
    sent = {"body": body.from_dict(given)} if body else given
    arguments = control_arguments(operation, **ids, **sent)
    url = options.config.platform_url
    send = build_request(options, url, arguments, "Authorization", doing, scheme="Bearer ")
    send.ids = [name for name in (*ids, *given) if name.endswith(_ID_ENDINGS)]
    send.caution = caution
    return deliver(send, partial(_read, kind), repeatable=not caution)


def _read(kind: type[A], response: Response, send: Send) -> A:
    if not response.is_success:
        raise error_of(response, send, SketricGenAdminError)
    return answer_of(kind, response)


def readable(answer: Any, name: str) -> Any:
    """Return a field that a list cannot be read without.

    Raises:
        SketricGenResponseError: It is of another type than the document says.
    """
    if name in answer.extra:
        raise SketricGenResponseError(
            f"The answer has {describe(answer.extra[name])} in the field {name!r}, so the rest of "
            "the list cannot be found. Check that this version of sketricgen fits the service.",
            status_code=200,
        )
    return getattr(answer, name)


def whoami(options: CallOptions) -> Flow[Teamspace]:
    """Get the teamspace that the key belongs to."""
    doing = "the teamspace was being asked for"
    answer = yield from call(options, TeamspaceList, "teamspace.get_teamspace", doing, {}, {})
    if not answer.teamspaces:
        raise SketricGenResponseError(
            "The answer names no teamspace that the API key belongs to. Check the API key.",
            status_code=200,
        )
    return answer.teamspaces[0]


def _validate_path_id(name: str, value: object) -> None:
    validate_id(name, value)
    if value in (".", ".."):  # in a path they mean a place, however they are written
        raise SketricGenValidationError(f"{name} must be an id, got {shown(value)}.")


def _validate_words(name: str, value: object) -> None:
    validate_text(name, value, may_be_blank=True)


def _validate_names(name: str, value: object) -> None:
    for item in validate_list(name, value, "strings"):
        validate_id(f"an item of {name}", item)


_CHECKS: dict[str, Callable[[str, Any], object]] = {
    "allowed_tools": _validate_names,
    "app_slug": _validate_path_id,  # in a body too, since other operations have it in the path
    "knowledge_base_id": validate_id,
    "knowledge_base_ids": _validate_names,
    "limit": partial(validate_count, least=1),
    "name": validate_text,
    "offset": validate_count,
    "project_id": validate_id,
    "publish_widget": validate_flag,
    "seed_url": validate_text,
    "template_slug": validate_id,
}


def validate_json(name: str, value: object) -> None:
    """Check that ``value`` can be sent as JSON."""
    try:
        json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
    except (TypeError, ValueError, RecursionError):
        pass
    else:
        return
    raise SketricGenValidationError(
        f"{name} must be JSON (a string, a number, True, False, a list or a dict of them), got "
        f"{shown(value)}."
    )
