"""What people do to words about time, and what is not to be decided for them."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.tools.reading import MONDAY, cases, told
from tinyagent_cli.tools.times import Moment, Several, Unknown, when


@cases(
    """
    tommorow                         → 2026-11-24
    tomorow at 3pm                   → 2026-11-24 15:00
    tmrw                             → 2026-11-24
    wendesday                        → 2026-11-25
    wensday at noon                  → 2026-11-25 12:00
    thrusday                         → 2026-11-26
    firday                           → 2026-11-27
    satuday morning                  → 2026-11-28 09:00
    novemeber 27                     → 2026-11-27
    tonite at 8                      → 2026-11-23 20:00
    nxt monday                       → 2026-11-30
    """
)
def test_a_little_of_wrong_spelling_is_put_right(words: str, reading: str) -> None:
    """One slip in a long word, two in a very long one."""
    assert told(words) == reading


@cases(
    """
    TOMORROW AT 3 PM                 → 2026-11-24 15:00
    “tomorrow at 3pm”                → 2026-11-24 15:00
    tomorrow  at   3 pm.             → 2026-11-24 15:00
    friday @ 3                       → 2026-11-27 15:00
    Nov. 27th, 3 p.m.                → 2026-11-27 15:00
    2–4pm                            → 2026-11-23 14:00/16:00
    today’s                          → 2026-11-23
    """
)
def test_case_quotes_and_marks_do_not_matter(words: str, reading: str) -> None:
    """Capitals, typographic quotes and dashes, dots and runs of spaces are all one."""
    assert told(words) == reading


@cases(
    """
    every tuesday at 9am             → 2026-11-24 09:00
    every day at 8pm                 → 2026-11-23 20:00
    daily                            → 2026-11-24
    on Fridays                       → 2026-11-27
    every weekday at 7               → 2026-11-24 07:00
    each morning                     → 2026-11-24 09:00
    monthly on the 5th               → 2026-12-05
    """
)
def test_repetitions_are_read_as_their_first_time_and_say_so(words: str, reading: str) -> None:
    """No tool repeats anything, so the first time is taken, with a note that it is only that."""
    assert told(words) == reading
    moment = when(words, MONDAY)
    assert isinstance(moment, Moment)
    assert "repeats are not supported" in moment.note


@pytest.mark.parametrize(
    ("words", "readings"),
    [
        ("Monday or Tuesday at 3", ["2026-11-23 15:00", "2026-11-24 15:00"]),
        ("tomorrow at 8am and 8pm", ["2026-11-24 08:00", "2026-11-24 20:00"]),
        ("Thursday at 3 or 4", ["2026-11-26 15:00", "2026-11-26 16:00"]),
        ("tomorrow or Friday", ["2026-11-24", "2026-11-27"]),
        ("Friday at midnight", ["2026-11-28 00:00", "2026-11-27 00:00"]),
        ("Friday Nov 28", ["2026-11-28", "2026-11-27"]),
        ("tomorrow tonight at 8", ["2026-11-23 20:00", "2026-11-24 20:00"]),
    ],
)
def test_what_fits_several_times_is_not_decided(words: str, readings: list[str]) -> None:
    """Alternatives, the midnight of a day, a weekday that is not that date's: all are named."""
    reading = when(words, MONDAY)
    assert isinstance(reading, Several)
    assert [choice.text.removesuffix(":00") for choice in reading.choices] == [
        f"{r}:00".removesuffix(":00") if ":" in r else r for r in readings
    ]


@pytest.mark.parametrize(
    "words",
    [
        "", "whenever", "soon", "when I get home", "before dark", "for 30 minutes", "before that",
        "ten years ago", "last month", "the", "five minutes before", "Ashley", "25:00", "99",
        "the 32nd", "February 30", "13:75", "lunch with", "§$%", "😀", "2026-13-45",
    ],
)  # fmt: skip
def test_what_is_no_time_is_unknown_and_nothing_is_guessed(words: str) -> None:
    """No word is turned into some time or other; what is not understood is said."""
    reading = when(words, MONDAY)
    assert isinstance(reading, Unknown)
    assert reading.because


