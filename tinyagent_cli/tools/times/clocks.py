"""Rules for times of day, lengths, and the small words that tie parts together.

Parts of the day have a usual hour, in one table: the hour that a reminder for "tomorrow
morning" gets, and the span that tells whether "at 8" is in the morning or the evening.
"""

from __future__ import annotations

import re
from typing import Final

from tinyagent_cli.tools.times.parts import (
    Clock,
    Day,
    Instant,
    Length,
    Mark,
    PartOfDay,
    Scene,
    Zone,
    rule,
)

Match = re.Match[str]

# Words → usual hour, first hour, last hour (above 24: of the next day).
PARTS_OF_DAY: Final[dict[str, tuple[int, int, int]]] = {
    "dawn": (6, 4, 8),
    "early": (7, 0, 10),
    "early morning": (7, 0, 9),
    "1st thing in the morning": (9, 5, 11),
    "1st thing": (9, 5, 11),
    "breakfast": (8, 5, 11),
    "morning": (9, 0, 11),
    "mid morning": (10, 8, 11),
    "brunch": (11, 9, 14),
    "late morning": (11, 9, 12),
    "lunch": (12, 11, 14),
    "early afternoon": (13, 12, 16),
    "afternoon": (15, 12, 18),
    "mid afternoon": (15, 13, 17),
    "tea": (16, 14, 18),
    "late afternoon": (17, 14, 19),
    "end of day": (17, 15, 19),
    "end of the day": (17, 15, 19),
    "close of business": (17, 15, 19),
    "after work": (18, 16, 22),
    "after school": (15, 14, 18),
    "early evening": (18, 16, 20),
    "evening": (18, 16, 24),
    "supper": (18, 16, 22),
    "dinner": (18, 16, 23),
    "late evening": (21, 19, 24),
    "night": (20, 17, 28),
    "bedtime": (21, 19, 25),
    "late night": (22, 20, 28),
    "tonight": (20, 17, 28),
}

# What something is about tells the half of the day that its hours are in.
_EARLY = "breakfast alarm sunrise standup morning"
_NOONISH = "brunch lunch luncheon"
_LATE = """
dinner supper drinks party movie movies concert show evening night game bedtime bar cinema
theater theatre cocktail cocktails gala recital nightcap
"""
ABOUT: Final[tuple[tuple[frozenset[str], tuple[int, int]], ...]] = (
    (frozenset(_EARLY.split()), (4, 12)),
    (frozenset(_NOONISH.split()), (10, 15)),
    (frozenset(_LATE.split()), (13, 24)),
)

_HALVES: Final = {"am": 0, "pm": 12}
_MINUTES_TO: Final = (20, 25)  # "ten to five" may also be from ten to five


def _clock(hour: int, minute: int, half: str | None, written: str = "") -> Clock | None:
    """A time of day, if there is such a one; *written* as it stood, for 0800 and 15:30."""
    if minute > 59 or hour > 24:
        return None
    if half:
        return (
            Clock(hour % 12 + _HALVES[half], minute, sure=True)
            if 0 < hour <= 12
            else (Clock(hour, minute, sure=True) if hour <= 23 else None)
        )
    sure = hour == 0 or hour > 12 or (len(written) > 2 and written.startswith("0"))
    return Clock(hour, minute, sure)


@rule(r"(\d{1,2})(?:[:. ](\d\d)(?::\d\d)?)?(am|pm)")
def _with_half(match: Match, _: Scene) -> Clock | None:
    return _clock(int(match[1]), int(match[2] or 0), match[3])


@rule(r"(\d{1,2})[:.](\d\d)(:\d\d)?")
def _with_colon(match: Match, _: Scene) -> Clock | None:
    clock = _clock(int(match[1]), int(match[2]), None, match[0])
    # Who writes seconds is a program, and means 24 hours.
    return Clock(clock.hour, clock.minute, sure=True) if clock and match[3] else clock


@rule(r"(\d{1,2}) (\d\d)")
def _hour_minute(match: Match, _: Scene) -> Clock | None:
    return _clock(int(match[1]), int(match[2]), None) if int(match[1]) < 24 else None


@rule(r"(\d{1,2})(\d\d)(am|pm)?(?: hour)?")
def _figures(match: Match, _: Scene) -> Clock | None:
    if not match[3] and int(match[2]) % 5:
        return None  # 2026 is a year
    return _clock(int(match[1]), int(match[2]), match[3], match[0])


