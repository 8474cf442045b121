# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="BrandAgentJob")


@_attrs_define
class BrandAgentJob:
    """A job that was started, to make a brand agent."""

    agent_id: str
    """ The agent that is made. """
    job_id: str
    """ The job, for `get_job`. """
    status: Union[None, Unset, str] = UNSET
    """ How far it is. See `JobStatus`. """
    poll_url: Union[None, Unset, str] = UNSET
    """ Where the job can be asked for. """
    publish_widget: Union[None, Unset, bool] = UNSET
    """ Whether the widget will be published. """
    template_slug: Union[None, Unset, str] = UNSET
    """ The template it is made from. """
    knowledge_base_id: Union[None, Unset, str] = UNSET
    """ The knowledge base that is filled. """
    note: Union[None, Unset, str] = UNSET
    """ What else there is to say, in words. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        agent_id = self.agent_id

        job_id = self.job_id

        status: Union[None, Unset, str]
        if isinstance(self.status, Unset):
            status = UNSET
        else:
            status = self.status

        poll_url: Union[None, Unset, str]
        if isinstance(self.poll_url, Unset):
            poll_url = UNSET
        else:
            poll_url = self.poll_url

        publish_widget: Union[None, Unset, bool]
        if isinstance(self.publish_widget, Unset):
            publish_widget = UNSET
        else:
            publish_widget = self.publish_widget

        template_slug: Union[None, Unset, str]
        if isinstance(self.template_slug, Unset):
            template_slug = UNSET
        else:
            template_slug = self.template_slug

        knowledge_base_id: Union[None, Unset, str]
        if isinstance(self.knowledge_base_id, Unset):
            knowledge_base_id = UNSET
        else:
            knowledge_base_id = self.knowledge_base_id

        note: Union[None, Unset, str]
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "agent_id": agent_id,
                "job_id": job_id,
            }
        )
        if status is not UNSET:
            field_dict["status"] = status
        if poll_url is not UNSET:
            field_dict["poll_url"] = poll_url
        if publish_widget is not UNSET:
            field_dict["publish_widget"] = publish_widget
        if template_slug is not UNSET:
            field_dict["template_slug"] = template_slug
        if knowledge_base_id is not UNSET:
            field_dict["knowledge_base_id"] = knowledge_base_id
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        agent_id = d.pop("agent_id")

        job_id = d.pop("job_id")

        def _parse_status(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        status = _parse_status(d.pop("status", UNSET))

        def _parse_poll_url(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        poll_url = _parse_poll_url(d.pop("poll_url", UNSET))

        def _parse_publish_widget(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        publish_widget = _parse_publish_widget(d.pop("publish_widget", UNSET))

        def _parse_template_slug(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        template_slug = _parse_template_slug(d.pop("template_slug", UNSET))

        def _parse_knowledge_base_id(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        knowledge_base_id = _parse_knowledge_base_id(d.pop("knowledge_base_id", UNSET))

        def _parse_note(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        note = _parse_note(d.pop("note", UNSET))

        brand_agent_job = cls(
            agent_id=agent_id,
            job_id=job_id,
            status=status,
            poll_url=poll_url,
            publish_widget=publish_widget,
            template_slug=template_slug,
            knowledge_base_id=knowledge_base_id,
            note=note,
        )

        brand_agent_job.additional_properties = d
        return brand_agent_job

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
