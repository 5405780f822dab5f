"""Nothing is sent twice unseen, and nothing to too many."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes.acting import BO, NOW, SID, FakeDesktop, FakePerson, World
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.errors import ConsentNeeded, HalfDone, ToolError
from tinyagent_cli.execution.consent import Answer
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.outcomes import Done, Failed, Refused
from tinyagent_cli.execution.records import Action
from tinyagent_cli.execution.run import run_plan
from tinyagent_cli.execution.standing import StandingConsents
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.tools.spec import Effect, Result

TEXT, NOTE = f'text(["{SID}"], "I am late")', 'note("milk")'


def said(world: World) -> str:
    """Where the last question says that the address comes from."""
    return world.person.shown[-1].calls[-1].provenance[SID]


async def test_the_same_to_the_same_person_is_shown_in_the_question() -> None:
    """With how long ago it was, whatever blanks and capitals are; another text is another."""
    world = World()
    await world.run(TEXT)
    assert "the same" not in said(world)
    await world.run('text(["(415) 555-0134"], " i am\u200b   LATE")')
    assert said(world).endswith("got the same just now")
    await world.run(f'text(["{SID}"], "I am early")')
    assert "the same" not in said(world)


@pytest.mark.parametrize(("minutes", "shown"), [(1, "1 min ago"), (29, "29 min ago"), (31, "")])
async def test_it_counts_as_said_again_for_half_an_hour(minutes: int, shown: str) -> None:
    """After that it is new."""
    world = World()
    await world.run(TEXT)
    world.journal.clock = Clock.stopped(NOW.now() + timedelta(minutes=minutes))
    await world.run(TEXT)
    assert said(world).endswith(shown)
    assert ("the same" in said(world)) == bool(shown)


async def test_no_yes_stands_for_saying_it_again() -> None:
    """Neither --yes, with nobody to ask, nor “always”; and the rest of the plan is kept back."""
    world = World(person=FakePerson(present=False), allow=(SID,))
    await world.run(TEXT, yes=True)
    with pytest.raises(ConsentNeeded, match="got the same just now"):
        await world.run(NOTE, TEXT, yes=True)
    assert world.calls == ["text"]
    always = World(standing=StandingConsents(), person=FakePerson(answers=[Answer.ALWAYS]))
    await always.run(TEXT)
    await always.run(TEXT)
    assert len(always.person.shown) == 2


async def test_twice_in_one_plan_is_said_in_the_second_question() -> None:
    """And with nobody to ask neither goes out."""
    world = World()
    await world.run(TEXT, TEXT)
    origins = [shown.calls[0].provenance[SID] for shown in world.person.shown]
    assert ["gets the same by task" in origin for origin in origins] == [False, True]
    alone = World(person=FakePerson(present=False), allow=(SID,))
    with pytest.raises(ConsentNeeded):
        await alone.run(TEXT, TEXT, yes=True)
    assert alone.calls == []


async def test_one_of_two_who_had_it_is_enough_to_ask() -> None:
    """Only that one is said to have had it."""
    world = World()
    await world.run(TEXT)
    await world.run(f'text(["{SID}", "+14155550199"], "I am late")')
    provenance = world.person.shown[-1].calls[0].provenance
    assert "got the same" in provenance[SID]
    assert "the same" not in provenance["+14155550199"]


async def test_an_invitation_is_the_same_only_with_all_that_it_says() -> None:
    """Another title is another event; a call without guests reaches nobody."""
    world = World()
    await world.run(f'event("Lunch", ["{BO}"])')
    await world.run(f'event("Dinner", ["{BO}"])', 'event("Lunch", [])')
    assert not any(c.again for shown in world.person.shown for c in shown.calls)
    await world.run(f'event("Lunch", ["{BO}"])')
    assert world.person.shown[-1].calls[0].again == (BO,)


async def test_what_broke_off_may_have_gone_out(tmp_path: Path) -> None:
    """A run that was killed in the middle, and one that still goes on, in another process."""
    with Journal.open(tmp_path / "journal.db", NOW) as journal:
        turn = await journal.begin_turn("killed", desktop="the fake desktop")
        arguments = {"to": [SID], "text": "I am late"}
        await journal.begin(Action(turn, 1, 1, "text", arguments, Effect.OUTWARD))
        world = World(journal=journal)
        await world.run(TEXT)
        assert said(world).endswith("may have got the same just now")


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (HalfDone("it broke off"), "may have got the same"),
        (ToolError("partly", reached=[SID]), "may have got the same"),
        (ToolError("not permitted"), ""),
    ],
)
async def test_what_failed_counts_as_far_as_it_came(error: ToolError, shown: str) -> None:
    """Nothing went out where nothing was begun: trying again is no repetition."""
    world = World()

    async def fails(arguments: object) -> Result:
        raise error

    world.deeds["text"] = fails
    assert isinstance((await world.run(TEXT))[1], Failed)
    del world.deeds["text"]
    await world.run(TEXT)
    assert shown in said(world)
    assert ("the same" in said(world)) == bool(shown)


async def test_what_was_refused_did_not_go_out() -> None:
    """A no is no message."""
    world = World(person=FakePerson(answers=[False, True]))
    assert isinstance((await world.run(TEXT))[1], Refused)
    await world.run(TEXT)
    assert "the same" not in said(world)


async def test_more_people_than_may_be_within_an_hour_are_refused() -> None:
    """Whoever agrees, and nobody is asked; an hour later it is well again."""
    world = World()
    crowd = [f"+141555501{number:02}" for number in range(29)]
    await world.run(f'text({crowd}, "hello")', f'text(["{SID}"], "hello you")')
    outcome = (await world.run(f'text(["{SID}"], "one more")'))[1]
    assert isinstance(outcome, Failed)
    assert "31 people" in outcome.error.message
    assert "consent.per_hour" in outcome.error.hint
    assert len(world.person.shown) == 2
    world.journal.clock = Clock.stopped(NOW.now() + timedelta(minutes=61))
    assert isinstance((await world.run(TEXT))[1], Done)


async def test_one_plan_cannot_reach_more_by_many_calls() -> None:
    """What was agreed to before in the plan counts."""
    world = World()
    steps = [f'text(["+141555501{n:02}", "+141555502{n:02}"], "hello")' for n in range(16)]
    outcomes = await world.run(*steps)
    assert sum(isinstance(outcome, Done) for outcome in outcomes.values()) == 15


async def test_whom_a_draft_is_for_is_not_reached_yet() -> None:
    """With nobody to ask, drafts before a text leave room for it, as they do with somebody."""
    crowd = [f"friend{number}@example.com" for number in range(30)]
    world = World(person=FakePerson(present=False), allow=(SID,))
    outcomes = await world.run(f'mail({crowd}, "hello")', TEXT, yes=True)
    assert all(isinstance(outcome, Done) for outcome in outcomes.values())


async def test_what_was_rehearsed_reached_nobody() -> None:
    """On another desktop it is new."""
    world = World()
    await world.run(TEXT)
    world.desktop.name = "this Mac"
    await world.run(TEXT)
    assert "the same" not in said(world)


async def test_where_nobody_is_nobody_can_be_bothered() -> None:
    """The simulated Mac's people: it is shown, and --yes covers it, as often as it is said."""
    everybody = FakeDesktop(allowed=frozenset({SID, *(f"+141555501{n:02}" for n in range(40))}))
    world = World(person=FakePerson(present=False), desktop=everybody)
    for _ in range(3):
        await world.run(TEXT, yes=True)
    crowd = [f"+141555501{n:02}" for n in range(40)]
    await world.run(f'text({crowd}, "hello")', yes=True)
    assert world.calls == ["text"] * 4
    shown = World(desktop=everybody)
    await shown.run(TEXT)
    await shown.run(TEXT)
    assert "got the same" in said(shown)


async def test_the_time_that_a_request_is_asked_at_changes_nothing() -> None:
    """`--now` is for the planner; what went out when is the journal's to know."""
    world = World()
    await world.run(TEXT)
    acts = await world.acts()
    in_a_year = Clock.stopped(NOW.now() + timedelta(days=365))
    acts = replace(acts, hands=replace(acts.hands, clock=in_a_year))
    await run_plan(parse(f"1. {TEXT}\n2. join()"), acts)
    assert "got the same" in said(world)


async def test_reading_and_making_are_not_counted() -> None:
    """Only what reaches other people is."""
    world = World(person=FakePerson(present=False))
    await world.run(*[NOTE] * 40, yes=True)
    assert world.calls.count("note") == 40
