"""From when until when: said on Monday 23 November 2026 at nine in the morning."""

from __future__ import annotations

from tests.tools.reading import cases, told


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
