# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ConnectorAttachment")


@_attrs_define
class ConnectorAttachment:
    """What an agent may use of a connector."""

    agent_id: str
    """ The agent. """
    app_slug: str
    """ The connector. """
    provider: Union[None, Unset, str] = UNSET
    """ Who runs the connection. """
    allowed_tools: Union[None, Unset, list[str]] = UNSET
    """ The tools that the agent may use. """
    unrestricted: Union[None, Unset, bool] = UNSET
    """ Whether it may use all tools. """
    note: Union[None, Unset, str] = UNSET
    """ What else there is to say, in words. """
    attached: Union[None, Unset, bool] = UNSET
    """ Whether the connector is attached. """
    changed: Union[None, Unset, bool] = UNSET
    """ Whether the request changed anything. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        agent_id = self.agent_id

        app_slug = self.app_slug

        provider: Union[None, Unset, str]
        if isinstance(self.provider, Unset):
            provider = UNSET
        else:
            provider = self.provider

        allowed_tools: Union[None, Unset, list[str]]
        if isinstance(self.allowed_tools, Unset):
            allowed_tools = UNSET
        elif isinstance(self.allowed_tools, list):
            allowed_tools = self.allowed_tools

        else:
            allowed_tools = self.allowed_tools

        unrestricted: Union[None, Unset, bool]
        if isinstance(self.unrestricted, Unset):
            unrestricted = UNSET
        else:
            unrestricted = self.unrestricted

        note: Union[None, Unset, str]
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        attached: Union[None, Unset, bool]
        if isinstance(self.attached, Unset):
            attached = UNSET
        else:
            attached = self.attached

        changed: Union[None, Unset, bool]
        if isinstance(self.changed, Unset):
            changed = UNSET
        else:
            changed = self.changed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "agent_id": agent_id,
                "app_slug": app_slug,
            }
        )
        if provider is not UNSET:
            field_dict["provider"] = provider
        if allowed_tools is not UNSET:
            field_dict["allowed_tools"] = allowed_tools
        if unrestricted is not UNSET:
            field_dict["unrestricted"] = unrestricted
        if note is not UNSET:
            field_dict["note"] = note
        if attached is not UNSET:
            field_dict["attached"] = attached
        if changed is not UNSET:
            field_dict["changed"] = changed

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        agent_id = d.pop("agent_id")

        app_slug = d.pop("app_slug")

        def _parse_provider(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        provider = _parse_provider(d.pop("provider", UNSET))

        def _parse_allowed_tools(data: object) -> Union[None, Unset, list[str]]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                allowed_tools_type_0 = cast(list[str], data)

                return allowed_tools_type_0
            except:  # noqa: E722
                pass
            return cast(Union[None, Unset, list[str]], data)

        allowed_tools = _parse_allowed_tools(d.pop("allowed_tools", UNSET))

        def _parse_unrestricted(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        unrestricted = _parse_unrestricted(d.pop("unrestricted", UNSET))

        def _parse_note(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        note = _parse_note(d.pop("note", UNSET))

        def _parse_attached(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        attached = _parse_attached(d.pop("attached", UNSET))

        def _parse_changed(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        changed = _parse_changed(d.pop("changed", UNSET))

        connector_attachment = cls(
            agent_id=agent_id,
            app_slug=app_slug,
            provider=provider,
            allowed_tools=allowed_tools,
            unrestricted=unrestricted,
            note=note,
            attached=attached,
            changed=changed,
        )

        connector_attachment.additional_properties = d
        return connector_attachment

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
