"""What people, notes and calendars are called, for a recogniser of speech to expect."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from itertools import chain, zip_longest
from typing import Any, Final

from tinyagent_cli.core.errors import TinyagentError
from tinyagent_cli.core.ports import Desktop

LIMIT: Final = 200  # of a kind; no recogniser is told of more
_SECONDS: Final = 3.0  # an app that takes longer has no names


async def names_on(desktop: Desktop, permitted: Callable[[str], bool]) -> tuple[str, ...]:
    """Names on *desktop*, in apps of which *permitted* says, by their bundle, that they run and
    let themselves be asked.

    Nothing is opened for it and nobody is asked; an app that fails has no names.
    """
    people, notes, calendars = await asyncio.gather(
        _asked(desktop, permitted, "com.apple.AddressBook", "contacts/list_names.js"),
        _asked(desktop, permitted, "com.apple.Notes", "notes/list_names.js"),
        _asked(desktop, permitted, "com.apple.iCal", "calendar/list_names.js"),
    )
    by_person = people if isinstance(people, dict) else {}
    return in_turn(by_person.get("first", ()), by_person.get("whole", ()), notes, calendars)


def in_turn(
    first: Iterable[str], whole: Iterable[str], notes: Iterable[str], calendars: Iterable[str]
) -> tuple[str, ...]:
    """All of them once, kinds taking turns, as few of many may be told; *whole* names last."""
    each = zip_longest(dict.fromkeys(first), notes, calendars)
    return tuple(dict.fromkeys(name for name in chain(*each, whole) if name))


async def _asked(
    desktop: Desktop, permitted: Callable[[str], bool], bundle: str, script: str
) -> Any:
    try:
        if not await asyncio.to_thread(permitted, bundle):
            return ()
        return await asyncio.wait_for(desktop.script(script, {"limit": LIMIT}), _SECONDS)
    except (TinyagentError, TimeoutError):
        return ()
