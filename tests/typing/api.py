"""How the package is used, for type checkers: this file is checked and never run.

Each function is a use that must pass. A comment that ignores an error marks a use that must not:
a type checker that no longer complains there fails on the comment.
"""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Optional, Union

from sketricgen import (
    Activity,
    AsyncWorkflowStream,
    Attempt,
    ChatResponse,
    CompleteUploadResponse,
    Conversation,
    HitlActionRequest,
    HitlDecision,
    HitlRequest,
    HitlResume,
    HitlReviewConfig,
    Message,
    Pages,
    SketricGenAdminError,
    SketricGenAPIError,
    SketricGenClient,
    SketricGenConfig,
    SketricGenContentTypeError,
    SketricGenError,
    SketricGenFileNotFoundError,
    SketricGenFileSizeError,
    SketricGenJobError,
    SketricGenRateLimitError,
    SketricGenRunError,
    SketricGenUploadError,
    SketricGenValidationError,
    StreamEvent,
    Subagent,
    ToolCall,
    UnknownEvent,
    WorkflowResult,
    WorkflowStream,
)
from sketricgen.admin import (
    Agent,
    BrandAgentDetail,
    BrandAgentJob,
    BrandAgentTemplate,
    ConnectionStatus,
    ConnectLink,
    Connector,
    ConnectorDetachment,
    JobStatus,
    KnowledgeBase,
    Project,
    WidgetConfigUpdateResult,
)
from sketricgen.events import RunErrorEvent, TextMessageContentEvent
from sketricgen.results import RunInterrupt, TokenUsage
from sketricgen.testing import verify_sequence

if TYPE_CHECKING:
    import httpx
    from typing_extensions import assert_type  # noqa: TC004 # nothing here is run


def making_clients(http_client: httpx.Client, async_http_client: httpx.AsyncClient) -> None:
    assert_type(SketricGenClient("sk-1"), SketricGenClient)
    SketricGenClient("sk-1", 60, 60.5, 0)
    SketricGenClient(
        api_key="sk-1",
        base_url="https://chat.example.com",
        platform_url=None,
        allowed_content_types=["text/csv"],
        http_client=http_client,
        async_http_client=async_http_client,
    )
    client = SketricGenClient.from_env(timeout=60, http_client=http_client)
    assert_type(client, SketricGenClient)
    assert_type(client.with_options(timeout=5, max_retries=0), SketricGenClient)
    assert_type(client.config, SketricGenConfig)
    assert_type(client.config.max_retries, int)
    SketricGenClient()  # type: ignore[call-arg] # the key is required
    SketricGenClient("sk-1", timeout="60")  # type: ignore[arg-type] # it is no number
    client.config.timeout = 5  # type: ignore[misc] # settings do not change


def a_class_of_ones_own() -> None:
    class Client(SketricGenClient):
        pass

    assert_type(Client.from_env(), Client)
    assert_type(Client("sk-1").with_options(), Client)
    with Client("sk-1") as client:
        assert_type(client, Client)


def blocking_runs(client: SketricGenClient, stream: bool) -> None:
    assert_type(client.run_workflow_sync("echo", "Hi!"), ChatResponse)
    assert_type(client.run_workflow_sync("echo", "Hi!", stream=False), ChatResponse)
    assert_type(client.run_workflow_sync("echo", "Hi!", stream=True), WorkflowStream)
    assert_type(client.run_workflow_sync("echo", "Hi!", None, None, None, True), WorkflowStream)
    either = client.run_workflow_sync("echo", "Hi!", stream=stream)
    assert_type(either, Union[ChatResponse, WorkflowStream])
    if isinstance(either, WorkflowStream):
        assert_type(either, WorkflowStream)
    else:
        assert_type(either.response, str)


async def awaited_runs(client: SketricGenClient, stream: bool) -> None:
    assert_type(await client.run_workflow("echo", "Hi!"), ChatResponse)
    assert_type(await client.run_workflow("echo", "Hi!", stream=False), ChatResponse)
    assert_type(await client.run_workflow("echo", "Hi!", stream=True), AsyncWorkflowStream)
    either = await client.run_workflow("echo", "Hi!", stream=stream)
    assert_type(either, Union[ChatResponse, AsyncWorkflowStream])
    async with client as same:
        assert_type(same, SketricGenClient)


