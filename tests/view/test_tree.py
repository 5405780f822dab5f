"""The plan tree: readable in any width and height, and safe whatever it shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from tests.view import turns
from tinyagent_cli.core.errors import NotFound
from tinyagent_cli.core.events import (
    ConsentDecided,
    Event,
    PlanFinished,
    Reading,
    Replanning,
    TaskFinished,
    TaskPlanned,
    TaskStarted,
    TurnFinished,
    TurnStarted,
)
from tinyagent_cli.execution.outcomes import Cancelled, Failed, Refused, Skipped
from tinyagent_cli.plan.task import Plan, Reference, Task
from tinyagent_cli.view.glyphs import ASCII, UNICODE, Glyphs
from tinyagent_cli.view.plan_view import PlanView, asking
from tinyagent_cli.view.rows import STYLES
from tinyagent_cli.view.tree import PlanTree


def drawn(
    view: PlanView,
    width: int,
    *,
    height: int = 60,
    final: bool = False,
    glyphs: Glyphs = UNICODE,
    at: float = 0.4,
) -> str:
    """The tree as text."""
    console = Console(
        file=StringIO(),
        width=width,
        height=height,
        color_system=None,
        legacy_windows=False,
        markup=False,
    )
    console.print(PlanTree(view, turns.look(glyphs), at, final))
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


SCREENS: dict[str, tuple[Sequence[Event], bool]] = {
    "late_text": (turns.late_text(), True),
    "busy_week": (turns.busy_week(), False),
    "crowd": (turns.crowd(), False),
    "nothing_fits": ([*turns.planned([]), TurnFinished(5, 0.1, 3)], True),
    "planning": ([TurnStarted("a request", "embedded", "the simulated Mac")], False),
    "one_task": ([*turns.planned([turns.task(1, turns.PHONE, "Sid")]), TaskStarted(1)], False),
}


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("name", SCREENS)
def test_golden(golden: Callable[[str, str], None], name: str, width: int) -> None:
    """The screens that were looked at and found good, in narrow, usual and wide terminals."""
    events, final = SCREENS[name]
    golden(f"{name}_{width}", drawn(turns.folded(events), width, height=24, final=final))


def test_golden_in_ascii(golden: Callable[[str, str], None]) -> None:
    """Every state can be told without Unicode and without colour."""
    screen = drawn(turns.folded(turns.busy_week()), 80, glyphs=ASCII)
    golden("busy_week_ascii", screen)
    assert screen.isascii()


def test_golden_of_a_replan(golden: Callable[[str, str], None]) -> None:
    """The first plan stays above the second one, with the reason between."""
    note = turns.task(1, turns.NOTE, "Ideas", "cake")
    events = [
        *turns.planned([note]),
        *turns.ended(1, Failed(NotFound("there is no note called Ideas"))),
        Replanning("there is no note called Ideas"),
        TaskPlanned(note, 2),
        PlanFinished(Plan((note,)), 0.02, 2),
        TaskStarted(1, 2),
    ]
    golden("replan_80", drawn(turns.folded(events), 80))


def test_golden_of_all_endings(golden: Callable[[str, str], None]) -> None:
    """Each way to end has its own sign and its own words."""
    tasks = [turns.task(i, turns.PHONE, f"Person {i}") for i in range(1, 7)]
    events = [
        *turns.planned(tasks),
        *turns.ended(1, turns.done("done", "+1 415 555 0134")),
        *turns.ended(2, Failed(NotFound("there is nobody"), unsure=True)),
        *turns.ended(3, Skipped(2)),
        *turns.ended(4, Refused()),
        *turns.ended(5, Cancelled(started=True)),
        *turns.ended(6, Cancelled()),
    ]
    golden("endings_80", drawn(turns.folded(events), 80, final=True))


@pytest.mark.parametrize("name", ["busy_week", "crowd"])
def test_golden_of_ten_rows(golden: Callable[[str, str], None], name: str) -> None:
    """What runs, asks or failed stays; some rows are free for a window that is made narrower."""
    screen = drawn(turns.folded(SCREENS[name][0]), 80, height=10)
    golden(f"{name}_10_rows", screen)
    assert len(screen.splitlines()) <= 7


@pytest.mark.parametrize("width", [40, 80])
def test_golden_of_other_scripts(golden: Callable[[str, str], None], width: int) -> None:
    """Wide letters, emoji of several parts, marks, right to left: aligned, and cut between them."""
    tasks = [
        turns.task(1, turns.PHONE, "佐藤　花子（経営企画部・国際事業推進室・東京本社）"),
        turns.task(2, turns.PHONE, "דוד בן־גוריון"),
        turns.task(3, turns.NOTE, "👩\u200d🍳👨\u200d👩\u200d👧 🎂🎂🎂", "Zoe\u0308 " * 30),
        turns.task(4, turns.SMS, (Reference(1),), "会議は金曜日の三時からです。" * 8),
    ]
    events = [
        *turns.planned(tasks),
        *turns.ended(1, turns.done("…", "+81 3 5555 0134")),
        *turns.ended(2, Failed(NotFound("אין איש קשר בשם הזה", "דוד?"))),
        *turns.ended(3, turns.done("wrote it")),
        TaskStarted(4),
    ]
    screen = drawn(turns.folded(events), width)
    golden(f"scripts_{width}", screen)
    assert all(cell_len(line) <= width for line in screen.splitlines())


@pytest.mark.parametrize("width", [40, 80, 200])
def test_golden_of_consent_and_taint(golden: Callable[[str, str], None], width: int) -> None:
    """Who agreed stands behind a call, and a dagger where the result is other people's text."""
    events = turns.summary_texted()
    golden(f"consent_{width}", drawn(turns.folded(events), width, final=True))


