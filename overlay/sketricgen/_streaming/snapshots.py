"""Merges snapshots of the conversation with what has arrived of the run."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sketricgen._models import is_list, is_object

from .items import given

if TYPE_CHECKING:
    from sketricgen_api.models import SnapshotMessage

    from sketricgen.results import Activity, Message, ToolCall

    from .items import Items


class Snapshots:
    """Merges the snapshots of one run.

    A snapshot holds the whole conversation. To the run belong the messages after the user's last
    one, and those that the run has already sent, for which the snapshot is authoritative.
    """

    def __init__(
        self,
        messages: Items[Message],
        reasoning: Items[Message],
        calls: Items[ToolCall],
        activities: Items[Activity],
    ) -> None:
        self._messages = messages
        self._reasoning = reasoning
        self._calls = calls
        self._activities = activities
        # The characters that were streamed in a message which turned out not to have them: agents
        # that answer side by side may stream as one message, and only the snapshot parts them.
        self._surplus: Counter[str] = Counter()

    def merge(self, snapshot: list[SnapshotMessage]) -> str:
        """Merge a snapshot, and return the text that it adds to what was streamed of the answer."""
        for items in (self._messages, self._reasoning, self._calls):
            items.join()
        users = [i for i, m in enumerate(snapshot) if m.role == "user" and not m.subagent_run_id]
        begin = users[-1] + 1 if users else 0
        texts: list[tuple[SnapshotMessage, bool]] = []
        thoughts: list[tuple[SnapshotMessage, bool]] = []
        for index, message in enumerate(snapshot):
            is_own = index >= begin
            if message.role == "tool":
                self._take_result(message, is_own)
            elif message.role == "activity":
                self._take_activity(message, is_own)
            else:
                self._take_calls(message, is_own)
                (thoughts if message.role == "reasoning" else texts).append((message, is_own))
        self._take_texts(self._reasoning, thoughts)
        return self._take_texts(self._messages, texts)

    def _take_calls(self, message: SnapshotMessage, is_own: bool) -> None:
        for sent in given(message.tool_calls) or []:
            if is_own or sent.id in self._calls.entries:
                call, _ = self._calls.get(sent.id, message.subagent_run_id)
                function = given(sent.function)
                if function:
                    call.name = given(function.name) or call.name
                    call.arguments_text = given(function.arguments) or call.arguments_text

    def _take_result(self, message: SnapshotMessage, is_own: bool) -> None:
        id_ = given(message.tool_call_id)
        if id_ is not None and (is_own or id_ in self._calls.entries):
            call, _ = self._calls.get(id_, message.subagent_run_id)
            call.result, call.error = given(message.content), given(message.error)

    def _take_activity(self, message: SnapshotMessage, is_own: bool) -> None:
        if is_own or message.id in self._activities.entries:
            activity, _ = self._activities.get(message.id, message.subagent_run_id)
            activity.type = given(message.activity_type) or activity.type
            activity.content, activity.deltas = given(message.content), []

    def _take_texts(self, items: Items[Message], sent: list[tuple[SnapshotMessage, bool]]) -> str:
        ids = {message.id for message, _ in sent}
        # What was streamed may have another id here. It is then known by all the rest of it.
        renamed = {
            (item.role, item.subagent_run_id, item.text): (item, pieces)
            for id_, (item, pieces) in items.entries.items()
            if id_ not in ids
        }
        added: list[str] = []
        # First what was streamed, since this shows what of the rest was streamed with it.
        for message, is_own in sorted(sent, key=lambda one: one[0].id not in items.entries):
            text, is_known = _text_of(message.content), message.id in items.entries
            if not text or not (is_own or is_known):
                continue
            traits = message.role, given(message.subagent_run_id), text
            if not is_known and traits in renamed:
                items.entries[message.id] = renamed.pop(traits)
            item, _ = items.get(message.id, message.subagent_run_id)
            item.role = item.role if is_known else message.role
            added.append(self._added(item, text))
        return "".join(added)

    def _added(self, item: Message, text: str) -> str:
        """Make ``text`` the message's, and return what of it was not streamed."""
        streamed, item.text = item.text, text
        if not item.is_answer:
            return ""
        if not text.startswith(streamed):
            self._surplus += Counter(streamed) - Counter(text)
            return ""
        added = text[len(streamed) :]
        if self._surplus and not Counter(added) - self._surplus:
            self._surplus -= Counter(added)
            return ""
        return added


def _text_of(content: Any) -> str:
    """Return the text of a message's content, which may be a list of parts."""
    parts = content if is_list(content) else [content]
    texts = [part.get("text") if is_object(part) else part for part in parts]
    return "".join(text for text in texts if isinstance(text, str))
