# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Agent")


@_attrs_define
class Agent:
    """An agent, as a list shows it."""

    agent_id: str
    """ Its id. """
    name: Union[None, Unset, str] = UNSET
    """ Its name. """
    agent_type: Union[None, Unset, str] = UNSET
    """ Its type. """
    agent_status: Union[None, Unset, str] = UNSET
    """ Its status. """
    teamspace_id: Union[None, Unset, str] = UNSET
    """ Its teamspace. """
    project_id: Union[None, Unset, str] = UNSET
    """ Its project. """
    created_at: Union[None, Unset, str] = UNSET
    """ When it was made, as text whose format is not promised. """
    last_updated: Union[None, Unset, str] = UNSET
    """ When it was last changed, as text whose format is not promised. """
    is_draft: Union[None, Unset, bool] = UNSET
    """ Whether it was never published. """
    last_published_at: Union[None, Unset, str] = UNSET
    """ When it was last published, as text whose format is not promised. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        agent_id = self.agent_id

        name: Union[None, Unset, str]
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        agent_type: Union[None, Unset, str]
        if isinstance(self.agent_type, Unset):
            agent_type = UNSET
        else:
            agent_type = self.agent_type

        agent_status: Union[None, Unset, str]
        if isinstance(self.agent_status, Unset):
            agent_status = UNSET
        else:
            agent_status = self.agent_status

        teamspace_id: Union[None, Unset, str]
        if isinstance(self.teamspace_id, Unset):
            teamspace_id = UNSET
        else:
            teamspace_id = self.teamspace_id

        project_id: Union[None, Unset, str]
        if isinstance(self.project_id, Unset):
            project_id = UNSET
        else:
            project_id = self.project_id

        created_at: Union[None, Unset, str]
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        else:
            created_at = self.created_at

        last_updated: Union[None, Unset, str]
        if isinstance(self.last_updated, Unset):
            last_updated = UNSET
        else:
            last_updated = self.last_updated

        is_draft: Union[None, Unset, bool]
        if isinstance(self.is_draft, Unset):
            is_draft = UNSET
        else:
            is_draft = self.is_draft

        last_published_at: Union[None, Unset, str]
        if isinstance(self.last_published_at, Unset):
            last_published_at = UNSET
        else:
            last_published_at = self.last_published_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "agent_id": agent_id,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if agent_type is not UNSET:
            field_dict["agent_type"] = agent_type
        if agent_status is not UNSET:
            field_dict["agent_status"] = agent_status
        if teamspace_id is not UNSET:
            field_dict["teamspace_id"] = teamspace_id
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if last_updated is not UNSET:
            field_dict["last_updated"] = last_updated
        if is_draft is not UNSET:
            field_dict["is_draft"] = is_draft
        if last_published_at is not UNSET:
            field_dict["last_published_at"] = last_published_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        agent_id = d.pop("agent_id")

        def _parse_name(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_agent_type(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        agent_type = _parse_agent_type(d.pop("agent_type", UNSET))

        def _parse_agent_status(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        agent_status = _parse_agent_status(d.pop("agent_status", UNSET))

        def _parse_teamspace_id(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        teamspace_id = _parse_teamspace_id(d.pop("teamspace_id", UNSET))

        def _parse_project_id(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        project_id = _parse_project_id(d.pop("project_id", UNSET))

        def _parse_created_at(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        def _parse_last_updated(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        last_updated = _parse_last_updated(d.pop("last_updated", UNSET))

        def _parse_is_draft(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        is_draft = _parse_is_draft(d.pop("is_draft", UNSET))

        def _parse_last_published_at(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        last_published_at = _parse_last_published_at(d.pop("last_published_at", UNSET))

        agent = cls(
            agent_id=agent_id,
            name=name,
            agent_type=agent_type,
            agent_status=agent_status,
            teamspace_id=teamspace_id,
            project_id=project_id,
            created_at=created_at,
            last_updated=last_updated,
            is_draft=is_draft,
            last_published_at=last_published_at,
        )

        agent.additional_properties = d
        return agent

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
