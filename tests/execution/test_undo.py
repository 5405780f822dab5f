"""Undo: last done, first taken back, and a true word about what stays."""

from __future__ import annotations

import asyncio

import pytest

from tests.fakes.acting import BO, SID, FakeDesktop, World
from tinyagent_cli.core.errors import NotFound, NotReady, ToolError, UsageError
from tinyagent_cli.execution.records import State
from tinyagent_cli.execution.undo import take_back


def scripts(world: World) -> list[tuple[str, object]]:
    """The undo scripts that were run, with what each was about."""
    return [(script, payload["value"]) for script, payload in world.desktop.scripts]


async def test_what_was_done_last_is_taken_back_first() -> None:
    """By the script and payload that the tool gave with its result."""
    world = World()
    await world.run('note("a")', 'note("b $1")', 'look("x")', 'note("c $2")')
    taken = await take_back(world.journal, world.desktop)
    assert scripts(world) == [
        ("undo_note.js", "c b a"),
        ("undo_note.js", "b a"),
        ("undo_note.js", "a"),
    ]
    assert [one.says for one in taken] == ["unmade note c b a", "unmade note b a", "unmade note a"]
    states = [a.state for a in world.journal.turn(1).actions if a.tool == "note"]
    assert states == [State.UNDONE] * 3


async def test_what_reached_other_people_is_reported_and_not_pretended() -> None:
    """A text message cannot be called back; the note beside it can."""
    world = World()
    await world.run(f'text(["{SID}"], "hi")', 'note("a")', 'show("x")')
    note, text = await take_back(world.journal, world.desktop)
    assert note.why == ""
    assert "cannot be called back" in text.why
    assert len(world.desktop.scripts) == 1


async def test_a_turn_is_not_taken_back_twice() -> None:
    """The second time is refused, and nothing is run."""
    world = World()
    await world.run('note("a")')
    await take_back(world.journal, world.desktop, 1)
    with pytest.raises(UsageError, match="taken back already"):
        await take_back(world.journal, world.desktop, 1)
    with pytest.raises(UsageError, match="nothing to take back"):
        await take_back(world.journal, world.desktop)
    assert len(world.desktop.scripts) == 1


async def test_what_could_not_be_taken_back_may_be_tried_again() -> None:
    """The rest is taken back all the same."""
    world = World()
    await world.run('note("a")', f'mail(["{BO}"], "b")')
    world.desktop.failing["undo_mail.js"] = ToolError("Mail is busy")
    first = await take_back(world.journal, world.desktop)
    assert {one.action.tool: one.why for one in first} == {"mail": "Mail is busy", "note": ""}
    world.desktop.failing.clear()
    second = await take_back(world.journal, world.desktop, 1)
    assert {one.action.tool: one.why for one in second} == {
        "mail": "",
        "note": "it was taken back already",
    }


async def test_what_was_taken_back_and_cannot_be_noted_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever hears only of the disk would take it that the note is still there."""
    world = World()
    await world.run('note("a")')

    async def settle(*_: object) -> None:
        raise NotReady("the journal cannot be written: the disk is full", "make room on the disk")

    monkeypatch.setattr(world.journal, "settle", settle)
    with pytest.raises(NotReady, match=r"unmade note a, but .* not be noted: .* full") as told:
        await take_back(world.journal, world.desktop)
    assert told.value.hint == "make room on the disk"
    assert len(world.desktop.scripts) == 1


async def test_another_desktop_is_not_touched() -> None:
    """What was rehearsed is not taken back on the Mac."""
    world = World()
    await world.run('note("a")')
    with pytest.raises(UsageError, match="the fake desktop"):
        await take_back(world.journal, FakeDesktop(name="this Mac"))


@pytest.mark.parametrize("steps", [('look("x")',), ()])
async def test_a_turn_that_changed_nothing_has_nothing_to_take_back(steps) -> None:
    """And says so."""
    world = World()
    await world.run(*steps)
    with pytest.raises(UsageError, match="nothing"):
        await take_back(world.journal, world.desktop, 1)


async def test_ctrl_c_in_the_middle_of_an_undo_leaves_it_to_be_tried_again() -> None:
    """Nobody knows how far the script got; to delete what is gone is harmless."""
    world = World()
    await world.run('note("a")')
    run = world.desktop.script
    stuck = asyncio.Event()

    async def hangs(script, payload):
        stuck.set()
        await asyncio.Event().wait()

    world.desktop.script = hangs  # type: ignore[method-assign]
    undoing = asyncio.create_task(take_back(world.journal, world.desktop))
    await stuck.wait()
    (action,) = world.journal.turn(1).actions
    assert action.state is State.UNDOING
    undoing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await undoing
    world.desktop.script = run  # type: ignore[method-assign]
    (taken,) = await take_back(world.journal, world.desktop)
    assert taken.why == ""


async def test_two_undos_at_once_take_back_once() -> None:
    """Two terminals, one turn."""
    world = World()
    await world.run('note("a")')
    results = await asyncio.gather(
        take_back(world.journal, world.desktop, 1),
        take_back(world.journal, world.desktop, 1),
        return_exceptions=True,
    )
    assert len(world.desktop.scripts) == 1
    whys = [one.why for result in results if isinstance(result, list) for one in result]
    assert whys.count("") == 1


async def test_what_is_gone_already_does_not_stand_before_what_was_done_earlier() -> None:
    """The next undo takes the turn before."""
    world = World()
    await world.run('note("a")')
    await world.run(f'mail(["{BO}"], "b")')
    world.desktop.failing["undo_mail.js"] = NotFound("the draft is gone")
    (mail,) = await take_back(world.journal, world.desktop)
    assert mail.why == "the draft is gone"
    (note,) = await take_back(world.journal, world.desktop)
    assert note.action.tool == "note"
    assert note.why == ""
