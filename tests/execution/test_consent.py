"""Consent: what is asked, when, together with what, and what goes without asking."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.fakes.acting import BO, SID, FakeDesktop, FakePerson, World
from tinyagent_cli.core.errors import ConsentNeeded, PlanError
from tinyagent_cli.core.events import ConsentDecided, TaskStarted
from tinyagent_cli.execution.outcomes import Done, Failed, Refused, Skipped
from tinyagent_cli.execution.policy import Policy, comparable
from tinyagent_cli.execution.run import run_plan
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.task import Task
from tinyagent_cli.tools.spec import Effect, Result

LOOK, SHOW = 'look("x")', 'show("x")'
NOTE, MAIL = 'note("milk")', f'mail(["{BO}"], "hi")'
TEXT, MEET, EVENT = f'text(["{SID}"], "hi")', 'meet("Standup", [])', f'event("Lunch", ["{BO}"])'

# What each call needs: asked, with whom there, --yes, and the address allow-listed.
# "ask": a question is put; "go": it is done without one; "stop": ConsentNeeded, nothing done.
MATRIX = [
    # call   person  nobody  --yes, person   --yes, nobody   --yes, allow-listed, nobody
    (LOOK, "go", "go", "go", "go", "go"),
    (SHOW, "go", "go", "go", "go", "go"),
    (NOTE, "ask", "stop", "go", "go", "go"),
    (MAIL, "ask", "stop", "go", "go", "go"),
    (TEXT, "ask", "stop", "ask", "stop", "go"),
    (MEET, "ask", "stop", "go", "go", "go"),
    (EVENT, "ask", "stop", "ask", "stop", "go"),
    ('event("Lunch", [])', "ask", "stop", "go", "go", "go"),
]
WAYS = [(True, False, ()), (False, False, ()), (True, True, ()), (False, True, ()),
        (False, True, (SID, BO))]  # fmt: skip


@pytest.mark.parametrize(
    ("call", "way", "expected"),
    [(row[0], way, what) for row in MATRIX for way, what in zip(WAYS, row[1:], strict=True)],
)
async def test_the_consent_matrix(call, way, expected) -> None:
    """Read and open go; local things need a yes or --yes; outward ones an allow-list as well."""
    present, yes, allow = way
    world = World(person=FakePerson(present=present), allow=allow)
    if expected == "stop":
        with pytest.raises(ConsentNeeded):
            await world.run(call, yes=yes)
        assert world.calls == []
    else:
        assert isinstance((await world.run(call, yes=yes))[1], Done)
        assert len(world.person.shown) == (expected == "ask")


async def test_an_allow_listed_address_is_still_asked_about_without_yes() -> None:
    """Outward always asks; the allow-list only says what --yes covers."""
    world = World(allow=(SID,))
    await world.run(TEXT)
    assert len(world.person.shown) == 1


async def test_one_address_that_is_not_allow_listed_is_enough_to_ask() -> None:
    """Every address must be."""
    world = World(allow=(SID,))
    await world.run(f'text(["{SID}", "+14155550199"], "hi")', yes=True)
    assert len(world.person.shown) == 1


async def test_addresses_behind_which_nobody_is_are_allow_listed_by_the_desktop() -> None:
    """The people of the simulated Mac."""
    world = World(desktop=FakeDesktop(allowed=frozenset({SID})), person=FakePerson(present=False))
    await world.run(TEXT, yes=True)
    assert world.calls == ["text"]


@pytest.mark.parametrize(
    ("listed", "reached"),
    [
        ("(415) 555-0134", "+14155550134"),
        ("+1 415 555 0134", "+14155550134"),
        ("Bo@Example.ORG", "bo@example.org"),
        ("Bo <bo@example.org>", "bo@example.org"),
    ],
)
def test_addresses_are_compared_in_one_form(listed, reached) -> None:
    """However the user wrote them in the settings."""
    assert comparable(listed, "US") == comparable(reached, "US")


def test_different_addresses_are_never_the_same() -> None:
    """A national number is not everybody's."""
    assert comparable("020 7946 0018", "GB") != comparable("020 7946 0018", "US")
    assert comparable("bo@example.org") != comparable("bo@example.com")
    assert comparable("Bo") != comparable("bo")


