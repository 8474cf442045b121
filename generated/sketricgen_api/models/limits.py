# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Limits")


@_attrs_define
class Limits:
    """The limits of the API, as defaults."""

    max_user_input_characters: int = 10000
    """ The most characters a `user_input` may have. """
    max_contact_id_characters: int = 255
    """ The most characters a `contact_id` may have. """
    max_file_bytes: int = 20971520
    """ The most bytes an uploaded file may have. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        max_user_input_characters = self.max_user_input_characters

        max_contact_id_characters = self.max_contact_id_characters

        max_file_bytes = self.max_file_bytes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "max_user_input_characters": max_user_input_characters,
                "max_contact_id_characters": max_contact_id_characters,
                "max_file_bytes": max_file_bytes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        max_user_input_characters = d.pop("max_user_input_characters")

        max_contact_id_characters = d.pop("max_contact_id_characters")

        max_file_bytes = d.pop("max_file_bytes")

        limits = cls(
            max_user_input_characters=max_user_input_characters,
            max_contact_id_characters=max_contact_id_characters,
            max_file_bytes=max_file_bytes,
        )

        limits.additional_properties = d
        return limits

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
