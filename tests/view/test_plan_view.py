"""The view of a turn: folded from events, whatever order they come in."""

from __future__ import annotations

import pytest

from tests.view import turns
from tinyagent_cli.core.events import (
    Answered,
    ConsentDecided,
    PlanFinished,
    Replanning,
    TaskFinished,
    TaskPlanned,
    TaskStarted,
    TurnFinished,
)
from tinyagent_cli.execution.outcomes import Cancelled, Refused
from tinyagent_cli.plan.task import Plan
from tinyagent_cli.view.plan_view import State, interrupted

ONE, TWO = turns.task(1, turns.PHONE, "Sid"), turns.task(2, turns.PHONE, "Lutfi")


def states(view: object) -> list[State]:
    """The states of the last plan's tasks."""
    return [task.state for task in view.last.tasks]  # type: ignore[attr-defined]  # a PlanView


def test_a_task_goes_from_waiting_to_running_to_done() -> None:
    """The states follow the events."""
    events = turns.planned([ONE, TWO])
    assert states(turns.folded(events)) == [State.WAITING, State.WAITING]
    events.append(TaskStarted(1))
    assert states(turns.folded(events)) == [State.RUNNING, State.WAITING]
    events.append(TaskFinished(1, turns.done("x"), 0.5))
    view = turns.folded(events)
    assert states(view) == [State.DONE, State.WAITING]
    assert view.last.tasks[0].seconds == 0.5


def test_the_finished_plan_replaces_what_was_drafted() -> None:
    """A task may have been completed after its line closed; its state stays."""
    later = turns.task(1, turns.PHONE, "Sid Patel")
    view = turns.folded([TaskPlanned(ONE), TaskStarted(1), PlanFinished(Plan((later,)), 0.1)])
    assert view.last.tasks[0].task == later
    assert view.last.tasks[0].state is State.RUNNING


def test_a_new_plan_begins_a_new_attempt() -> None:
    """Events of the second attempt leave the first one as it was."""
    view = turns.folded(
        [*turns.planned([ONE]), TaskStarted(1), Replanning("why"), TaskPlanned(TWO, 2)]
    )
    assert [attempt.number for attempt in view.attempts] == [1, 2]
    assert view.attempts[0].tasks[0].state is State.RUNNING
    assert view.last.because == "why"
    assert view.last.tasks[0].task == TWO


def test_what_the_first_plan_did_is_carried_over() -> None:
    """It is done in the second one without having begun, so that it need not be drawn twice."""
    view = turns.folded(
        [
            *turns.planned([ONE, TWO]),
            *turns.ended(1, turns.done("x"), 0.5),
            Replanning("why"),
            TaskPlanned(ONE, 2),
            TaskPlanned(TWO, 2),
            TaskFinished(1, turns.done("x"), 0.0, 2),
            TaskStarted(2, 2),
            TaskFinished(2, turns.done("y"), 0.1, 2),
        ]
    )
    assert states(view) == [State.DONE, State.DONE]
    assert [task.carried for task in view.last.tasks] == [True, False]


def test_a_refusal_is_an_ending() -> None:
    """ConsentDecided with a no ends the task, TaskFinished may say more."""
    view = turns.folded([*turns.planned([ONE]), ConsentDecided((1,), given=False, by="user")])
    assert states(view) == [State.REFUSED]
    again = turns.folded(
        [
            *turns.planned([ONE]),
            ConsentDecided((1,), given=False, by="user"),
            TaskFinished(1, Refused("not today")),
        ]
    )
    assert again.last.tasks[0].note == "not today"


def test_an_interrupted_turn_has_no_task_in_the_air() -> None:
    """What ran was stopped half way, what waited never began, what was done stays done."""
    view = turns.folded(
        [*turns.planned([ONE, TWO]), *turns.ended(1, turns.done("x")), TaskStarted(2)]
    )
    broken = interrupted(view)
    assert states(broken) == [State.DONE, State.CANCELLED]
    assert broken.last.tasks[1].outcome == Cancelled(started=True)


@pytest.mark.parametrize("state", list(State))
def test_every_state_is_over_or_not(state: State) -> None:
    """Three states are not the end."""
    assert state.ended == (state not in {State.WAITING, State.ASKING, State.RUNNING})


def test_the_end_of_a_turn_is_kept() -> None:
    """Answer, exit code, time and number."""
    view = turns.folded([*turns.planned([ONE]), Answered("well"), TurnFinished(1, 2.5, 7)])
    assert (view.answer, view.exit, view.seconds, view.turn) == ("well", 1, 2.5, 7)
