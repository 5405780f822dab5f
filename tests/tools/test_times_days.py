"""Days: said on Monday 23 November 2026 at nine in the morning."""

from __future__ import annotations

import pytest

from tests.tools.reading import MONDAY, cases, told
from tinyagent_cli.tools.times import Moment, when


@cases(
    """
    2026-11-27 15:00:00              → 2026-11-27 15:00
    2026-11-27 15:00                 → 2026-11-27 15:00
    2026-11-27T15:00                 → 2026-11-27 15:00
    2026-11-27                       → 2026-11-27
    20261127                         → 2026-11-27
    2026-11-27 at 3pm                → 2026-11-27 15:00
    2026-11-27 15:00 to 16:30        → 2026-11-27 15:00/16:30
    2026/11/27                       → 2026-11-27
    2019-05-01 08:00                 → 2019-05-01 08:00
    """
)
def test_iso_is_taken_as_it_stands(words: str, reading: str) -> None:
    """ISO dates and times are read first, and are what they say, even where they are past."""
    assert told(words) == reading


@cases(
    """
    today                            → 2026-11-23
    tomorrow                         → 2026-11-24
    day after tomorrow               → 2026-11-25
    the day after tomorrow           → 2026-11-25
    yesterday                        → 2026-11-22
    in 3 days                        → 2026-11-26
    in three days                    → 2026-11-26
    3 days from now                  → 2026-11-26
    two days from today              → 2026-11-25
    two days from tomorrow           → 2026-11-26
    3 weeks from today               → 2026-12-14
    a week from today                → 2026-11-30
    a week from tomorrow             → 2026-12-01
    a week from Tuesday              → 2026-12-01
    two weeks from Friday            → 2026-12-11
    in a week                        → 2026-11-30
    in two weeks                     → 2026-12-07
    in a fortnight                   → 2026-12-07
    in two weeks on Friday           → 2026-12-11
    Friday in two weeks              → 2026-12-11
    in a month                       → 2026-12-23
    a month from now                 → 2026-12-23
    in two months                    → 2027-01-23
    in a year                        → 2027-11-23
    twelve weeks from today          → 2027-02-15
    a week today                     → 2026-11-30
    in 3 working days                → 2026-11-26
    5 business days from now         → 2026-11-30
    """
)
def test_days_are_counted_from_today(words: str, reading: str) -> None:
    """Today, tomorrow, and so many days, weeks or months on."""
    assert told(words) == reading


@cases(
    """
    Friday                           → 2026-11-27
    on friday                        → 2026-11-27
    fri                              → 2026-11-27
    this Friday                      → 2026-11-27
    coming friday                    → 2026-11-27
    this coming Friday               → 2026-11-27
    Sunday                           → 2026-11-29
    Monday                           → 2026-11-30
    this Monday                      → 2026-11-23
    next Monday                      → 2026-11-30
    next Friday                      → 2026-12-04
    next Sunday                      → 2026-12-06
    last Friday                      → 2026-11-20
    Friday next week                 → 2026-12-04
    next week Friday                 → 2026-12-04
    next week on Tuesday             → 2026-12-01
    next week at 3 on Thursday       → 2026-12-03 15:00
    Friday of next week              → 2026-12-04
    Thursday this week               → 2026-11-26
    Friday week                      → 2026-12-04
    Friday after next                → 2026-12-04
    a week on Friday                 → 2026-12-04
    the week after next              → 2026-12-07
    Wednesday the week after next    → 2026-12-09
    Thursday's                       → 2026-11-26
    """
)
def test_weekdays_are_ahead(words: str, reading: str) -> None:
    """A bare weekday is the next one; "next" names the one of the next calendar week."""
    assert told(words) == reading


def test_next_weekday_says_how_it_was_read() -> None:
    """While this week's Friday is ahead, "next Friday" carries a note that names both."""
    reading = when("next Friday", MONDAY)
    assert isinstance(reading, Moment)
    assert "27 Nov" in reading.note
    assert "next week" in reading.note


def test_next_weekday_needs_no_note_when_only_one_can_be_meant() -> None:
    """On a Monday, "next Monday" is in seven days, whoever says it."""
    reading = when("next Monday", MONDAY)
    assert isinstance(reading, Moment)
    assert not reading.note


@cases(
    """
    Monday at 3                      → 2026-11-23 15:00
    Monday at 8am                    → 2026-11-30 08:00
    Monday at 9pm                    → 2026-11-23 21:00
    """
)
def test_todays_name_counts_while_the_time_is_ahead(words: str, reading: str) -> None:
    """Monday at 3, said on a Monday morning, is today; at 8 in the morning it is a week on."""
    assert told(words) == reading


