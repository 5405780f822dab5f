"""What is a name, what is a time, and what is neither, in a line of a few words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

CLOCK: Final = re.compile(
    r"(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?|o'?clock)?|noon|midday|midnight"
    r"|(?:half|quarter) (?:past|to) \w+)",
    re.IGNORECASE,
)
# Words of a time and nothing else: any other tells of something that is to be done then.
TIME: Final = re.compile(
    r"(?:(?:\d[\d:./-]*(?:[ap]\.?m\.?|st|nd|rd|th|h)?|[ap]\.?m\.?|o'?clock|noon|midday|midnight"
    r"|half|quarter|past|to|at|on|in|the|of|an?|next|this|after|before|from|till?|until"
    r"|today|tonight|tomorrow|morning|afternoon|evening|night|hours?|minutes?|days?|weeks?|months?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|later"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|(?:jan|feb)(?:uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|(?:nov|dec)(?:ember)?)(?:\s+|,\s*|$))+",
    re.IGNORECASE,
)
# Whoever is named stands in up to three words, none of them one of these.
_OTHER_WORDS: Final = """
text tell email mail send open show remind call add create make then also it that this to a an put
note schedule set get find what who when where how is are do does please and the in on at reply
forward invite summarize book save there here now today tomorrow tonight late later earlier sooner
thanks thank you me us yes no not never mind ok okay sure please well worries why idea again off
done home work him her them his their cc attach rename undo cancel
"""
_NO_NAME: Final = frozenset(_OTHER_WORDS.split())


def names_in(
    text: str, *, surely: bool = True, known: Callable[[str], bool] = lambda name: False
) -> tuple[str, ...]:
    """The people that *text* names and nothing else; none where it says more than names.

    Where it is not said *surely* that these are people, names have capitals ("and coffee"), or
    are *known*.
    """
    found = []
    for part in re.split(r",? and |, | & ", text.strip()):
        said = re.sub(r"^(?:my|our|the) ", "", part.strip(), flags=re.IGNORECASE)
        name = re.sub(r"['’]s$", "", said)
        words = name.split()
        fits = 0 < len(words) <= 3 and not _NO_NAME.intersection(w.lower() for w in words)
        if not fits or not re.fullmatch(r"[\w.'’+@-]+(?: [\w.'’-]+)*", name):
            return ()
        if not is_address(name) and _is_time(name):
            return ()
        sure = surely or said != part.strip() or "@" in name or known(name)
        if not sure and not all(w[0].isupper() or not w[0].isalpha() for w in words):
            return ()
        found.append(name)
    return tuple(found)


def _is_time(name: str) -> bool:
    called_so = name.casefold() in ("april", "may", "june", "august", "jan")
    return bool(re.search(r"\d", name)) or (bool(TIME.fullmatch(name)) and not called_so)


def is_address(name: str) -> bool:
    """Whether *name* is an e-mail address or a number rather than somebody's name."""
    return "@" in name or sum(c.isdigit() for c in name) >= 5


def listed(names: Sequence[str]) -> str:
    """``Sid, Lutfi and Nick``."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
