# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ConnectorDetachment")


@_attrs_define
class ConnectorDetachment:
    """A connector that was detached."""

    agent_id: str
    """ The agent. """
    app_slug: str
    """ The connector. """
    attached: Union[None, Unset, bool] = UNSET
    """ Whether the connector is still attached. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        agent_id = self.agent_id

        app_slug = self.app_slug

        attached: Union[None, Unset, bool]
        if isinstance(self.attached, Unset):
            attached = UNSET
        else:
            attached = self.attached

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "agent_id": agent_id,
                "app_slug": app_slug,
            }
        )
        if attached is not UNSET:
            field_dict["attached"] = attached

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        agent_id = d.pop("agent_id")

        app_slug = d.pop("app_slug")

        def _parse_attached(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        attached = _parse_attached(d.pop("attached", UNSET))

        connector_detachment = cls(
            agent_id=agent_id,
            app_slug=app_slug,
            attached=attached,
        )

        connector_detachment.additional_properties = d
        return connector_detachment

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