@cases(
    """
    Nov 27                           → 2026-11-27
    November 27th                    → 2026-11-27
    November 27, 2026                → 2026-11-27
    Nov 27 2027                      → 2027-11-27
    27 November                      → 2026-11-27
    the 27th of November             → 2026-11-27
    27th                             → 2026-11-27
    the 27th                         → 2026-11-27
    the 22nd                         → 2026-12-22
    the twenty second                → 2026-12-22
    the thirty first                 → 2026-12-31
    the 23rd                         → 2026-11-23
    the 5th of next month            → 2026-12-05
    next month on the 5th            → 2026-12-05
    the 30th of this month           → 2026-11-30
    the fifteenth of this month      → 2026-12-15
    march twenty five                → 2027-03-25
    twenty five march                → 2027-03-25
    fifteenth of march               → 2027-03-15
    the 4th of July                  → 2027-07-04
    july fourth                      → 2027-07-04
    4th July at noon                 → 2027-07-04 12:00
    june fourteenth two thousand and twenty seven → 2027-06-14
    march first twenty twenty eight  → 2028-03-01
    Feb 29                           → 2028-02-29
    Friday, November 27th            → 2026-11-27
    Friday the 27th                  → 2026-11-27
    Friday the 27th at noon          → 2026-11-27 12:00
    Dec 1st                          → 2026-12-01
    sept 3                           → 2027-09-03
    """
)
def test_dates_by_name(words: str, reading: str) -> None:
    """A date without a year is the next one that is not past."""
    assert told(words) == reading


@cases(
    """
    11/27                            → 2026-11-27
    11/27/2026                       → 2026-11-27
    11/27/26                         → 2026-11-27
    3/4                              → 2027-03-04
    12/1 at 5pm                      → 2026-12-01 17:00
    27/11                            → 2026-11-27
    27.11.                           → 2026-11-27
    27.11.2026                       → 2026-11-27
    3.4.                             → 2027-04-03
    11-27                            → 2026-11-27
    11-27-2026                       → 2026-11-27
    1/2 at 3:30 pm                   → 2027-01-02 15:30
    """
)
def test_dates_in_figures_in_the_us(words: str, reading: str) -> None:
    """Month before day, unless only the other order is a date, or dots are used."""
    assert told(words) == reading


@pytest.mark.parametrize("region", ["GB", "DE", "AU", "IN"])
def test_dates_in_figures_elsewhere(region: str) -> None:
    """Day before month: 3/4 is the third of April."""
    assert told("3/4", region=region) == "2027-04-03"
    assert told("27/11 at 15:00", region=region) == "2026-11-27 15:00"
    assert told("11/27", region=region) == "2026-11-27"


@cases(
    """
    end of the month                 → 2026-11-30
    the end of next month            → 2026-12-31
    end of December                  → 2026-12-31
    mid December                     → 2026-12-15
    beginning of next month          → 2026-12-01
    end of the week                  → 2026-11-27
    end of next week                 → 2026-12-04
    early next week                  → 2026-11-30
    end of the year                  → 2026-12-31
    next week                        → 2026-11-30
    next month                       → 2026-12-01
    next year                        → 2027-01-01
    in June                          → 2027-06-01
    next June                        → 2027-06-01
    june 2028                        → 2028-06-01
    first monday of December         → 2026-12-07
    the first Tuesday of next month  → 2026-12-01
    last friday of the month         → 2026-11-27
    the second Thursday in March     → 2027-03-11
    last day of the month            → 2026-11-30
    first week of june               → 2027-06-01/2027-06-07
    last week of December            → 2026-12-25/2026-12-31
    """
)
def test_weeks_months_and_their_ends(words: str, reading: str) -> None:
    """A week or a month without a day is its first day."""
    assert told(words) == reading


@cases(
    """
    this weekend                     → 2026-11-28/2026-11-29
    the weekend                      → 2026-11-28/2026-11-29
    next weekend                     → 2026-12-05/2026-12-06
    weekend of the 12th              → 2026-12-12/2026-12-13
    """
)
def test_weekends_have_two_days(words: str, reading: str) -> None:
    """A weekend is Saturday and Sunday."""
    assert told(words) == reading


@cases(
    """
    Christmas                        → 2026-12-25
    Christmas Eve                    → 2026-12-24
    new year's eve                   → 2026-12-31
    new year's day                   → 2027-01-01
    Thanksgiving                     → 2026-11-26
    black friday                     → 2026-11-27
    halloween                        → 2027-10-31
    valentine's day                  → 2027-02-14
    Easter                           → 2027-03-28
    labor day                        → 2027-09-06
    mother's day                     → 2027-05-09
    christmas day at noon            → 2026-12-25 12:00
    """
)
def test_feasts(words: str, reading: str) -> None:
    """The feasts that people name instead of a date."""
    assert told(words) == reading