def test_an_ascii_terminal_sees_taint_as_well() -> None:
    """A star stands for the dagger."""
    screen = drawn(turns.folded(turns.summary_texted()), 80, glyphs=ASCII)
    assert "summarize_pdf*" in screen
    assert "* other people's text" in screen
    assert screen.isascii()


def test_the_reason_of_a_failure_is_read_whole_in_any_script() -> None:
    """Its lines are measured in cells: a wide letter takes two."""
    reason = "連絡先には「佐藤」という名前の人が見つかりませんでした"
    events = [*turns.planned([turns.task(1, turns.PHONE, "佐藤")])]
    events += turns.ended(1, Failed(NotFound(reason)))
    screen = drawn(turns.folded(events), 40)
    assert reason in "".join(line.strip() for line in screen.splitlines())


# As xterm has them, the hardest to read on white; a bold colour is drawn as its bright one.
PALETTE = {
    "green": (0, 205, 0), "cyan": (0, 205, 205), "magenta": (205, 0, 205), "red": (205, 0, 0),
    "yellow": (205, 205, 0), "bold red": (255, 0, 0), "bold magenta": (255, 0, 255),
    "bold yellow": (255, 255, 0), "bold cyan": (0, 255, 255), "bold green": (0, 255, 0),
}  # fmt: skip


def contrast(colour: str, ground: float) -> float:
    """Between *colour* and a *ground* of that luminance, as WCAG reckons it: 1 is invisible."""
    red, green, blue = (
        c / 3294.6 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in PALETTE[colour]
    )
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    bright, dark = max(luminance, ground), min(luminance, ground)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("style", sorted({*STYLES.values(), "magenta", "red"} - {"dim"}))
@pytest.mark.parametrize("ground", [0.0, 1.0], ids=["dark", "light"])
def test_no_colour_is_lost_on_a_light_or_a_dark_ground(style: str, ground: float) -> None:
    """Yellow is on white, all the more in bold (1.07)."""
    assert contrast(style, ground) > 1.9
    assert contrast("yellow", 1.0) < 1.9


def test_a_question_marks_its_task() -> None:
    """While somebody is asked, the tree says about what."""
    view = asking(turns.folded(turns.late_text()[:5]), frozenset({3}))
    assert "? 3  └ send_sms" in drawn(view, 100)
    assert "waits for your answer" in drawn(view, 100)


def test_how_far_the_prompt_is_read_stands_before_the_seconds() -> None:
    """Until all of it is."""
    events: list[Event] = [TurnStarted("a request", "llama", "the simulated Mac"), Reading(0.404)]
    shown = turns.folded(events, 0.0)
    assert "reading the prompt 40 %" in drawn(shown, 80)
    assert "planning" not in drawn(shown, 80)
    read = turns.folded([*events, Reading(1.0)])
    assert "reading" not in drawn(read, 80)
    assert "planning" in drawn(read, 80)


@pytest.mark.parametrize("exit", [3, 130])
def test_a_turn_that_ended_while_it_was_planned_had_no_plan(exit: int) -> None:
    """A dead model or Ctrl-C: there was something to do, and nothing says that there was not."""
    events = [TurnStarted("a request", "llama", "the simulated Mac"), TurnFinished(exit, 8.5, 3)]
    shown = drawn(turns.folded(events), 80, final=True)
    assert shown.strip().startswith("no plan")
    assert "nothing to do" not in shown


