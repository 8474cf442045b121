"""A conversation with an agent, which remembers its own id."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import takewhile
from typing import TYPE_CHECKING, Callable
from weakref import ref

from sketricgen.errors import SketricGenError

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from typing import Optional

    from typing_extensions import Unpack

    from sketricgen._streaming.stream import AsyncWorkflowStream, WorkflowStream
    from sketricgen._uploads.attachments import StrPath
    from sketricgen.events import StreamEvent
    from sketricgen.results import ChatResponse

    from .runs import RunMethods, TurnOptions

    Paths = Optional[Sequence[StrPath]]
    Turn = tuple[str, str, Optional[str], Optional[str], Paths]


class _Turn:
    """Something that is gone when the call that made it is, however that ends."""


class Conversation:
    """A conversation with an agent, one turn at a time; `SketricGenClient.conversation` makes it.

    Attributes:
        agent_id: The agent.
        conversation_id: The conversation; None until the service has named it.
        contact_id: Your own id of the person who asks, if there is one.

    Example:
        >>> chat = client.conversation("echo")
        >>> first = chat.send_sync("My name is Ada.")
        >>> chat.conversation_id == first.conversation_id
        True
    """

    def __init__(
        self,
        client: RunMethods,
        agent_id: str,
        conversation_id: str | None,
        contact_id: str | None,
    ) -> None:
        self.agent_id = agent_id
        self.conversation_id: str | None = conversation_id
        self.contact_id = contact_id
        self._client = client
        self._turns: list[ref[_Turn]] = []
        self._is_streaming: Callable[[], bool] = lambda: False

    async def send(
        self, user_input: str = "", file_paths: Paths = None, **options: Unpack[TurnOptions]
    ) -> ChatResponse:
        """Send the agent the next message of the conversation.

        Args:
            user_input: The message, as for `SketricGenClient.run_workflow`.
            file_paths: Files to attach.
            **options: Any other argument of a run that is given by name.

        Returns:
            The answer.

        Raises:
            SketricGenError: Another turn is under way, or what `run_workflow` raises. After an
                error the conversation can go on.

        Example:
            >>> async def introduce(client):
            ...     chat = client.conversation("echo")
            ...     await chat.send("My name is Ada.")
            ...     return await chat.send("What is my name?")
        """
        with self._turn(user_input, file_paths) as turn:
            answer = await self._client.run_workflow(*turn, stream=False, **options)
            self._remember(answer.conversation_id)
        return answer

    def send_sync(
        self, user_input: str = "", file_paths: Paths = None, **options: Unpack[TurnOptions]
    ) -> ChatResponse:
        """Send the agent the next message of the conversation, blocking: the same as `send`.

        Args:
            user_input: The message, as for `SketricGenClient.run_workflow`.
            file_paths: Files to attach.
            **options: Any other argument of a run that is given by name.

        Returns:
            The answer.

        Raises:
            SketricGenError: As for `send`.

        Example:
            >>> answer = client.conversation("echo").send_sync("Hello!")
        """
        with self._turn(user_input, file_paths) as turn:
            answer = self._client.run_workflow_sync(*turn, stream=False, **options)
            self._remember(answer.conversation_id)
        return answer

    async def stream(
        self, user_input: str = "", file_paths: Paths = None, **options: Unpack[TurnOptions]
    ) -> AsyncWorkflowStream:
        """Send the next message, and get the events of the answer as they arrive.

        The turn is over when the run or its stream is: read to its end, left or closed.

        Args:
            user_input: The message, as for `SketricGenClient.run_workflow`.
            file_paths: Files to attach.
            **options: Any other argument of a run that is given by name.

        Returns:
            The stream, once the server has accepted the request.

        Raises:
            SketricGenError: As for `send`.

        Example:
            >>> async def tell(client):
            ...     stream = await client.conversation("story").stream("A lighthouse")
            ...     return (await stream.collect()).text
        """
        with self._turn(user_input, file_paths) as turn:
            stream = await self._client.run_workflow(*turn, stream=True, **options)
            self._follow(stream)
        return stream

    def stream_sync(
        self, user_input: str = "", file_paths: Paths = None, **options: Unpack[TurnOptions]
    ) -> WorkflowStream:
        """Send the next message, and get the events of the answer, blocking: as `stream`.

        Args:
            user_input: The message, as for `SketricGenClient.run_workflow`.
            file_paths: Files to attach.
            **options: Any other argument of a run that is given by name.

        Returns:
            The stream, once the server has accepted the request.

        Raises:
            SketricGenError: As for `send`.

        Example:
            >>> client.conversation("story").stream_sync("A lighthouse").collect().outcome
            'success'
        """
        with self._turn(user_input, file_paths) as turn:
            stream = self._client.run_workflow_sync(*turn, stream=True, **options)
            self._follow(stream)
        return stream

    @contextmanager
    def _turn(self, user_input: str, file_paths: Paths) -> Generator[Turn, None, None]:
        """Give the first arguments of the next turn, unless one is under way.

        The oldest entry whose call is still there has the turn, so an interrupt cannot leave
        the conversation taken, and no lock is needed: appending is atomic.
        """
        turn = _Turn()
        mine = ref(turn)
        self._turns.append(mine)
        try:
            earlier = takewhile(lambda other: other is not mine, list(self._turns))
            if self._is_streaming() or any(other() is not None for other in earlier):
                raise SketricGenError(
                    "A conversation takes one turn at a time, got another while one is under way. "
                    "Wait for its answer first, or read its stream to the end, or close it."
                )
            yield self.agent_id, user_input, self.conversation_id, self.contact_id, file_paths
        finally:
            self._turns.remove(mine)

    def _follow(self, stream: AsyncWorkflowStream | WorkflowStream) -> None:
        from sketricgen._streaming.reading import followed

        self._is_streaming = followed(stream, self._note)

    def _note(self, event: StreamEvent) -> bool:
        return self._remember(getattr(event.payload, "thread_id", None))

    def _remember(self, conversation_id: str | None) -> bool:
        self.conversation_id = conversation_id or self.conversation_id
        return bool(conversation_id)

    def __repr__(self) -> str:
        return (
            f"Conversation(agent_id={self.agent_id!r}, conversation_id={self.conversation_id!r}, "
            f"contact_id={self.contact_id!r})"
        )
