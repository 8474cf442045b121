# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.chat_asset import ChatAsset
    from ..models.hitl_request import HitlRequest


T = TypeVar("T", bound="ChatResponse")


@_attrs_define
class ChatResponse:
    """The whole answer of a run."""

    response: str
    """ What the agent says. Empty when the run paused. """
    conversation_id: str
    """ The conversation. Send it with the next message to continue. """
    agent_id: str
    """ The agent that ran. """
    user_id: str
    """ The account the run belongs to. """
    owner: str
    """ Who owns the agent. """
    error: Union[None, Unset, bool] = False
    """ Whether the run failed. `response` then says why. """
    contact_id: Union[None, Unset, str] = UNSET
    """ The `contact_id` of the request. """
    assets: Union[None, Unset, list["ChatAsset"]] = UNSET
    """ Files that belong to the answer. """
    run_paused_hitl: Union[None, Unset, bool] = UNSET
    """ Whether the run paused for a person to decide. `hitl_request` says on what. """
    hitl_request: Union["HitlRequest", None, Unset] = UNSET
    """ What a person is to decide before the run goes on. """
    hitl_interrupts: Union[Unset, Any] = UNSET
    """ The interrupts behind `hitl_request`, as the agent raised them. """
    run_halted_out_of_credits: Union[None, Unset, bool] = UNSET
    """ Whether the run stopped because the account ran out of credits. """
    web_search_citations: Union[Unset, Any] = UNSET
    """ The web pages the answer rests on. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.hitl_request import HitlRequest

        response = self.response

        conversation_id = self.conversation_id

        agent_id = self.agent_id

        user_id = self.user_id

        owner = self.owner

        error: Union[None, Unset, bool]
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        contact_id: Union[None, Unset, str]
        if isinstance(self.contact_id, Unset):
            contact_id = UNSET
        else:
            contact_id = self.contact_id

        assets: Union[None, Unset, list[dict[str, Any]]]
        if isinstance(self.assets, Unset):
            assets = UNSET
        elif isinstance(self.assets, list):
            assets = []
            for assets_type_0_item_data in self.assets:
                assets_type_0_item = assets_type_0_item_data.to_dict()
                assets.append(assets_type_0_item)

        else:
            assets = self.assets

        run_paused_hitl: Union[None, Unset, bool]
        if isinstance(self.run_paused_hitl, Unset):
            run_paused_hitl = UNSET
        else:
            run_paused_hitl = self.run_paused_hitl

        hitl_request: Union[None, Unset, dict[str, Any]]
        if isinstance(self.hitl_request, Unset):
            hitl_request = UNSET
        elif isinstance(self.hitl_request, HitlRequest):
            hitl_request = self.hitl_request.to_dict()
        else:
            hitl_request = self.hitl_request

        hitl_interrupts = self.hitl_interrupts

        run_halted_out_of_credits: Union[None, Unset, bool]
        if isinstance(self.run_halted_out_of_credits, Unset):
            run_halted_out_of_credits = UNSET
        else:
            run_halted_out_of_credits = self.run_halted_out_of_credits

        web_search_citations = self.web_search_citations

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "response": response,
                "conversation_id": conversation_id,
                "agent_id": agent_id,
                "user_id": user_id,
                "owner": owner,
            }
        )
        if error is not UNSET:
            field_dict["error"] = error
        if contact_id is not UNSET:
            field_dict["contact_id"] = contact_id
        if assets is not UNSET:
            field_dict["assets"] = assets
        if run_paused_hitl is not UNSET:
            field_dict["run_paused_hitl"] = run_paused_hitl
        if hitl_request is not UNSET:
            field_dict["hitl_request"] = hitl_request
        if hitl_interrupts is not UNSET:
            field_dict["hitl_interrupts"] = hitl_interrupts
        if run_halted_out_of_credits is not UNSET:
            field_dict["run_halted_out_of_credits"] = run_halted_out_of_credits
        if web_search_citations is not UNSET:
            field_dict["web_search_citations"] = web_search_citations

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.chat_asset import ChatAsset
        from ..models.hitl_request import HitlRequest

        d = dict(src_dict)
        response = d.pop("response")

        conversation_id = d.pop("conversation_id")

        agent_id = d.pop("agent_id")

        user_id = d.pop("user_id")

        owner = d.pop("owner")

        def _parse_error(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        error = _parse_error(d.pop("error", UNSET))

        def _parse_contact_id(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        contact_id = _parse_contact_id(d.pop("contact_id", UNSET))

        def _parse_assets(data: object) -> Union[None, Unset, list["ChatAsset"]]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                assets_type_0 = []
                _assets_type_0 = data
                for assets_type_0_item_data in _assets_type_0:
                    assets_type_0_item = ChatAsset.from_dict(assets_type_0_item_data)

                    assets_type_0.append(assets_type_0_item)

                return assets_type_0
            except:  # noqa: E722
                pass
            return cast(Union[None, Unset, list["ChatAsset"]], data)

        assets = _parse_assets(d.pop("assets", UNSET))

        def _parse_run_paused_hitl(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        run_paused_hitl = _parse_run_paused_hitl(d.pop("run_paused_hitl", UNSET))

        def _parse_hitl_request(data: object) -> Union["HitlRequest", None, Unset]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                hitl_request_type_0 = HitlRequest.from_dict(data)

                return hitl_request_type_0
            except:  # noqa: E722
                pass
            return cast(Union["HitlRequest", None, Unset], data)

        hitl_request = _parse_hitl_request(d.pop("hitl_request", UNSET))

        hitl_interrupts = d.pop("hitl_interrupts", UNSET)

        def _parse_run_halted_out_of_credits(data: object) -> Union[None, Unset, bool]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, bool], data)

        run_halted_out_of_credits = _parse_run_halted_out_of_credits(d.pop("run_halted_out_of_credits", UNSET))

        web_search_citations = d.pop("web_search_citations", UNSET)

        chat_response = cls(
            response=response,
            conversation_id=conversation_id,
            agent_id=agent_id,
            user_id=user_id,
            owner=owner,
            error=error,
            contact_id=contact_id,
            assets=assets,
            run_paused_hitl=run_paused_hitl,
            hitl_request=hitl_request,
            hitl_interrupts=hitl_interrupts,
            run_halted_out_of_credits=run_halted_out_of_credits,
            web_search_citations=web_search_citations,
        )

        chat_response.additional_properties = d
        return chat_response

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
