# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="UploadErrorBody")


@_attrs_define
class UploadErrorBody:
    """A refusal of an upload operation. Where the gateway in front of the platform refuses, only `message` is there."""

    success: Union[None, Unset, bool] = UNSET
    """ Always false, where it is given. """
    message: Union[None, Unset, str] = UNSET
    """ What went wrong. """
    allowed_types: Union[None, Unset, list[str]] = UNSET
    """ The content types the server takes, where the file was of another. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        success: Union[None, Unset, bool]
        if isinstance(self.success, Unset):
            success = UNSET
        else:
            success = self.success

        message: Union[None, Unset, str]
        if isinstance(self.message, Unset):
            message = UNSET
        else:
            message = self.message

        allowed_types: Union[None, Unset, list[str]]
        if isinstance(self.allowed_types, Unset):
            allowed_types = UNSET
        elif isinstance(self.allowed_types, list):
            allowed_types = self.allowed_types

        else:
            allowed_types = self.allowed_types

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if success is not UNSET:
            field_dict["success"] = success
        if message is not UNSET:
            field_dict["message"] = message
        if allowed_types is not UNSET:
            field_dict["allowed_types"] = allowed_types

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_success(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        success = _parse_success(d.pop("success", UNSET))

        def _parse_message(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        message = _parse_message(d.pop("message", UNSET))

        def _parse_allowed_types(data: object) -> Union[None, Unset, list[str]]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                allowed_types_type_0 = cast(list[str], data)

                return allowed_types_type_0
            except:  # noqa: E722
                pass
            return cast(Union[None, Unset, list[str]], data)

        allowed_types = _parse_allowed_types(d.pop("allowed_types", UNSET))

        upload_error_body = cls(
            success=success,
            message=message,
            allowed_types=allowed_types,
        )

        upload_error_body.additional_properties = d
        return upload_error_body

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
