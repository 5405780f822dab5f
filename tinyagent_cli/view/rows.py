"""The rows of the plan tree: one a task, aligned, in the width there is.

A row is one line: sign, number, tool, arguments, result, time.  Arguments or a result that
do not fit beside the others get a line of their own below, rather than being cut to a
dozen characters that tell nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Final

from rich.cells import cell_len
from rich.text import Text

from tinyagent_cli.execution.outcomes import Done
from tinyagent_cli.plan.graph import levels
from tinyagent_cli.tools.spec import Kind, ToolSpec
from tinyagent_cli.view.calls import call_arguments, dependencies
from tinyagent_cli.view.glyphs import Glyphs
from tinyagent_cli.view.plan_view import State, TaskView
from tinyagent_cli.view.printable import cut_end, cut_middle, duration, printable, wrapped

WIDE: Final = 60  # below this, the margin is worth more as text
_WIDEST: Final = 116  # beyond this the eye loses the line on its way to the time
_TIME: Final = 7  # cells of a duration
_TAIL: Final = 48  # characters of what is being written
_TELLING: Final = 16  # cells; a result cut shorter tells nothing
_DEEPEST: Final = 4  # levels beyond this are not indented further
_SHORT: Final = frozenset({Kind.PHONE, Kind.EMAIL, Kind.LINK, Kind.FILE})
_REASON_LINES: Final = 3
_QUIET: Final = frozenset({State.WAITING, State.SKIPPED, State.REFUSED, State.CANCELLED})

# No yellow: on white it cannot be read, and its bold cannot be seen.
STYLES: Final[Mapping[State, str]] = {
    State.WAITING: "dim",
    State.ASKING: "bold magenta",
    State.RUNNING: "cyan",
    State.DONE: "green",
    State.FAILED: "bold red",
    State.SKIPPED: "magenta",
    State.REFUSED: "magenta",
    State.CANCELLED: "magenta",
}


@dataclass(frozen=True, slots=True)
class Look:
    """With what a plan is drawn: signs, the tools' specs, and the day that needs no year.

    *drawn* keeps rows from frame to frame, by the identity of what they show: twelve times
    a second is often, and most rows stay what they are.
    """

    glyphs: Glyphs
    specs: Mapping[str, ToolSpec]
    today: date
    drawn: dict[int, tuple[TaskView, tuple[int, ...], Row]] = field(
        default_factory=dict, compare=False
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A task's lines: the *main* one, and *details* that go when the screen is short."""

    view: TaskView
    main: Text
    details: tuple[Text, ...] = ()

    def __len__(self) -> int:
        return 1 + len(self.details)


@dataclass(frozen=True, slots=True)
class FarRow:
    """A row for which there is most likely no room: it is drawn when it is looked at."""

    view: TaskView
    draw: Callable[[TaskView], Row]
    details: tuple[Text, ...] = ()

    def __len__(self) -> int:
        return 1

    @property
    def main(self) -> Text:
        """Its one line."""
        return self.draw(self.view).main


def rows(
    views: Sequence[TaskView], look: Look, width: int, at: float, most: int | None = None
) -> list[Row | FarRow]:
    """The rows of one plan in *width* cells; *at* is the clock that running tasks show.

    With *most*, those that cannot be among so many on the screen are `FarRow`.
    """
    if not views:
        return []
    drawing = _Drawing(views, look, width, at)
    near = _near(views, most) if most is not None and len(views) > most else None
    return [
        drawing.row(view) if near is None or view.task.id in near else FarRow(view, drawing.row)
        for view in views
    ]


def _near(views: Sequence[TaskView], most: int) -> set[int]:
    """The first *most* of what runs, asks and waits, and the last of what ended, by state."""
    near: set[int] = set()
    left = dict.fromkeys(State, most)
    for view in chain(
        (view for view in views if not view.state.ended),
        (view for view in reversed(views) if view.state.ended),
    ):
        if left[view.state]:
            left[view.state] -= 1
            near.add(view.task.id)
    return near


def icon(state: State, glyphs: Glyphs, at: float) -> Text:
    """The sign of *state*; the running one turns with the clock *at*."""
    if state is State.RUNNING:
        turning = glyphs.running
        return Text(turning[int(at * 10) % len(turning)], STYLES[state])
    sign: str = getattr(glyphs, state.value)
    return Text(sign, STYLES[state])


def note(view: TaskView, spec: ToolSpec | None) -> str:
    """What stands beside a task's call: its result, or why it did not run."""
    match view.state, view.outcome:
        case State.DONE, Done(result) if spec and spec.returns in _SHORT and result.value:
            return printable(result.value)
        case State.ASKING, _:
            return "waits for your answer"
        case State.SKIPPED, _:
            return f"skipped: {view.note}"
        case ((State.WAITING | State.RUNNING), None) if view.writing:
            # The end of it is what moves; all of it is shown before it goes.
            return "…" + printable(view.writing)[-_TAIL:]
        case State.FAILED, _:
            return ""  # the reason has lines of its own
        case _:
            return printable(view.note)


def _time(view: TaskView, at: float) -> str:
    if view.state is State.RUNNING:
        return duration(max(0.0, at - view.since))
    return duration(view.seconds) if view.state in (State.DONE, State.FAILED) else ""