def checked_events(sync: WorkflowStream, stream: AsyncWorkflowStream) -> None:
    assert_type(verify_sequence(sync), Iterator[StreamEvent])
    assert_type(verify_sequence(stream), AsyncIterator[StreamEvent])
    assert_type(verify_sequence([StreamEvent("{}")]), Iterator[StreamEvent])
    verify_sequence(["{}"])  # type: ignore[list-item] # text is no event


def arguments_of_runs(client: SketricGenClient, paths: list[Path], names: list[str]) -> None:
    client.run_workflow_sync("echo", "Hi!", conversation_id="c1", contact_id=None)
    client.run_workflow_sync("echo", "Hi!", file_paths=paths, assets=names, timeout=5)
    client.run_workflow_sync("echo", "Hi!", file_paths=["a.png", Path("b.png")], assets=("f1",))
    client.run_workflow_sync("echo", "Hi!", on_upload_progress=show_progress)
    client.run_workflow_sync("echo", "Hi!", on_upload_progress=lambda name, sent, total: None)
    client.run_workflow_sync()  # type: ignore[call-overload] # the agent is required
    client.run_workflow_sync("echo", "", None, None, paths, False, True, HitlResume("q", []))
    client.run_workflow_sync("echo", "Hi!", stream="yes")  # type: ignore[call-overload] # it is no bool
    client.run_workflow_sync("echo", "Hi!", file_paths=[b"x"])  # type: ignore[list-item] # bytes are no path


def what_is_asked(request: HitlRequest) -> None:
    assert_type(request.action_requests, list[HitlActionRequest])
    assert_type(request.review_configs, list[HitlReviewConfig])
    assert_type(request.review_configs[0].allowed_decisions, list[str])


def paused_runs(client: SketricGenClient, answer: ChatResponse, result: WorkflowResult) -> None:
    assert_type(client.resume_sync(answer, ["approve", "reject"]), ChatResponse)
    assert_type(client.resume_sync(result, [("respond", "Hi!")], stream=True), WorkflowStream)
    client.resume_sync(answer, [HitlDecision("respond", "Hi!")], agent_id="a", timeout=5)
    client.resume_sync(answer, ["allow"])  # type: ignore[list-item] # it is no decision
    client.resume_sync(answer)  # type: ignore[call-overload] # decisions are required


async def awaited_resumes(client: SketricGenClient, event: StreamEvent, stream: bool) -> None:
    assert_type(await client.resume(event, ["approve"]), ChatResponse)
    assert_type(await client.resume(event, ["approve"], stream=True), AsyncWorkflowStream)
    either = await client.resume(event, ["approve"], stream=stream)
    assert_type(either, Union[ChatResponse, AsyncWorkflowStream])


async def conversations(client: SketricGenClient, paths: list[Path]) -> None:
    chat = client.conversation("echo", contact_id="p1")
    assert_type(chat, Conversation)
    assert_type(chat.conversation_id, Optional[str])
    assert_type(await chat.send("Hi!", paths, timeout=5), ChatResponse)
    assert_type(chat.send_sync("Hi!", enable_hitl=True), ChatResponse)
    assert_type(await chat.stream("Hi!"), AsyncWorkflowStream)
    assert_type(chat.stream_sync("Hi!"), WorkflowStream)
    chat.send_sync("Hi!", stream=True)  # type: ignore[call-arg] # stream_sync does that


def after_each_attempt(client: SketricGenClient, seen: list[Attempt]) -> None:
    SketricGenClient("sk-1", on_attempt=seen.append, headers={"X-Tenant": "acme"})
    client.with_options(on_attempt=lambda attempt: print(attempt.outcome))
    client.with_options(on_attempt=5)  # type: ignore[arg-type] # it cannot be called


def show_progress(file_name: str, sent_bytes: int, total_bytes: int) -> None:
    print(f"{file_name}: {sent_bytes} of {total_bytes} bytes")


