"""The Protocols by which the middle of the program speaks to its rim.

A plugin implements `Planner`, `Selector` or `Transcriber`; ``tests/fakes/`` has a fake of a
few lines for each that tests put in place of the real one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from tinyagent_cli.core.events import Event
    from tinyagent_cli.core.speech import Transcript
    from tinyagent_cli.execution.consent import Answer, Proposal
    from tinyagent_cli.planning.examples import Example
    from tinyagent_cli.tools.piece import Piece
    from tinyagent_cli.tools.spec import ToolSpec
    from tinyagent_cli.voice.sound import Sound


class Planner(Protocol):
    """Makes a plan's text of a request."""

    @property
    def name(self) -> str:
        """What ``--planner`` calls it."""
        ...

    def plan(
        self,
        request: str,
        tools: Sequence[ToolSpec],
        examples: Sequence[Example],
        now: datetime,
        piped: str | None = None,
    ) -> AsyncIterator[str]:
        """Stream the text of a plan that serves *request* with *tools*, cut anywhere.

        *piped* is text that came in with the request; it is data, never instruction.
        Raises NotReady where a model or a server is missing.
        """
        ...


@runtime_checkable
class Replanner(Protocol):
    """A planner that can be told of the failure of an earlier plan; it need not be one."""

    def replan(
        self,
        request: str,
        tools: Sequence[ToolSpec],
        examples: Sequence[Example],
        now: datetime,
        piped: str | None,
        failure: str,
    ) -> AsyncIterator[str]:
        """Stream the text of a new plan that does what is still to be done.

        *failure* says what was done and what failed, or why the plan was none; the rest is
        as for `Planner.plan`.
        """
        ...


@runtime_checkable
class Hesitant(Protocol):
    """A stream of plan text that knows where its planner was unsure; it need not be one."""

    @property
    def unsure(self) -> bool:
        """Whether the planner was in doubt about something, as far as it has come."""
        ...

    def others(self) -> AsyncIterator[str]:
        """Other plans that the request may mean, each the whole text, the likeliest first.

        Asked for when the stream is over.
        """
        ...


@runtime_checkable
class Reader(Protocol):
    """A planner that knows how far it has read its prompt; it need not be one."""

    @property
    def reading(self) -> float | None:
        """The share that is read, below 1; None while nothing is being read."""
        ...


class Writer(Protocol):
    """Writes texts: a sub-agent that has no tools and decides nothing."""

    @property
    def name(self) -> str:
        """What ``writer.name`` calls it."""
        ...

    @property
    def room(self) -> int:
        """How many characters of material it reads at once."""
        ...

    @property
    def at_once(self) -> int:
        """How many texts it may be asked for at once."""
        ...

    def write(self, piece: Piece) -> AsyncIterator[str]:
        """Stream the text of *piece*, cut anywhere.

        An async generator: closing it stops the writing.  Raises NotReady where a model or a
        server is missing.
        """
        ...


class Selector(Protocol):
    """Tool RAG: chooses the tools that a request may need."""

    @property
    def name(self) -> str:
        """What ``planner.selector`` calls it."""
        ...

    def select(self, request: str, tools: Sequence[ToolSpec]) -> tuple[ToolSpec, ...]:
        """The tools to offer, in the order of *tools*, dependencies among them included."""
        ...


class Transcriber(Protocol):
    """Turns speech into text on this computer."""

    @property
    def name(self) -> str:
        """What ``voice.transcriber`` calls it."""
        ...

    def warm(self) -> None:
        """Load what transcribing needs, so that the first time is as quick as the next.

        May be called in a thread of its own; `transcribe` waits until it is through.  Raises
        NotReady where a model is missing or broken.
        """
        ...

    def transcribe(
        self, sound: Sound, hotwords: Sequence[str] = (), *, draft: bool = False
    ) -> Transcript:
        """The words spoken in *sound*; *hotwords* are names to expect.

        *draft* is for sound that still grows: the quickest way counts, not the best.  One call
        at a time; blocks, so that a coroutine calls it in a thread.  Raises NotReady.
        """
        ...