@rule(r"(\d{1,2})(?: oclock)?(?: (am|pm|noon|midnight))?")
def _hour(match: Match, _: Scene) -> Clock | None:
    if match[2] == "noon":
        return Clock(12, sure=True)
    if match[2] == "midnight":
        return Clock(24, sure=True)
    return _clock(int(match[1]), 0, match[2]) if int(match[1]) < 24 else None


@rule("noon|midnight")
def _named(match: Match, _: Scene) -> Clock:
    return Clock(12 if match[0] == "noon" else 24, sure=True)


@rule(r"half (?:past )?(\d{1,2})(am|pm)?")
def _half_past(match: Match, _: Scene) -> Clock | None:
    return _clock(int(match[1]), 30, match[2])


@rule(
    r"(?:(a )?quarter|(\d{1,2})( minute)?) (past|after|to|of|until|before)"
    r" (noon|midnight|\d{1,2})(am|pm)?"
)
def _minutes_past(match: Match, _: Scene) -> Clock | None:
    minutes = int(match[2]) if match[2] else 15
    away = match[4] not in ("past", "after")
    if away and match[2] and not match[3] and minutes not in _MINUTES_TO:
        return None
    return _past(minutes, away, match[5], match[6])


@rule(r"(?:at|by) (\d{1,2}) to (\d{1,2})(am|pm)?")
def _at_minutes_to(match: Match, _: Scene) -> Clock | None:
    if int(match[1]) not in (5, 10):
        return None
    return _past(int(match[1]), True, match[2], match[3])


def _past(minutes: int, away: bool, hour: str, half: str | None) -> Clock | None:
    named = {"noon": 12, "midnight": 24}.get(hour)
    clock = Clock(named, sure=True) if named else _clock(int(hour), 0, half)
    if clock is None or minutes > 59:
        return None
    return moved(clock, -minutes if away else minutes)


def moved(clock: Clock, minutes: int) -> Clock:
    """*clock* so many *minutes* later."""
    hours, minute = divmod(clock.hour * 60 + clock.minute + minutes, 60)
    if not clock.sure:
        hours = (hours - 1) % 12 + 1
    return Clock(hours % 24 if hours != 24 else 24, minute, clock.sure)


@rule("(?:the )?same time")
def _same_time(_: Match, scene: Scene) -> Clock | None:
    if scene.before is None or scene.before.all_day:
        return None
    return Clock(scene.before.start.hour, scene.before.start.minute, sure=True)


_NAMES = "|".join(sorted(PARTS_OF_DAY, key=len, reverse=True))


@rule(f"(?:in the |at the |at |the )?(this )?({_NAMES})(?: time)?")
def _part_of_day(match: Match, _: Scene) -> PartOfDay:
    return PartOfDay(*PARTS_OF_DAY[match[2]], today=bool(match[1]) or match[2] == "tonight")


@rule("(?:right )?now|immediately|asap|as soon as possible|right away|straight away|at once")
def _now(_: Match, scene: Scene) -> Instant:
    return Instant(scene.now.replace(second=0, microsecond=0))


@rule("all day(?: long)?|(?:the |a )?(?:whole|entire|full) day")
def _all_day(_: Match, __: Scene) -> Mark:
    return Mark("all day")


# Lengths.
_N = r"(?:an? 2(?: of)?|2 of|an?|\d+(?:\.\d+)?)"
_UNIT = "(?:secs|minute|hour|day|night|week|fortnight|month|year)"
_HALVED = "(?: and a (?:half|quarter))"
_ONE = rf"{_N}{_HALVED}? {_UNIT}{_HALVED}?"
LENGTH: Final = (
    rf"(?:half an? {_UNIT}|half {_UNIT}|(?:a |3 )?quarter(?: of)? an hour|{_ONE}(?: and)? {_ONE}"
    rf"|\d+ hour(?: and)? \d\d?|{_ONE})"
)
_MINUTES: Final = {"secs": 1 / 60, "minute": 1, "hour": 60}
_DAYS: Final = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
_MONTHS: Final = {"month": 1, "year": 12}
_PIECE: Final = re.compile(rf"({_N})(?: and a (half|quarter))? ({_UNIT})(?: and a (half|quarter))?")
_FRACTION: Final = {"half": 0.5, "quarter": 0.25}


