# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar, Union

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CompleteUploadResponse")


@_attrs_define
class CompleteUploadResponse:
    """An uploaded file, ready for the `assets` of a run."""

    file_id: str
    """ The id of the file. """
    success: Union[Unset, bool] = UNSET
    """ Whether the upload was completed. """
    file_size_bytes: Union[Unset, int] = UNSET
    """ The size of the file, in bytes. At most `Limits.max_file_bytes`. """
    content_type: Union[Unset, str] = UNSET
    """ The content type the file is stored with. """
    file_name: Union[Unset, str] = UNSET
    """ The name the file is stored with. """
    created_at: Union[Unset, str] = UNSET
    """ When the file was stored, as text whose format is not promised. """
    url: Union[Unset, str] = UNSET
    """ Where the file can be read, for three days. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file_id = self.file_id

        success = self.success

        file_size_bytes = self.file_size_bytes

        content_type = self.content_type

        file_name = self.file_name

        created_at = self.created_at

        url = self.url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file_id": file_id,
            }
        )
        if success is not UNSET:
            field_dict["success"] = success
        if file_size_bytes is not UNSET:
            field_dict["file_size_bytes"] = file_size_bytes
        if content_type is not UNSET:
            field_dict["content_type"] = content_type
        if file_name is not UNSET:
            field_dict["file_name"] = file_name
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if url is not UNSET:
            field_dict["url"] = url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        file_id = d.pop("file_id")

        success = d.pop("success", UNSET)

        file_size_bytes = d.pop("file_size_bytes", UNSET)

        content_type = d.pop("content_type", UNSET)

        file_name = d.pop("file_name", UNSET)

        created_at = d.pop("created_at", UNSET)

        url = d.pop("url", UNSET)

        complete_upload_response = cls(
            file_id=file_id,
            success=success,
            file_size_bytes=file_size_bytes,
            content_type=content_type,
            file_name=file_name,
            created_at=created_at,
            url=url,
        )

        complete_upload_response.additional_properties = d
        return complete_upload_response

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
