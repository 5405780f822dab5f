"""Words about time, said on Monday 23 November 2026 at nine in the morning."""

from __future__ import annotations

from datetime import datetime

import pytest

from tinyagent_cli.tools.times import Moment, Several, Unknown, when

MONDAY = datetime(2026, 11, 23, 9, 0)


def told(words: str, now: datetime = MONDAY, **how: object) -> str:
    """The reading of *words* in short: ``2026-11-24 15:00/16:00``, ``2026-11-24``."""
    reading = when(words, now, **how)  # type: ignore[arg-type]
    if not isinstance(reading, Moment):
        return type(reading).__name__
    shape = "%Y-%m-%d" if reading.all_day else "%Y-%m-%d %H:%M"
    start = reading.start.strftime(shape)
    if reading.end is None:
        return start
    same_day = not reading.all_day and reading.end.date() == reading.start.date()
    return f"{start}/{reading.end.strftime('%H:%M' if same_day else shape)}"


def table(text: str) -> list[tuple[str, str]]:
    """``words → reading`` lines as test cases."""
    pairs = (line.rsplit("→", 1) for line in text.strip().splitlines() if line.strip())
    return [(words.strip(), reading.strip()) for words, reading in pairs]


def cases(text: str) -> pytest.MarkDecorator:
    """A parametrisation over the lines of *text*."""
    return pytest.mark.parametrize(("words", "reading"), table(text))


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
    3                                → 2026-11-23 15:00
    at 3                             → 2026-11-23 15:00
    3pm                              → 2026-11-23 15:00
    3 p.m.                           → 2026-11-23 15:00
    3:30 p.m.                        → 2026-11-23 15:30
    3:30                             → 2026-11-23 15:30
    3.30pm                           → 2026-11-23 15:30
    15:30                            → 2026-11-23 15:30
    1530                             → 2026-11-23 15:30
    3 o'clock                        → 2026-11-23 15:00
    three o clock                    → 2026-11-23 15:00
    10                               → 2026-11-23 10:00
    11:15                            → 2026-11-23 11:15
    12                               → 2026-11-23 12:00
    12:30                            → 2026-11-23 12:30
    12pm                             → 2026-11-23 12:00
    12am                             → 2026-11-24 00:00
    12:15 am                         → 2026-11-24 00:15
    noon                             → 2026-11-23 12:00
    twelve noon                      → 2026-11-23 12:00
    midnight                         → 2026-11-24 00:00
    half past six                    → 2026-11-23 18:30
    half six                         → 2026-11-23 18:30
    quarter past ten                 → 2026-11-23 10:15
    quarter to eleven                → 2026-11-23 10:45
    a quarter to two                 → 2026-11-23 13:45
    ten past five                    → 2026-11-23 17:10
    twenty to five                   → 2026-11-23 16:40
    at ten to five                   → 2026-11-23 16:50
    10 minutes to 5                  → 2026-11-23 16:50
    quarter to noon                  → 2026-11-23 11:45
    six thirty                       → 2026-11-23 18:30
    six thirty pm                    → 2026-11-23 18:30
    eight forty five am              → 2026-11-24 08:45
    one oh two                       → 2026-11-23 13:02
    five hundred and thirty pm       → 2026-11-23 17:30
    one thousand two hundred and thirty pm → 2026-11-23 12:30
    six am                           → 2026-11-24 06:00
    around 3ish                      → 2026-11-23 15:00
    3pm sharp                        → 2026-11-23 15:00
    """
)
def test_times_of_day(words: str, reading: str) -> None:
    """A time without a day is the next one ahead; one to six are in the afternoon."""
    assert told(words) == reading


@cases(
    """
    at 8                             → 2026-11-23 20:00
    at 9                             → 2026-11-23 21:00
    8:30                             → 2026-11-23 20:30
    8am                              → 2026-11-24 08:00
    0800                             → 2026-11-24 08:00
    08:00                            → 2026-11-24 08:00
    """
)
def test_a_time_that_is_past_rolls_on(words: str, reading: str) -> None:
    """Eight, said at nine, is this evening; eight in the morning is tomorrow's."""
    assert told(words) == reading


