"""The arguments of a run, checked before anything is sent."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast, get_args

from sketricgen_api.models import AttachmentContentType, Limits

from .errors import SketricGenValidationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .attachments import Acceptance, Attachment
    from .config import SketricGenConfig
    from .terms import Terms
    from .uploads import ProgressCallback

# The API's limits have their one home in openapi.yaml.
LIMITS = Limits()
DOCUMENTED_CONTENT_TYPES: tuple[str, ...] = get_args(AttachmentContentType)


@dataclass(frozen=True)
class RunArguments:
    """What `run_workflow` was called with; making one checks it all.

    Raises:
        SketricGenValidationError: An argument or a file is not acceptable.
    """

    terms: Terms
    agent_id: str
    user_input: str
    conversation_id: str | None
    contact_id: str | None
    file_paths: Any
    stream: bool
    assets: Any
    on_upload_progress: ProgressCallback | None
    attachments: list[Attachment] = field(init=False)

    def __post_init__(self) -> None:
        checked_text("agent_id", self.agent_id)
        checked_text("user_input", self.user_input, LIMITS.max_user_input_characters)
        if self.conversation_id is not None:
            checked_text("conversation_id", self.conversation_id)
        if self.contact_id is not None:
            checked_text("contact_id", self.contact_id, LIMITS.max_contact_id_characters)
        _check_switch("stream", self.stream)
        _check_switch("verify_sequence", self.terms.verify_sequence)
        check_callback("on_upload_progress", self.on_upload_progress)
        for asset in checked_list("assets", self.assets, "file ids"):
            checked_text("a file id in assets", asset)
        paths = checked_list("file_paths", self.file_paths, "paths")
        for path in paths:
            _check_path(path)
        checked = list(map(acceptance(self.terms.config).attachment, paths)) if paths else []
        object.__setattr__(self, "attachments", checked)  # the class is frozen


def acceptance(config: SketricGenConfig) -> Acceptance:
    """Return what a client with these settings may attach."""
    from .attachments import Acceptance

    types = config.allowed_content_types or DOCUMENTED_CONTENT_TYPES
    return Acceptance(types, LIMITS.max_file_bytes)


def checked_text(name: str, value: object, longest: int | None = None) -> str:
    """Return ``value`` if it is a string with something in it, not too long, that can be sent."""
    if not isinstance(value, str):
        problem = f"is a {type(value).__name__}, not a string"
    elif not value.strip():
        problem = "is blank"
    elif longest is not None and len(value) > longest:
        problem = f"has {len(value):,} characters; the API takes {longest:,} at most"
    elif not _is_encodable(value):
        problem = "holds half a surrogate pair, which cannot be sent as UTF-8"
    else:
        return value
    raise SketricGenValidationError(f"{name} {problem}.")


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def checked_list(name: str, value: Any, of: str) -> Sequence[object]:
    """Return ``value`` if it is a list or a tuple; None stands for an empty one."""
    if value is None:
        return []
    if isinstance(value, (list, tuple)):
        return cast("Sequence[object]", value)
    hint = f" Write [{value!r}]." if isinstance(value, str) else ""
    raise SketricGenValidationError(
        f"{name} is a {type(value).__name__}. Allowed is a list of {of}.{hint}"
    )


def _check_path(value: object) -> None:
    if not isinstance(value, (str, os.PathLike)):
        raise SketricGenValidationError(
            f"file_paths holds a {type(value).__name__}. Allowed are paths (str or os.PathLike); "
            "upload_file takes bytes and open files, and its file id goes into assets."
        )


def _check_switch(name: str, value: object) -> None:
    if not isinstance(value, bool):
        raise SketricGenValidationError(f"{name} is {value!r}. Allowed are True and False.")


def check_callback(name: str, value: object) -> None:
    """Refuse a callback that cannot be called."""
    if value is not None and not callable(value):
        raise SketricGenValidationError(
            f"{name} is a {type(value).__name__}. Allowed is a function that takes "
            "(file_name, sent_bytes, total_bytes)."
        )
