"""What every script is asked: the lines of ``inputs.toml``, with their long texts in place."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.rings.states import APARTMENT, IDEAS, JOURNAL, SEED, SHOPPING, body_of

# What would get out of a string, a tag or a command, were it pasted into one.
HOSTILE: Final = (
    '"; do shell script "id" -- \' \\" \\ `id` $(id) ${id} </script></div><h1>x</h1> &amp; \n'
    'end tell\ntell application "Finder" to delete every file\n\')}; Application("x") //'
)
# Combining, joined, mirrored, astral, a lone surrogate, and what looks like another letter.
ODD: Final = (
    "e\u0301 \u00e9 👩‍👩‍👧 \u202eevil\u202c \u200b \u2028 \U0001d54f"
    " \ud83d Ωμέγα ｆｕｌｌ ﷽ \u0130ı ß"
)
HUGE: Final = "a line of forty characters, more or less\n" * 2500  # 100 kB
PEOPLE: Final = [f"p{number}@example.com" for number in range(40)]

_MEANT: Final[Mapping[str, str]] = {
    "<<hostile>>": HOSTILE,
    "<<odd>>": ODD,
    "<<huge>>": HUGE,
    "<<a long line>>": HUGE[:8000],
    "<<ideas>>": IDEAS,
    "<<journal>>": JOURNAL,
    "<<apartment>>": APARTMENT,
    "<<shopping>>": SHOPPING,
    "<<body of ideas>>": body_of(IDEAS),
}


@dataclass(frozen=True, slots=True)
class Input:
    """One argument of one script; *variant* is the state that it finds."""

    script: str
    kind: str
    what: str
    argument: Mapping[str, Any]
    variant: str = SEED


def _inputs() -> Iterator[Input]:
    told = tomllib.loads(Path(__file__).with_name("inputs.toml").read_text("utf-8"))
    for script, kinds in told.items():
        for kind, entries in kinds.items():
            for what, entry in entries.items():
                argument = {key: _meant(value) for key, value in entry.items() if key != "state"}
                yield Input(script, kind, what, argument, entry.get("state", SEED))


def _meant(value: Any) -> Any:
    if value == ["<<forty people>>"]:
        return PEOPLE
    if isinstance(value, list):
        return [_meant(item) for item in value]
    if not isinstance(value, str):
        return value
    for name, text in _MEANT.items():
        value = value.replace(name, text)
    return value


INPUTS: Final = tuple(_inputs())
