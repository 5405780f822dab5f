"""Turns that lines are said after, and what they mean then."""

from __future__ import annotations

from datetime import datetime

from tinyagent_cli.agent.conversation import Conversation, FollowUp
from tinyagent_cli.agent.remembered import Remembered
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.plan.text import plan_text
from tinyagent_cli.tools.toolbox import load_manifest

SPECS = {spec.name: spec for spec in load_manifest()}
NOW = datetime(2026, 11, 23, 9)  # a Monday

TEXT = '1. get_phone_number("Sid")\n2. send_sms(["$1"], "I\'m late")\n3. join()\n'
LUNCH = (
    '1. get_email_address("Sid")\n'
    '2. create_calendar_event("lunch", "2026-11-24 12:00:00", "2026-11-24 13:30:00", '
    '"", ["$1"], "", "")\n'
    "3. join()\n"
)
SUMMARY = '1. open_and_get_file_path("q3.pdf")\n2. summarize_pdf("$1")\n3. join()\n'
NOTE = '1. create_note("Ideas", "a boat", "")\n2. join()\n'
REMINDER = '1. create_reminder("call mum", "2026-11-25 00:00:00", "", "", 0, True)\n2. join()\n'
WAY = '1. maps_show_directions("", "the airport", "d")\n2. join()\n'
LOOKUP = '1. get_phone_number("Sid")\n2. join()\n'
CALL = '1. create_reminder("call mum", "2026-11-25 17:00:00", "", "", 0, False)\n2. join()\n'


def after(plan: str, line: str, request: str = "the last request") -> FollowUp | None:
    """What *line* means after a turn, number 7, that ran *plan*."""
    conversation = Conversation(SPECS)
    conversation.remember(Remembered(request, parse(plan), 7))
    return conversation.follow_up(line, NOW)


def planned(plan: str, line: str) -> str:
    """The plan that *line* leads to after *plan*."""
    found = after(plan, line)
    assert found
    assert found.plan
    return plan_text(found.plan)


def talk(*turns: Remembered) -> Conversation:
    """A conversation of these *turns*."""
    conversation = Conversation(SPECS)
    for turn in turns:
        conversation.remember(turn)
    return conversation


def turn_of(
    plan: str,
    number: int,
    *,
    failed: tuple[int, ...] = (),
    left: bool = True,
    before: Remembered | None = None,
) -> Remembered:
    """The turn of this *number*, which ran *plan*."""
    return Remembered(
        f"request {number}",
        parse(plan),
        number,
        failed=frozenset(failed),
        left=left,
        before=before,
    )