class _Drawing:
    """The measures that the rows of one plan share."""

    def __init__(self, views: Sequence[TaskView], look: Look, width: int, at: float) -> None:
        self.look = look
        self.width = min(width, _WIDEST)
        self.at = at
        self.margin = "  " if width >= WIDE else ""
        self.step = 2 if width >= WIDE else 1  # cells of indentation a level
        self.levels = levels(view.task for view in views)
        self.ids = max(len(str(view.task.id)) for view in views)
        self.indent = len(self.margin) + self.ids + 4
        self.left = max(self._start_cells(view) for view in views) + 2
        self.room = self.width - self.left - 1 - _TIME

    def row(self, view: TaskView) -> Row:
        """The lines of *view*, from the last frame if nothing about them changed."""
        measures = (self.width, self.left, self.ids, self.levels[view.task.id])
        # The view is kept beside its row, or another could come to have its identity.
        known = self.look.drawn.get(id(view))
        if known and known[1] == measures and view.state is not State.RUNNING:
            return known[2]
        row = self._new_row(view)
        self.look.drawn[id(view)] = (view, measures, row)
        return row

    def _new_row(self, view: TaskView) -> Row:
        line = self._start(view)
        details: list[Text] = []
        call = self._call(view)
        if call.cell_len <= self.room:
            line.pad_right(self.left - line.cell_len)
            line.append_text(call)
        else:
            line.append(f" {dependencies(view.task, self.look.glyphs)}".rstrip(), "dim")
            details.append(self._indented(self._call_below(view)))
        if said := Text(note(view, self._spec(view)), _note_style(view)):
            gap = self.width - _TIME - 4 - line.cell_len
            if self._gives_value(view) and gap >= _TELLING:
                said.plain = cut_middle(said.plain, gap, self.look.glyphs.cut)
            if said.cell_len <= gap:
                line.append(" " * (gap + 2 - said.cell_len)).append_text(said)
            elif self._worth_a_line(view):
                said.plain = cut_end(said.plain, self.width - self.indent, self.look.glyphs.cut)
                details.append(self._indented(said))
        return Row(view, self._timed(line, view), (*details, *self._reason(view)))

    def _spec(self, view: TaskView) -> ToolSpec | None:
        return self.look.specs.get(view.task.tool)

    def _worth_a_line(self, view: TaskView) -> bool:
        """Whether a note that does not fit beside its call gets a line of its own."""
        if view.state is State.DONE:
            return self._gives_value(view)  # other results are in the answer anyway
        return view.state is not State.ASKING  # the question stands below

    def _gives_value(self, view: TaskView) -> bool:
        spec = self._spec(view)
        return view.state is State.DONE and spec is not None and spec.returns in _SHORT

    def _start_cells(self, view: TaskView) -> int:
        level = min(self.levels[view.task.id], _DEEPEST)
        return self.indent + self.step * level + cell_len(printable(view.task.tool))

    def _start(self, view: TaskView) -> Text:
        """Margin, sign, number, and the tool on its branch."""
        level = min(self.levels[view.task.id], _DEEPEST)
        branch = self.look.glyphs.branch[: self.step] if level else ""
        text = Text(self.margin, no_wrap=True, end="")
        text.append_text(icon(view.state, self.look.glyphs, self.at))
        text.append(f" {view.task.id:>{self.ids}}  ", "dim")
        text.append(" " * (self.step * (level - 1)) + branch, "dim")
        text.append(printable(view.task.tool), "" if view.state in _QUIET else "bold")
        # In the gap before the arguments, so that nothing moves.
        return text.append(self.look.glyphs.tainted, "magenta") if view.tainted else text

    def _call(self, view: TaskView) -> Text:
        """All arguments, what the task needs, and how it was agreed to."""
        parts = [self._arguments(view, None)]
        parts += [Text(dependencies(view.task, self.look.glyphs), "dim"), Text(view.consent, "dim")]
        return Text("  ", no_wrap=True, end="").join(part for part in parts if part)

    def _call_below(self, view: TaskView) -> Text:
        """The arguments in a line of their own, and how it was agreed to."""
        agreed = f"  {view.consent}" if view.consent else ""
        return self._arguments(view, self.width - self.indent - len(agreed)).append(agreed, "dim")

    def _arguments(self, view: TaskView, width: int | None) -> Text:
        look = self.look
        return call_arguments(view.task, self._spec(view), look.glyphs, look.today, width)

    def _timed(self, line: Text, view: TaskView) -> Text:
        if time := _time(view, self.at):
            line.truncate(self.width - _TIME - 1)
            line.pad_right(self.width - line.cell_len - len(time))
            line.append(time, "dim")
        return line

    def _reason(self, view: TaskView) -> Iterator[Text]:
        """Why *view* failed, and what mends it."""
        if view.state is not State.FAILED:
            return
        room = max(16, self.width - self.indent)
        for line in wrapped(printable(view.note), room, _REASON_LINES):
            yield self._indented(Text(line, "red"))
        for line in wrapped(printable(view.hint), room, _REASON_LINES) if view.hint else ():
            yield self._indented(Text(line, "dim"))

    def _indented(self, text: Text) -> Text:
        return Text(" " * self.indent, no_wrap=True, end="").append_text(text)


def _note_style(view: TaskView) -> str:
    return "dim" if view.state is State.DONE else STYLES[view.state]
