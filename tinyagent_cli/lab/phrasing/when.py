"""How people say when: a grammar that says times, and an expression that finds them.

What is said is only ever pointed at; what it means is for the resolver of times.
"""

from __future__ import annotations

import random
import re
from typing import Final

from tinyagent_cli.lab.phrasing.listing import listed, phrases

DAYS: Final = listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
SHORT_DAYS: Final = listed("Mon Tue Tues Wed Thu Thurs Fri Sat Sun")
MONTHS: Final = listed(
    "January February March April May June July August September October November December"
)
SHORT_MONTHS: Final = listed("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec")
NUMBERS: Final = listed(
    """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty
"""
)
ORDINALS: Final = phrases(
    """
first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|sixteenth
fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first|thirtieth
twenty second|twenty third|twenty fifth|thirty first
"""
)
_HOLIDAYS: Final = phrases(
    """
Christmas|Christmas Eve|New Year's Eve|Thanksgiving|Easter|Halloween|Valentine's Day|Memorial Day
Labor Day|Mother's Day|the Fourth of July|Boxing Day
"""
)


def clock(rng: random.Random) -> str:
    """A time of day: "3pm", "14:30", "half past nine", "noon"."""
    hour = rng.randint(1, 12)
    half = rng.choice(("am", "pm", "pm"))
    minute = rng.choice((0, 0, 15, 30, 30, 45, rng.randint(1, 59)))
    match rng.randrange(16):
        case 0 | 1 | 2:
            return f"{hour}{half}" if minute == 0 else f"{hour}:{minute:02d}{half}"
        case 3 | 4 | 5:
            mark = rng.choice((half, half.upper(), half.upper(), f"{half[0]}.m."[:3]))
            return f"{hour} {mark}" if rng.random() < 0.4 else f"{hour}:{minute:02d} {mark}"
        case 6 | 7:
            return f"{rng.randint(0, 23):02d}:{minute:02d}"
        case 8:
            return f"{hour}:{minute:02d}{half.upper()}"
        case 9:
            return rng.choice(("noon", "noon", "midnight", "12 noon", "midday"))
        case 10:
            return f"{rng.choice(('half past', 'quarter past', 'quarter to', 'a quarter to'))} " + (
                rng.choice(NUMBERS[:12]) if rng.random() < 0.6 else str(hour)
            )
        case 11:
            return (
                f"{hour} o'clock" if rng.random() < 0.5 else f"{rng.choice(NUMBERS[:12])} o'clock"
            )
        case 12:
            spoken = rng.choice(("", " thirty", " fifteen", " forty five"))
            return f"{rng.choice(NUMBERS[:12])}{spoken} {half}"
        case 13:
            return f"{hour}:{minute:02d}"
        case 14:
            return f"{hour} {rng.choice(('in the morning', 'in the evening', 'in the afternoon', 'at night', 'tonight'))}"
        case _:
            return str(hour)


def day(rng: random.Random) -> str:
    """A date: "tomorrow", "next Friday", "March 3rd", "12/05", "the 21st"."""
    weekday = rng.choice(DAYS if rng.random() < 0.85 else SHORT_DAYS)
    month = rng.choice(MONTHS if rng.random() < 0.75 else SHORT_MONTHS)
    number = rng.randint(1, 30)
    end = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    match rng.randrange(22):
        case 0 | 1 | 2 | 3:
            return "tomorrow"
        case 4:
            return "today"
        case 5 | 6 | 7:
            return weekday
        case 8 | 9:
            return f"next {weekday}"
        case 10:
            return f"this {rng.choice((weekday, weekday, 'weekend', 'week'))}"
        case 11:
            return rng.choice(
                ("next week", "next month", "next weekend", "the day after tomorrow", "tonight")
            )
        case 12 | 13:
            year = rng.choice(
                ("", "", "", f", {rng.randint(2024, 2031)}", f" {rng.randint(2024, 2031)}")
            )
            return f"{month} {number}{rng.choice(('', end))}{year}"
        case 14:
            return f"{rng.choice(('the ', ''))}{number}{end} of {month}"
        case 15:
            return f"the {number}{end}"
        case 16:
            return f"{number} {month}{rng.choice(('', '', f' {rng.randint(2024, 2031)}'))}"
        case 17:
            slash = rng.choice(("/", "/", ".", "-"))
            return f"{rng.randint(1, 12)}{slash}{number}{rng.choice(('', f'{slash}{rng.randint(2024, 2031)}'))}"
        case 18:
            return f"{rng.randint(2024, 2031)}-{rng.randint(1, 12):02d}-{number:02d}"
        case 19:
            return f"{weekday}, {month} {number}{rng.choice(('', end))}"
        case 20:
            return rng.choice(
                (
                    f"a week from {weekday}",
                    f"in {rng.randint(2, 6)} days",
                    "in a week",
                    "in two weeks",
                )
            )
        case _:
            return rng.choice(
                (
                    rng.choice(_HOLIDAYS),
                    "the first of the month",
                    f"the {rng.choice(ORDINALS)}",
                    "the end of the month",
                )
            )


