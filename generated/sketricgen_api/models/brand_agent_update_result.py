# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.counts import Counts
    from ..models.platform_data import PlatformData


T = TypeVar("T", bound="BrandAgentUpdateResult")


@_attrs_define
class BrandAgentUpdateResult:
    """A brand agent after a change."""

    agent: Union["PlatformData", None, Unset] = UNSET
    """ The agent, under the keys of the platform. """
    settings: Union["PlatformData", None, Unset] = UNSET
    """ Its settings, under the keys of the platform. """
    used_knowledge_bases: Union[None, Unset, list[str]] = UNSET
    """ The knowledge bases it reads. """
    structure: Union["Counts", None, Unset] = UNSET
    """ How many parts of each kind it is made of. """
    subscription_plan: Union[None, Unset, str] = UNSET
    """ The plan of the teamspace. """
    available_models: Union[None, Unset, list["PlatformData"]] = UNSET
    """ The models it can use. """
    updated: Union[None, Unset, list[str]] = UNSET
    """ The fields that were changed. """
    file_search_node_added: Union[None, Unset, bool] = UNSET
    """ Whether it can search in files now and could not before. """
    republished: Union[None, Unset, bool] = UNSET
    """ Whether it was published again. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.counts import Counts
        from ..models.platform_data import PlatformData

        agent: Union[None, Unset, dict[str, Any]]
        if isinstance(self.agent, Unset):
            agent = UNSET
        elif isinstance(self.agent, PlatformData):
            agent = self.agent.to_dict()
        else:
            agent = self.agent

        settings: Union[None, Unset, dict[str, Any]]
        if isinstance(self.settings, Unset):
            settings = UNSET
        elif isinstance(self.settings, PlatformData):
            settings = self.settings.to_dict()
        else:
            settings = self.settings

        used_knowledge_bases: Union[None, Unset, list[str]]
        if isinstance(self.used_knowledge_bases, Unset):
            used_knowledge_bases = UNSET
        elif isinstance(self.used_knowledge_bases, list):
            used_knowledge_bases = self.used_knowledge_bases

        else:
            used_knowledge_bases = self.used_knowledge_bases

        structure: Union[None, Unset, dict[str, Any]]
        if isinstance(self.structure, Unset):
            structure = UNSET
        elif isinstance(self.structure, Counts):
            structure = self.structure.to_dict()
        else:
            structure = self.structure

        subscription_plan: Union[None, Unset, str]
        if isinstance(self.subscription_plan, Unset):
            subscription_plan = UNSET
        else:
            subscription_plan = self.subscription_plan

        available_models: Union[None, Unset, list[dict[str, Any]]]
        if isinstance(self.available_models, Unset):
            available_models = UNSET
        elif isinstance(self.available_models, list):
            available_models = []
            for available_models_type_0_item_data in self.available_models:
                available_models_type_0_item = available_models_type_0_item_data.to_dict()
                available_models.append(available_models_type_0_item)

        else:
            available_models = self.available_models

        updated: Union[None, Unset, list[str]]
        if isinstance(self.updated, Unset):
            updated = UNSET
        elif isinstance(self.updated, list):
            updated = self.updated

        else:
            updated = self.updated

        file_search_node_added: Union[None, Unset, bool]
        if isinstance(self.file_search_node_added, Unset):
            file_search_node_added = UNSET
        else:
            file_search_node_added = self.file_search_node_added

        republished: Union[None, Unset, bool]
        if isinstance(self.republished, Unset):
            republished = UNSET
        else:
            republished = self.republished

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if agent is not UNSET:
            field_dict["agent"] = agent
        if settings is not UNSET:
            field_dict["settings"] = settings
        if used_knowledge_bases is not UNSET:
            field_dict["used_knowledge_bases"] = used_knowledge_bases
        if structure is not UNSET:
            field_dict["structure"] = structure
        if subscription_plan is not UNSET:
            field_dict["subscription_plan"] = subscription_plan
        if available_models is not UNSET:
            field_dict["available_models"] = available_models
        if updated is not UNSET:
            field_dict["updated"] = updated
        if file_search_node_added is not UNSET:
            field_dict["file_search_node_added"] = file_search_node_added
        if republished is not UNSET:
            field_dict["republished"] = republished

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.counts import Counts
        from ..models.platform_data import PlatformData

        d = dict(src_dict)

        def _parse_agent(data: object) -> Union["PlatformData", None, Unset]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                agent_type_0 = PlatformData.from_dict(data)

                return agent_type_0
            except:  # noqa: E722
                pass
            return cast(Union["PlatformData", None, Unset], data)

        agent = _parse_agent(d.pop("agent", UNSET))

        def _parse_settings(data: object) -> Union["PlatformData", None, Unset]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                settings_type_0 = PlatformData.from_dict(data)

                return settings_type_0
            except:  # noqa: E722
                pass
            return cast(Union["PlatformData", None, Unset], data)

        settings = _parse_settings(d.pop("settings", UNSET))

        def _parse_used_knowledge_bases(data: object) -> Union[None, Unset, list[str]]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                used_knowledge_bases_type_0 = cast(list[str], data)

                return used_knowledge_bases_type_0
            except:  # noqa: E722
                pass
            return cast(Union[None, Unset, list[str]], data)

        used_knowledge_bases = _parse_used_knowledge_bases(d.pop("used_knowledge_bases", UNSET))

        def _parse_structure(data: object) -> Union["Counts", None, Unset]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                structure_type_0 = Counts.from_dict(data)

                return structure_type_0
            except:  # noqa: E722
                pass
            return cast(Union["Counts", None, Unset], data)

        structure = _parse_structure(d.pop("structure", UNSET))

        def _parse_subscription_plan(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        subscription_plan = _parse_subscription_plan(d.pop("subscription_plan", UNSET))

        def _parse_available_models(data: object) -> Union[None, Unset, list["PlatformData"]]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                available_models_type_0 = []
                _available_models_type_0 = data
                for available_models_type_0_item_data in _available_models_type_0:
                    available_models_type_0_item = PlatformData.from_dict(available_models_type_0_item_data)

                    available_models_type_0.append(available_models_type_0_item)

                return available_models_type_0
            except:  # noqa: E722
                pass
            return cast(Union[None, Unset, list["PlatformData"]], data)

        available_models = _parse_available_models(d.pop("available_models", UNSET))

        def _parse_updated(data: object) -> Union[None, Unset, list[str]]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                updated_type_0 = cast(list[str], data)

                return updated_type_0
            except:  # noqa: E722
                pass
            return cast(Union[None, Unset, list[str]], data)

        updated = _parse_updated(d.pop("updated", UNSET))

        def _parse_file_search_node_added(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        file_search_node_added = _parse_file_search_node_added(d.pop("file_search_node_added", UNSET))

        def _parse_republished(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        republished = _parse_republished(d.pop("republished", UNSET))

        brand_agent_update_result = cls(
            agent=agent,
            settings=settings,
            used_knowledge_bases=used_knowledge_bases,
            structure=structure,
            subscription_plan=subscription_plan,
            available_models=available_models,
            updated=updated,
            file_search_node_added=file_search_node_added,
            republished=republished,
        )

        brand_agent_update_result.additional_properties = d
        return brand_agent_update_result

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
