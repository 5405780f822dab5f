"""Worked examples for planners that read a prompt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, overload

from tinyagent_cli.tools.spec import ToolSpec

_CALL: Final = re.compile(r"^\d+\. (\w+)\(", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """A request and the plan text that serves it; *asked* is when, if the plan tells times."""

    request: str
    plan: str
    asked: datetime | None = None

    def tools(self) -> frozenset[str]:
        """The tools that the plan calls: a call is a line, so that nothing need be parsed."""
        return frozenset(_CALL.findall(self.plan)) - {"join"}


MOST: Final = 7  # with more, small models copy instead of plan (LUPUS, 2026)

OURS: Final = (
    Example(
        "Tell Priya and Tom the parcel came, and put a note called Parcels in Home saying it "
        "is in the hall",
        '1. get_phone_number("Priya")\n'
        '2. get_phone_number("Tom")\n'
        '3. send_sms(["$1", "$2"], "the parcel came")\n'
        '4. create_note("Parcels", "it is in the hall", "Home")\n'
        "5. join()\n",
    ),
    Example(
        "Mail minutes.pdf to Olga with a summary of it",
        '1. get_email_address("Olga")\n'
        '2. open_and_get_file_path("minutes.pdf")\n'
        '3. summarize_pdf("$2")\n'
        '4. compose_new_email(["$1"], [], "minutes.pdf", "$3", ["$2"])\n'
        "5. join()\n",
    ),
    Example(
        "Set up a Zoom call with Femi on 2 March 2027 from 9 to 9:30 about rent",
        '1. get_email_address("Femi")\n'
        '2. get_zoom_meeting_link("rent", "2027-03-02 09:00:00", 30, ["$1"])\n'
        '3. create_calendar_event("rent", "2027-03-02 09:00:00", "2027-03-02 09:30:00", "$2", '
        '["$1"], "", None)\n'
        "4. join()\n",
    ),
    Example(
        "How do I walk to the harbour? And remind me to buy stamps",
        '1. maps_show_directions("", "the harbour", "w")\n'
        '2. create_reminder("buy stamps", "", "", "", 0, False)\n'
        "3. join()\n",
    ),
    Example("Turn the heating down", "1. join()\n"),
)


def examples_for(tools: Sequence[ToolSpec], pool: Iterable[Example] = OURS) -> tuple[Example, ...]:
    """The examples of *pool* that call no tool but those on offer (TinyAgent §3.3)."""
    offered = {tool.name for tool in tools}
    return tuple(example for example in pool if example.tools() <= offered)


# Says which examples go with a request, of the tools on offer, at a time.
Shown = Callable[[str, Sequence[ToolSpec], datetime], Sequence[Example]]


def fixed(request: str, tools: Sequence[ToolSpec], now: datetime) -> Sequence[Example]:
    """Our own examples, whatever the *request*, where they are read."""
    return LookedUp(lambda: examples_for(tools))


class LookedUp(Sequence[Example]):
    """What *found* finds, once somebody reads it: the planner that points never does."""

    def __init__(self, found: Callable[[], Sequence[Example]]) -> None:
        self._found = found
        self._examples: Sequence[Example] | None = None

    @overload
    def __getitem__(self, index: int) -> Example: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Example]: ...

    def __getitem__(self, index: int | slice) -> Example | Sequence[Example]:
        return self._read()[index]

    def __len__(self) -> int:
        return len(self._read())

    def _read(self) -> Sequence[Example]:
        if self._examples is None:
            self._examples = self._found()
        return self._examples