async def test_the_local_calls_of_a_plan_are_asked_about_together_and_once() -> None:
    """Three creations and a draft: one question, with all that they will do."""
    world = World()
    outcomes = await world.run(NOTE, MAIL, 'note("bread")', TEXT, 'event("Lunch", [])')
    assert all(isinstance(outcome, Done) for outcome in outcomes.values())
    together, outward = sorted(world.person.shown, key=lambda p: -len(p.calls))
    assert [call.id for call in together.calls] == [1, 2, 3, 5]
    assert together.effect is Effect.CREATE
    assert [call.id for call in outward.calls] == [4]
    assert outward.effect is Effect.OUTWARD
    assert outward.calls[0].provenance[SID]
    assert world.of(ConsentDecided)[0].by == "user"


async def test_drafts_alone_are_asked_about_as_drafts() -> None:
    """Nothing is made, only prepared."""
    world = World()
    await world.run(MAIL, MAIL)
    assert [p.effect for p in world.person.shown] == [Effect.DRAFT]


async def test_a_value_that_is_not_known_yet_is_shown_as_its_task() -> None:
    """The question does not wait for what only a later call can know."""
    world = World()

    async def looks_long(arguments: object) -> Result:
        await world.person.asking.wait()
        return Result("Sid", "Sid")

    world.deeds["look"] = looks_long
    await world.run(NOTE, 'look("Sid")', 'note("see $1 and $2")', 'note("$3")')
    (proposal,) = world.person.shown
    texts = [call.arguments["text"] for call in proposal.calls]
    assert texts == ["milk", "see $1 … and $2 …", "$3 …"]
    assert [arguments.get("text") for name, arguments in world.done if name == "note"] == [
        "milk",
        "see milk and Sid",
        "see milk and Sid",
    ]


async def test_the_question_waits_for_an_address_that_is_being_looked_up() -> None:
    """What can be shown is shown: the draft's address, though the note was ready before."""
    world = World()

    async def finds(script: str, payload: Mapping[str, Any]) -> list[dict[str, Any]]:
        await asyncio.sleep(0.02)
        entry = {"label": "work", "value": BO}
        return [{"id": "1", "name": "Bo", "nickname": "", "phones": [], "emails": [entry]}]

    world.desktop.script = finds  # type: ignore[method-assign]
    await world.run(NOTE, 'mail(["Bo"], "hi")')
    (proposal,) = world.person.shown
    assert [call.id for call in proposal.calls] == [1, 2]
    assert proposal.calls[1].arguments["to"] == [BO]
    assert "Contacts" in proposal.calls[1].provenance[BO]


async def test_a_no_refuses_all_local_calls_and_nothing_else() -> None:
    """The outward call beside them is asked about by itself."""
    world = World(person=FakePerson(answers=[False]))
    outcomes = await world.run(NOTE, 'note("bread")', 'note("$1")', LOOK)
    assert outcomes[1] == outcomes[2] == Refused("you said no")
    assert outcomes[3] == Skipped(1)
    assert isinstance(outcomes[4], Done)
    assert world.calls == ["look"]
    assert world.of(ConsentDecided) == [ConsentDecided((1, 2, 3), given=False, by="user")]
    assert [event.id for event in world.of(TaskStarted)] == [4]


async def test_each_outward_call_is_decided_by_itself_and_the_rest_goes_on() -> None:
    """A no to one text is no answer to the other."""
    world = World(person=FakePerson(answers=[False, True]))
    outcomes = await world.run(TEXT, 'text(["+14155550199"], "hi")', 'look("$1")')
    assert isinstance(outcomes[1], Refused)
    assert isinstance(outcomes[2], Done)
    assert outcomes[3] == Skipped(1)


