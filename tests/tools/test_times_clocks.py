"""Times of day: said on Monday 23 November 2026 at nine in the morning."""

from __future__ import annotations

import pytest

from tests.tools.reading import cases, told


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
    at 15h                           → 2026-11-23 15:00
    at 15h30                         → 2026-11-23 15:30
    at 9h                            → 2026-11-23 21:00
    18h tomorrow                     → 2026-11-24 18:00
    in 15h                           → 2026-11-24 00:00
    in 2h30                          → 2026-11-23 11:30
    in fifteen                       → 2026-11-23 09:15
    back in 20                       → 2026-11-23 09:20
    in 10 days                       → 2026-12-03
    2moro at 4                       → 2026-11-24 16:00
    later tonight                    → 2026-11-23 20:00
    later today at 4                 → 2026-11-23 16:00
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
