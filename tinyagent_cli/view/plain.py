"""Plain lines for pipes and dumb terminals: one a finished task, in words, nothing moving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tinyagent_cli.core.events import (
    Event,
    PlanFinished,
    Reading,
    Replanning,
    TaskFinished,
    TurnFinished,
    Writing,
)
from tinyagent_cli.view.calls import call_arguments
from tinyagent_cli.view.plan_view import PlanView, State, TaskView
from tinyagent_cli.view.printable import count, duration, printable
from tinyagent_cli.view.rows import Look, note

_WIDEST: Final = 400  # cells of the arguments on a line; --events has all of them


class PlainLines:
    """Writes a line through *write* when something is over.

    Called with an event and the view after it, since a line needs what was known before.
    """

    def __init__(self, write: Callable[[str], None]) -> None:
        self.write = write

    def __call__(self, event: Event, view: PlanView, look: Look) -> None:
        """Write what *event* has to tell, if anything."""
        match event:
            case Reading(share) if share < 1:
                self.write(f"reading the prompt: {share * 100:.0f} %")
            case PlanFinished(plan, seconds) if plan.tasks:
                self.write(
                    f"planned {count(len(plan.tasks), 'task')} in {duration(seconds)} "
                    f"by {printable(view.planner)}"
                )
            case TaskFinished(id, _, _, number):
                attempt = next(a for a in view.attempts if a.number == number)
                for task in attempt.tasks:
                    if task.task.id == id and not task.carried:
                        self.write(plain_line(task, look))
            case Writing(id, _, _, part, parts) if parts:
                self.write(f"writing {id}: read {part} of {parts} parts")
            case Replanning(because):
                self.write(f"planned again: {printable(because).rstrip('.')}")
            case TurnFinished(_, seconds, turn):
                where = f", {view.desktop}" if view.desktop else ""
                which = f", turn {turn}" if turn is not None else ""
                self.write(f"finished in {duration(seconds)}{where}{which}")
            case _:
                return


def plain_line(view: TaskView, look: Look) -> str:
    """``done 1 get_phone_number Sid: +1 415 555 0134 (9 ms)``."""
    spec = look.specs.get(view.task.tool)
    arguments = call_arguments(view.task, spec, look.glyphs, look.today, _WIDEST).plain
    call = f"{view.state.value} {view.task.id} {printable(view.task.tool)} {arguments}".rstrip()
    if view.state is State.FAILED:
        hint = f"; {printable(view.hint)}" if view.hint else ""
        return f"{call}: {printable(view.note)}{hint}"
    said = note(view, spec).removeprefix("skipped: ")
    how = (duration(view.seconds), view.consent, "other people's text" if view.tainted else "")
    took = f" ({', '.join(filter(None, how))})" if view.state is State.DONE else ""
    return f"{call}: {said}{took}" if said else f"{call}{took}"