def part_of_day(rng: random.Random) -> str:
    """ "morning", "afternoon" …"""
    return rng.choice(("morning", "afternoon", "evening", "night"))


def duration(rng: random.Random) -> str:
    """A length: "45 minutes", "an hour and a half"."""
    return rng.choice(
        (
            f"{rng.choice((5, 10, 15, 20, 25, 30, 40, 45, 50, 60, 75, 90, 120))} {rng.choice(('minutes', 'minutes', 'mins', 'min'))}",
            f"{rng.randint(2, 8)} {rng.choice(('hours', 'hours', 'hrs'))}",
            rng.choice(
                (
                    "an hour",
                    "1 hour",
                    "one hour",
                    "half an hour",
                    "two hours",
                    "1.5 hours",
                    "2h",
                    "90m",
                )
            ),
            rng.choice(
                (
                    "an hour and a half",
                    "thirty minutes",
                    "forty five minutes",
                    "1 hour and 30 minutes",
                    "fifteen minutes",
                )
            ),
        )
    )


def short_duration(rng: random.Random) -> str:
    """A length before a noun: "30 minute", "half-hour"."""
    count = rng.choice(("30", "15", "45", "60", "20", "90", "10", "thirty", "fifteen"))
    return rng.choice(
        (f"{count} minute", f"{count}-minute", f"{count} min", "half hour", "half-hour", "one hour", "1 hour",
         "one-hour", "1-hour", "2 hour", "two-hour", "1.5 hour", "2.5 hour", "3 hour", "hour-long", "15 minute")
    )  # fmt: skip


def span_of_hours(rng: random.Random) -> str:
    """A range: "from 2 to 4pm", "9-11am", "between noon and 3"."""
    a = rng.randint(1, 10)
    b = a + rng.randint(1, 2)
    half = rng.choice(("am", "pm", " PM", " AM"))
    return rng.choice(
        (
            f"from {a} to {b}{half}",
            f"from {a}{half} to {b}{half}",
            f"from {a}:{rng.choice(('00', '30', '15'))}{half} to {b}:{rng.choice(('00', '30', '45'))}{half}",
            f"{a}-{b}{half}",
            f"{a}{half.strip()}-{b}{half.strip()}",
            f"from {a}{half} until {b}{half}",
            f"between {a} and {b}{half}",
            f"from {clock(rng)} to {clock(rng)}",
        )
    )


def _on(text: str, rng: random.Random) -> str:
    """The preposition a date takes, as people say it, or none."""
    low = text.lower()
    if re.match(
        r"(tomorrow|today|tonight|next|this|in|the day after|a week|the end|the first of)\b", low
    ):
        return ""
    if rng.random() < 0.12:
        return ""
    return "on "


def moment(rng: random.Random) -> tuple[str, str]:
    """When something begins: the leading preposition and the words to point at."""
    kind = rng.random()
    if kind < 0.30:
        date = day(rng)
        joint = rng.choice((" at ", " at ", " at ", " ", ", ", " @ ", " around "))
        return _on(date, rng), f"{date}{joint}{clock(rng)}"
    if kind < 0.50:
        date = day(rng)
        return _on(date, rng), date
    if kind < 0.60:
        return "at ", clock(rng)
    if kind < 0.68:
        date = day(rng)
        return "at ", f"{clock(rng)} {_on(date, rng)}{date}"
    if kind < 0.75:
        return rng.choice(
            (
                ("", f"tomorrow {part_of_day(rng)}"),
                ("on ", f"{rng.choice(DAYS)} {part_of_day(rng)}"),
                ("", f"this {part_of_day(rng)}"),
                (
                    "",
                    f"{rng.choice(('tomorrow', 'this', 'on ' + rng.choice(DAYS)))} {part_of_day(rng)} at {clock(rng)}",
                ),
                ("", "tonight"),
                ("", f"tonight at {clock(rng)}"),
                ("", "in the morning"),
                ("", "first thing tomorrow"),
                ("", "later today"),
                ("", "in the afternoon"),
            )
        )
    if kind < 0.81:
        return "", f"in {duration(rng)}"
    if kind < 0.90:
        hours, date = span_of_hours(rng), day(rng)
        if rng.random() < 0.5:
            return _on(date, rng), f"{date} {hours}"
        return ("", f"{hours} {_on(date, rng)}{date}") if rng.random() < 0.7 else ("", hours)
    if kind < 0.95:
        date = day(rng)
        return _on(date, rng), f"{date} at {clock(rng)} for {duration(rng)}"
    return (
        "",
        rng.choice(
            (
                f"every {rng.choice(DAYS)}",
                f"every {rng.choice(('day', 'morning', 'week', 'month', 'evening', 'weekday'))}",
                f"every {rng.choice(('day', rng.choice(DAYS), 'weekday'))} at {clock(rng)}",
                f"{rng.choice(('weekly', 'daily', 'monthly'))} at {clock(rng)}",
            )
        ),
    )


