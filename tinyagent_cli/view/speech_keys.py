"""Which keys mean what while somebody speaks."""

from __future__ import annotations

import re
from typing import Final

from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.view.keys import Key, Motion
from tinyagent_cli.voice.push import Cancel, Down, Repeat, Stop, Up

_CANCEL: Final = ("escape", "c-c", "c-z")
_MOTIONS: Final[dict[Motion, type[Down | Repeat | Up]]] = {
    Motion.PRESS: Down,
    Motion.REPEAT: Repeat,
    Motion.RELEASE: Up,
}
# What the chat, or every terminal, has for something else: Tab is c-i, Enter c-j and c-m.
_TAKEN: Final = frozenset(("c-c", "c-d", "c-h", "c-i", "c-j", "c-l", "c-m", "c-r", "c-x", "c-z"))


def speech_key(setting: str) -> str:
    """The key that ``voice.key`` names, as `Key.name` has it.  Raises UsageError."""
    key = setting.strip().lower()
    if re.fullmatch(r"c-[a-z]|c-space|f([1-9]|1[0-2])", key) and key not in _TAKEN:
        return key
    taken = " is taken" if key in _TAKEN else ""
    raise UsageError(
        f"voice.key cannot be {setting!r}{taken and ', which' + taken}",
        "tinyagent config set voice.key c-t, c-space, or f1 to f12",
    )


def meaning(
    key: Key, talk_keys: tuple[str, ...]
) -> type[Down | Repeat | Up | Cancel | Stop] | None:
    """What *key* does to a recording that *talk_keys* start and stop; None: nothing."""
    if any(_same(key, each) for each in talk_keys):
        return _MOTIONS[key.motion]
    if key.motion is not Motion.PRESS:
        return None
    if key.name in _CANCEL:
        return Cancel
    return Stop if key.name == "enter" else None


def _same(key: Key, name: str) -> bool:
    # Control may be let go before the key itself.
    return key.name == name or (key.motion is Motion.RELEASE and key.bare == Key(name).bare)
