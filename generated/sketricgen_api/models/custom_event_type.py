# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from typing import Literal, cast

CustomEventType = Literal["CUSTOM", "CUSTOM_EVENT"]

CUSTOM_EVENT_TYPE_VALUES: set[CustomEventType] = {
    "CUSTOM",
    "CUSTOM_EVENT",
}


def check_custom_event_type(value: str) -> CustomEventType:
    if value in CUSTOM_EVENT_TYPE_VALUES:
        return cast(CustomEventType, value)
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CUSTOM_EVENT_TYPE_VALUES!r}")