@cases(
    """
    tomorrow at 8                    → 2026-11-24 08:00
    tomorrow at 11                   → 2026-11-24 11:00
    tomorrow at 1                    → 2026-11-24 13:00
    tomorrow at 6:45                 → 2026-11-24 18:45
    Friday at 7                      → 2026-11-27 07:00
    tomorrow at 0800                 → 2026-11-24 08:00
    tomorrow at 12                   → 2026-11-24 12:00
    """
)
def test_am_or_pm_is_the_sensible_one(words: str, reading: str) -> None:
    """Without a hint, seven to eleven are in the morning, one to six in the afternoon."""
    assert told(words) == reading


@cases(
    """
    tomorrow morning                 → 2026-11-24 09:00
    tomorrow afternoon               → 2026-11-24 15:00
    tomorrow evening                 → 2026-11-24 18:00
    tomorrow night                   → 2026-11-24 20:00
    Friday afternoon                 → 2026-11-27 15:00
    this morning                     → 2026-11-23 09:00
    this afternoon                   → 2026-11-23 15:00
    this evening                     → 2026-11-23 18:00
    tonight                          → 2026-11-23 20:00
    in the morning                   → 2026-11-24 09:00
    in the afternoon                 → 2026-11-23 15:00
    first thing tomorrow             → 2026-11-24 09:00
    first thing in the morning       → 2026-11-24 09:00
    early tomorrow morning           → 2026-11-24 07:00
    late afternoon                   → 2026-11-23 17:00
    Saturday at lunchtime            → 2026-11-28 12:00
    end of day                       → 2026-11-23 17:00
    by the end of the day            → 2026-11-23 17:00
    by eod friday                    → 2026-11-27 17:00
    the next morning                 → 2026-11-24 09:00
    """
)
def test_parts_of_the_day_have_a_usual_hour(words: str, reading: str) -> None:
    """Morning is nine, afternoon three, evening six, tonight eight."""
    assert told(words) == reading


@cases(
    """
    tonight at 8                     → 2026-11-23 20:00
    at 8 tonight                     → 2026-11-23 20:00
    tonight at 11:30                 → 2026-11-23 23:30
    tonight at 12                    → 2026-11-24 00:00
    tonight at midnight              → 2026-11-24 00:00
    tonight at 1                     → 2026-11-24 01:00
    8 in the evening                 → 2026-11-23 20:00
    six thirty in the evening        → 2026-11-23 18:30
    half past six in the evening     → 2026-11-23 18:30
    8 in the morning                 → 2026-11-24 08:00
    3 in the morning                 → 2026-11-24 03:00
    3 in the afternoon               → 2026-11-23 15:00
    tomorrow morning at 7:15         → 2026-11-24 07:15
    tomorrow evening at half seven   → 2026-11-24 19:30
    Friday night at 10               → 2026-11-27 22:00
    afternoon at five                → 2026-11-23 17:00
    dinner at 7 on Friday            → 2026-11-27 19:00
    lunch tomorrow at 1              → 2026-11-24 13:00
    """
)
def test_a_part_of_the_day_tells_am_from_pm(words: str, reading: str) -> None:
    """Eight in the evening is twenty hundred, three in the morning is not."""
    assert told(words) == reading


@pytest.mark.parametrize(
    ("about", "reading"),
    [
        ("Dinner with Sam", "2026-11-27 19:00"),
        ("Breakfast", "2026-11-27 07:00"),
        ("Movie night", "2026-11-27 19:00"),
        ("Budget review", "2026-11-27 07:00"),
    ],
)
def test_what_it_is_about_tells_am_from_pm(about: str, reading: str) -> None:
    """Dinner at seven is in the evening, breakfast at seven is not."""
    assert told("Friday at 7", about=about) == reading


