# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.connector_tool import ConnectorTool


T = TypeVar("T", bound="Connector")


@_attrs_define
class Connector:
    """An app that an agent can be connected to."""

    app_slug: str
    """ Its id. """
    name: Union[None, Unset, str] = UNSET
    """ Its name. """
    description: Union[None, Unset, str] = UNSET
    """ What it is for. """
    logo_url: Union[None, Unset, str] = UNSET
    """ Its logo. """
    category: Union[None, Unset, str] = UNSET
    """ Its category. """
    provider: Union[None, Unset, str] = UNSET
    """ Who runs the connection. """
    auth_strategy: Union[None, Unset, str] = UNSET
    """ How an account is connected. """
    requires_auth: Union[None, Unset, bool] = UNSET
    """ Whether a person has to connect an account. """
    supports_connect_link: Union[None, Unset, bool] = UNSET
    """ Whether `create_connect_link` works for it. """
    tools: Union[None, Unset, list["ConnectorTool"]] = UNSET
    """ Its tools. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        app_slug = self.app_slug

        name: Union[None, Unset, str]
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        description: Union[None, Unset, str]
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        logo_url: Union[None, Unset, str]
        if isinstance(self.logo_url, Unset):
            logo_url = UNSET
        else:
            logo_url = self.logo_url

        category: Union[None, Unset, str]
        if isinstance(self.category, Unset):
            category = UNSET
        else:
            category = self.category

        provider: Union[None, Unset, str]
        if isinstance(self.provider, Unset):
            provider = UNSET
        else:
            provider = self.provider

        auth_strategy: Union[None, Unset, str]
        if isinstance(self.auth_strategy, Unset):
            auth_strategy = UNSET
        else:
            auth_strategy = self.auth_strategy

        requires_auth: Union[None, Unset, bool]
        if isinstance(self.requires_auth, Unset):
            requires_auth = UNSET
        else:
            requires_auth = self.requires_auth

        supports_connect_link: Union[None, Unset, bool]
        if isinstance(self.supports_connect_link, Unset):
            supports_connect_link = UNSET
        else:
            supports_connect_link = self.supports_connect_link

        tools: Union[None, Unset, list[dict[str, Any]]]
        if isinstance(self.tools, Unset):
            tools = UNSET
        elif isinstance(self.tools, list):
            tools = []
            for tools_type_0_item_data in self.tools:
                tools_type_0_item = tools_type_0_item_data.to_dict()
                tools.append(tools_type_0_item)

        else:
            tools = self.tools

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "app_slug": app_slug,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if logo_url is not UNSET:
            field_dict["logo_url"] = logo_url
        if category is not UNSET:
            field_dict["category"] = category
        if provider is not UNSET:
            field_dict["provider"] = provider
        if auth_strategy is not UNSET:
            field_dict["auth_strategy"] = auth_strategy
        if requires_auth is not UNSET:
            field_dict["requires_auth"] = requires_auth
        if supports_connect_link is not UNSET:
            field_dict["supports_connect_link"] = supports_connect_link
        if tools is not UNSET:
            field_dict["tools"] = tools

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.connector_tool import ConnectorTool

        d = dict(src_dict)
        app_slug = d.pop("app_slug")

        def _parse_name(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_description(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_logo_url(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        logo_url = _parse_logo_url(d.pop("logo_url", UNSET))

        def _parse_category(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        category = _parse_category(d.pop("category", UNSET))

        def _parse_provider(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        provider = _parse_provider(d.pop("provider", UNSET))

        def _parse_auth_strategy(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        auth_strategy = _parse_auth_strategy(d.pop("auth_strategy", UNSET))

        def _parse_requires_auth(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        requires_auth = _parse_requires_auth(d.pop("requires_auth", UNSET))

        def _parse_supports_connect_link(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        supports_connect_link = _parse_supports_connect_link(d.pop("supports_connect_link", UNSET))

        def _parse_tools(data: object) -> Union[None, Unset, list["ConnectorTool"]]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tools_type_0 = []
                _tools_type_0 = data
                for tools_type_0_item_data in _tools_type_0:
                    tools_type_0_item = ConnectorTool.from_dict(tools_type_0_item_data)

                    tools_type_0.append(tools_type_0_item)

                return tools_type_0
            except:  # noqa: E722
                pass
            return cast(Union[None, Unset, list["ConnectorTool"]], data)

        tools = _parse_tools(d.pop("tools", UNSET))

        connector = cls(
            app_slug=app_slug,
            name=name,
            description=description,
            logo_url=logo_url,
            category=category,
            provider=provider,
            auth_strategy=auth_strategy,
            requires_auth=requires_auth,
            supports_connect_link=supports_connect_link,
            tools=tools,
        )

        connector.additional_properties = d
        return connector

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