async def uploads(client: SketricGenClient, opened: BinaryIO, text: io.StringIO) -> None:
    file = client.upload_file_sync("echo", "report.pdf")
    assert_type(file, CompleteUploadResponse)
    assert_type(file.file_id, str)
    assert_type(file.url, Optional[str])
    assert_type(file.file_size_bytes, Optional[int])
    assert_type(file.to_dict(), dict[str, Any])
    assert_type(await client.upload_file("echo", Path("report.pdf")), CompleteUploadResponse)
    await client.upload_file("echo", b"content", file_name="a.pdf", content_type="application/pdf")
    await client.upload_file("echo", opened, on_progress=show_progress)
    client.upload_file_sync("echo", io.BytesIO(b"content"), file_name="a.pdf")
    client.upload_file_sync("echo", text)  # type: ignore[arg-type] # it is open as text


def upload_of_an_open_file(client: SketricGenClient, path: Path) -> None:
    with path.open("rb") as report:
        assert_type(client.upload_file_sync("echo", report), CompleteUploadResponse)


def answers(answer: ChatResponse) -> None:
    assert_type(answer.conversation_id, str)
    assert_type(answer.error, bool)
    assert_type(answer.contact_id, Optional[str])
    for asset in answer.assets:
        assert_type(asset.file_id, str)
    if answer.hitl_request is not None:
        assert_type(answer.hitl_request.interrupt_ids, list[str])
        assert_type([action.name for action in answer.hitl_request.action_requests], list[str])
    assert_type(answer.extra, dict[str, Any])
    assert_type(answer.to_dict(), dict[str, Any])


async def an_answer_is_no_stream(answer: ChatResponse, file: CompleteUploadResponse) -> None:
    for _ in answer:  # type: ignore[attr-defined] # it comes whole
        pass
    async for _ in answer:  # type: ignore[attr-defined] # as above
        pass
    with answer:  # type: ignore[attr-defined] # as above
        pass
    answer["response"]  # type: ignore[index] # fields are attributes
    file["file_id"]  # type: ignore[index] # as above
    answer.response = ""  # type: ignore[misc] # answers do not change
    answer.collect()  # type: ignore[attr-defined] # only streams have it


def blocking_streams(stream: WorkflowStream) -> None:
    with stream as same:
        assert_type(same, WorkflowStream)
        for event in same:
            assert_type(event, StreamEvent)
    assert_type(next(stream), StreamEvent)
    assert_type(stream.request_id, Optional[str])
    assert_type(stream.headers, dict[str, str])
    stream.close()


async def awaited_streams(stream: AsyncWorkflowStream) -> None:
    async with stream as same:
        assert_type(same, AsyncWorkflowStream)
        async for event in same:
            assert_type(event, StreamEvent)
    await stream.aclose()


def events(event: StreamEvent) -> str:
    assert_type(event.data, str)
    assert_type(event.event_type, str)
    assert_type(event.id, Optional[str])
    assert_type(event.is_terminal, bool)
    assert_type(event.json(), Any)
    payload = event.payload
    if isinstance(payload, TextMessageContentEvent):
        assert_type(payload, TextMessageContentEvent)
        return payload.delta
    if isinstance(payload, RunErrorEvent):
        return payload.message
    if isinstance(payload, UnknownEvent):
        assert_type(payload.type_, Optional[str])
        return payload.reason
    return ""


def errors(client: SketricGenClient) -> object:
    try:
        return client.run_workflow_sync("echo", "Hi!").response
    except SketricGenFileNotFoundError as error:
        return assert_type(error.filename, str)
    except SketricGenFileSizeError as error:
        return assert_type(error.file_size, int) <= assert_type(error.max_size, int)
    except SketricGenContentTypeError as error:
        assert_type(error.content_type, Optional[str])
        return assert_type(error.allowed_types, tuple[str, ...])
    except SketricGenValidationError as error:
        return assert_type(error.message, str)
    except SketricGenRateLimitError as error:
        return assert_type(error.retry_after, Optional[float])
    except SketricGenUploadError as error:
        assert_type(error.storage_message, Optional[str])
        return assert_type(error.code, Optional[str])
    except SketricGenAPIError as error:
        assert_type(error.headers, dict[str, str])
        assert_type(error.response_body, Any)
        return assert_type(error.status_code, int)
    except SketricGenRunError as error:
        return assert_type(error.code, Optional[str])
    except SketricGenError as error:
        assert_type(error.maybe_executed, bool)
        assert_type(error.request_id, Optional[str])
        assert_type(error.attempts, tuple[Attempt, ...])
        return [(attempt.outcome, attempt.seconds) for attempt in error.attempts]


