"""Checks of arguments, before anything is sent."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, cast, get_args

from sketricgen_api.models import AttachmentContentType, Limits

from sketricgen.config import validate_function
from sketricgen.errors import SketricGenValidationError, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sketricgen._uploads.attachments import Acceptance
    from sketricgen.config import SketricGenConfig

# Blanks, and characters without a width, which come along when text is copied from a page.
_BLANKS = "\u00ad\u1680\u180e\u3000\ufeff" + "".join(
    chr(code)
    for codes in ((0, 33), (127, 161), (0x2000, 0x2010), (0x2028, 0x2030), (0x205F, 0x2070))
    for code in range(*codes)
)

# The API's limits have their one home in openapi.yaml.
LIMITS = Limits()


def accepted_files(config: SketricGenConfig) -> Acceptance:
    """Return which files a client with these settings may attach."""
    from sketricgen._uploads.attachments import Acceptance

    types = config.allowed_content_types or documented_content_types()
    return Acceptance(types, LIMITS.max_file_bytes)


def documented_content_types() -> tuple[str, ...]:
    """Return the types of files that the API's document names, the most common ones first."""
    from sketricgen._uploads.file_types import EXTENSIONS

    return tuple(dict.fromkeys((*EXTENSIONS.values(), *get_args(AttachmentContentType))))


def validate_text(
    name: str, value: object, longest: int | None = None, *, may_be_blank: bool = False
) -> None:
    """Check that ``value`` is a string that can be sent, not blank and not too long."""
    if not isinstance(value, str):
        problem = f"must be a string, got {type(value).__name__}"
    elif not may_be_blank and not value.strip():
        problem = "must not be blank"
    elif longest is not None and len(value) > longest:
        problem = f"must have at most {longest:,} characters (the API's limit), got {len(value):,}"
    elif not _is_encodable(value):
        problem = "must be valid Unicode, got a lone surrogate, which UTF-8 cannot encode"
    else:
        return
    raise SketricGenValidationError(f"{name} {problem}.")


def validate_id(name: str, value: object) -> None:
    """Check that ``value`` can be an id of the service, which has no blanks around it."""
    validate_text(name, value)
    bare = value.strip(_BLANKS) if isinstance(value, str) else value
    if value != bare:
        hint = f" Use {shown(bare)}." if bare else ""
        raise SketricGenValidationError(
            f"{name} must not begin or end with blanks, got {shown(value)}.{hint}"
        )


def is_empty(value: object) -> bool:
    """Return whether a text is empty, which counts as not given."""
    return isinstance(value, str) and not value


def validate_conversation(agent_id: object, conversation_id: object, contact_id: object) -> None:
    """Check who is spoken to, in which conversation, and by whom."""
    validate_id("agent_id", agent_id)
    if conversation_id is not None and not is_empty(conversation_id):
        validate_id("conversation_id", conversation_id)
    if contact_id is not None:
        validate_text("contact_id", contact_id, LIMITS.max_contact_id_characters)


def validate_file_ids(assets: Any) -> None:
    """Check that ``assets`` is a list of file ids."""
    if isinstance(getattr(assets, "file_id", None), str):
        assets = [assets]
    for asset in validate_list("assets", assets, "file ids"):
        if isinstance(getattr(asset, "file_id", None), str):
            raise SketricGenValidationError(
                f"assets must be a list of file ids, got {type(asset).__name__}: "
                "use uploaded.file_id, as in assets=[uploaded.file_id]."
            )
        validate_id("a file id in assets", asset)


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def validate_list(name: str, value: Any, of: str) -> Sequence[object]:
    """Return ``value`` if it is a list or a tuple; None counts as an empty one."""
    if value is None:
        return []
    if isinstance(value, (list, tuple)):
        return cast("Sequence[object]", value)
    hint = f" Use [{shown(value)}]." if isinstance(value, str) else ""
    raise SketricGenValidationError(
        f"{name} must be a list of {of}, got {type(value).__name__}.{hint}"
    )


def validate_path(value: object) -> None:
    """Check that ``value`` is a path."""
    if not isinstance(value, (str, os.PathLike)):
        raise SketricGenValidationError(
            "file_paths must hold paths (str or os.PathLike), got "
            f"{type(value).__name__}. To send bytes or an open file, pass it to upload_file, and "
            "the file_id it returns in assets."
        )


def validate_flag(name: str, value: object) -> None:
    """Check that ``value`` is True or False."""
    if not isinstance(value, bool):
        raise SketricGenValidationError(f"{name} must be True or False, got {shown(value)}.")


def validate_callback(
    name: str, value: object, arguments: str = "(file_name, sent_bytes, total_bytes)"
) -> None:
    """Check that ``value`` can be called, if it is given."""
    validate_function(name, value, arguments)
