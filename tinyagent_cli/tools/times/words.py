"""Words about time in one spelling: "Tommorow @ six-thirty P.M." → ``tomorrow at 6 30pm``.

Numbers become digits, months and weekdays are written out, units are in the singular, and
a little of wrong spelling is put right.  Nothing is understood yet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

WEEKDAYS: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_SAME: Final = {
    "tmrw": "tomorrow", "tmr": "tomorrow", "tmw": "tomorrow", "tom": "tomorrow",
    "2moro": "tomorrow", "2morrow": "tomorrow", "tonite": "tonight", "2nite": "tonight",
    "2day": "today", "todays": "today", "tomorrows": "tomorrow", "tonights": "tonight",
    "nite": "night", "wknd": "weekend", "morn": "morning", "noonish": "noon",
    "midday": "noon", "min": "minute", "mins": "minute", "minutes": "minute", "hr": "hour",
    "hrs": "hour", "h": "hour", "hours": "hour", "days": "day", "wk": "week", "wks": "week",
    "weeks": "week", "fortnights": "fortnight", "months": "month", "yr": "year", "yrs": "year",
    "years": "year", "seconds": "secs", "sec": "secs", "nights": "night", "till": "until",
    "til": "until", "'til": "until", "thru": "through", "untill": "until", "u": "until",
    "@": "at", "&": "and", "xmas": "christmas", "christmas's": "christmas", "abt": "about",
    "approx": "about", "approximately": "about", "roughly": "about", "arround": "around",
    "nxt": "next", "followin": "following", "upcoming": "coming", "eod": "end of day",
    "cob": "end of day", "eow": "end of week", "eom": "end of month", "eoy": "end of year",
    "everyday": "every day", "each": "every", "lunchtime": "lunch", "dinnertime": "dinner",
    "teatime": "tea", "bedtime": "bedtime", "tues": "tuesday", "weds": "wednesday",
    "thur": "thursday", "thurs": "thursday", "sept": "september", "noontime": "noon",
    "daily": "every day", "weekly": "every week", "monthly": "every month",
    "yearly": "every year", "annually": "every year", "nightly": "every night",
    "hourly": "every hour", "weekdays": "every weekday", "weekends": "every weekend",
    "mornings": "every morning", "evenings": "every evening", "afternoons": "every afternoon",
    "quarters": "quarter", "couple": "2", "dozen": "12", "sti": "",
} | {day[:3]: day for day in WEEKDAYS} | {month[:3]: month for month in MONTHS} | {
    f"{day}s": f"every {day}" for day in WEEKDAYS
}  # fmt: skip

_UNITS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_SMALL: Final = {word: number for number, word in enumerate(_UNITS.split())}
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ORDINAL: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "twelveth": 12,
    "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17,
    "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip

# What wrong spelling is put right to: long words, so that "match" does not become March.
_SPELT: Final = (
    *(d for d in WEEKDAYS), *(m for m in MONTHS if len(m) > 5), "tomorrow", "tonight", "morning",
    "afternoon", "evening", "midnight", "weekend", "minutes", "christmas", "thanksgiving",
    "halloween", "yesterday",
)  # fmt: skip

_TOKEN: Final = re.compile(
    r"""
    \d{4}-\d{1,2}-\d{1,2} | \d{1,2}-\d{1,2}-(?:\d{4}|\d{2})\b   # 2026-11-27, 11-27-2026
  | \d{1,4}/\d{1,2}(?:/\d{1,4})?                                # 11/27, 2026/11/27
  | \d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})?(?!\d)                    # 27.11. 27.11.2026
  | \d+\.\d+(?=\s?-?(?:h|hr|hour|day|week|month|year))          # 1.5 hours
  | \d{1,2}[:.]\d{2}(?::\d{2})?(?!\d)                           # 3:30, 3.30, 15:30:00
  | \d+(?:st|nd|rd|th)\b | 2(?:moro|morrow|nite|day)\b | \d+
  | (?:[^\W\d_]|')+                                             # a word
  | -                                                           # a range
  | @ | &
    """,
    re.VERBOSE,
)
# "at 15h30": a time of day as much of Europe writes it, and no length ("in 15h", "for 2h30").
_HOUR_SIGN: Final = re.compile(
    r"((?:\b(?:at|by|from|until|till|before)|@) )(\d{1,2})h(\d\d)?\b"
    r"|(?<!\bin )(?<!\bfor )(?<!\bof )(?<!\bwithin )(?<!\bafter )(?<!\bnext )"
    r"(?<![\d.:])(1[3-9]|2[0-3])h(\d\d)?\b"
)
_LATER: Final = re.compile(r"\blater (?:on )?(?=today|tonight|this )")
_MERIDIEM: Final = re.compile(r"(?<![a-z])([ap])\.?\s?m(?![a-z])\.?")
_JOINED: Final = re.compile(r"(\d)\s+(am|pm)\b")


def canonical(text: str) -> str:
    """*text* in the one spelling that the rules of this room are written for."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = re.sub("[’‘`´]", "'", plain)
    plain = re.sub("[‐‑‒–—−]", "-", plain)
    plain = re.sub(r"[^\w:./@&'\-]+", " ", plain)
    plain = re.sub(r"(\d{4}-\d\d-\d\d)t(?=\d\d:)", r"\1 ", plain)
    plain = _HOUR_SIGN.sub(_with_colon, _LATER.sub("", plain))
    plain = _MERIDIEM.sub(r" \1m ", plain)
    plain = re.sub(r"'?\bo'? ?clock\b", " oclock ", plain)
    plain = re.sub(r"(?<=\d)\s?-?ish\b|-ish\b", " ", plain)
    words = list(_respelt(_TOKEN.findall(_dashes(plain))))
    return _JOINED.sub(r"\1\2", " ".join(_with_digits(words)))


def _with_colon(match: re.Match[str]) -> str:
    hour, minutes = match[2] or match[4], match[3] or match[5] or "00"
    return f"{match[1] or ''}{hour}:{minutes}"


def _dashes(text: str) -> str:
    """Tell the dash of a range ("2-4pm", "mon-wed") from a hyphen ("30-minute")."""
    names = "|".join(
        (*WEEKDAYS, *MONTHS, *(d[:3] for d in WEEKDAYS), *(m[:3] for m in MONTHS), "noon")
    )
    text = re.sub(rf"\b({names})-(?=(?:{names})\b)", r"\1 - ", text)
    text = re.sub(r"(?<=[a-z])-(?=[a-z])|(?<=\d)-(?=[a-z])", " ", text)
    return re.sub(r"\b(?!am|pm|noon)([a-z]+)-(?=\d)", r"\1 ", text)


def _respelt(tokens: list[str]) -> Iterator[str]:
    for token in tokens:
        word = re.sub(r"'s?$", "", token) or token
        word = _SAME.get(word, word)
        if len(word) > 5 and " " not in word and word.isalpha() and word not in _KNOWN:
            word = _near(word)
        yield from word.split()


@lru_cache(maxsize=256)
def _near(word: str) -> str:
    from rapidfuzz.distance import OSA

    for right in _SPELT:
        if OSA.distance(word, right, score_cutoff=1 + (len(right) > 7)) <= 1 + (len(right) > 7):
            return _SAME.get(right, right)
    return word


def _with_digits(words: list[str]) -> Iterator[str]:
    at = 0
    while at < len(words):
        number, ordinal, used = _number(words, at)
        if used:
            yield _nth(number) if ordinal else str(number)
        elif words[at] in ("oh", "o") and at + 1 < len(words) and words[at + 1] in _SMALL:
            yield f"0{_SMALL[words[at + 1]]}"
            used = 2
        else:
            yield words[at]
            used = 1
        at += used


def _number(words: list[str], at: int) -> tuple[int, bool, int]:
    """The number that begins at word *at*: value, whether an ordinal, words used (0: none).

    "six thirty" is two numbers, "twenty five" one, "five hundred and thirty" one.
    """
    value, ordinal, used = _below_hundred(words, at)
    if not used or ordinal:
        return value, ordinal, used
    for name, worth in (("thousand", 1000), ("hundred", 100)):
        if at + used < len(words) and words[at + used] == name:
            used += 1
            skip = 1 if words[at + used : at + used + 1] == ["and"] else 0
            rest, ordinal, more = _number(words, at + used + skip)
            if more and rest < worth:
                return value * worth + rest, ordinal, used + skip + more
            return value * worth, False, used
    return value, False, used


def _below_hundred(words: list[str], at: int) -> tuple[int, bool, int]:
    if at >= len(words):
        return 0, False, 0
    word = words[at]
    if word in _TENS:
        following = words[at + 1] if at + 1 < len(words) else ""
        if 1 <= _SMALL.get(following, 0) <= 9:
            return _TENS[word] + _SMALL[following], False, 2
        if 1 <= _ORDINAL.get(following, 0) <= 9:
            return _TENS[word] + _ORDINAL[following], True, 2
        return _TENS[word], False, 1
    if word in _SMALL:
        return _SMALL[word], False, 1
    if word in _ORDINAL:
        return _ORDINAL[word], True, 1
    return 0, False, 0


def _nth(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


_KNOWN: Final = frozenset(_SAME) | frozenset(_SPELT) | frozenset(_ORDINAL) | frozenset(_SMALL)
