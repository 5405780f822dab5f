"""Numbers as they are said: times of day, and phone numbers digit by digit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tinyagent_cli.voice.pieces import Piece, among, before, made

_UNITS: Final = "zero one two three four five six seven eight nine"
_TO_TWENTY: Final = """
ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
"""
_DIGITS: Final = {word: str(number) for number, word in enumerate(_UNITS.split())} | {
    "oh": "0",
    "o": "0",
}
_TEENS: Final = {word: number for number, word in enumerate(_TO_TWENTY.split(), 10)}
_TENS: Final = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_TIMES: Final = {"double": 2, "triple": 3}

_HALF: Final = {"am": "am", "a.m": "am", "pm": "pm", "p.m": "pm"}
_CLOCKS: Final = re.compile(r"(\d{1,2})[.:h]?([0-5]\d)", re.IGNORECASE)
_TOGETHER: Final = re.compile(r"(\d{1,2})\.([0-5]\d) ?([ap])\.?m", re.IGNORECASE)

# After these a bare "three thirty" is a time.
_WHEN: Final = among("at by until till from before after around about past")
FEWEST: Final = 4  # digits said one by one that make a number, and no count of three things


def with_digits(pieces: Sequence[Piece]) -> list[Piece]:
    """*pieces* with times of day and digits said one by one as digits."""
    return _phones(_times(pieces))


def _times(pieces: Sequence[Piece]) -> list[Piece]:
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        text, used = _time(pieces, at)
        out.append(made(text, pieces[at : at + used]) if used else pieces[at])
        at += max(used, 1)
    return out


def _time(pieces: Sequence[Piece], at: int) -> tuple[str, int]:
    """The time of day that begins at *at*, and how many pieces it takes; ("", 0) for none."""
    if found := _TOGETHER.fullmatch(pieces[at].bare):  # "3.30pm" is no time to a reader of dates
        return f"{int(found[1])}:{found[2]} {found[3]}m", 1
    hour, minute, used = _clock(pieces, at)
    if not used or not (1 <= hour <= 12):
        return "", 0
    half, more = _half(pieces, at + used)
    if half:
        return (f"{hour} {half}" if minute is None else f"{hour}:{minute:02} {half}"), used + more
    said = any(piece.bare.isalpha() for piece in pieces[at : at + used])
    if (
        minute is not None
        and said
        and before(pieces, at) in _WHEN
        and not _goes_on(pieces, at + used)
    ):
        return f"{hour}:{minute:02}", used
    return "", 0


def _goes_on(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a number goes on at *at*: "at five five five oh one" is no time."""
    if at >= len(pieces) or pieces[at - 1].ends:
        return False
    word = pieces[at].bare
    return word in _DIGITS or word in _TEENS or word in _TENS or word in ("hundred", "thousand")


def _clock(pieces: Sequence[Piece], at: int) -> tuple[int, int | None, int]:
    """Hour, minute if said, and pieces used: of "three", "three thirty", "330", "nine oh five"."""
    word = pieces[at].bare
    if found := _CLOCKS.fullmatch(word):
        return int(found[1]), int(found[2]), 1
    hour = _below(word, 13)
    if hour is None:
        return 0, None, 0
    if pieces[at].ends or at + 1 >= len(pieces):
        return hour, None, 1
    minute, used = _minute(pieces, at + 1)
    return hour, minute, 1 + used


def _minute(pieces: Sequence[Piece], at: int) -> tuple[int | None, int]:
    word = pieces[at].bare
    following = pieces[at + 1].bare if at + 1 < len(pieces) and not pieces[at].ends else ""
    if word in ("oh", "o", "zero") and following in _DIGITS:
        return int(_DIGITS[following]), 2
    if word in _TENS:
        unit = _DIGITS.get(following, "0") if following not in ("oh", "o", "zero") else "0"
        return _TENS[word] + int(unit), 1 + (unit != "0")
    if word in _TEENS:
        return _TEENS[word], 1
    if re.fullmatch(r"[0-5]\d", word):
        return int(word), 1
    return None, 0


def _half(pieces: Sequence[Piece], at: int) -> tuple[str, int]:
    """ "am" or "pm" that stands at *at*, and how many pieces it takes."""
    if at >= len(pieces) or pieces[at - 1].ends:
        return "", 0
    word = pieces[at].bare
    if word in _HALF:
        return _HALF[word], 1
    if word in ("a", "p") and not pieces[at].ends and at + 1 < len(pieces):
        return (f"{word}m", 2) if pieces[at + 1].bare == "m" else ("", 0)
    return "", 0


def _below(word: str, limit: int) -> int | None:
    number = int(word) if word.isdecimal() and len(word) < 3 else None
    if number is None and word in _DIGITS and word not in ("oh", "o"):
        number = int(_DIGITS[word])
    if number is None:
        number = _TEENS.get(word)
    return number if number is not None and number < limit else None


def _phones(pieces: Sequence[Piece]) -> list[Piece]:
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        text, used = _number(pieces, at)
        out.append(made(text, pieces[at : at + used]) if used else pieces[at])
        at += max(used, 1)
    return out


def _number(pieces: Sequence[Piece], at: int) -> tuple[str, int]:
    """The digits that are said from *at* on, and how many pieces they take; ("", 0) if few."""
    begin, plus = at, pieces[at].bare == "plus" and not pieces[at].ends
    at += plus
    digits = ""
    used = 0
    while at < len(pieces):
        some, count = _digits(pieces, at)
        if not some:
            break
        digits += some
        at += count
        used += count
        # Between groups people pause, or say "dash"; a full stop ends the number.
        if pieces[at - 1].tail not in ("", ","):
            break
        if at + 1 < len(pieces) and pieces[at].bare in ("dash", "hyphen"):
            at += bool(_digits(pieces, at + 1)[0])
    enough = len(digits) >= FEWEST and used > 1
    return (("+" if plus else "") + digits, at - begin) if enough else ("", 0)


def _digits(pieces: Sequence[Piece], at: int) -> tuple[str, int]:
    """One digit at *at*, or "double five", or "eight hundred"; and how many pieces it takes."""
    if at >= len(pieces):
        return "", 0
    word = pieces[at].bare
    following = pieces[at + 1].bare if at + 1 < len(pieces) and not pieces[at].ends else ""
    if word in _TIMES:
        digit = _one(following)
        return (digit * _TIMES[word], 2) if digit else ("", 0)
    digit = _one(word)
    if digit and following == "hundred":
        return f"{digit}00", 2
    return digit, int(bool(digit))


def _one(word: str) -> str:
    return word if len(word) == 1 and word in "0123456789" else _DIGITS.get(word, "")
