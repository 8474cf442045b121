# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Teamspace")


@_attrs_define
class Teamspace:
    """A teamspace: what a key belongs to."""

    teamspace_id: str
    """ Its id. """
    slug: Union[None, Unset, str] = UNSET
    """ Its name in URLs. """
    display_name: Union[None, Unset, str] = UNSET
    """ Its name for people. """
    subscription_plan: Union[None, Unset, str] = UNSET
    """ Its plan. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        teamspace_id = self.teamspace_id

        slug: Union[None, Unset, str]
        if isinstance(self.slug, Unset):
            slug = UNSET
        else:
            slug = self.slug

        display_name: Union[None, Unset, str]
        if isinstance(self.display_name, Unset):
            display_name = UNSET
        else:
            display_name = self.display_name

        subscription_plan: Union[None, Unset, str]
        if isinstance(self.subscription_plan, Unset):
            subscription_plan = UNSET
        else:
            subscription_plan = self.subscription_plan

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "teamspace_id": teamspace_id,
            }
        )
        if slug is not UNSET:
            field_dict["slug"] = slug
        if display_name is not UNSET:
            field_dict["display_name"] = display_name
        if subscription_plan is not UNSET:
            field_dict["subscription_plan"] = subscription_plan

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        teamspace_id = d.pop("teamspace_id")

        def _parse_slug(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        slug = _parse_slug(d.pop("slug", UNSET))

        def _parse_display_name(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        display_name = _parse_display_name(d.pop("display_name", UNSET))

        def _parse_subscription_plan(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        subscription_plan = _parse_subscription_plan(d.pop("subscription_plan", UNSET))

        teamspace = cls(
            teamspace_id=teamspace_id,
            slug=slug,
            display_name=display_name,
            subscription_plan=subscription_plan,
        )

        teamspace.additional_properties = d
        return teamspace

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
