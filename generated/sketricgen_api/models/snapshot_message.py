# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.snapshot_tool_call import SnapshotToolCall


T = TypeVar("T", bound="SnapshotMessage")


@_attrs_define
class SnapshotMessage:
    """A message of the conversation, as a snapshot holds it."""

    id: str
    """ The message. """
    role: str
    """ What it is. Known are `assistant`, `user`, `system`, `developer`, `tool` (the result of a tool call),
    `reasoning`, `activity`. """
    content: Union[Unset, Any] = UNSET
    """ What it says: text, a list of parts (text, images, documents, ...), or the progress of an activity. Absent
    where there are only tool calls. """
    name: Union[Unset, str] = UNSET
    """ The name of who speaks. """
    tool_calls: Union[None, Unset, list["SnapshotToolCall"]] = UNSET
    """ The tool calls that an `assistant` makes. """
    tool_call_id: Union[Unset, str] = UNSET
    """ The tool call that a `tool` answers. """
    error: Union[Unset, str] = UNSET
    """ Why a `tool` failed. """
    activity_type: Union[Unset, str] = UNSET
    """ The kind of an `activity`, in the application's own words. """
    encrypted_value: Union[Unset, str] = UNSET
    """ Reasoning only its provider can read, to be sent back as it is. """
    metadata: Union[Unset, Any] = UNSET
    """ Data about the message, under any keys. """
    subagent_run_id: Union[Unset, str] = UNSET
    """ The run of the subagent it is from; absent for the agent itself. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        role = self.role

        content = self.content

        name = self.name

        tool_calls: Union[None, Unset, list[dict[str, Any]]]
        if isinstance(self.tool_calls, Unset):
            tool_calls = UNSET
        elif isinstance(self.tool_calls, list):
            tool_calls = []
            for tool_calls_type_0_item_data in self.tool_calls:
                tool_calls_type_0_item = tool_calls_type_0_item_data.to_dict()
                tool_calls.append(tool_calls_type_0_item)

        else:
            tool_calls = self.tool_calls

        tool_call_id = self.tool_call_id

        error = self.error

        activity_type = self.activity_type

        encrypted_value = self.encrypted_value

        metadata = self.metadata

        subagent_run_id = self.subagent_run_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "role": role,
            }
        )
        if content is not UNSET:
            field_dict["content"] = content
        if name is not UNSET:
            field_dict["name"] = name
        if tool_calls is not UNSET:
            field_dict["tool_calls"] = tool_calls
        if tool_call_id is not UNSET:
            field_dict["tool_call_id"] = tool_call_id
        if error is not UNSET:
            field_dict["error"] = error
        if activity_type is not UNSET:
            field_dict["activity_type"] = activity_type
        if encrypted_value is not UNSET:
            field_dict["encrypted_value"] = encrypted_value
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if subagent_run_id is not UNSET:
            field_dict["subagent_run_id"] = subagent_run_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.snapshot_tool_call import SnapshotToolCall

        d = dict(src_dict)
        id = d.pop("id")

        role = d.pop("role")

        content = d.pop("content", UNSET)

        name = d.pop("name", UNSET)

        def _parse_tool_calls(data: object) -> Union[None, Unset, list["SnapshotToolCall"]]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tool_calls_type_0 = []
                _tool_calls_type_0 = data
                for tool_calls_type_0_item_data in _tool_calls_type_0:
                    tool_calls_type_0_item = SnapshotToolCall.from_dict(tool_calls_type_0_item_data)

                    tool_calls_type_0.append(tool_calls_type_0_item)

                return tool_calls_type_0
            except:  # noqa: E722
                pass
            return cast(Union[None, Unset, list["SnapshotToolCall"]], data)

        tool_calls = _parse_tool_calls(d.pop("tool_calls", UNSET))

        tool_call_id = d.pop("tool_call_id", UNSET)

        error = d.pop("error", UNSET)

        activity_type = d.pop("activity_type", UNSET)

        encrypted_value = d.pop("encrypted_value", UNSET)

        metadata = d.pop("metadata", UNSET)

        subagent_run_id = d.pop("subagent_run_id", UNSET)

        snapshot_message = cls(
            id=id,
            role=role,
            content=content,
            name=name,
            tool_calls=tool_calls,
            tool_call_id=tool_call_id,
            error=error,
            activity_type=activity_type,
            encrypted_value=encrypted_value,
            metadata=metadata,
            subagent_run_id=subagent_run_id,
        )

        snapshot_message.additional_properties = d
        return snapshot_message

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
