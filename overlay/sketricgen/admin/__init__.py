"""The answers of the control plane, where sketricgen 0.3 had them."""

from sketricgen.config.urls import DEFAULT_PLATFORM_URL

from .models import *  # noqa: F403 # each name is exported there

DEFAULT_ADMIN_BASE_URL = f"{DEFAULT_PLATFORM_URL}/admin/v1"
