# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ConnectLink")


@_attrs_define
class ConnectLink:
    """A link with which a person connects an account."""

    app_slug: str
    """ The connector. """
    provider: Union[None, Unset, str] = UNSET
    """ Who runs the connection. """
    already_connected: Union[None, Unset, bool] = UNSET
    """ Whether an account is connected; there is no link then. """
    connect_url: Union[None, Unset, str] = UNSET
    """ The link. """
    expires_at: Union[None, Unset, str] = UNSET
    """ Until when the link works, as text whose format is not promised. """
    note: Union[None, Unset, str] = UNSET
    """ What else there is to say, in words. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        app_slug = self.app_slug

        provider: Union[None, Unset, str]
        if isinstance(self.provider, Unset):
            provider = UNSET
        else:
            provider = self.provider

        already_connected: Union[None, Unset, bool]
        if isinstance(self.already_connected, Unset):
            already_connected = UNSET
        else:
            already_connected = self.already_connected

        connect_url: Union[None, Unset, str]
        if isinstance(self.connect_url, Unset):
            connect_url = UNSET
        else:
            connect_url = self.connect_url

        expires_at: Union[None, Unset, str]
        if isinstance(self.expires_at, Unset):
            expires_at = UNSET
        else:
            expires_at = self.expires_at

        note: Union[None, Unset, str]
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "app_slug": app_slug,
            }
        )
        if provider is not UNSET:
            field_dict["provider"] = provider
        if already_connected is not UNSET:
            field_dict["already_connected"] = already_connected
        if connect_url is not UNSET:
            field_dict["connect_url"] = connect_url
        if expires_at is not UNSET:
            field_dict["expires_at"] = expires_at
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        app_slug = d.pop("app_slug")

        def _parse_provider(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        provider = _parse_provider(d.pop("provider", UNSET))

        def _parse_already_connected(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        already_connected = _parse_already_connected(d.pop("already_connected", UNSET))

        def _parse_connect_url(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        connect_url = _parse_connect_url(d.pop("connect_url", UNSET))

        def _parse_expires_at(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        expires_at = _parse_expires_at(d.pop("expires_at", UNSET))

        def _parse_note(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        note = _parse_note(d.pop("note", UNSET))

        connect_link = cls(
            app_slug=app_slug,
            provider=provider,
            already_connected=already_connected,
            connect_url=connect_url,
            expires_at=expires_at,
            note=note,
        )

        connect_link.additional_properties = d
        return connect_link

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
