"""Where a plan may be meant otherwise, one short question settles it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.agent.test_assistant import Agrees, Says, assistant, desktop_of
from tinyagent_cli.agent.assistant import Assistant
from tinyagent_cli.agent.doubting import difference
from tinyagent_cli.core.errors import Ambiguous
from tinyagent_cli.core.events import Replanning, TaskStarted
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.tools.toolbox import load_manifest

__all__ = ["assistant"]  # the fixture

SPECS = {spec.name: spec for spec in load_manifest()}
REMINDER = '1. create_reminder("lunch with Sid", "", "", "", 0, False)\n2. join()\n'
NOTE = '1. create_note("lunch with Sid", "", "")\n2. join()\n'


@dataclass
class Unsure(Says):
    """A planner that is in doubt from the line *since* on, and would else say *other*."""

    other: str = ""
    since: int = 1

    def plan(self, *asked: Any) -> AsyncIterator[str]:
        return _Hesitating(self.texts.pop(0), self.other, self.since)


class _Hesitating:
    def __init__(self, text: str, other: str, since: int) -> None:
        self._lines = iter(text.splitlines(keepends=True))
        self._other = other
        self._since = since
        self._said = 0

    def __aiter__(self) -> _Hesitating:
        return self

    async def __anext__(self) -> str:
        self._said += 1
        if (line := next(self._lines, None)) is None:
            raise StopAsyncIteration
        return line

    @property
    def unsure(self) -> bool:
        return self._said >= self._since

    async def others(self) -> AsyncIterator[str]:
        yield self._other


def unsure(
    assistant: Assistant, person: Agrees, text: str = REMINDER, other: str = NOTE
) -> Assistant:
    """*assistant* with a planner that says *text* and may mean *other*."""
    return replace(assistant, planner=Unsure([text], other=other), person=person)


async def test_the_two_readings_are_asked_about_and_the_first_is_done(
    assistant: Assistant,
) -> None:
    """Enter takes the likelier: it is done as if nothing had been asked."""
    person = Agrees()
    result = await unsure(assistant, person).do("…", None, lambda _: None)
    assert result.exit is Exit.DONE
    assert person.asked == [
        ("Which is meant?", ("set a reminder: lunch with Sid", "write a new note: lunch with Sid"))
    ]
    assert "lunch with Sid" in str(desktop_of(assistant)["reminders"])


async def test_the_other_reading_is_done_where_it_is_chosen(assistant: Assistant) -> None:
    """Nothing of the first was made, and the tree says why there is a second plan."""
    heard: list[Any] = []
    before = desktop_of(assistant)
    result = await unsure(assistant, Agrees(chooses=1)).do("…", None, heard.append)
    assert result.exit is Exit.DONE
    assert desktop_of(assistant)["reminders"] == before["reminders"]
    assert "lunch with Sid" in str(desktop_of(assistant)["notes"])
    assert [e.because for e in heard if isinstance(e, Replanning)] == [
        "you meant: write a new note: lunch with Sid"
    ]


async def test_no_answer_means_that_nothing_is_done(assistant: Assistant) -> None:
    """Ctrl-D at the question is neither reading."""
    before = desktop_of(assistant)
    with pytest.raises(Ambiguous, match="not clear"):
        await unsure(assistant, Agrees(chooses=None)).do("…", None, lambda _: None)
    assert desktop_of(assistant) == before


async def test_with_nobody_to_ask_the_likelier_is_done_and_the_doubt_told(
    assistant: Assistant,
) -> None:
    """--yes agreed to what stays on this computer; the result says what was not clear."""
    alone = replace(unsure(assistant, Agrees(present=False)), yes=True)
    result = await alone.do("…", None, lambda _: None)
    assert result.exit is Exit.DONE
    assert [doubt.question for doubt in result.doubts] == ["Which is meant?"]


async def test_what_comes_before_the_doubt_does_not_wait_for_the_answer(
    assistant: Assistant,
) -> None:
    """A lookup of the first line runs while the rest is written; what follows the doubt waits."""
    order: list[object] = []

    class Late(Agrees):
        async def choose(self, *asked: Any, **how: Any) -> int | None:
            order.append("asked")
            return 0

    text = '1. get_phone_number("Sid")\n2. open_note("Ideas", "")\n3. join()\n'
    other = '1. get_phone_number("Sid")\n2. open_note("Recipes", "")\n3. join()\n'
    planner = Unsure([text], other=other, since=2)
    heard = lambda e: order.append(e.id) if isinstance(e, TaskStarted) else None  # noqa: E731
    await replace(assistant, planner=planner, person=Late()).do("…", None, heard)
    assert order.index("asked") < order.index(2)


async def test_a_shown_plan_tells_its_doubt(assistant: Assistant) -> None:
    """`plan` asks nobody, and says what is not clear."""
    planned = await unsure(assistant, Agrees()).plan("…", None, lambda _: None)
    assert [str(doubt) for doubt in planned.doubts] == [
        "Which is meant? set a reminder: lunch with Sid or write a new note: lunch with Sid?"
    ]


@pytest.mark.parametrize(
    "other",
    [
        REMINDER,
        '1. create_reminder("the Lunch with Sid.", "", "", "", 0, False)\n2. join()\n',
        '1. get_phone_number("Sid")\n2. send_telegram(["$1"])\n3. join()\n',
        "I am not sure.",
    ],
)
async def test_a_doubt_that_makes_no_difference_is_not_asked_about(
    assistant: Assistant, other: str
) -> None:
    """The same plan, another article or capital letter, and a plan that is none."""
    person = Agrees()
    result = await unsure(assistant, person, other=other).do("…", None, lambda _: None)
    assert result.exit is Exit.DONE
    assert person.asked == []


@pytest.mark.parametrize(
    ("ours", "theirs", "question", "choices"),
    [
        (
            '1. create_note("Ideas", "buy a bike", "")\n2. join()\n',
            '1. create_note("Ideas", "buy", "")\n2. join()\n',
            "What does it say?",
            ("“buy a bike”", "“buy”"),
        ),
        (
            '1. create_note("Ideas", "", "Work")\n2. join()\n',
            '1. create_note("Ideas", "", "")\n2. join()\n',
            "Which folder?",
            ("“Work”", "none"),
        ),
        (
            '1. maps_show_directions("", "the pier", "w")\n2. join()\n',
            '1. maps_show_directions("", "pier", "r")\n2. join()\n',
            "Which transport?",
            ("“walk”", "“public transport”"),
        ),
        (
            '1. get_phone_number("Sid")\n2. send_sms(["$1"], "hi")\n3. join()\n',
            '1. get_phone_number("Ana")\n2. send_sms(["$1"], "hi")\n3. join()\n',
            "Which recipients?",
            ("“Sid”", "“Ana”"),
        ),
        (
            '1. open_note("Ideas", "")\n2. join()\n',
            '1. open_note("Ideas", "")\n2. create_note("x", "", "")\n3. join()\n',
            "Is there more to do?",
            ("no", "write a new note: x"),
        ),
        (
            "1. join()\n",
            '1. open_note("Ideas", "")\n2. join()\n',
            "Which is meant?",
            ("nothing that I can do", "open a note and read it: Ideas"),
        ),
        (
            '1. create_reminder("x", "2026-11-24 15:00:00", "", "", 0, False)\n2. join()\n',
            '1. create_reminder("x", "2026-11-24", "", "", 0, True)\n2. join()\n',
            "Which due date?",
            ("“Tue 24 Nov 2026 15:00”", "“Tue 24 Nov 2026”"),
        ),
    ],
)
def test_what_is_not_clear_is_named(
    ours: str, theirs: str, question: str, choices: tuple[str, str]
) -> None:
    """An argument by its name, a call by what it does; people as they were named."""
    doubt = difference(parse(ours), parse(theirs), SPECS)
    assert doubt is not None
    assert (doubt.question, doubt.choices) == (question, choices)