def test_a_refusal_says_who_refused() -> None:
    """Consent that was not given ends the task even before its outcome is announced."""
    events = [*turns.late_text()[:5], ConsentDecided((3,), given=False, by="user")]
    assert "you said no" in drawn(turns.folded(events), 100)


@pytest.mark.parametrize("width", [40, 80])
def test_a_tall_plan_keeps_what_matters(width: int) -> None:
    """Sixty tasks on eighteen lines: what runs and what failed is there, the rest folds."""
    screen = drawn(turns.folded(turns.crowd()), width, height=18)
    assert len(screen.splitlines()) <= 17
    for shown in ("31  get_phone_number", "32  get_phone_number", "✗  7  get_phone_number"):
        assert shown in screen
    assert "1–6  6 done" in screen


def test_the_final_tree_is_whole() -> None:
    """What scrolls back later must not be folded."""
    screen = drawn(turns.folded(turns.crowd()), 80, height=18, final=True)
    assert all(f"Person {i}" in screen for i in range(1, 61))


def test_markup_and_escapes_are_shown_not_obeyed() -> None:
    """[red] is five characters, and an escape sequence is its code."""
    screen = drawn(turns.folded(turns.busy_week()), 120)
    assert "cake [red]not[/red] \\x1b[31m pie" in screen
    assert "\x1b" not in screen


NASTY = st.text(st.characters(codec="utf-8"), max_size=60)


@given(
    names=st.lists(NASTY, min_size=1, max_size=8),
    says=NASTY,
    width=st.integers(20, 220),
    height=st.integers(6, 40),
)
def test_no_text_breaks_the_tree(names: list[str], says: str, width: int, height: int) -> None:
    """Whatever tools and apps are called and say: no line too wide, none too many, no control."""
    tasks = [Task(i, name or "x", (name, says)) for i, name in enumerate(names, 1)]
    events = [*turns.planned(tasks), *turns.ended(1, turns.done(says))]
    if len(tasks) > 1:
        events += turns.ended(2, Failed(NotFound(says or "x", says)))
    screen = drawn(turns.folded(events), width, height=height)
    lines = screen.removesuffix("\n").split("\n")
    assert all(cell_len(line) <= width for line in lines)
    assert len(lines) <= height
    assert all(char.isprintable() or char == "\n" or char.isspace() for char in screen)


@given(st.data())
def test_any_graph_can_be_drawn(data: st.DataObject) -> None:
    """Every task of any plan is there, whatever depends on what."""
    size = data.draw(st.integers(1, 12))
    tasks = []
    for i in range(1, size + 1):
        needed = data.draw(st.sets(st.integers(1, i - 1))) if i > 1 else set()
        references = tuple(Reference(n) for n in sorted(needed))
        tasks.append(turns.task(i, turns.SMS, references, f"message {i}"))
    width = data.draw(st.sampled_from([40, 80, 120]))
    screen = drawn(turns.folded(turns.planned(tasks)), width, final=True)
    assert screen.count("send_sms") == size


_MOMENTS = st.sampled_from(["waits", "runs", "done", "fails", "is refused"])


@given(st.lists(_MOMENTS, min_size=1, max_size=70), st.integers(4, 12), st.sampled_from([50, 100]))
def test_what_is_left_undrawn_would_not_have_been_seen(
    moments: list[str], height: int, width: int
) -> None:
    """A plan of a thousand tasks looks as it would if every row was drawn for every frame."""
    tasks = [turns.task(i, turns.PHONE, f"Person {i}") for i in range(1, len(moments) + 1)]
    events: list[Event] = [TaskPlanned(task) for task in tasks]
    events.append(PlanFinished(Plan(tuple(tasks)), 0.1))
    ends = {
        "done": turns.done("found", "+1 415 555 0134"),
        "fails": Failed(NotFound("there is no contact called Xy", "did you mean Xi?")),
        "is refused": Refused(),
    }
    for task, moment in zip(tasks, moments, strict=True):
        events += [TaskStarted(task.id)] if moment != "waits" else []
        events += [TaskFinished(task.id, ends[moment], 0.1)] if moment in ends else []
    view = turns.folded(events)
    seen = PlanTree(view, turns.look(), 1.0).lines(width, height)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tinyagent_cli.view.rows._near", lambda views, most: None)
        all_drawn = PlanTree(view, turns.look(), 1.0).lines(width, height)
    assert [line.plain for line in seen] == [line.plain for line in all_drawn]