class Desktop(Protocol):
    """Where tools act: this Mac, or the simulated one.

    Everything raises ToolError (or its kinds) with the number of the Apple event error
    where there is one, and TimedOut.
    """

    name: str  # "this Mac" or "the simulated Mac"

    @property
    def home(self) -> Path:
        """The home folder whose files it opens."""
        ...

    async def script(self, script: str, payload: Mapping[str, Any]) -> Any:
        """Run ``macos_tools/<script>`` with *payload*; return what it answers under ``result``."""
        ...

    async def open_url(self, url: str, app: str | None = None) -> None:
        """Show *url* in *app* (a bundle id) or in the app that is set for it."""
        ...

    async def open_file(self, path: Path) -> None:
        """Open a document; an executable is only revealed."""
        ...

    async def find_files(self, name: str) -> tuple[Path, ...]:
        """Files that may be meant by *name*, unranked."""
        ...

    async def zoom_meeting(
        self, topic: str, start: datetime | None, minutes: int, invitees: Sequence[str]
    ) -> Mapping[str, Any]:
        """Create a Zoom meeting; ``{"id", "join_url", "stands"}``.

        *stands* is what somebody may change of it, to be compared later.
        """
        ...

    async def cancel_meeting(self, id: str, stands: Any) -> None:
        """Cancel the Zoom meeting *id*, unless it is not as it *stands* any more.

        Raises NotFound where it is gone.
        """
        ...

    async def offer_text(self, text: str) -> bool:
        """Get *text* into the draft in front without Mail marking it as a quotation.

        On a Mac it goes to the clipboard, for the user to paste, and the answer is False;
        True where it stands in the draft already.
        """
        ...

    def name_of(self, address: str) -> str:
        """Who is behind *address*, as far as Contacts was asked; else *address* itself."""
        ...

    def allowed_addresses(self) -> frozenset[str]:
        """Addresses and numbers that are allow-listed by nature: nobody is behind them."""
        ...


class Undoing(Protocol):
    """What taking back needs of a desktop."""

    name: str

    async def script(self, script: str, payload: Mapping[str, Any]) -> Any:
        """As `Desktop.script`."""
        ...

    async def cancel_meeting(self, id: str, stands: Any) -> None:
        """As `Desktop.cancel_meeting`."""
        ...


@runtime_checkable
class Familiar(Protocol):
    """A desktop that knows what is called how, for Tab to complete; it need not be one.

    Nothing may be started for it, and no permission asked for: *used* are the tools that were
    of use here before, so what they needed is permitted.  Both block.
    """

    def people(self, used: Collection[str]) -> Iterable[str]:
        """Who is in Contacts, by name."""
        ...

    def things(self, used: Collection[str]) -> Iterable[str]:
        """Names of files and notes."""
        ...


@runtime_checkable
class Rehearsing(Protocol):
    """A desktop on which nothing happens: it tells what would."""

    @property
    def rehearses(self) -> str:
        """The name of the desktop that is rehearsed on."""
        ...

    def looking(self) -> Undoing:
        """The desktop that is rehearsed on, where taking back only looks whether it can be done."""
        ...

    def part(self, told: Callable[[Mapping[str, Any]], None]) -> Desktop:
        """The same desktop as one call takes part in it: *told* hears what that call would do."""
        ...


class Person(Protocol):
    """Who can be asked while a plan runs: a terminal, or nobody."""

    @property
    def present(self) -> bool:
        """Whether there is somebody; if not, asking raises ConsentNeeded."""
        ...

    async def consent(self, proposal: Proposal) -> Answer:
        """Ask whether what *proposal* shows may be done.  Raises ConsentNeeded: nobody there."""
        ...

    async def choose(
        self, question: str, choices: Sequence[str], likeliest: int | None = None
    ) -> int | None:
        """Ask which of *choices* is meant; its index, or None.  Raises ConsentNeeded likewise.

        *likeliest* is the index that an empty answer means, if it means one.
        """
        ...

    async def say(self, question: str) -> str:
        """Ask for words; "" where there is no answer.  Raises ConsentNeeded likewise."""
        ...


class Listener(Protocol):
    """Hears what happens in a turn."""

    def __call__(self, event: Event, /) -> None:
        """Take note of *event*; must not block and must not raise."""
        ...
