"""What holds of every reading, whatever is said and whenever."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tinyagent_cli.tools.times import Moment, Several, Unknown, iso, when
from tinyagent_cli.tools.times.words import MONTHS, WEEKDAYS

MINUTES = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31)).map(
    lambda at: at.replace(second=0, microsecond=0)
)

# Every one of these is some time that is still to come, at any hour of any day.
AHEAD = (
    "tomorrow", "day after tomorrow", "friday", "next monday", "next week", "next month",
    "in 45 minutes", "in two hours", "in a week", "3 weeks from today", "at 3", "at 8", "3pm",
    "noon", "midnight", "half past six", "quarter to nine", "tomorrow morning", "monday at 9",
    "sunday at 11pm", "nov 27 at noon", "the 5th at 10", "christmas at noon", "2-4pm", "9 to 5",
    "10pm to 2am", "sunday from 2 to 4pm", "every tuesday at 9am", "friday night at 10",
    "a week from tuesday", "first monday of next month", "in 3 working days",
)  # fmt: skip

# Words that mean something, to be thrown together in any order.
SAYINGS = (
    *WEEKDAYS, *MONTHS, "today", "tomorrow", "tonight", "next", "this", "last", "week", "month",
    "at", "on", "from", "to", "until", "between", "and", "or", "for", "in", "before", "after",
    "the", "of", "half", "past", "quarter", "an", "hour", "2", "3pm", "15:30", "27th", "1st",
    "11/27", "30", "minutes", "morning", "evening", "noon", "midnight", "every", "christmas",
    "weekend", "end", "day", "later", "all day", "eastern", "-", "now", "2 hours", "90",
)  # fmt: skip


@given(st.sampled_from(AHEAD), MINUTES)
@example("christmas at noon", datetime(2020, 12, 25, 12, 1))
@example("nov 27 at noon", datetime(2026, 11, 27, 12, 1))
@example("the 5th at 10", datetime(2026, 11, 5, 22, 1))
@settings(max_examples=600, deadline=None)
def test_what_is_ahead_is_never_read_as_past(words: str, now: datetime) -> None:
    """Whatever the clock shows, a phrase about the future is not resolved to the past."""
    reading = when(words, now)
    assert isinstance(reading, Moment)
    day = reading.start.date()
    assert day >= now.date() if reading.all_day else reading.start >= now
    assert reading.end is None or reading.end > reading.start


PRINTED = (
    lambda at: at.isoformat(),
    lambda at: f"{at:%Y-%m-%d %H:%M}",
    lambda at: f"{at:%Y/%m/%d} at {at:%H:%M}",
    lambda at: f"{at:%B} {at.day}, {at.year} at {_twelve(at)}",
    lambda at: f"{_twelve(at)} on {at:%b} {at.day}{_nth(at.day)} {at.year}",
    lambda at: f"the {at.day}{_nth(at.day)} of {at:%B} {at.year} at {at:%H:%M}",
    lambda at: f"{at:%A}, {at.day} {at:%B} {at.year}, {at:%H:%M}",
    lambda at: f"{at:%m/%d/%Y} {_twelve(at)}",
    lambda at: f"{at:%d.%m.%Y} {at:%H:%M}",
    lambda at: f"{at:%a} {at.day} {at:%b %Y} {at:%H:%M}",
    lambda at: f"{_twelve(at).upper()}, {at:%A} {at:%B} {at.day} {at.year}",
)  # fmt: skip


def _twelve(at: datetime) -> str:
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"


def _nth(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@given(MINUTES, st.sampled_from(PRINTED), MINUTES)
@settings(max_examples=800, deadline=None)
@example(datetime(2030, 1, 2, 0, 0), PRINTED[3], datetime(2026, 11, 23, 9))
def test_a_printed_time_is_read_back(at: datetime, form, now: datetime) -> None:  # type: ignore[no-untyped-def]
    """A whole date with its time comes back from any of eleven ways to print it."""
    reading = when(form(at), now)
    assert isinstance(reading, Moment)
    assert (reading.start, reading.all_day) == (at, False)


@given(st.dates(date(2026, 11, 24), date(2027, 11, 22)))
@settings(max_examples=300, deadline=None)
def test_a_date_of_the_coming_year_needs_no_year(day: date) -> None:
    """Month and day mean the next such date."""
    for words in (f"{day:%B} {day.day}", f"{day.day} {day:%b}", f"{day:%m/%d}"):
        reading = when(words, datetime(2026, 11, 23, 9))
        assert isinstance(reading, Moment)
        assert reading.start.date() == day


@given(MINUTES, st.integers(1, 5000), MINUTES)
@settings(max_examples=200, deadline=None)
def test_a_reading_written_exactly_is_read_back(
    start: datetime, minutes: int, now: datetime
) -> None:
    """`Moment.exact` says start and end in words that mean just that."""
    end = start + timedelta(minutes=minutes)
    for moment in (Moment(start, end), Moment(start), Moment.of_days(start.date(), end.date())):
        again = when(moment.exact, now)
        assert isinstance(again, Moment)
        assert (again.start, again.end, again.all_day) == (
            moment.start, moment.end, moment.all_day,
        )  # fmt: skip


@given(st.lists(st.sampled_from(SAYINGS), max_size=8).map(" ".join), MINUTES)
@settings(max_examples=1500, deadline=None)
def test_any_words_about_time_come_to_a_reading(words: str, now: datetime) -> None:
    """No heap of words makes the reader fail, and an end never precedes its beginning."""
    reading = when(words, now)
    moments = {Moment: lambda: (reading,), Several: lambda: reading.choices}.get(  # type: ignore[union-attr,return-value]
        type(reading), lambda: ()
    )()
    for moment in moments:
        assert moment.end is None or moment.end >= moment.start
        assert isinstance(moment.spoken, str)


@given(st.text(max_size=60))
@settings(max_examples=500, deadline=None)
@example("\x00")
@example("2 hours to")
@example("9999999999 weeks")
@example("in 99999999999 years")
@example("31/31/31")
def test_any_text_comes_to_a_reading(text: str) -> None:
    """Untrusted text gives a reading, never an exception."""
    assert isinstance(when(text, datetime(2026, 11, 23, 9)), Moment | Several | Unknown)


@given(MINUTES)
def test_iso_reads_what_iso_writes(at: datetime) -> None:
    """`iso` and ``isoformat`` are inverse, for times and for days."""
    assert iso(at.isoformat()) == Moment(at)
    assert iso(at.date().isoformat()) == Moment.of_days(at.date())
