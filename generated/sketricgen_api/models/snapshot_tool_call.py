# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.snapshot_function import SnapshotFunction


T = TypeVar("T", bound="SnapshotToolCall")


@_attrs_define
class SnapshotToolCall:
    """A tool call, as a snapshot holds it."""

    id: str
    """ The tool call. """
    type_: Union[Unset, str] = UNSET
    """ Known is `function`. """
    function: Union["SnapshotFunction", None, Unset] = UNSET
    """ The tool, and what it is called with. """
    encrypted_value: Union[Unset, str] = UNSET
    """ Reasoning only its provider can read, to be sent back as it is. """
    metadata: Union[Unset, Any] = UNSET
    """ Data about the call, under any keys. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.snapshot_function import SnapshotFunction

        id = self.id

        type_ = self.type_

        function: Union[None, Unset, dict[str, Any]]
        if isinstance(self.function, Unset):
            function = UNSET
        elif isinstance(self.function, SnapshotFunction):
            function = self.function.to_dict()
        else:
            function = self.function

        encrypted_value = self.encrypted_value

        metadata = self.metadata

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if type_ is not UNSET:
            field_dict["type"] = type_
        if function is not UNSET:
            field_dict["function"] = function
        if encrypted_value is not UNSET:
            field_dict["encrypted_value"] = encrypted_value
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.snapshot_function import SnapshotFunction

        d = dict(src_dict)
        id = d.pop("id")

        type_ = d.pop("type", UNSET)

        def _parse_function(data: object) -> Union["SnapshotFunction", None, Unset]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                function_type_0 = SnapshotFunction.from_dict(data)

                return function_type_0
            except:  # noqa: E722
                pass
            return cast(Union["SnapshotFunction", None, Unset], data)

        function = _parse_function(d.pop("function", UNSET))

        encrypted_value = d.pop("encrypted_value", UNSET)

        metadata = d.pop("metadata", UNSET)

        snapshot_tool_call = cls(
            id=id,
            type_=type_,
            function=function,
            encrypted_value=encrypted_value,
            metadata=metadata,
        )

        snapshot_tool_call.additional_properties = d
        return snapshot_tool_call

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
