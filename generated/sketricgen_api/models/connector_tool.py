# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ConnectorTool")


@_attrs_define
class ConnectorTool:
    """A tool of a connector."""

    tool_name: str
    """ Its id, for `allowed_tools`. """
    tool_display_name: Union[None, Unset, str] = UNSET
    """ Its name for people. """
    tool_description: Union[None, Unset, str] = UNSET
    """ What it does. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        tool_name = self.tool_name

        tool_display_name: Union[None, Unset, str]
        if isinstance(self.tool_display_name, Unset):
            tool_display_name = UNSET
        else:
            tool_display_name = self.tool_display_name

        tool_description: Union[None, Unset, str]
        if isinstance(self.tool_description, Unset):
            tool_description = UNSET
        else:
            tool_description = self.tool_description

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tool_name": tool_name,
            }
        )
        if tool_display_name is not UNSET:
            field_dict["tool_display_name"] = tool_display_name
        if tool_description is not UNSET:
            field_dict["tool_description"] = tool_description

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        tool_name = d.pop("tool_name")

        def _parse_tool_display_name(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        tool_display_name = _parse_tool_display_name(d.pop("tool_display_name", UNSET))

        def _parse_tool_description(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        tool_description = _parse_tool_description(d.pop("tool_description", UNSET))

        connector_tool = cls(
            tool_name=tool_name,
            tool_display_name=tool_display_name,
            tool_description=tool_description,
        )

        connector_tool.additional_properties = d
        return connector_tool

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
