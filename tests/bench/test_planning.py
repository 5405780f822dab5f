"""The benchmark of planning measures what it says; how fast that is, is not tested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tinyagent_cli.bench.errands import ERRANDS
from tinyagent_cli.bench.modes import ALL, MODES, REFERENCE, SHIPPED, Mode, Part
from tinyagent_cli.bench.planning import Row, faster, reference_of, row, rows
from tinyagent_cli.core.settings import Settings
from tinyagent_cli.planning.llama.planner import Ways
from tinyagent_cli.planning.selection import TrainedSelector
from tinyagent_cli.tools.toolbox import load_manifest

MAIL, ZOOM, TEXT, NOTE = ERRANDS


@pytest.fixture
def turns(tiny: Path, tmp_path: Path) -> Iterator[Any]:
    """Takes a turn by the parts that are done."""
    from tinyagent_cli.bench.turns import Turns

    def take(*parts: Part, errand: Any = TEXT, kept: Path = tmp_path / "kept") -> Any:
        mode = Mode("", frozenset(parts))
        return Turns(mode, tiny, kept, tmp_path, 1).measured(errand)

    return take


def test_every_part_is_measured_in_both_directions() -> None:
    """The reference's way and one thing; everything but one."""
    parts = [mode.parts for mode in MODES]
    assert REFERENCE.parts == frozenset()
    assert ALL.parts == frozenset(Part)
    for part in Part:
        assert {part} in parts
        assert ALL.parts - {part} in parts
    assert len({mode.name for mode in MODES}) == len(MODES)


def test_as_it_ships_is_as_it_ships() -> None:
    """The row of that name is what the program does where no setting says otherwise."""
    assert SHIPPED.ways == Ways()
    assert (Part.TOOL_RAG in SHIPPED.parts) == (Settings().planner.selector != "all")
    assert {Part.STREAMING, Part.NO_JOINER} <= SHIPPED.parts


def test_tool_rag_offers_what_the_requests_need() -> None:
    """Else the rows with it would be of other plans."""
    for errand in ERRANDS:
        offered = TrainedSelector().select(errand.request, load_manifest())
        assert errand.tools() <= {tool.name for tool in offered}


@pytest.mark.parametrize("errand", ERRANDS, ids=lambda errand: errand.request)
def test_what_is_asked_for_is_done(turns: Any, errand: Any) -> None:
    """The dictated plan can be carried out in full on the simulated Mac, or it raises."""
    measured = turns(*SHIPPED.parts, errand=errand)
    assert measured.joiner is None
    assert 0 < measured.first_task <= measured.turn
    assert 0 < measured.plan <= measured.turn
    assert measured.processor > 0


def test_the_reference_reads_all_and_asks_for_a_last_word(turns: Any) -> None:
    """Nothing is spared; the first task waits for the whole plan."""
    plain = turns()
    assert plain.planner.read == plain.planner.tokens
    assert plain.first_task >= plain.plan
    assert plain.joiner.read == plain.joiner.tokens
    assert plain.joiner.written > len(TEXT.answer.split())
    assert plain.plan < plain.turn
    assert plain.planner.reading > 1e-3  # 2,000 tokens and more, by any machine
    assert plain.planner.reading + plain.planner.writing <= plain.plan


def test_each_part_spares_what_it_is_for(turns: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tool RAG shortens the prompt, streaming starts early, what is kept is not read again."""
    monkeypatch.setattr("tinyagent_cli.planning.llama.kept._WORTH", 0)
    monkeypatch.setattr("tinyagent_cli.planning.llama.kept._SPEED", 1e15)
    plain = turns(Part.NO_JOINER)
    assert plain.joiner is None
    assert turns(Part.TOOL_RAG, Part.NO_JOINER).planner.tokens < plain.planner.tokens / 2
    early = turns(Part.STREAMING, Part.NO_JOINER)
    assert early.first_task < early.plan
    first, again = (turns(Part.REUSE, Part.NO_JOINER) for _ in range(2))
    assert first.planner.read == plain.planner.tokens == again.planner.tokens
    assert again.planner.read < plain.planner.read / 20
    guessed = turns(Part.LOOKUP, Part.NO_JOINER)
    assert guessed.planner.written == plain.planner.written


def test_what_is_reused_is_read_before_the_clock_starts(
    turns: Any, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The long part of the planner's prompt, and that of the joiner's."""
    from tinyagent_cli.bench.turns import work

    monkeypatch.setattr("tinyagent_cli.planning.llama.kept._WORTH", 0)
    monkeypatch.setattr("tinyagent_cli.planning.llama.kept._SPEED", 1e15)
    kept = tmp_path / "prepared"
    kept.mkdir()
    assert work(["", str(tiny), str(kept), "1", "1"], lambda *_: None)["seconds"] > 0
    measured = turns(Part.REUSE, kept=kept)
    for one in (measured.planner, measured.joiner):
        assert one.read < one.tokens / 4


def test_a_plan_that_is_not_done_is_no_figure(turns: Any) -> None:
    """A turn that broke off early would look fast."""
    from tinyagent_cli.bench import turns as module
    from tinyagent_cli.core.errors import NotReady

    lost = replace(TEXT, plan='1. get_phone_number("Nobody Atall")\n2. join()')
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "ERRANDS", (lost,))
        with pytest.raises(NotReady, match="was not done"):
            turns(*SHIPPED.parts, errand=lost)


def test_modes_are_measured_apart(tiny: Path) -> None:
    """Each in a process of its own, whose memory it tells; a step for every turn."""
    steps: list[tuple[str, int, int]] = []
    modes = (Mode("bare", frozenset({Part.NO_JOINER})), SHIPPED)
    modes = tuple(next(m for m in MODES if m.name == mode.name) for mode in modes[1:])
    found = list(rows(tiny, 1, 1, lambda *step: steps.append(step), (MODES[-2], *modes)))
    assert [row.mode for row in found] == [MODES[-2].name, SHIPPED.name]
    assert all(row.memory > 30e6 for row in found)
    assert ("as it ships (2 of 2)", 1, 1) in steps


def test_a_row_is_the_mean_of_its_turns() -> None:
    """Seconds of a part are of one turn; speeds are of all that was read and written."""
    one = {"tokens": 100, "read": 100, "written": 10, "reading": 1.0, "writing": 2.0}
    two = {"tokens": 300, "read": 300, "written": 30, "reading": 2.0, "writing": 3.0}
    turn = {"first_task": 1.0, "plan": 3.0, "turn": 8.0, "processor": 4.0}
    told = {
        "turns": [turn | {"planner": one, "joiner": two}, turn | {"planner": two, "joiner": None}],
        "memory": 7,
    }
    found = row(REFERENCE, told)
    assert (found.prompt, found.read, found.written) == (200, 350, 35)
    assert (found.reads, found.writes) == (700 / 5, 70 / 8)
    assert (found.reading, found.writing, found.joining) == (1.5, 2.5, 2.5)
    assert found.acting == pytest.approx(8.0 - 1.5 - 2.5 - 2.5)


def test_faster_is_told_over_the_reference(figures: list[Row]) -> None:
    """By the clock, and by the processor's time; without it, over the first row."""
    assert faster(figures[-1], reference_of(figures)) == (8.0, 9.0)
    assert reference_of(figures[3:5]) is figures[3]