def measured(text: str) -> Length:
    """The length that canonical *text*, a match of `LENGTH`, says."""
    if "quarter" in text and text.endswith("an hour"):
        return Length(minutes=45 if text.startswith("3") else 15)
    if text.startswith("half"):
        text = text.replace("half an ", "0.5 ").replace("half a ", "0.5 ").replace("half ", "0.5 ")
    if bare := re.fullmatch(r"(\d+) hour(?: and)? (\d\d?)", text):
        return Length(minutes=int(bare[1]) * 60 + int(bare[2]))
    months = days = minutes = 0.0
    for count, half, unit, late_half in _PIECE.findall(text):
        digits = re.search(r"\d+(?:\.\d+)?", count)
        amount = float(digits[0]) if digits else 1.0
        amount += _FRACTION.get(half or late_half, 0.0)
        minutes += amount * _MINUTES.get(unit, 0)
        days += amount * _DAYS.get(unit, 0)
        months += amount * _MONTHS.get(unit, 0)
    minutes += (days % 1) * 24 * 60
    days += (months % 1) * 30
    # Clocks here go by the minute: ten seconds are the next one.
    return Length(int(months), int(days), max(round(minutes), 1 if minutes else 0))


@rule(rf"(?:(for|lasting|of) )?({LENGTH})( long)?")
def _length(match: Match, _: Scene) -> Length:
    length = measured(match[2])
    lasting = bool(match[1] or match[3])
    return Length(length.months, length.days, length.minutes, lasting)


@rule(r"(?:the )?(day|week|month|year|hour|minute)(?= (?:before|after|from)(?: |$))")
def _one(match: Match, _: Scene) -> Length:
    return measured(f"1 {match[1]}")


@rule(
    rf"(?:in|within|after)(?: the)?(?: next)? ({LENGTH})(?: time| from now)?"
    rf"|({LENGTH}) (?:from now|hence|ahead)"
)
def _from_now(match: Match, scene: Scene) -> Instant | Day:
    return _shifted(measured(match[1] or match[2]), scene, later=False)


@rule(r"(?:in|within) (?:the|an) hour")
def _within_the_hour(_: Match, scene: Scene) -> Instant | Day:
    return _shifted(Length(minutes=60), scene, later=False)


@rule(r"in (\d{1,2})")
def _from_now_in_minutes(match: Match, scene: Scene) -> Instant | Day | None:
    minutes = int(match[1])  # "call back in fifteen"
    return None if minutes % 5 else _shifted(Length(minutes=minutes), scene, later=False)


@rule(rf"({LENGTH}) (?:later|after that|after this|afterwards)")
def _later(match: Match, scene: Scene) -> Instant | Day:
    return _shifted(measured(match[1]), scene, later=True)


def _shifted(length: Length, scene: Scene, *, later: bool) -> Instant | Day:
    start = scene.before.start if later and scene.before else scene.now
    at = length.after(start).replace(second=0, microsecond=0)
    if not length.minutes:
        # A week or a month on is that week or month: "in two weeks on Friday".
        return Day(at.date(), said=not (length.months or length.days % 7 == 0))
    return Instant(at)


_ZONES: Final = {
    "eastern": "America/New_York", "est": "America/New_York", "edt": "America/New_York",
    "et": "America/New_York", "central": "America/Chicago", "cst": "America/Chicago",
    "cdt": "America/Chicago", "mountain": "America/Denver", "mst": "America/Denver",
    "mdt": "America/Denver", "pacific": "America/Los_Angeles", "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles", "pt": "America/Los_Angeles", "utc": "UTC", "gmt": "UTC",
    "bst": "Europe/London", "cet": "Europe/Berlin", "cest": "Europe/Berlin", "ist": "Asia/Kolkata",
    "jst": "Asia/Tokyo", "aest": "Australia/Sydney",
}  # fmt: skip


@rule(
    f"(?:in )?({'|'.join(sorted(_ZONES, key=len, reverse=True))})(?: standard| daylight)?(?: time)?"
)
def _zone(match: Match, _: Scene) -> Zone:
    return Zone(_ZONES[match[1]])


@rule("(to|-|through|until|and|or|from|between|(?:prior to|before|after)(?: that| this)?)")
def _mark(match: Match, _: Scene) -> Mark:
    word = match[1].removesuffix(" that").removesuffix(" this")
    return Mark({"-": "to", "through": "to", "prior to": "before"}.get(word, word))


@rule(
    r"every(?: other| single| \d+)?(?: (?:day|week|month|year|hour|minute))?"
    r"|(?:once|twice|\d+ times) (?:a|per|every) (?:day|week|month|year)|recurring|repeating"
)
def _every(_: Match, __: Scene) -> Mark:
    return Mark("every")
