"""The plan tree: a pure renderable of a `PlanView`.

Rows stand in the order of the plan and never move, so that the eye can stay on one; what
a row needs is said by its branch and its ``←``.  Where the screen is too short, what is
over folds first, then what is yet to come; what runs, asks or failed stays.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from tinyagent_cli.execution.outcomes import Cancelled
from tinyagent_cli.view.glyphs import Glyphs
from tinyagent_cli.view.plan_view import Attempt, PlanView, State, TaskView
from tinyagent_cli.view.printable import count, cut_end, duration, printable, wrapped
from tinyagent_cli.view.rows import WIDE, FarRow, Look, Row, icon, rows

# What folds first when the screen is short; what runs or asks never does.
_FOLDING: Final = (
    State.DONE,
    State.WAITING,
    State.CANCELLED,
    State.SKIPPED,
    State.REFUSED,
    State.FAILED,
)
_MANY: Final = 4
_ANSWER_LINES: Final = 4
LEAST: Final = 4  # lines of a tree, however short the screen
_Row = Row | FarRow
GIVEN: Final = "given"  # the planner of a plan that came as text
_TOLD: Final = (
    State.DONE,
    State.FAILED,
    State.SKIPPED,
    State.REFUSED,
    State.CANCELLED,
    State.RUNNING,
    State.ASKING,
    State.WAITING,
)


def fitting(height: int) -> int:
    """The lines of a moving tree on a screen of *height*.

    A quarter stays free: in a window that is made narrower lines take more rows, and what
    they push off the screen stays in the scrollback for ever.
    """
    return max(LEAST, height * 3 // 4)


@dataclass(frozen=True, slots=True)
class PlanTree:
    """*view* as drawn *at* a moment of the clock; *final*: in full, however tall."""

    view: PlanView
    look: Look
    at: float = 0.0
    final: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines; each fits the width, and all of them the height unless final."""
        height = None if self.final else fitting(options.size.height)
        for line in self.lines(options.max_width, height):
            line.no_wrap = True
            line.overflow = "crop"
            line.end = "\n"
            yield line

    def lines(self, width: int, height: int | None = None) -> list[Text]:
        """The tree in *width* cells and, if given, at most *height* lines."""
        blocks = [
            (attempt, rows(_to_draw(attempt), self.look, width, self.at, height))
            for attempt in self.view.attempts
        ]
        footer = [*self._answering(width), *self._footer(width)]
        found_rows = [row for _, found in blocks for row in found]
        room = None if height is None else height - len(footer) - len(blocks) + 1
        hidden = _never_started(found_rows) if room is None else _hidden(found_rows, room)
        shown = self._all(blocks, hidden, width)
        if height is None:
            lines = [*shown]
        else:
            total = sum(hidden.height(found) + bool(attempt.because) for attempt, found in blocks)
            lines = _cropped(shown, total, height - len(footer))
        return [_within(line, width) for line in lines + footer]

    def _all(
        self, blocks: Sequence[tuple[Attempt, Sequence[_Row]]], hidden: _Hidden, width: int
    ) -> Iterator[Text]:
        for attempt, found in blocks:
            if attempt.because:
                yield self._again(attempt, width)
            yield from self._shown(found, hidden, width)

    def _shown(self, found: Sequence[_Row], hidden: _Hidden, width: int) -> Iterator[Text]:
        for away, group in groupby(found, key=lambda row: id(row) in hidden.rows):
            run = list(group)
            if away and len(run) > 1:
                yield self._folded(run, width)
                continue
            for row in run:
                yield row.main
                yield from () if away or hidden.hides_details(row) else row.details

    def _folded(self, folded: Sequence[_Row], width: int) -> Text:
        states = Counter(row.view.state for row in folded)
        first, last = folded[0].view.task.id, folded[-1].view.task.id
        text = Text("  " if width >= WIDE else "")
        text.append_text(icon(states.most_common(1)[0][0], self.look.glyphs, self.at))
        text.append(f" {first}{self.look.glyphs.dash}{last}  ", "dim")
        return text.append(_counted(states), "dim")

    def _again(self, attempt: Attempt, width: int) -> Text:
        because = printable(attempt.because).rstrip(".")
        text = f"{self.look.glyphs.again} planned again: {because}"
        margin = "  " if width >= WIDE else ""
        return Text(margin + cut_end(text, width - len(margin), self.look.glyphs.cut), "magenta")

    def _answering(self, width: int) -> list[Text]:
        """The last lines of an answer that is being written."""
        if self.final or self.view.exit is not None or not self.view.answering:
            return []
        said = wrapped(printable(self.view.answering), max(16, width - 2))
        return [Text(f"  {line}", "italic") for line in said[-_ANSWER_LINES:]]

    def _footer(self, width: int) -> list[Text]:
        view, glyphs = self.view, self.look.glyphs
        margin = "  " if width >= WIDE else ""
        parts = list(_summary(view, self.at, glyphs, final=self.final))
        if not parts:
            return []
        while len(parts) > 1 and len(margin + glyphs.dot.join(parts)) > width:
            parts.pop()
        text = Text(margin)
        if view.exit is None and view.last.seconds is None and not self.final:
            text.append_text(icon(State.RUNNING, glyphs, self.at)).append(" ")
        said = cut_end(glyphs.dot.join(parts), width - text.cell_len, glyphs.cut)
        return [text.append(said, "dim")]


