# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar, Union

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="RunInterrupt")


@_attrs_define
class RunInterrupt:
    """One thing a run waits for."""

    id: str
    """ The interrupt. """
    reason: Union[Unset, str] = UNSET
    """ Why the run waits. """
    message: Union[Unset, str] = UNSET
    """ What to show to the person who answers. """
    tool_call_id: Union[Unset, str] = UNSET
    """ The tool call that waits. """
    response_schema: Union[Unset, Any] = UNSET
    """ The JSON Schema of an answer. """
    expires_at: Union[Unset, str] = UNSET
    """ Until when an answer is taken, as text whose format is not promised. """
    metadata: Union[Unset, Any] = UNSET
    """ Data about the interrupt, under any keys. """
    subagent_run_id: Union[Unset, str] = UNSET
    """ The run of the subagent that waits. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        reason = self.reason

        message = self.message

        tool_call_id = self.tool_call_id

        response_schema = self.response_schema

        expires_at = self.expires_at

        metadata = self.metadata

        subagent_run_id = self.subagent_run_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason
        if message is not UNSET:
            field_dict["message"] = message
        if tool_call_id is not UNSET:
            field_dict["tool_call_id"] = tool_call_id
        if response_schema is not UNSET:
            field_dict["response_schema"] = response_schema
        if expires_at is not UNSET:
            field_dict["expires_at"] = expires_at
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if subagent_run_id is not UNSET:
            field_dict["subagent_run_id"] = subagent_run_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        reason = d.pop("reason", UNSET)

        message = d.pop("message", UNSET)

        tool_call_id = d.pop("tool_call_id", UNSET)

        response_schema = d.pop("response_schema", UNSET)

        expires_at = d.pop("expires_at", UNSET)

        metadata = d.pop("metadata", UNSET)

        subagent_run_id = d.pop("subagent_run_id", UNSET)

        run_interrupt = cls(
            id=id,
            reason=reason,
            message=message,
            tool_call_id=tool_call_id,
            response_schema=response_schema,
            expires_at=expires_at,
            metadata=metadata,
            subagent_run_id=subagent_run_id,
        )

        run_interrupt.additional_properties = d
        return run_interrupt

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