async def test_an_outward_call_is_shown_with_everything_resolved() -> None:
    """Addresses that were looked up, and the words that an earlier call gave."""
    world = World()
    await world.run(f'look("{SID}")', 'note("the link")', 'text(["$1"], "here: $2")')
    outward = world.person.shown[-1].calls[0]
    assert outward.arguments == {"to": [SID], "text": "here: the link"}
    assert "task 1" in outward.provenance[SID]


async def test_only_one_question_stands_at_a_time() -> None:
    """However many calls are ready at once."""
    world = World()
    await world.run(*[TEXT] * 5, *[NOTE] * 3)
    assert len(world.person.shown) == 6
    assert world.person.most_at_once == 1


async def test_under_yes_the_decision_is_announced() -> None:
    """Who agreed is part of the account."""
    world = World(allow=(SID,), person=FakePerson(present=False))
    await world.run(NOTE, MAIL, TEXT, MEET, yes=True)
    decided = {event.ids: event.by for event in world.of(ConsentDecided)}
    assert decided == {(1, 2): "--yes", (3,): "allow-list", (4,): "--yes"}


@pytest.mark.parametrize(
    "steps",
    [
        (NOTE, TEXT),
        (TEXT, NOTE),
        (NOTE, f'look("{SID}")', 'text(["$2"], "hi")'),
        (NOTE, f'text(["{SID}"], "$1")'),
        (NOTE, MAIL, 'event("Lunch", ["bo@example.org"])'),
        (MEET, f'event("$1", ["{BO}"])'),
        (NOTE, f'look("{BO}")', 'meet("$1", ["$2"])'),
    ],
)
async def test_with_nobody_to_ask_one_uncovered_call_keeps_back_all(steps) -> None:
    """--yes covers the note, but nothing is done by halves."""
    world = World(person=FakePerson(present=False))
    with pytest.raises(ConsentNeeded, match="nobody to ask") as caught:
        await world.run(*steps, yes=True)
    assert caught.value.hint
    assert set(world.calls) <= {"look"}
    assert not world.of(ConsentDecided)


async def test_with_nobody_to_ask_what_is_covered_in_full_is_done() -> None:
    """Addresses that come from earlier calls are looked up before anything begins."""
    world = World(person=FakePerson(present=False), allow=(SID, BO))
    outcomes = await world.run(
        NOTE, f'look("{SID}")', 'text(["$2"], "hi")', MEET, f'event("$4", ["{BO}"])', yes=True
    )
    assert all(isinstance(outcome, Done) for outcome in outcomes.values())
    assert world.calls[0] == "look"


async def test_with_nobody_to_ask_a_failed_lookup_does_not_block_the_rest() -> None:
    """What can never be sent needs no consent."""

    async def fails(arguments: object) -> Result:
        raise ZeroDivisionError

    world = World(person=FakePerson(present=False), deeds={"look": fails})
    outcomes = await world.run(LOOK, 'text(["$1"], "hi")', NOTE, yes=True)
    assert isinstance(outcomes[1], Failed)
    assert outcomes[2] == Skipped(1)
    assert isinstance(outcomes[3], Done)


async def test_somebody_who_leaves_in_the_middle_is_nobody() -> None:
    """The end of the input at the question: nothing more is done, and that is told."""
    world = World()
    asked = world.person.consent

    async def leaves(proposal):
        world.person.present = False
        return await asked(proposal)

    world.person.consent = leaves  # type: ignore[method-assign]
    with pytest.raises(ConsentNeeded):
        await world.run(NOTE, MAIL)
    assert world.calls == []


async def test_somebody_who_leaves_after_something_was_done_leaves_an_outcome() -> None:
    """It would not be true that nothing was done; what could not be asked failed."""
    world = World()
    asked = world.person.consent

    async def leaves(proposal):
        answer = await asked(proposal)
        world.person.present = False
        return answer

    world.person.consent = leaves  # type: ignore[method-assign]
    outcomes = await world.run(NOTE, f'text(["{SID}"], "$1")')
    assert isinstance(outcomes[1], Done)
    assert isinstance(outcomes[2], Failed)
    assert isinstance(outcomes[2].error, ConsentNeeded)