def _to_draw(attempt: Attempt) -> tuple[TaskView, ...]:
    # What an earlier plan did stands above already.
    return tuple(task for task in attempt.tasks if not task.carried)


def _summary(view: PlanView, at: float, glyphs: Glyphs, *, final: bool) -> Iterator[str]:
    """The last line's parts, the most telling first; the tail goes where there is no room."""
    attempt = view.last
    if attempt.seconds is None and view.exit is None:
        so_far = duration(max(0.0, at - view.began))
        if view.reading is None:
            yield f"planning {so_far}"
        else:
            yield f"reading the prompt {view.reading * 100:.0f} %"
            yield so_far
        if view.planner:
            yield view.planner
        return
    states = Counter(task.state for task in attempt.tasks)
    if final and view.exit is None and states.keys() <= {State.WAITING}:
        took = duration(attempt.seconds or 0.0)
        yield f"{count(len(attempt.tasks), 'task')} planned in {took} by {view.planner}"
        return
    ended = _counted(states)
    if view.stopping and not final:
        yield "stopping"
    if view.exit is None:
        yield ended or "nothing to do"
        yield duration(max(0.0, at - view.began))
    else:
        nothing = "no plan" if attempt.seconds is None else "nothing to do"  # stopped, or failed
        yield f"{ended} in {duration(view.seconds)}" if ended else nothing
    if any(task.tainted for each in view.attempts for task in each.tasks):
        yield f"{glyphs.tainted} other people's text"
    if attempt.seconds is not None and view.planner != GIVEN:
        seconds = sum(each.seconds or 0.0 for each in view.attempts)
        yield f"planned in {duration(seconds)} by {view.planner}"
    if view.desktop:
        yield view.desktop
    if view.turn is not None:
        yield f"turn {view.turn}"


def _counted(states: Counter[State]) -> str:
    return ", ".join(f"{states[state]} {state.value}" for state in _TOLD if states[state])


@dataclass(frozen=True, slots=True)
class _Hidden:
    """What is left out: *rows* by identity, and the details of rows in the *curt* states."""

    rows: frozenset[int] = frozenset()
    curt: frozenset[State] = frozenset()

    def hides_details(self, row: _Row) -> bool:
        return row.view.state in self.curt

    def height(self, found: Sequence[_Row]) -> int:
        lines = 0
        for away, group in groupby(found, key=lambda row: id(row) in self.rows):
            lines += 1 if away else sum(1 if self.hides_details(row) else len(row) for row in group)
        return lines


def _never_started(found: Sequence[_Row]) -> _Hidden:
    """What a tree that stays may leave out: a row of tasks that Ctrl-C kept from starting."""
    away: set[int] = set()
    for idle, group in groupby(found, key=lambda row: row.view.outcome == Cancelled(started=False)):
        run = list(group)
        if idle and len(run) > _MANY:
            away |= set(map(id, run))
    return _Hidden(frozenset(away))


def _hidden(found: Sequence[_Row], room: int) -> _Hidden:
    """What must go so that the rest, and one line a fold, fits in *room* lines.

    First the details of what is over, then its rows, then what waits from the last back,
    then all details, and only then failures.
    """
    if sum(map(len, found)) <= room:
        return _Hidden()
    order = sorted(
        (row for row in found if row.view.state in _FOLDING),
        key=lambda row: (_FOLDING.index(row.view.state), _distance(row)),
    )
    gentle = [row for row in order if row.view.state is not State.FAILED]
    for curt, may_go in (
        (frozenset({State.DONE}), gentle),
        (frozenset(State), gentle),
        (frozenset(State), order),
    ):
        stages = range(len(may_go) + 1)
        # Hiding one more never makes it taller, so the first stage that fits can be bisected.
        enough = bisect_left(stages, True, key=lambda n: _fits(found, may_go[:n], curt, room))
        if enough in stages:
            return _Hidden(frozenset(map(id, may_go[:enough])), curt)
    return _Hidden(frozenset(map(id, order)), frozenset(State))


def _fits(found: Sequence[_Row], away: Sequence[_Row], curt: frozenset[State], room: int) -> bool:
    return _Hidden(frozenset(map(id, away)), curt).height(found) <= room


def _distance(row: _Row) -> int:
    # What is done folds from the first on, what waits from the last back.
    return -row.view.task.id if row.view.state is State.WAITING else row.view.task.id


def _within(line: Text, width: int) -> Text:
    # Only where the screen is too narrow for anything; the rows themselves are kept.
    if line.cell_len <= width:
        return line
    line = line.copy()
    line.truncate(width)
    return line


def _cropped(lines: Iterator[Text], total: int, room: int) -> list[Text]:
    # Only when more tasks run at once than the screen has lines; the rest is never drawn.
    if total <= room:
        return [*lines]
    return [
        *islice(lines, max(0, room - 1)),
        Text(f"  and {count(total - room + 1, 'more line')}", "dim"),
    ]
