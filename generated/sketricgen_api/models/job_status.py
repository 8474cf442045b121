# Made from openapi.yaml by openapi-python-client. Do not edit: change openapi.yaml, then run
# `make generate`.

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.job_embed import JobEmbed
    from ..models.platform_data import PlatformData
    from ..models.required_connector import RequiredConnector


T = TypeVar("T", bound="JobStatus")


@_attrs_define
class JobStatus:
    """How far a job is."""

    job_id: str
    """ The job. """
    status: str
    """ Known are `queued`, `running`, `succeeded`, `failed`. The last two are final. """
    crawl_status: Union[None, Unset, str] = UNSET
    """ How far the reading of the website is. """
    phase: Union[None, Unset, str] = UNSET
    """ What is being done, in the words of the platform. """
    agent_id: Union[None, Unset, str] = UNSET
    """ The agent that is made. """
    base_url: Union[None, Unset, str] = UNSET
    """ The website that is read. """
    progress: Union["PlatformData", None, Unset] = UNSET
    """ Figures of the progress, under any keys. """
    connectors: Union[None, Unset, list["RequiredConnector"]] = UNSET
    """ The connectors that the agent needs. """
    error_summary: Union[None, Unset, str] = UNSET
    """ Why the job failed. """
    created_at: Union[None, Unset, str] = UNSET
    """ When it was asked for, as text whose format is not promised. """
    started_at: Union[None, Unset, str] = UNSET
    """ When it began, as text whose format is not promised. """
    finished_at: Union[None, Unset, str] = UNSET
    """ When it ended, as text whose format is not promised. """
    embed: Union["JobEmbed", None, Unset] = UNSET
    """ How to put the widget on a website. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.job_embed import JobEmbed
        from ..models.platform_data import PlatformData

        job_id = self.job_id

        status = self.status

        crawl_status: Union[None, Unset, str]
        if isinstance(self.crawl_status, Unset):
            crawl_status = UNSET
        else:
            crawl_status = self.crawl_status

        phase: Union[None, Unset, str]
        if isinstance(self.phase, Unset):
            phase = UNSET
        else:
            phase = self.phase

        agent_id: Union[None, Unset, str]
        if isinstance(self.agent_id, Unset):
            agent_id = UNSET
        else:
            agent_id = self.agent_id

        base_url: Union[None, Unset, str]
        if isinstance(self.base_url, Unset):
            base_url = UNSET
        else:
            base_url = self.base_url

        progress: Union[None, Unset, dict[str, Any]]
        if isinstance(self.progress, Unset):
            progress = UNSET
        elif isinstance(self.progress, PlatformData):
            progress = self.progress.to_dict()
        else:
            progress = self.progress

        connectors: Union[None, Unset, list[dict[str, Any]]]
        if isinstance(self.connectors, Unset):
            connectors = UNSET
        elif isinstance(self.connectors, list):
            connectors = []
            for connectors_type_0_item_data in self.connectors:
                connectors_type_0_item = connectors_type_0_item_data.to_dict()
                connectors.append(connectors_type_0_item)

        else:
            connectors = self.connectors

        error_summary: Union[None, Unset, str]
        if isinstance(self.error_summary, Unset):
            error_summary = UNSET
        else:
            error_summary = self.error_summary

        created_at: Union[None, Unset, str]
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        else:
            created_at = self.created_at

        started_at: Union[None, Unset, str]
        if isinstance(self.started_at, Unset):
            started_at = UNSET
        else:
            started_at = self.started_at

        finished_at: Union[None, Unset, str]
        if isinstance(self.finished_at, Unset):
            finished_at = UNSET
        else:
            finished_at = self.finished_at

        embed: Union[None, Unset, dict[str, Any]]
        if isinstance(self.embed, Unset):
            embed = UNSET
        elif isinstance(self.embed, JobEmbed):
            embed = self.embed.to_dict()
        else:
            embed = self.embed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "job_id": job_id,
                "status": status,
            }
        )
        if crawl_status is not UNSET:
            field_dict["crawl_status"] = crawl_status
        if phase is not UNSET:
            field_dict["phase"] = phase
        if agent_id is not UNSET:
            field_dict["agent_id"] = agent_id
        if base_url is not UNSET:
            field_dict["base_url"] = base_url
        if progress is not UNSET:
            field_dict["progress"] = progress
        if connectors is not UNSET:
            field_dict["connectors"] = connectors
        if error_summary is not UNSET:
            field_dict["error_summary"] = error_summary
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if started_at is not UNSET:
            field_dict["started_at"] = started_at
        if finished_at is not UNSET:
            field_dict["finished_at"] = finished_at
        if embed is not UNSET:
            field_dict["embed"] = embed

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.job_embed import JobEmbed
        from ..models.platform_data import PlatformData
        from ..models.required_connector import RequiredConnector

        d = dict(src_dict)
        job_id = d.pop("job_id")

        status = d.pop("status")

        def _parse_crawl_status(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        crawl_status = _parse_crawl_status(d.pop("crawl_status", UNSET))

        def _parse_phase(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        phase = _parse_phase(d.pop("phase", UNSET))

        def _parse_agent_id(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        agent_id = _parse_agent_id(d.pop("agent_id", UNSET))

        def _parse_base_url(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        base_url = _parse_base_url(d.pop("base_url", UNSET))

        def _parse_progress(data: object) -> Union["PlatformData", None, Unset]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                progress_type_0 = PlatformData.from_dict(data)

                return progress_type_0
            except:  # noqa: E722
                pass
            return cast(Union["PlatformData", None, Unset], data)

        progress = _parse_progress(d.pop("progress", UNSET))

        def _parse_connectors(data: object) -> Union[None, Unset, list["RequiredConnector"]]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                connectors_type_0 = []
                _connectors_type_0 = data
                for connectors_type_0_item_data in _connectors_type_0:
                    connectors_type_0_item = RequiredConnector.from_dict(connectors_type_0_item_data)

                    connectors_type_0.append(connectors_type_0_item)

                return connectors_type_0
            except:  # noqa: E722
                pass
            return cast(Union[None, Unset, list["RequiredConnector"]], data)

        connectors = _parse_connectors(d.pop("connectors", UNSET))

        def _parse_error_summary(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        error_summary = _parse_error_summary(d.pop("error_summary", UNSET))

        def _parse_created_at(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        def _parse_started_at(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        started_at = _parse_started_at(d.pop("started_at", UNSET))

        def _parse_finished_at(data: object) -> Union[None, Unset, str]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(Union[None, Unset, str], data)

        finished_at = _parse_finished_at(d.pop("finished_at", UNSET))

        def _parse_embed(data: object) -> Union["JobEmbed", None, Unset]:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                embed_type_0 = JobEmbed.from_dict(data)

                return embed_type_0
            except:  # noqa: E722
                pass
            return cast(Union["JobEmbed", None, Unset], data)

        embed = _parse_embed(d.pop("embed", UNSET))

        job_status = cls(
            job_id=job_id,
            status=status,
            crawl_status=crawl_status,
            phase=phase,
            agent_id=agent_id,
            base_url=base_url,
            progress=progress,
            connectors=connectors,
            error_summary=error_summary,
            created_at=created_at,
            started_at=started_at,
            finished_at=finished_at,
            embed=embed,
        )

        job_status.additional_properties = d
        return job_status

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