async def test_reading_goes_while_the_plan_is_being_written_and_writing_waits() -> None:
    """A plan that breaks off has done nothing that needs consent."""
    world = World()
    looked = asyncio.Event()

    async def look(arguments: object) -> Result:
        looked.set()
        return Result("x", "x")

    world.deeds["look"] = look

    async def tasks() -> AsyncIterator[Task]:
        plan = parse(f"1. {NOTE}\n2. {TEXT}\n3. {LOOK}\n4. join()")
        for task in plan.tasks:
            yield task
        await looked.wait()
        await asyncio.sleep(0.05)  # time enough for the note, if it did not wait
        raise PlanError("rubbish", line=4, column=1)

    with pytest.raises(PlanError, match="rubbish"):
        await run_plan(tasks(), await world.acts(yes=True))
    assert world.calls == ["look"]
    assert world.person.shown == []


async def test_ctrl_c_at_a_question_takes_the_question_away() -> None:
    """Nothing waits for an answer afterwards, and nothing was done."""
    world = World(person=FakePerson(may_answer=asyncio.Event()))
    run = asyncio.create_task(world.run(NOTE, 'note("bread")', TEXT))
    await world.person.asking.wait()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert world.person.at_once == 0
    assert world.calls == []


@pytest.mark.parametrize(
    "address",
    [
        "\u212aim@example.org",  # the kelvin sign
        "kim@e\u017fample.org",
        "kim+x@example.org",
        "kim@example.org.evil.example",
        "kim\uff20example.org",
        "kim@example.org, eve@example.org",
        "k\u0456m@example.org",  # a Ukrainian i
    ],
)
def test_an_address_that_looks_like_a_listed_one_is_another(address: str) -> None:
    """--yes covers what was listed, not what looks or folds like it."""
    listed = frozenset({"kim@example.org", "kim@esample.org"})
    assert not Policy(True, listed, "US").covers(Effect.OUTWARD, [address])


async def test_yes_does_not_cover_an_outward_tool_that_does_not_say_whom_it_reaches() -> None:
    """A plugin's tool without addresses may reach anybody."""
    world = World(person=FakePerson(present=False))
    world.specs = tuple(replace(s, addresses=()) if s.name == "meet" else s for s in world.specs)
    with pytest.raises(ConsentNeeded):
        await world.run(MEET, yes=True)
    assert world.calls == []


async def test_three_noes_are_a_no_to_the_rest_of_the_plan() -> None:
    """Nobody is asked until they say yes: after three nothing outward is asked about."""
    world = World(person=FakePerson(answers=[False, False, False, True, True]))
    crowd = [f'text(["+1415555010{n}"], "hi")' for n in range(6)]
    outcomes = await world.run(*crowd)
    assert len(world.person.shown) == 3
    assert all(isinstance(outcome, Refused) for outcome in outcomes.values())
    assert world.calls == []


async def test_a_yes_between_noes_changes_nothing_about_their_number() -> None:
    """Noes count, whatever stands between them."""
    world = World(person=FakePerson(answers=[False, True, False, False, True]))
    crowd = [f'text(["+1415555010{n}"], "hi")' for n in range(6)]
    await world.run(*crowd)
    assert world.calls == ["text"]
    assert len(world.person.shown) == 4


async def test_a_call_that_reaches_too_many_fails_alone_where_nobody_is_asked() -> None:
    """It is no reason to refuse another one, nor to let one through that nothing covers."""
    crowd = [f"+141555501{n:02}" for n in range(31)]
    world = World(person=FakePerson(present=False), allow=(SID, BO, *crowd))
    outcomes = await world.run(NOTE, f'text({crowd}, "hi")', EVENT, yes=True)
    assert isinstance(outcomes[2], Failed)
    assert "people reached within an hour" in outcomes[2].error.message
    assert sorted(world.calls) == ["event", "note"]
    world = World(person=FakePerson(present=False), allow=(SID, *crowd))
    with pytest.raises(ConsentNeeded):
        await world.run(f'text({crowd}, "hi")', NOTE, EVENT, yes=True)
    assert world.calls == []