@pytest.mark.parametrize(
    ("words", "guess"),
    [
        ("Friday after the frobnication", "2026-11-28"),
        ("tomorrow at 3 in room 12", "2026-11-24 15:00"),
        ("the day before the wedding on Friday", "2026-11-26"),
        ("dinner with Sam", "2026-11-23 18:00"),
        ("tomorrow for two hours", "2026-11-24 09:00"),
        ("today at 8am", "2026-11-24 08:00"),
        ("Friday until noon", "2026-11-27 09:00"),
    ],
)
def test_what_is_half_understood_is_a_guess_to_be_confirmed(words: str, guess: str) -> None:
    """What the rest of the words say is offered, not taken."""
    reading = when(words, MONDAY)
    assert isinstance(reading, Unknown)
    assert reading.guess is not None
    assert reading.guess.start.strftime("%Y-%m-%d %H:%M").startswith(guess)


@pytest.mark.parametrize(
    ("words", "reading", "left_out"),
    [
        ("FSU on friday", "2026-11-27", "fsu"),
        ("in haysi at noon", "2026-11-23 12:00", "haysi"),
        ("next saturday go to the library at five o'clock", "2026-12-05 17:00", "go library"),
        ("tomorrow meeting sharply at 10", "2026-11-24 10:00", "meeting sharply"),
    ],
)
def test_words_around_a_time_are_left_out_and_told(words: str, reading: str, left_out: str) -> None:
    """A planner's span may reach too far; what was left out is said."""
    assert told(words) == reading
    moment = when(words, MONDAY)
    assert isinstance(moment, Moment)
    assert f"“{left_out}” was left out" in moment.note


@pytest.mark.parametrize(
    ("words", "reading"),
    [
        ("11:30 pm that night", "2026-11-27 23:30"),
        ("the next day at 12:30 pm", "2026-11-28 12:30"),
        ("the same day at noon", "2026-11-27 12:00"),
        ("two days later at the same time", "2026-11-29 19:30"),
        ("an hour later", "2026-11-27 20:30"),
        ("an hour before", "2026-11-27 18:30"),
        ("2 hours before that", "2026-11-27 17:30"),
        ("the following morning", "2026-11-28 09:00"),
        ("a week later", "2026-12-04"),
        ("tomorrow at noon", "2026-11-24 12:00"),
    ],
)
def test_words_may_look_back_at_what_was_said_before(words: str, reading: str) -> None:
    """ "That night" and "the next day" go by the moment last spoken of in the request."""
    game = Moment(datetime(2026, 11, 27, 19, 30))
    assert told(words, before=game) == reading


@pytest.mark.parametrize(
    ("now", "words", "reading"),
    [
        ("2026-11-27 10:00", "Friday", "2026-12-04"),
        ("2026-11-27 10:00", "next Friday", "2026-12-04"),
        ("2026-11-27 10:00", "this Friday at 3", "2026-11-27 15:00"),
        ("2026-11-29 10:00", "next Monday", "2026-11-30"),
        ("2026-11-28 10:00", "this weekend", "2026-11-28/2026-11-29"),
        ("2026-11-29 10:00", "this weekend", "2026-11-29"),
        ("2026-11-23 23:30", "in 45 minutes", "2026-11-24 00:15"),
        ("2026-11-23 22:00", "at 3", "2026-11-24 15:00"),
        ("2026-11-23 14:00", "at 9", "2026-11-23 21:00"),
        ("2026-11-23 16:10", "this afternoon", "2026-11-23 16:30"),
        ("2026-12-31 12:00", "tomorrow", "2027-01-01"),
        ("2026-12-31 12:00", "next month", "2027-01-01"),
        ("2027-01-31 12:00", "in a month", "2027-02-28"),
        ("2027-01-30 12:00", "the 31st", "2027-01-31"),
        ("2027-02-01 12:00", "the 30th", "2027-03-30"),
        ("2026-11-27 15:00", "by the end of the week", "2026-11-27"),
        ("2026-11-28 15:00", "by the end of the week", "2026-12-04"),
        ("2026-11-23 21:30", "tonight", "2026-11-23 22:00"),
        ("2026-11-23 13:00", "9 to 5", "2026-11-24 09:00/17:00"),
    ],
)
def test_other_clocks(now: str, words: str, reading: str) -> None:
    """The same words at other hours, on other days, over the ends of months and years."""
    assert told(words, datetime.fromisoformat(now)) == reading
