# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="KnowledgeBase")


@_attrs_define
class KnowledgeBase:
    """A knowledge base: documents that agents read."""

    knowledge_base_id: str
    """ Its id. """
    name: Union[None, Unset, str] = UNSET
    """ Its name. """
    kb_status: Union[None, Unset, str] = UNSET
    """ Its status. """
    vector_store_id: Union[None, Unset, str] = UNSET
    """ Where its documents are indexed. """
    agents_using_kb: Union[None, Unset, list[str]] = UNSET
    """ The agents that read it. """
    teamspace_id: Union[None, Unset, str] = UNSET
    """ Its teamspace. """
    project_id: Union[None, Unset, str] = UNSET
    """ Its project. """
    created_at: Union[None, Unset, str] = UNSET
    """ When it was made, as text whose format is not promised. """
    last_updated: Union[None, Unset, str] = UNSET
    """ When it was last changed, as text whose format is not promised. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        knowledge_base_id = self.knowledge_base_id

        name: Union[None, Unset, str]
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        kb_status: Union[None, Unset, str]
        if isinstance(self.kb_status, Unset):
            kb_status = UNSET
        else:
            kb_status = self.kb_status

        vector_store_id: Union[None, Unset, str]
        if isinstance(self.vector_store_id, Unset):
            vector_store_id = UNSET
        else:
            vector_store_id = self.vector_store_id

        agents_using_kb: Union[None, Unset, list[str]]
        if isinstance(self.agents_using_kb, Unset):
            agents_using_kb = UNSET
        elif isinstance(self.agents_using_kb, list):
            agents_using_kb = self.agents_using_kb

        else:
            agents_using_kb = self.agents_using_kb

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

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "knowledge_base_id": knowledge_base_id,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if kb_status is not UNSET:
            field_dict["kb_status"] = kb_status
        if vector_store_id is not UNSET:
            field_dict["vector_store_id"] = vector_store_id
        if agents_using_kb is not UNSET:
            field_dict["agents_using_kb"] = agents_using_kb
        if teamspace_id is not UNSET:
            field_dict["teamspace_id"] = teamspace_id
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if last_updated is not UNSET:
            field_dict["last_updated"] = last_updated

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        knowledge_base_id = d.pop("knowledge_base_id")

        def _parse_name(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_kb_status(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        kb_status = _parse_kb_status(d.pop("kb_status", UNSET))

        def _parse_vector_store_id(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        vector_store_id = _parse_vector_store_id(d.pop("vector_store_id", UNSET))

        def _parse_agents_using_kb(data: object) -> Union[None, Unset, list[str]]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                agents_using_kb_type_0 = cast(list[str], data)

                return agents_using_kb_type_0
            except:  # noqa: E722
                pass
            return cast(Union[None, Unset, list[str]], data)

        agents_using_kb = _parse_agents_using_kb(d.pop("agents_using_kb", UNSET))

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

        knowledge_base = cls(
            knowledge_base_id=knowledge_base_id,
            name=name,
            kb_status=kb_status,
            vector_store_id=vector_store_id,
            agents_using_kb=agents_using_kb,
            teamspace_id=teamspace_id,
            project_id=project_id,
            created_at=created_at,
            last_updated=last_updated,
        )

        knowledge_base.additional_properties = d
        return knowledge_base

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
