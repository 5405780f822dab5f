"""Turns to draw: a few specs, and events as the middle would announce them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinyagent_cli.core.errors import NotFound
from tinyagent_cli.core.events import (
    ConsentDecided,
    Event,
    PlanFinished,
    TaskFinished,
    TaskPlanned,
    TaskStarted,
    TurnFinished,
    TurnStarted,
)
from tinyagent_cli.execution.outcomes import Done, Failed, Outcome, Skipped
from tinyagent_cli.plan.task import Plan, Reference, Task, Value
from tinyagent_cli.tools.spec import Argument, Effect, Kind, Result, ToolSpec
from tinyagent_cli.view.glyphs import UNICODE, Glyphs
from tinyagent_cli.view.plan_view import PlanView, fold
from tinyagent_cli.view.rows import Look

TODAY = date(2026, 11, 23)

PHONE = ToolSpec(
    "get_phone_number",
    "Look up a phone number",
    "Contacts",
    Effect.READ,
    (Argument("name", Kind.PERSON, required=True),),
    returns=Kind.PHONE,
)
MAIL_OF = ToolSpec(
    "get_email_address",
    "Look up an address",
    "Contacts",
    Effect.READ,
    (Argument("name", Kind.PERSON, required=True),),
    returns=Kind.EMAIL,
)
SMS = ToolSpec(
    "send_sms",
    "Send a message",
    "Messages",
    Effect.OUTWARD,
    (
        Argument("recipients", Kind.PHONE, many=True, required=True, default=()),
        Argument("message", Kind.TEXT),
    ),
    addresses=("recipients",),
)
EVENT = ToolSpec(
    "create_calendar_event",
    "Make an event",
    "Calendar",
    Effect.CREATE,
    (
        Argument("title", Kind.NAME, required=True),
        Argument("start_date", Kind.TIME, required=True),
        Argument("end_date", Kind.TIME),
        Argument("location", Kind.PLACE),
        Argument("invitees", Kind.EMAIL, many=True, default=()),
        Argument("notes", Kind.TEXT),
        Argument("calendar", Kind.NAME, default=None),
    ),
    outward_if="invitees",
    addresses=("invitees",),
)
REMINDER = ToolSpec(
    "create_reminder",
    "Make a reminder",
    "Reminders",
    Effect.CREATE,
    (
        Argument("name", Kind.NAME, required=True),
        Argument("due_date", Kind.TIME),
        Argument("notes", Kind.TEXT),
        Argument("list_name", Kind.NAME),
        Argument("priority", Kind.NUMBER, default=0),
        Argument("all_day", Kind.FLAG, default=False),
    ),
)
NOTE = ToolSpec(
    "create_note",
    "Make a note",
    "Notes",
    Effect.CREATE,
    (
        Argument("name", Kind.NAME, required=True),
        Argument("content", Kind.TEXT),
        Argument("folder", Kind.NAME),
    ),
)
PDF = ToolSpec(
    "summarize_pdf",
    "Summarise a PDF",
    "Files",
    Effect.READ,
    (Argument("pdf_path", Kind.FILE, required=True),),
    tainted=True,
)
SPECS = {spec.name: spec for spec in (PDF, PHONE, MAIL_OF, SMS, EVENT, REMINDER, NOTE)}


def task(number: int, spec: ToolSpec, *values: Value) -> Task:
    """A task whose arguments are *values*, then the defaults."""
    rest = tuple(argument.default for argument in spec.arguments[len(values) :])
    return Task(number, spec.name, (*values, *rest))


def look(glyphs: Glyphs = UNICODE) -> Look:
    """The look of tests: fixed day, the specs above."""
    return Look(glyphs, SPECS, TODAY)


def done(says: str, value: object = None) -> Done:
    """A good outcome."""
    return Done(Result(value if value is not None else says, says))


def planned(tasks: Sequence[Task], request: str = "a request") -> list[Event]:
    """The events until the plan of *tasks* stands."""
    return [
        TurnStarted(request, "embedded", "the simulated Mac"),
        *(TaskPlanned(each) for each in tasks),
        PlanFinished(Plan(tuple(tasks)), 0.084),
    ]


def ended(number: int, outcome: Outcome, seconds: float = 0.009) -> list[Event]:
    """Task *number* ran and ended with *outcome*."""
    if not isinstance(outcome, Done | Failed):
        return [TaskFinished(number, outcome)]
    return [TaskStarted(number), TaskFinished(number, outcome, seconds)]


def folded(events: Sequence[Event], at: float = 0.0) -> PlanView:
    """The view after *events*, all heard *at* the same moment."""
    view = PlanView()
    for event in events:
        view = fold(view, event, at)
    return view


def late_text() -> list[Event]:
    """Two lookups, one message: the turn that everybody tries first, done."""
    tasks = [
        task(1, PHONE, "Sid"),
        task(2, PHONE, "Lutfi"),
        task(3, SMS, (Reference(1), Reference(2)), "I'm running late"),
    ]
    return [
        *planned(tasks),
        *ended(1, done("Sid's number is …", "+1 415 555 0134")),
        *ended(2, done("Lutfi's number is …", "+1 510 555 0178"), 0.011),
        *ended(3, done("texted Sid and Lutfi"), 0.041),
        TurnFinished(0, 0.15, 12),
    ]


def summary_texted() -> list[Event]:
    """A summary of a PDF goes out as a text, agreed to; a reminder that stood agreed to."""
    tasks = [
        task(1, PDF, "project.pdf"),
        task(2, PHONE, "Nick"),
        task(3, SMS, (Reference(2),), Reference(1)),
        task(4, REMINDER, "ask Nick", "2026-11-27 15:00:00"),
    ]
    return [
        *planned(tasks),
        TaskStarted(1),
        TaskFinished(1, done("Harbor Pilot is a small assistant"), 0.1, tainted=True),
        *ended(2, done("Nick's number is …", "+1 415 555 0177")),
        ConsentDecided((3,), given=True, by="user"),
        *ended(3, done("texted Nick"), 0.04),
        ConsentDecided((4,), given=True, by="standing"),
        *ended(4, done("reminder on Fri 27 Nov"), 0.02),
        TurnFinished(0, 4.2, 13),
    ]


def busy_week() -> list[Event]:
    """A wide plan in the middle of things: done, failed, skipped, running, waiting."""
    tasks = [
        task(1, MAIL_OF, "Sid"),
        task(2, MAIL_OF, "Lutfy"),
        task(3, PHONE, "Priya Raghunathan-Oyelaran"),
        task(
            4,
            EVENT,
            "Design review",
            "2026-11-27 15:00:00",
            "2026-11-27 16:00:00",
            "",
            (Reference(1), Reference(2)),
        ),
        task(
            5,
            SMS,
            (Reference(3),),
            "The design review is on Friday at three, bring the drawings and the second "
            "monitor, and tell nobody about the cake please",
        ),
        task(6, REMINDER, "water the plants", "2027-01-05", "", "Home", 0, True),
        task(7, NOTE, "Ideas for the review", "cake [red]not[/red] \x1b[31m pie", "Work"),
    ]
    return [
        *planned(tasks),
        *ended(1, done("Sid's address is …", "sid@example.com")),
        *ended(
            2,
            Failed(NotFound("there is no contact called Lutfy", "did you mean Lutfi Eren?")),
        ),
        *ended(4, Skipped(2)),
        *ended(3, done("Priya's number is …", "+1 415 555 0160"), 0.012),
        *ended(6, done("reminder on Tue 5 Jan 2027"), 0.3),
        TaskStarted(5),
    ]


def crowd(size: int = 60, over: int = 30) -> list[Event]:
    """*size* lookups, *over* of them done, the next two running, one failed."""
    tasks = [task(i, PHONE, f"Person {i}") for i in range(1, size + 1)]
    events = planned(tasks)
    for i in range(1, over + 1):
        failed = Failed(NotFound(f"there is no contact called Person {i}"))
        events += ended(i, failed if i == 7 else done(f"+1 415 555 {i:04}"))
    return [*events, *(TaskStarted(i) for i in range(over + 1, min(over + 3, size + 1)))]
