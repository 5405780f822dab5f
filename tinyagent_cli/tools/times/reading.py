"""Words about time, read: their parts found, put together, and settled to a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tinyagent_cli.tools.times.moment import Moment, Reading, Several, Unknown
from tinyagent_cli.tools.times.parts import Clock, Day, Mark, Part, PartOfDay, Scene, Weekday, parts
from tinyagent_cli.tools.times.ranges import ranged
from tinyagent_cli.tools.times.said import Unclear, gathered
from tinyagent_cli.tools.times.settling import settled
from tinyagent_cli.tools.times.words import canonical

_DAY = timedelta(days=1)
_REPEATS = "repeats are not supported: this is the first time only"
_PAST = frozenset({"ago", "last", "past", "previous"})
# Words that turn the meaning of what stands beside them.
_TURNING = frozenset(
    {
        "not", "no", "except", "unless", "without", "excluding", "if", "next", "other", "than",
        "less", "more", "prior", "since", "half", "first", "second", "third", "few", "several",
        "hour", "day", "week", "month", "year", "minute", "times", "ahead", "advance",
    }
)  # fmt: skip


def when(
    words: str,
    now: datetime,
    *,
    region: str = "US",
    about: str = "",
    before: Moment | None = None,
) -> Reading:
    """What *words* mean, said at *now* in the country *region*.

    *about* is what the time is for: dinner at 8 is in the evening.  *before* is the moment
    last spoken of, for "the next day" and "two hours later".
    """
    if exact := iso(words):
        return exact
    scene = Scene(now, region, about, before)
    text = canonical(words)
    try:
        found, strange = parts(text, scene)
        reading = _read(found, scene) if found else None
    except (OverflowError, ValueError):  # from datetime: before the year 1, after 9999
        return Unknown(f"“{words.strip()}” is too far away")
    if reading is None:
        return Unknown(f"“{words.strip()}” is no time that I know")
    if strange and _PAST & set(strange):
        return Unknown(f"“{words.strip()}” is past")
    return _with_strange(strange, found, reading) if strange else reading


def _with_strange(strange: Sequence[str], found: Sequence[Part], reading: Reading) -> Reading:
    """What to make of *reading* where some words were *strange*.

    A span that reaches too far ("FSU on friday") is read without them, which is said; where
    they may change what is meant ("the day before the wedding") it is only a guess.
    """
    because = f"“{' '.join(strange)}” was not understood"
    turning = (
        _TURNING & set(strange)
        or any(character.isdigit() for word in strange for character in word)
        or any(part in (Mark("before"), Mark("after")) for part in found)
        or all(isinstance(part, PartOfDay) for part in found)  # "lunch with" is no time
    )
    match reading:
        case Moment() if not turning:
            return reading.with_note(f"“{' '.join(strange)}” was left out")
        case Moment():
            return Unknown(because, reading)
        case Several(choices):
            return Unknown(because, choices[0])
        case Unknown(guess=guess):
            return Unknown(because, guess)


def iso(words: str) -> Moment | None:
    """The moment that an ISO 8601 date or time says; one with a zone, in local time."""
    said = words.strip().upper()
    if len(said) < 8 or not said[:4].isdigit():
        return None
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    if at.tzinfo is not None:
        at = at.astimezone().replace(tzinfo=None)
    return Moment(at.replace(microsecond=0), all_day="T" not in said and " " not in said)


def _read(found: Sequence[Part], scene: Scene) -> Reading:
    marks = [part.word for part in found if isinstance(part, Mark)]
    found = [p for p in found if p not in (Mark("every"), Mark("week of"))]
    try:
        apart = Mark("or") if "or" in marks else Mark("and") if _occasions(found) else None
        reading = _alternatives(found, apart, scene) if apart else _moment(found, scene)
    except Unclear as unclear:
        reading = unclear.reading
    if "every" in marks:
        if isinstance(reading, Several):  # "every Tuesday, Thursday and Saturday"
            reading = min(reading.choices, key=lambda choice: choice.start)
        if isinstance(reading, Moment):
            return reading.with_note(_REPEATS)
        if not found:
            return Moment.of_days(scene.today + _DAY, note=_REPEATS)
    return reading


def _alternatives(found: Sequence[Part], apart: Mark, scene: Scene) -> Reading:
    """ "Monday or Tuesday at 3": each of them, with what was said once for both."""
    at = found.index(apart)
    left, right = gathered(found[:at], scene), gathered(found[at + 1 :], scene)
    shared = replace(
        right,
        day=right.day if right.dated else left.day,
        weekday=right.weekday if right.dated else left.weekday,
        part=right.part or left.part,
        clock=right.clock or left.clock,
    )
    other = replace(
        left,
        day=left.day if left.dated else right.day,
        weekday=left.weekday if left.dated else right.weekday,
        part=left.part or right.part,
        clock=left.clock or right.clock,
    )
    choices = tuple(dict.fromkeys(settled(said, scene) for said in (other, shared)))
    return Several(choices) if len(choices) > 1 else choices[0]


def _moment(found: Sequence[Part], scene: Scene) -> Moment:
    marks = [i for i, p in enumerate(found) if p in (Mark("to"), Mark("until"))]
    if Mark("between") in found or (not marks and _two_times(found)):
        marks = marks or [i for i, p in enumerate(found) if p == Mark("and")][:1]
    if len(marks) > 1:
        raise Unclear(Unknown("there are several ranges in it"))
    if not marks:
        return settled(gathered(found, scene), scene)
    left, right = found[: marks[0]], found[marks[0] + 1 :]
    if not left and found[marks[0]] == Mark("to"):
        left, right = right, left  # "move it to Friday"
    if not right:
        return settled(gathered(left, scene), scene)
    moment = ranged(gathered(left, scene), gathered(right, scene), scene)
    if moment.end is not None and moment.end < moment.start:
        raise Unclear(Unknown("it ends before it begins", replace(moment, end=None)))
    return moment


def _two_times(found: Sequence[Part]) -> bool:
    """Whether "and" joins two days, and so all between them: "Friday and Saturday"."""
    return _both_sides(found, (Day, Weekday))


def _occasions(found: Sequence[Part]) -> bool:
    """Whether "and" joins two times of day that are no range: "at 8am and 8pm"."""
    ranges = any(Mark(word) in found for word in ("between", "from", "to", "until"))
    return not ranges and _both_sides(found, (Clock,))


def _both_sides(found: Sequence[Part], kinds: tuple[type, ...]) -> bool:
    if Mark("and") not in found:
        return False
    at = found.index(Mark("and"))
    return all(any(isinstance(p, kinds) for p in side) for side in (found[:at], found[at + 1 :]))
