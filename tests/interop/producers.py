"""Serves an agent of another framework as SketricGen would; runs in that framework's environment.

The agents, by `agent_id`: `words` streams its answer; `tool` calls a tool and then answers;
`tool-at-once` does so in one piece; `whole` gives an answer that was not streamed; `pause` waits
for a person; `fail` fails in the middle. Not every framework has each.

Usage:
    python producers.py FRAMEWORK PORT
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Iterator
    from typing import Callable

PIECES = ("The sum ", "is ", "five.")
ANSWER = "".join(PIECES)
CALL = "call-1"
ARGUMENTS = {"a": 2, "b": 3}
RESULT = 5
FAILURE = "the model is gone"
MODEL = "model-of-tests"
USAGE = "usage-of-tests"
INPUT_TOKENS, OUTPUT_TOKENS = 11, 7


def add(a: int, b: int) -> int:
    """Adds two numbers."""
    return a + b


def _pydantic_ai_model(agent_id: str) -> Any:
    """The model of an agent of pydantic-ai."""
    models = import_module("pydantic_ai.models.function")

    async def speak(messages: list[Any], _info: Any) -> AsyncIterator[Any]:
        is_first = not any(part.part_kind == "tool-return" for part in messages[-1].parts)
        if agent_id in ("tool", "pause") and is_first:
            text = json.dumps(ARGUMENTS)
            yield {0: models.DeltaToolCall("add", text[:5], tool_call_id=CALL)}
            yield {0: models.DeltaToolCall(json_args=text[5:])}
            return
        for piece in PIECES:
            yield piece
            if agent_id == "fail":
                raise RuntimeError(FAILURE)

    return models.FunctionModel(stream_function=speak, model_name=MODEL)


def pydantic_ai() -> Any:
    """An application of pydantic-ai, at any path."""
    adapter = import_module("pydantic_ai.ui.ag_ui").AGUIAdapter
    core = import_module("ag_ui.core")
    starlette = import_module("starlette.applications")
    agent_class = import_module("pydantic_ai").Agent

    async def tell_usage(result: Any) -> AsyncIterator[Any]:
        # This model counts its tokens itself.
        usage = result.usage
        counted = {"input": usage.input_tokens, "output": usage.output_tokens}
        yield core.CustomEvent(name=USAGE, value=counted)

    async def run(request: Any) -> Any:
        agent_id = request.headers["agent-id"]
        options = {"output_type": [str, import_module("pydantic_ai").DeferredToolRequests]}
        agent = agent_class(
            _pydantic_ai_model(agent_id), **(options if agent_id == "pause" else {})
        )
        agent.tool_plain(add, requires_approval=agent_id == "pause")
        return await adapter.dispatch_request(
            request, agent=agent, include_usage=True, on_complete=tell_usage
        )

    app = starlette.Starlette()
    app.add_route("/", run, methods=["POST"])
    return app


def _langgraph_model() -> Any:
    """The class of LangGraph's model."""
    base: Any = import_module("langchain_core.language_models.chat_models").BaseChatModel
    messages = import_module("langchain_core.messages")
    outputs = import_module("langchain_core.outputs")
    usage = {
        "input_tokens": INPUT_TOKENS,
        "output_tokens": OUTPUT_TOKENS,
        "total_tokens": INPUT_TOKENS + OUTPUT_TOKENS,
    }

    class Model(base):  # type: ignore[misc] # it is known when this runs
        agent_id: str

        @property
        def _llm_type(self) -> str:
            return MODEL

        def _generate(self, *_args: Any, **_kwargs: Any) -> Any:
            raise NotImplementedError

        def _stream(self, given: list[Any], *_args: Any, **_kwargs: Any) -> Iterator[Any]:
            for fields in self._pieces(isinstance(given[-1], messages.ToolMessage)):
                yield outputs.ChatGenerationChunk(message=messages.AIMessageChunk(**fields))
                if self.agent_id == "fail":
                    raise RuntimeError(FAILURE)
            last = messages.AIMessageChunk("", usage_metadata=usage)
            yield outputs.ChatGenerationChunk(message=last)

        def _pieces(self, has_result: bool) -> Iterator[dict[str, Any]]:
            if has_result or not self.agent_id.startswith("tool"):
                yield from ({"content": piece, "id": "answer-1"} for piece in PIECES)
                return
            text = json.dumps(ARGUMENTS)
            parts = ("", text[:5], text[5:]) if self.agent_id == "tool" else (text,)
            for at, part in enumerate(parts):
                name, id_ = (None, None) if at else ("add", CALL)
                chunk = {"name": name, "args": part, "id": id_, "index": 0}
                yield {"content": "", "id": "calling-1", "tool_call_chunks": [chunk]}

    return Model


