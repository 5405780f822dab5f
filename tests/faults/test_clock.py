"""A clock that jumps: by an hour in spring and autumn, and when it is set right."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.fakes.acting import SID, FakePerson, World
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.errors import ConsentNeeded
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.outcomes import Done, Failed
from tinyagent_cli.tools.spec import Result

TEXT = f'text(["{SID}"], "late")'


@pytest.fixture(autouse=True)
def _in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


class Moving:
    """A clock that is set by hand."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def world(clock: Moving) -> World:
    """A world with that clock, and nobody to ask."""
    journal = Journal.private(Clock(clock.now))
    return World(journal=journal, person=FakePerson(present=False), allow=(SID,))


@pytest.mark.parametrize(
    ("first", "then"),
    [
        # 1:50 and, twelve minutes later, 3:02: the clocks went forward.
        (datetime(2026, 3, 29, 1, 50), datetime(2026, 3, 29, 3, 2)),
        # 2:50 and, twelve minutes later, 2:02 once more: they went back.
        (datetime(2026, 10, 25, 2, 50), datetime(2026, 10, 25, 2, 2, fold=1)),
        # Set right, by a day back and by a year back.
        (datetime(2026, 6, 2, 12), datetime(2026, 6, 1, 12)),
        (datetime(2027, 6, 1, 12), datetime(2026, 6, 1, 12)),
        # Long before and after anything that a clock should show.
        (datetime(1, 1, 2), datetime(1, 1, 2, 0, 1)),
        (datetime(9999, 12, 31, 23, 58), datetime(9999, 12, 31, 23, 59)),
    ],
)
async def test_the_same_is_not_sent_again_unseen_however_the_clock_jumps(
    first: datetime, then: datetime
) -> None:
    """What comes from the future counts as just sent: nobody knows when it was."""
    clock = Moving(first)
    there = world(clock)
    await there.run(TEXT, yes=True)
    clock.at = then
    with pytest.raises(ConsentNeeded, match="got the same"):
        await there.run(TEXT, yes=True)
    assert there.calls == ["text"]


async def test_as_many_people_as_may_be_reached_in_an_hour_are_not_more_in_spring() -> None:
    """Though two hours went by on the wall."""
    clock = Moving(datetime(2026, 3, 29, 1, 50))
    there = replace(world(clock), person=FakePerson())
    for number in range(30):
        assert isinstance((await there.run(f'text(["+1415555{1000 + number}"], "hello")'))[1], Done)
    clock.at = datetime(2026, 3, 29, 3, 2)
    outcome = (await there.run('text(["+14155552000"], "hello")'))[1]
    assert isinstance(outcome, Failed)
    assert "31 people reached within an hour" in str(outcome.error)


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(hours=-1), timedelta(days=400)])
async def test_a_clock_that_jumps_while_a_plan_runs_changes_nothing_of_it(jump: timedelta) -> None:
    """Limits are counted by another clock; what is remembered stays in the order of the plan."""
    clock = Moving(datetime(2026, 6, 1, 12))
    there = world(clock)

    async def deed(arguments: Mapping[str, Any]) -> Result:
        clock.at += jump
        return Result("made", "made")

    there.deeds["note"] = deed
    outcomes = await there.run('note("a")', 'note("b$1")', 'note("c$2")', yes=True)
    assert all(isinstance(outcome, Done) for outcome in outcomes.values())
    (turn,) = there.journal.turns()
    assert [action.task for action in turn.actions] == [1, 2, 3]
