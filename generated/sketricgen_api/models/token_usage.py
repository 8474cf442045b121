# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar, Union

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TokenUsage")


@_attrs_define
class TokenUsage:
    """The tokens one model used. A count that is absent is unknown, not zero."""

    provider: Union[Unset, str] = UNSET
    """ Who runs the model. """
    model: Union[Unset, str] = UNSET
    """ The model. """
    input_tokens: Union[Unset, int] = UNSET
    """ Tokens read. """
    output_tokens: Union[Unset, int] = UNSET
    """ Tokens written. """
    total_tokens: Union[Unset, int] = UNSET
    """ Tokens read and written. """
    reasoning_tokens: Union[Unset, int] = UNSET
    """ The part of `output_tokens` spent on reasoning. """
    cached_input_tokens: Union[Unset, int] = UNSET
    """ The part of `input_tokens` read from a cache. """
    cache_write_input_tokens: Union[Unset, int] = UNSET
    """ The part of `input_tokens` written to a cache. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        provider = self.provider

        model = self.model

        input_tokens = self.input_tokens

        output_tokens = self.output_tokens

        total_tokens = self.total_tokens

        reasoning_tokens = self.reasoning_tokens

        cached_input_tokens = self.cached_input_tokens

        cache_write_input_tokens = self.cache_write_input_tokens

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if provider is not UNSET:
            field_dict["provider"] = provider
        if model is not UNSET:
            field_dict["model"] = model
        if input_tokens is not UNSET:
            field_dict["input_tokens"] = input_tokens
        if output_tokens is not UNSET:
            field_dict["output_tokens"] = output_tokens
        if total_tokens is not UNSET:
            field_dict["total_tokens"] = total_tokens
        if reasoning_tokens is not UNSET:
            field_dict["reasoning_tokens"] = reasoning_tokens
        if cached_input_tokens is not UNSET:
            field_dict["cached_input_tokens"] = cached_input_tokens
        if cache_write_input_tokens is not UNSET:
            field_dict["cache_write_input_tokens"] = cache_write_input_tokens

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        provider = d.pop("provider", UNSET)

        model = d.pop("model", UNSET)

        input_tokens = d.pop("input_tokens", UNSET)

        output_tokens = d.pop("output_tokens", UNSET)

        total_tokens = d.pop("total_tokens", UNSET)

        reasoning_tokens = d.pop("reasoning_tokens", UNSET)

        cached_input_tokens = d.pop("cached_input_tokens", UNSET)

        cache_write_input_tokens = d.pop("cache_write_input_tokens", UNSET)

        token_usage = cls(
            provider=provider,
            model=model,
            input_tokens=input_tokens,
            output_tokens=output_tokens,
            total_tokens=total_tokens,
            reasoning_tokens=reasoning_tokens,
            cached_input_tokens=cached_input_tokens,
            cache_write_input_tokens=cache_write_input_tokens,
        )

        token_usage.additional_properties = d
        return token_usage

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
