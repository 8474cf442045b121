# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="JobEmbed")


@_attrs_define
class JobEmbed:
    """How to put a widget on a website."""

    widget_url: Union[None, Unset, str] = UNSET
    """ Where the widget is. """
    snippet: Union[None, Unset, str] = UNSET
    """ The HTML to put into a page. """
    is_public: Union[None, Unset, bool] = UNSET
    """ Whether everybody can see the widget. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        widget_url: Union[None, Unset, str]
        if isinstance(self.widget_url, Unset):
            widget_url = UNSET
        else:
            widget_url = self.widget_url

        snippet: Union[None, Unset, str]
        if isinstance(self.snippet, Unset):
            snippet = UNSET
        else:
            snippet = self.snippet

        is_public: Union[None, Unset, bool]
        if isinstance(self.is_public, Unset):
            is_public = UNSET
        else:
            is_public = self.is_public

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if widget_url is not UNSET:
            field_dict["widget_url"] = widget_url
        if snippet is not UNSET:
            field_dict["snippet"] = snippet
        if is_public is not UNSET:
            field_dict["is_public"] = is_public

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_widget_url(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        widget_url = _parse_widget_url(d.pop("widget_url", UNSET))

        def _parse_snippet(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        snippet = _parse_snippet(d.pop("snippet", UNSET))

        def _parse_is_public(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        is_public = _parse_is_public(d.pop("is_public", UNSET))

        job_embed = cls(
            widget_url=widget_url,
            snippet=snippet,
            is_public=is_public,
        )

        job_embed.additional_properties = d
        return job_embed

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
