# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.platform_data import PlatformData


T = TypeVar("T", bound="WidgetConfig")


@_attrs_define
class WidgetConfig:
    """How a widget looks and behaves."""

    agent_id: str
    """ The agent. """
    exists: Union[None, Unset, bool] = UNSET
    """ Whether it was configured. """
    widget_config: Union["PlatformData", None, Unset] = UNSET
    """ The configuration, under the keys of the platform. """
    branding_removal_entitled: Union[None, Unset, bool] = UNSET
    """ Whether the plan allows to hide the branding. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.platform_data import PlatformData

        agent_id = self.agent_id

        exists: Union[None, Unset, bool]
        if isinstance(self.exists, Unset):
            exists = UNSET
        else:
            exists = self.exists

        widget_config: Union[None, Unset, dict[str, Any]]
        if isinstance(self.widget_config, Unset):
            widget_config = UNSET
        elif isinstance(self.widget_config, PlatformData):
            widget_config = self.widget_config.to_dict()
        else:
            widget_config = self.widget_config

        branding_removal_entitled: Union[None, Unset, bool]
        if isinstance(self.branding_removal_entitled, Unset):
            branding_removal_entitled = UNSET
        else:
            branding_removal_entitled = self.branding_removal_entitled

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "agent_id": agent_id,
            }
        )
        if exists is not UNSET:
            field_dict["exists"] = exists
        if widget_config is not UNSET:
            field_dict["widget_config"] = widget_config
        if branding_removal_entitled is not UNSET:
            field_dict["branding_removal_entitled"] = branding_removal_entitled

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.platform_data import PlatformData

        d = dict(src_dict)
        agent_id = d.pop("agent_id")

        def _parse_exists(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        exists = _parse_exists(d.pop("exists", UNSET))

        def _parse_widget_config(data: object) -> Union["PlatformData", None, Unset]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                widget_config_type_0 = PlatformData.from_dict(data)

                return widget_config_type_0
            except:  # noqa: E722
                pass
            return cast(Union["PlatformData", None, Unset], data)

        widget_config = _parse_widget_config(d.pop("widget_config", UNSET))

        def _parse_branding_removal_entitled(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        branding_removal_entitled = _parse_branding_removal_entitled(d.pop("branding_removal_entitled", UNSET))

        widget_config = cls(
            agent_id=agent_id,
            exists=exists,
            widget_config=widget_config,
            branding_removal_entitled=branding_removal_entitled,
        )

        widget_config.additional_properties = d
        return widget_config

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
