# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.hitl_resume import HitlResume


T = TypeVar("T", bound="RunWorkflowRequest")


@_attrs_define
class RunWorkflowRequest:
    """One message to an agent. `user_input` is required unless `assets` or `hitl_resume` is given. Leave absent fields
    out; never send null.

    """

    agent_id: str
    """ The agent to run. Not blank. """
    user_input: Union[Unset, str] = UNSET
    """ What the person says. Not blank, and at most `Limits.max_user_input_characters` long. """
    assets: Union[Unset, list[str]] = UNSET
    """ Ids of completed uploads, in the order the agent is to read them. """
    conversation_id: Union[Unset, str] = UNSET
    """ The conversation to continue. Leave out to start a new one. """
    contact_id: Union[Unset, str] = UNSET
    """ The caller's own id for the person, at most `Limits.max_contact_id_characters` long. """
    stream: Union[Unset, bool] = False
    """ Whether to answer with events while the run goes on. """
    enable_hitl: Union[Unset, bool] = UNSET
    """ Whether the run may pause for a person to decide. Absent means false. """
    hitl_resume: Union[Unset, "HitlResume"] = UNSET
    """ What a person decided on a `HitlRequest`. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        agent_id = self.agent_id

        user_input = self.user_input

        assets: Union[Unset, list[str]] = UNSET
        if not isinstance(self.assets, Unset):
            assets = self.assets

        conversation_id = self.conversation_id

        contact_id = self.contact_id

        stream = self.stream

        enable_hitl = self.enable_hitl

        hitl_resume: Union[Unset, dict[str, Any]] = UNSET
        if not isinstance(self.hitl_resume, Unset):
            hitl_resume = self.hitl_resume.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "agent_id": agent_id,
            }
        )
        if user_input is not UNSET:
            field_dict["user_input"] = user_input
        if assets is not UNSET:
            field_dict["assets"] = assets
        if conversation_id is not UNSET:
            field_dict["conversation_id"] = conversation_id
        if contact_id is not UNSET:
            field_dict["contact_id"] = contact_id
        if stream is not UNSET:
            field_dict["stream"] = stream
        if enable_hitl is not UNSET:
            field_dict["enable_hitl"] = enable_hitl
        if hitl_resume is not UNSET:
            field_dict["hitl_resume"] = hitl_resume

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.hitl_resume import HitlResume

        d = dict(src_dict)
        agent_id = d.pop("agent_id")

        user_input = d.pop("user_input", UNSET)

        assets = cast(list[str], d.pop("assets", UNSET))

        conversation_id = d.pop("conversation_id", UNSET)

        contact_id = d.pop("contact_id", UNSET)

        stream = d.pop("stream", UNSET)

        enable_hitl = d.pop("enable_hitl", UNSET)

        _hitl_resume = d.pop("hitl_resume", UNSET)
        hitl_resume: Union[Unset, HitlResume]
        if isinstance(_hitl_resume, Unset):
            hitl_resume = UNSET
        else:
            hitl_resume = HitlResume.from_dict(_hitl_resume)

        run_workflow_request = cls(
            agent_id=agent_id,
            user_input=user_input,
            assets=assets,
            conversation_id=conversation_id,
            contact_id=contact_id,
            stream=stream,
            enable_hitl=enable_hitl,
            hitl_resume=hitl_resume,
        )

        run_workflow_request.additional_properties = d
        return run_workflow_request

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
