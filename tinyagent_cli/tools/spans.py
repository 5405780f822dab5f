"""When something begins and ends, from two arguments that may each say a part of it.

"from 2 to 4 tomorrow" may come whole as the beginning, as "2" and "4 tomorrow", or as
"tomorrow at 2" and "for two hours".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tinyagent_cli.tools.times import Moment, Reading, Unknown, iso, when
from tinyagent_cli.tools.times.clocks import LENGTH, measured
from tinyagent_cli.tools.times.parts import Length
from tinyagent_cli.tools.times.words import canonical

_LENGTH = rf"(?:for |lasting |of |about |after )*({LENGTH})(?: long| later| after)?"
_UNTIL = re.compile(r"^\s*(?:until|till?|to|through|thru|and|-|–)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """How times are to be read: see `when`.  *minutes*: the length of what has no end."""

    now: datetime
    region: str = "US"
    about: str = ""
    before: Moment | None = None
    minutes: int = 60

    def read(self, words: str) -> Reading:
        """What *words* mean."""
        return when(words, self.now, region=self.region, about=self.about, before=self.before)


def span(start: str, end: str, asked: Asked) -> tuple[Reading, Reading | None]:
    """Beginning and end of what *start* and *end* say; "" where nothing was said.

    The end is None where the beginning is not clear.  An end is a `Moment` by its start.
    """
    begins = asked.read(start)
    bare = _UNTIL.sub("", end)
    if bare and not iso(start) and not iso(bare) and _length(bare) is None:
        together = asked.read(f"{start} to {bare}")
        if isinstance(together, Moment) and together.end is not None:
            return replace(together, end=None), _ending(together, together.end)
    if not isinstance(begins, Moment):
        return begins, None
    if begins.all_day and (length := _length(bare)) and length.minutes:
        return asked.read(f"{start} for {bare}"), None  # hours of a day, but which?
    finish = _finish(bare, begins, asked)
    if isinstance(finish, Moment) and _before(finish, begins):
        finish = Unknown(f"it would end ({finish.spoken}) before it begins ({begins.spoken})")
    return replace(begins, end=None), finish


def _finish(end: str, begins: Moment, asked: Asked) -> Reading:
    if not end:
        if begins.end is not None:
            return _ending(begins, begins.end)
        if begins.all_day:
            return Moment.of_days(begins.start.date())
        return Moment(begins.start + timedelta(minutes=asked.minutes))
    length = _length(end)
    if length is not None:
        if not begins.all_day:
            return Moment(length.after(begins.start))
        return Moment.of_days((length.after(begins.start) - timedelta(days=1)).date())
    # What ends is read from its beginning on: "5pm" is the next one after it.
    return replace(asked, now=begins.start, before=begins).read(end)


def _ending(moment: Moment, end: datetime) -> Moment:
    return Moment(end, all_day=moment.all_day)


def _before(finish: Moment, begins: Moment) -> bool:
    if finish.all_day or begins.all_day:
        return finish.start.date() < begins.start.date()
    return finish.start < begins.start


def _length(words: str) -> Length | None:
    match = re.fullmatch(_LENGTH, canonical(words))
    return measured(match[1]) if match else None
