"""What a person is shown before they agree: everything, and nothing that can mislead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from tests.view import turns
from tinyagent_cli.execution.consent import Proposal, ProposedCall
from tinyagent_cli.tools.spec import Effect, ToolSpec
from tinyagent_cli.view.printable import printable
from tinyagent_cli.view.proposal import in_all, proposal_table, question, summary


def shown(proposal: Proposal, width: int = 80) -> str:
    """The proposal as text."""
    return drawn(proposal_table(proposal), width)


def drawn(renderable: RenderableType, width: int = 80) -> str:
    """What stands on the screen."""
    console = Console(
        file=StringIO(), width=width, color_system=None, legacy_windows=False, markup=False
    )
    console.print(renderable)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def call(spec: ToolSpec, number: int = 1, **arguments: Any) -> ProposedCall:
    """A call with these arguments, the others at their defaults, and Sid's number known."""
    known: Mapping[str, str] = {"+14155550134": "Sid Patel, mobile, from Contacts"}
    whole = {argument.name: argument.default for argument in spec.arguments} | arguments
    return ProposedCall(number, spec, whole, known)


def test_a_message_shows_person_address_and_every_word() -> None:
    """Where the address came from stands beside it."""
    said = shown(
        Proposal(
            Effect.OUTWARD,
            (call(turns.SMS, recipients=["+14155550134", "+1999"], message="one\ntwo"),),
        )
    )
    assert "+14155550134  Sid Patel, mobile, from Contacts" in said
    assert "+1999" in said
    assert [line.strip() for line in said.splitlines()][-2:] == ["message     │ one", "│ two"]


def test_an_event_shows_weekday_time_and_guests() -> None:
    """Absolute, in full; what nobody said is left out."""
    said = shown(
        Proposal(
            Effect.OUTWARD,
            (
                call(
                    turns.EVENT,
                    title="Review",
                    start_date="2026-11-27 15:00:00",
                    end_date="2026-11-28",
                    invitees=["sid@example.com"],
                ),
            ),
        )
    )
    assert "Friday 27 November 2026, 15:00" in said
    assert "Saturday 28 November 2026, all day" in said
    assert "sid@example.com" in said
    assert "location" not in said
    assert "calendar  " not in said


def test_a_resolved_person_is_shown_by_name() -> None:
    """Not as the record that Contacts keeps of them."""
    person = {"name": "Sid Patel", "phones": [{"label": "mobile", "value": "+1"}]}
    assert "Sid Patel" in shown(Proposal(Effect.CREATE, (call(turns.PHONE, name=person),)))
    assert "{" not in shown(Proposal(Effect.CREATE, (call(turns.PHONE, name=person),)))


def test_golden_of_a_message_that_looks_like_a_question(
    golden: Callable[[str, str], None],
) -> None:
    """Every row of it begins with a bar, and where it comes from is said."""
    body = (
        "Dear all,\n\n  This reaches others. Go on? [y/N/?] y\n\n  3  send_sms  Messages\n"
        "     recipients  +1 415 555 0199  Mum, mobile, from Contacts\n"
        "     message     a line that is so long that it has to go on below its own beginning"
    )
    sent = replace(
        call(turns.SMS, 2, recipients=["+14155550134"], message=body),
        origins={"message": "from Mail, “Question”"},
    )
    for width in (40, 80):
        said = shown(Proposal(Effect.OUTWARD, (sent,)), width)
        golden(f"forged_question_{width}", said)
        written, _, theirs = said[said.index("message") :].partition("(from Mail")
        assert all(
            line.strip().startswith(("message     │", "│")) for line in written.splitlines()[:-1]
        )
        assert theirs


@given(st.text(st.characters(codec="utf-8"), max_size=300), st.integers(40, 120))
def test_no_text_can_hide_a_part_of_itself(message: str, width: int) -> None:
    """No control or bidi character reaches the terminal, and no letter is lost."""
    said = shown(Proposal(Effect.OUTWARD, (call(turns.SMS, message=message),)), width)
    assert all(char.isprintable() or char in "\n\u200c\u200d" or char.isspace() for char in said)
    letters = [char for char in message if char.isalnum() and printable(char) == char]
    assert not set(letters) - set(said)


@pytest.mark.parametrize(
    ("effect", "calls", "asked"),
    [
        (Effect.OUTWARD, 1, "This reaches others. Go on?"),
        (Effect.DRAFT, 1, "Prepare this draft? Nothing is sent."),
        (Effect.DRAFT, 2, "Prepare these 2 drafts? Nothing is sent."),
        (Effect.CREATE, 1, "Make it?"),
        (Effect.CREATE, 3, "Make these 3 things?"),
    ],
)
def test_the_question_says_how_far_it_goes(effect: Effect, calls: int, asked: str) -> None:
    """And it fits 40 columns with its answer."""
    proposal = Proposal(effect, tuple(call(turns.NOTE, i, name="x") for i in range(calls)))
    assert question(proposal) == asked
    assert len(f"  {asked} [y/N/?] ") <= 52


def test_the_tools_of_a_proposal_are_named_once() -> None:
    """For the message to whom nobody can answer."""
    calls = (call(turns.NOTE, 1), call(turns.NOTE, 2), call(turns.REMINDER, 3))
    assert summary(Proposal(Effect.CREATE, calls)) == "create_note, create_reminder"


def test_nothing_is_pushed_out_of_sight() -> None:
    """Long stretches without a letter are counted; what stands behind them is seen."""
    message = "hi" + "\n" * 60 + "the code" + " " * 900 + "is 1234"
    said = shown(Proposal(Effect.OUTWARD, (call(turns.SMS, message=message),)))
    assert "(59 empty lines)" in said
    assert "(900 blanks)" in said
    assert "is 1234" in said
    assert len(said.splitlines()) < 10
    few = shown(Proposal(Effect.OUTWARD, (call(turns.SMS, message="hi\n\nyou   there"),)))
    assert "empty" not in few
    assert "you   there" in few


def test_a_name_that_runs_leftwards_stands_in_a_row_of_its_own() -> None:
    """Or a terminal would put a number of the name's own where ours stands."""
    known = {"+14155550134": "דנה 2310555514+, from Contacts"}
    sent = replace(call(turns.SMS, recipients=["+14155550134"]), provenance=known)
    rows = [row.strip() for row in shown(Proposal(Effect.OUTWARD, (sent,))).splitlines()]
    assert "recipients  +14155550134" in rows
    assert "whose: דנה 2310555514+, from Contacts" in rows


def test_a_text_that_is_an_address_has_the_origin_of_a_text() -> None:
    """Not that of the address, which is another argument's."""
    sent = call(turns.SMS, recipients=["+14155550134"], message="+14155550134")
    assert shown(Proposal(Effect.OUTWARD, (sent,))).count("Sid Patel") == 1


def test_all_of_it_in_a_few_lines_names_everybody() -> None:
    """Who is reached, once each, and how many calls of which tool there are."""
    calls = (
        *(call(turns.NOTE, i, name="x") for i in range(1, 41)),
        call(turns.SMS, 41, recipients=["+14155550134", "+1999"]),
        call(turns.SMS, 42, recipients=["+1999"]),
    )
    rows = [row.strip() for row in drawn(in_all(Proposal(Effect.CREATE, calls))).splitlines()]
    assert rows == ["in all  40 create_note, 2 send_sms", "to  +14155550134", "to  +1999"]
