"""Tracing of httpx, as programs set it up, sees the calls of a client that is passed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import KEY
from tests.contract.service import FINISHED, RUN, STARTED, chat, stream_of
from tests.support import FaultServer, Reply

if TYPE_CHECKING:
    from tests.conftest import ClientFactory
    from tests.support.halves import Half


def test_opentelemetry_traces_the_calls_of_a_client_that_is_passed_in(
    half: Half, make_client: ClientFactory, server: FaultServer
) -> None:
    instrumentation: Any = pytest.importorskip("opentelemetry.instrumentation.httpx")
    sdk: Any = pytest.importorskip("opentelemetry.sdk.trace")
    export: Any = pytest.importorskip("opentelemetry.sdk.trace.export")
    memory: Any = pytest.importorskip("opentelemetry.sdk.trace.export.in_memory_span_exporter")

    exporter = memory.InMemorySpanExporter()
    provider = sdk.TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(export.SimpleSpanProcessor(exporter))
    http_client = half.make_http_client()
    instrumentation.HTTPXClientInstrumentor.instrument_client(http_client, provider)
    server.on(
        "POST",
        RUN,
        Reply(503, headers={"Retry-After": "0"}),
        Reply(201, json=chat()),
        stream_of(STARTED, FINISHED),
    )
    client = make_client(server.url, **{half.keyword: http_client})

    with provider.get_tracer("program").start_as_current_span("program") as program:
        assert half.run(client, "agent-1", "Hi").response == "Hello!"
        assert len(half.stream(client, "agent-1", "Hi")) == 2
    half.close_http_client(http_client)

    *calls, _ = exporter.get_finished_spans()
    spans = [(span.attributes["http.status_code"], span.parent.span_id) for span in calls]
    assert spans == [(status, program.context.span_id) for status in (503, 201, 200)]
    assert all(request.header("traceparent") for request in server.requests)
    assert KEY not in "".join(span.to_json() for span in (*calls, program))
