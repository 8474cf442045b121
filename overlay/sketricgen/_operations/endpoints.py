"""The generated endpoints: the only module that imports them.

Of the generated code the SDK uses the functions that make a request's arguments, and the models.
Those of uploads and of the control plane are imported when they are first used, since most programs
use none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sketricgen_api.api.workflows import run_workflow

if TYPE_CHECKING:
    from sketricgen_api.models import CompleteUploadRequest, InitUploadRequest, RunWorkflowRequest

# pyright: reportPrivateUsage=false
# ruff: noqa: SLF001
# The generator makes these functions private.


def run_workflow_arguments(body: RunWorkflowRequest) -> dict[str, Any]:
    """Return the arguments of the request that runs a workflow."""
    return run_workflow._get_kwargs(body=body)


def init_upload_arguments(body: InitUploadRequest) -> dict[str, Any]:
    """Return the arguments of the request for a presigned form."""
    from sketricgen_api.api.uploads import init_upload

    return init_upload._get_kwargs(body=body)


def complete_upload_arguments(body: CompleteUploadRequest) -> dict[str, Any]:
    """Return the arguments of the request that makes an uploaded file known."""
    from sketricgen_api.api.uploads import complete_upload

    return complete_upload._get_kwargs(body=body)


def control_arguments(operation: str, **arguments: Any) -> dict[str, Any]:
    """Return the arguments of a request to the control plane.

    Args:
        operation: The module of the operation, e.g. ``"projects.list_projects"``.
        **arguments: Those of the operation.
    """
    made: dict[str, Any] = import_module(f"sketricgen_api.api.{operation}")._get_kwargs(**arguments)
    return made
