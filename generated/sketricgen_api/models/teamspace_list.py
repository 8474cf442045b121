# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.teamspace import Teamspace


T = TypeVar("T", bound="TeamspaceList")


@_attrs_define
class TeamspaceList:
    """The one teamspace that the key sees, in a list."""

    teamspaces: list["Teamspace"]
    """ The teamspace. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        teamspaces = []
        for teamspaces_item_data in self.teamspaces:
            teamspaces_item = teamspaces_item_data.to_dict()
            teamspaces.append(teamspaces_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "teamspaces": teamspaces,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.teamspace import Teamspace

        d = dict(src_dict)
        teamspaces = []
        _teamspaces = d.pop("teamspaces")
        for teamspaces_item_data in _teamspaces:
            teamspaces_item = Teamspace.from_dict(teamspaces_item_data)

            teamspaces.append(teamspaces_item)

        teamspace_list = cls(
            teamspaces=teamspaces,
        )

        teamspace_list.additional_properties = d
        return teamspace_list

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
