"""What `sketricgen.config` had in 0.3, which now is elsewhere."""

from typing import get_args

from sketricgen_api.models import AttachmentContentType, Limits

from sketricgen._uploads.file_types import EXTENSIONS
from sketricgen.config.urls import DEFAULT_PLATFORM_URL

ALLOWED_CONTENT_TYPES: frozenset[str] = frozenset(get_args(AttachmentContentType))
DEFAULT_UPLOAD_COMPLETE_ENDPOINT: str = f"{DEFAULT_PLATFORM_URL}/publicAssetsUploadComplete"
DEFAULT_UPLOAD_INIT_ENDPOINT: str = f"{DEFAULT_PLATFORM_URL}/publicAssetsUploadInit"
DEFAULT_WORKFLOW_ENDPOINT: str = "/api/v1/run-workflow"
EXTENSION_TO_CONTENT_TYPE: dict[str, str] = dict(EXTENSIONS)
MAX_FILE_SIZE_BYTES: int = Limits().max_file_bytes