def langgraph() -> Any:
    """An application of LangGraph."""
    graphs = import_module("langgraph.graph")
    prebuilt = import_module("langgraph.prebuilt")
    messages = import_module("langchain_core.messages")
    tools = [import_module("langchain_core.tools").tool(add)]
    ag_ui = import_module("ag_ui_langgraph")
    model_class = _langgraph_model()

    def graph_of(agent_id: str) -> Any:
        model = model_class(agent_id=agent_id)

        async def answer(state: Any) -> Any:
            if agent_id == "whole":
                return {"messages": [messages.AIMessage(ANSWER, id="answer-1")]}
            if agent_id == "pause":
                import_module("langgraph.types").interrupt({"question": "Shall I?"})
            return {"messages": [await model.ainvoke(state["messages"])]}

        graph = graphs.StateGraph(graphs.MessagesState)
        graph.add_node("answer", answer)
        graph.add_node("tools", prebuilt.ToolNode(tools))
        graph.add_edge(graphs.START, "answer")
        graph.add_conditional_edges("answer", prebuilt.tools_condition)
        graph.add_edge("tools", "answer")
        saver = import_module("langgraph.checkpoint.memory").InMemorySaver()
        return graph.compile(checkpointer=saver)

    app = import_module("fastapi").FastAPI()
    for agent_id in ("words", "tool", "tool-at-once", "whole", "pause", "fail"):
        graph = graph_of(agent_id)
        agent = ag_ui.LangGraphAgent(name=agent_id, graph=graph, emit_interrupt_outcome=True)
        ag_ui.add_langgraph_fastapi_endpoint(app, agent, f"/{agent_id}")
    return app


def _llama_index_model() -> Any:
    """The class of LlamaIndex's model."""
    llms = import_module("llama_index.core.llms")
    types = import_module("llama_index.core.base.llms.types")
    base: Any = import_module("llama_index.core.llms.mock").MockFunctionCallingLLM

    class Model(base):  # type: ignore[misc] # it is known when this runs
        agent_id: str

        async def astream_chat_with_tools(self, *_args: Any, **kwargs: Any) -> Any:
            return self._pieces(any(m.role == "tool" for m in kwargs["chat_history"]))

        async def _pieces(self, has_result: bool) -> AsyncIterator[Any]:
            if self.agent_id == "tool" and not has_result:
                block = types.ToolCallBlock(
                    tool_call_id=CALL, tool_name="add", tool_kwargs=ARGUMENTS
                )
                calling = llms.ChatMessage(role="assistant", blocks=[block])
                yield llms.ChatResponse(message=calling)
                return
            said = ""
            for piece in PIECES:
                said += piece
                delta = "" if self.agent_id == "whole" else piece
                message = llms.ChatMessage(said, role="assistant")
                yield llms.ChatResponse(message=message, delta=delta)
                if self.agent_id == "fail":
                    raise RuntimeError(FAILURE)

    return Model


def llama_index() -> Any:
    """An application of LlamaIndex."""
    routers = import_module("llama_index.protocols.ag_ui.router")
    model_class = _llama_index_model()
    app = import_module("fastapi").FastAPI()
    for agent_id in ("words", "tool", "whole", "fail"):
        router = routers.get_ag_ui_workflow_router(
            llm=model_class(agent_id=agent_id), backend_tools=[add]
        )
        app.include_router(router, prefix=f"/{agent_id}")
    return app


FRAMEWORKS = {
    # The application, and the path at which it serves an agent.
    "pydantic-ai": (pydantic_ai, "/"),
    "langgraph": (langgraph, "/{agent_id}"),
    "llama-index": (llama_index, "/{agent_id}/run"),
}


def _in_ag_ui(asked: dict[str, Any]) -> bytes:
    """Return the body of AG-UI's request for one of SketricGen's."""
    message = {"id": str(uuid4()), "role": "user", "content": asked["user_input"]}
    run: dict[str, Any] = {
        "threadId": asked.get("conversation_id") or str(uuid4()),
        "runId": str(uuid4()),
        "state": {},
        "messages": [message],
        "tools": [],
        "context": [],
        "forwardedProps": {},
    }
    return json.dumps(run).encode()


def as_service(app: Any, path: str) -> Callable[..., Awaitable[None]]:
    """Return an application that takes SketricGen's requests, and asks `app` in AG-UI's words."""

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        body = b""
        more = True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        asked = json.loads(body)
        agent_id = asked["agent_id"]
        translated = _in_ag_ui(asked)
        at = path.format(agent_id=agent_id)
        headers = [
            (b"content-type", b"application/json"),
            (b"accept", b"text/event-stream"),
            (b"content-length", str(len(translated)).encode()),
            (b"agent-id", agent_id.encode()),
        ]
        left: list[dict[str, Any]] = [{"type": "http.request", "body": translated}]

        async def receive_translated() -> Any:
            return left.pop() if left else await receive()

        new = {**scope, "path": at, "raw_path": at.encode(), "headers": headers}
        await app(new, receive_translated, send)

    return serve


if __name__ == "__main__":
    make, where = FRAMEWORKS[sys.argv[1]]
    served = as_service(make(), where)
    import_module("uvicorn").run(served, host="127.0.0.1", port=int(sys.argv[2]))