@cases(
    """
    tomorrow at 3pm                  → 2026-11-24 15:00
    3pm tomorrow                     → 2026-11-24 15:00
    3 tomorrow                       → 2026-11-24 15:00
    at 3 on Friday                   → 2026-11-27 15:00
    Friday at 7:30 pm                → 2026-11-27 19:30
    10 AM next Monday                → 2026-11-30 10:00
    noon on Friday                   → 2026-11-27 12:00
    Friday 3pm                       → 2026-11-27 15:00
    5pm tomorrow at 5pm              → 2026-11-24 17:00
    next week monday 10am            → 2026-11-30 10:00
    tomorrow, at 3 pm please         → 2026-11-24 15:00
    on Tuesday at 2:00 pm            → 2026-11-24 14:00
    at half past two on the 27th     → 2026-11-27 14:30
    """
)
def test_parts_come_in_any_order(words: str, reading: str) -> None:
    """Day and hour may be said in any order, with anything between them that says nothing."""
    assert told(words) == reading


@cases(
    """
    in 45 minutes                    → 2026-11-23 09:45
    in 45 mins                       → 2026-11-23 09:45
    45 minutes from now              → 2026-11-23 09:45
    in two hours                     → 2026-11-23 11:00
    in an hour                       → 2026-11-23 10:00
    an hour from now                 → 2026-11-23 10:00
    in half an hour                  → 2026-11-23 09:30
    in an hour and a half            → 2026-11-23 10:30
    in one and a half hours          → 2026-11-23 10:30
    in 1.5 hours                     → 2026-11-23 10:30
    in 2 hours and 15 minutes        → 2026-11-23 11:15
    in a couple of hours             → 2026-11-23 11:00
    in a quarter of an hour          → 2026-11-23 09:15
    after 10 minutes                 → 2026-11-23 09:10
    in 24 hours                      → 2026-11-24 09:00
    thirty minutes                   → 2026-11-23 09:30
    in ten seconds                   → 2026-11-23 09:01
    now                              → 2026-11-23 09:00
    as soon as possible              → 2026-11-23 09:00
    30 minutes before noon           → 2026-11-23 11:30
    30 minutes before noon tomorrow  → 2026-11-24 11:30
    an hour after 3pm                → 2026-11-23 16:00
    15 minutes before 6              → 2026-11-23 17:45
    the day before Christmas         → 2026-12-24
    two days before Christmas        → 2026-12-23
    the day after Thanksgiving       → 2026-11-27
    """
)
def test_so_long_from_something(words: str, reading: str) -> None:
    """So many minutes, hours or days from now, or before and after something named."""
    assert told(words) == reading


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


@cases(
    """
    from 2 to 4pm                    → 2026-11-23 14:00/16:00
    2-4pm                            → 2026-11-23 14:00/16:00
    2 - 4 pm                         → 2026-11-23 14:00/16:00
    2pm-4pm                          → 2026-11-23 14:00/16:00
    2pm to 4                         → 2026-11-23 14:00/16:00
    11 to 1pm                        → 2026-11-23 11:00/13:00
    9am-5pm tomorrow                 → 2026-11-24 09:00/17:00
    9-5 tomorrow                     → 2026-11-24 09:00/17:00
    9 to 5                           → 2026-11-23 09:00/17:00
    between 9 and 10:30              → 2026-11-23 09:00/10:30
    tomorrow between 9 and 10:30     → 2026-11-24 09:00/10:30
    between three and four pm        → 2026-11-23 15:00/16:00
    this Saturday from 2 to 4pm      → 2026-11-28 14:00/16:00
    from 2 to 4pm on Friday          → 2026-11-27 14:00/16:00
    Friday 2 until 4                 → 2026-11-27 14:00/16:00
    8 to 10 tonight                  → 2026-11-23 20:00/22:00
    tonight from 8 to 10             → 2026-11-23 20:00/22:00
    5 to 7 in the evening            → 2026-11-23 17:00/19:00
    10pm to 2am                      → 2026-11-23 22:00/2026-11-24 02:00
    10 to 2am                        → 2026-11-23 22:00/2026-11-24 02:00
    from noon to 1:30                → 2026-11-23 12:00/13:30
    from 10:30 through 11:45 tomorrow → 2026-11-24 10:30/11:45
    from 3pm Monday to 5pm Tuesday   → 2026-11-23 15:00/2026-11-24 17:00
    tomorrow 9am to Wednesday 5pm    → 2026-11-24 09:00/2026-11-25 17:00
    half past two to quarter to four → 2026-11-23 14:30/15:45
    eight am to two pm               → 2026-11-24 08:00/14:00
    """
)
def test_ranges_of_hours(words: str, reading: str) -> None:
    """One end may tell am from pm for both, and the day is said once."""
    assert told(words) == reading


