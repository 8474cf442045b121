"""Calls an emulator as a client does, with nothing but an HTTP library."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional, Union
from xml.etree import ElementTree

if TYPE_CHECKING:
    import httpx
    from sketricgen.emulator import Emulator

FILES = Path(__file__).parents[2] / "examples" / "files"

# One entry of a form: its name, then file name (None for a plain entry) and content.
Part = tuple[str, tuple[Optional[str], Union[str, bytes]]]


class Caller:
    def __init__(self, client: httpx.Client, emulator: Emulator) -> None:
        self.client = client
        self.emulator = emulator

    def ask(self, agent_id: str, user_input: str = "hello", **fields: Any) -> httpx.Response:
        return self.post({"agent_id": agent_id, "user_input": user_input, **fields})

    def post(self, body: Any, key: str | None = None) -> httpx.Response:
        return self.client.post(
            f"{self.emulator.base_url}/api/v1/run-workflow",
            json=body,
            headers={"API-KEY": key or self.emulator.api_key},
        )

    def answer(self, agent_id: str, user_input: str = "hello", **fields: Any) -> dict[str, Any]:
        response = self.ask(agent_id, user_input, **fields)
        assert response.status_code == 201, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def events(self, agent_id: str, user_input: str = "hello", **fields: Any) -> list[Any]:
        response = self.ask(agent_id, user_input, stream=True, **fields)
        assert response.status_code == 200, response.text
        assert response.headers["content-type"].startswith("text/event-stream")
        *blocks, rest = response.text.split("\n\n")
        assert rest == ""
        assert all(block.startswith("data: ") for block in blocks)
        return [json.loads(block[len("data: ") :]) for block in blocks]

    def pause(self, user_input: str = "hello") -> dict[str, Any]:
        paused = self.answer("approval", user_input, enable_hitl=True)
        assert paused["run_paused_hitl"] is True
        return paused

    def admin(
        self, method: str, path: str, body: Any = None, key: str | None = None, **query: Any
    ) -> httpx.Response:
        return self.client.request(
            method,
            f"{self.emulator.platform_url}/admin/v1{path}",
            json=body,
            params=query or None,
            headers={"Authorization": f"Bearer {key or self.emulator.api_key}"},
        )

    def got(self, method: str, path: str, body: Any = None, **query: Any) -> dict[str, Any]:
        response = self.admin(method, path, body, **query)
        assert response.status_code in {200, 202}, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def upload_step(self, name: str, body: Any, key: str | None = None) -> httpx.Response:
        return self.client.post(
            f"{self.emulator.platform_url}/publicAssetsUpload{name}",
            json=body,
            headers={"X-API-KEY": key or self.emulator.api_key},
        )

    def begin(self, file_name: str = "report.pdf", agent_id: str = "echo") -> dict[str, Any]:
        response = self.upload_step("Init", {"agent_id": agent_id, "file_name": file_name})
        assert response.status_code == 200, response.text
        begun: dict[str, Any] = response.json()
        return begun

    def send(self, begun: dict[str, Any], parts: list[Part], **headers: str) -> httpx.Response:
        return self.client.post(begun["upload"]["url"], files=parts, headers=headers)

    def complete(self, begun: dict[str, Any], **fields: Any) -> httpx.Response:
        body = {"agent_id": "echo", "file_id": begun["file_id"], **fields}
        return self.upload_step("Complete", body)

    def upload(self, file_name: str, data: bytes) -> dict[str, Any]:
        begun = self.begin(file_name)
        assert self.send(begun, form_parts(begun, data)).status_code == 204
        completed: dict[str, Any] = self.complete(begun).json()
        assert completed["success"] is True
        return completed


def form_parts(begun: dict[str, Any], data: bytes = b"content", **changed: str) -> list[Part]:
    """The parts of a form in order; `changed` gives entries another value ("_" for "-")."""
    changes = {name.replace("_", "-").lower(): value for name, value in changed.items()}
    parts: list[Part] = [
        (name, (None, changes.get(name.lower(), value)))
        for name, value in begun["upload"]["fields"].items()
    ]
    return [*parts, ("file", ("ignored", data))]


def storage_refusal(response: httpx.Response) -> tuple[int, str]:
    """The status and the code of an answer that must be an error of storage."""
    assert response.headers["content-type"].startswith("application/xml")
    error = ElementTree.fromstring(response.text)
    assert error.tag == "Error"
    assert error.findtext("Message")
    return response.status_code, error.findtext("Code") or ""


def admin_refusal(response: httpx.Response) -> tuple[int, str]:
    """The status and the code of an answer that must be an error of the control plane."""
    error = response.json()
    assert error.keys() == {"error", "code"}
    assert error["error"]
    return response.status_code, error["code"]