_NUM = (
    r"(?:\d{1,2}|"
    + "|".join((*NUMBERS, "thirty", "forty", "fifty", "a", "an", "half an", "a few", "couple of"))
    + ")"
)
_MERIDIEM = r"(?:(?:[ap]\.m\.|[ap] ?m)(?!\w)|o'?clock)"
_CLOCK = (
    r"(?:(?:half past|quarter past|quarter to|a quarter to)\s+" + _NUM
    + r"|\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?" + _MERIDIEM + r")?"
    + r"|(?:\d{1,4}|" + "|".join(NUMBERS) + r")(?:\s+(?:thirty|fifteen|forty five))?\s?" + _MERIDIEM
    + r"|(?:12 )?noon|midnight|midday)"
)  # fmt: skip
_ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th)|" + "|".join(ORDINALS) + ")"
_MONTH = r"(?:" + "|".join((*MONTHS, *(m + r"\.?" for m in SHORT_MONTHS if m not in MONTHS))) + ")"
_DAY = r"(?:" + "|".join((*DAYS, *SHORT_DAYS)) + r")(?:day)?"
_DATE = (
    r"(?:the day after tomorrow|day after tomorrow|tomorrow|today|tonight|this (?:weekend|week|month|year)"
    r"|(?:this|next|coming|this coming|upcoming) (?:" + _DAY + r"|week(?:end)?|month|year|" + _MONTH + r")"
    r"|(?:" + _DAY + r",?\s+)?" + _MONTH + r"\s+(?:the )?(?:" + _ORDINAL + r"|\d{1,2}(?!\d|:|\s?[ap]m))(?:,?\s+20\d\d)?"
    r"|(?:the )?(?:" + _ORDINAL + r"|\d{1,2}) (?:of )?" + _MONTH + r"(?:,?\s+20\d\d)?"
    r"|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}(?:/\d{2,4})?"
    r"|the " + _ORDINAL + r"(?: of (?:the|this|next) month)?(?=$|[\s,.?!])(?! (?:floor|time|one|draft|page|edition))"
    r"|every (?:other )?(?:" + _DAY + r"|day|week|month|year|morning|evening|night|hour)"
    r"|" + _DAY + r"s?)"
)  # fmt: skip
_PART = r"(?:(?:this|in the|tomorrow|late|early) )?(?:morning|afternoon|evening|night)"
LENGTH = (
    r"(?:(?:for|in) )?"
    + _NUM
    + r"(?:\.5)?[\s-]?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?)(?: and (?:a half|\d+ minutes))?(?: from now)?"
)
_RANGE = (
    r"(?:(?:from|between) )?(?:" + _CLOCK + r"|\d{1,2})\s?(?:to|until|till|-|–|and)\s?" + _CLOCK
)
_ATOM = rf"(?:{_RANGE}|{_DATE}|{_CLOCK}|{_PART}|{LENGTH})"
FIND: Final = re.compile(
    rf"(?<![\w'’/.-]){_ATOM}(?:(?:\s*,\s*|\s+)(?:(?:at|on|from|around|by|in|of|for|@)\s+(?:the\s+)?)?{_ATOM})*(?![\w/])",
    re.IGNORECASE,
)


def find(text: str) -> list[tuple[int, int]]:
    """Where *text* says when: character ranges, in order."""
    return [m.span() for m in FIND.finditer(text)]