@cases(
    """
    Monday to Wednesday              → 2026-11-30/2026-12-02
    mon-wed                          → 2026-11-30/2026-12-02
    Friday through Sunday            → 2026-11-27/2026-11-29
    Friday to Monday                 → 2026-11-27/2026-11-30
    Nov 27 - 29                      → 2026-11-27/2026-11-29
    November 27 to 29                → 2026-11-27/2026-11-29
    27-29 November                   → 2026-11-27/2026-11-29
    twenty to twenty five june       → 2027-06-20/2027-06-25
    the 27th to the 29th             → 2026-11-27/2026-11-29
    Nov 30 to Dec 2                  → 2026-11-30/2026-12-02
    23 July till 25 July             → 2027-07-23/2027-07-25
    Friday and Saturday              → 2026-11-27/2026-11-28
    tomorrow until Friday            → 2026-11-24/2026-11-27
    tomorrow for 3 days              → 2026-11-24/2026-11-26
    next week for two weeks          → 2026-11-30/2026-12-13
    """
)
def test_ranges_of_days(words: str, reading: str) -> None:
    """From one day to another, both included."""
    assert told(words) == reading


@cases(
    """
    until noon                       → 2026-11-23 09:00/12:00
    until five pm                    → 2026-11-23 09:00/17:00
    from now until noon              → 2026-11-23 09:00/12:00
    until Friday                     → 2026-11-23/2026-11-27
    """
)
def test_what_only_ends_begins_now(words: str, reading: str) -> None:
    """Until noon is from now until noon."""
    assert told(words) == reading


@cases(
    """
    tomorrow at 3 for 30 minutes     → 2026-11-24 15:00/15:30
    tomorrow at 3 for an hour and a half → 2026-11-24 15:00/16:30
    tomorrow for 1 hour at 5pm       → 2026-11-24 17:00/18:00
    for 2 hours from 3pm             → 2026-11-23 15:00/17:00
    Friday at 10 for 45 mins         → 2026-11-27 10:00/10:45
    3pm for half an hour             → 2026-11-23 15:00/15:30
    noon tomorrow, 90 minutes long   → 2026-11-24 12:00/13:30
    3pm 1h30                         → 2026-11-23 15:00/16:30
    tomorrow morning for 2 hours     → 2026-11-24 09:00/11:00
    """
)
def test_so_long_gives_an_end(words: str, reading: str) -> None:
    """A length that is said with a time of day gives its end."""
    assert told(words) == reading


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
        ("Thursday at 3 or 4", ["2026-11-26 15:00", "2026-11-26 16:00"]),
        ("tomorrow or Friday", ["2026-11-24", "2026-11-27"]),
        ("Friday at midnight", ["2026-11-28 00:00", "2026-11-27 00:00"]),
        ("Friday Nov 28", ["2026-11-28", "2026-11-27"]),
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


def test_a_time_zone_is_turned_into_local_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """3pm eastern is noon in Los Angeles; an ISO time with a zone is local time too."""
    import time

    monkeypatch.setenv("TZ", "America/Los_Angeles")
    time.tzset()
    try:
        assert told("tomorrow at 3pm eastern") == "2026-11-24 12:00"
        assert told("2026-11-27T15:00:00Z") == "2026-11-27 07:00"
        assert told("2026-11-27T15:00+01:00") == "2026-11-27 06:00"
    finally:
        monkeypatch.undo()
        time.tzset()