def errors_are_errors_of_python(error: SketricGenFileNotFoundError) -> tuple[OSError, ValueError]:
    return error, error


async def results(stream: WorkflowStream, astream: AsyncWorkflowStream) -> None:
    result = stream.collect()
    assert_type(result, WorkflowResult)
    assert_type(result.text, str)
    assert_type(result.messages, list[Message])
    assert_type(result.tool_calls, list[ToolCall])
    assert_type(result.reasoning, list[Message])
    assert_type(result.activities, list[Activity])
    assert_type(result.subagents, list[Subagent])
    assert_type(result.outcome, Optional[str])
    assert_type(result.paused, bool)
    assert_type(result.hitl_request, Optional[HitlRequest])
    assert_type(result.interrupts, list[RunInterrupt])
    assert_type(result.interrupts[0].message, Optional[str])
    assert_type(result.usage, list[TokenUsage])
    assert_type(result.usage[0].input_tokens, Optional[int])
    assert_type(result.custom_events[0].name, Optional[str])
    assert_type(result.to_dict(), dict[str, Any])
    assert_type(await astream.collect(), WorkflowResult)
    for text in stream.text_stream:
        assert_type(text, str)
    async for text in astream.text_stream:
        assert_type(text, str)


def listing(client: SketricGenClient) -> None:
    assert_type(client.projects.list(), Pages[Project])
    for agent in client.agents.list():
        assert_type(agent, Agent)
        assert_type(agent.name, Optional[str])
    for bases in client.knowledge_bases.list().pages():
        assert_type(bases, list[KnowledgeBase])
    assert_type(next(client.agents.list_sync()), Agent)
    for tool in client.connectors.iter_tools("slack"):
        assert_type(tool.tool_name, str)
    assert_type(client.connectors.list_sync(), list[Connector])
    assert_type(client.brand_agents.list_templates_sync(limit=5), list[BrandAgentTemplate])
    client.connectors.iter_tools()  # type: ignore[call-arg] # the connector is required


async def listing_awaited(client: SketricGenClient) -> None:
    assert_type((await client.whoami()).teamspace_id, str)
    async for project in client.projects.list():
        assert_type(project, Project)
    async for bases in client.knowledge_bases.list().pages():
        assert_type(bases, list[KnowledgeBase])
    assert_type(await client.connectors.list(), list[Connector])


async def brand_agents(client: SketricGenClient) -> None:
    made = await client.brand_agents.create("Ada", "https://example.com", publish_widget=True)
    assert_type(made, BrandAgentJob)
    done = await client.brand_agents.create_and_wait("Ada", "u", timeout=60, on_progress=print)
    assert_type(done, JobStatus)
    assert_type(client.brand_agents.wait_sync(made.job_id, on_progress=show_job), JobStatus)
    assert_type(client.brand_agents.get_sync("a"), BrandAgentDetail)
    await client.brand_agents.update("a", knowledge_base_ids=[], display_name="Ada")
    assert_type(
        await client.brand_agents.update_widget_config("a", color="#fff"), WidgetConfigUpdateResult
    )
    client.brand_agents.create_sync("Ada")  # type: ignore[call-arg] # the website is required
    client.brand_agents.get_sync(5)  # type: ignore[arg-type] # an id is a string
    client.brand_agents.update_sync("a", nothing=1)  # type: ignore[call-arg] # there is no such field
    print(client.brand_agents.get("a").agent)  # type: ignore[attr-defined] # it is not awaited


def show_job(job: JobStatus) -> None:
    print(job.status)


def connecting(client: SketricGenClient) -> None:
    assert_type(client.connectors.create_link_sync("slack", agent_type="brand"), ConnectLink)
    assert_type(client.connectors.wait_until_connected_sync("slack"), ConnectionStatus)
    assert_type(client.connectors.attach_sync("a", "slack", ("send",)).changed, Optional[bool])
    assert_type(client.connectors.detach_sync("a", app_slug="slack"), ConnectorDetachment)


def errors_of_the_control_plane(refused: SketricGenAdminError, failed: SketricGenJobError) -> None:
    assert_type(refused.code, Optional[str])
    assert_type(refused.status_code, int)
    assert_type(failed.job_id, Optional[str])
    assert_type(failed.error_summary, Optional[str])
