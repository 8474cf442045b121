# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.presigned_form import PresignedForm


T = TypeVar("T", bound="InitUploadResponse")


@_attrs_define
class InitUploadResponse:
    """A begun upload, and the form to send the file with."""

    file_id: str
    """ The id of the new file, usable in a run once the upload is completed. """
    upload: "PresignedForm"
    """ The form that carries one file to storage, signed by the server. """
    success: Union[None, Unset, bool] = UNSET
    """ Whether the upload was begun. """
    content_type: Union[None, Unset, str] = UNSET
    """ The content type the server took from the extension. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file_id = self.file_id

        upload = self.upload.to_dict()

        success: Union[None, Unset, bool]
        if isinstance(self.success, Unset):
            success = UNSET
        else:
            success = self.success

        content_type: Union[None, Unset, str]
        if isinstance(self.content_type, Unset):
            content_type = UNSET
        else:
            content_type = self.content_type

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file_id": file_id,
                "upload": upload,
            }
        )
        if success is not UNSET:
            field_dict["success"] = success
        if content_type is not UNSET:
            field_dict["content_type"] = content_type

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.presigned_form import PresignedForm

        d = dict(src_dict)
        file_id = d.pop("file_id")

        upload = PresignedForm.from_dict(d.pop("upload"))

        def _parse_success(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        success = _parse_success(d.pop("success", UNSET))

        def _parse_content_type(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        content_type = _parse_content_type(d.pop("content_type", UNSET))

        init_upload_response = cls(
            file_id=file_id,
            upload=upload,
            success=success,
            content_type=content_type,
        )

        init_upload_response.additional_properties = d
        return init_upload_response

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
