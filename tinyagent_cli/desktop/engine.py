"""Runs a script of ``macos_tools`` in a small JavaScript engine against one simulated app.

The engine is QuickJS: no files, no network, no clock to speak of, a limit on time and on
memory.  What goes in and comes out is JSON; nothing of Python can be called from a script.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.core.errors import NotReady, TimedOut, ToolError
from tinyagent_cli.desktop import macos, quirks

SIMULATOR: Final = Path(__file__).parent / "simulator"

# In this order: each file uses what the ones before it define.
PARTS: Final = (
    "terms.js",
    "store.js",
    "specifiers.js",
    "session.js",
    "filters.js",
    "apps/notes.js",
    "apps/calendar.js",
    "apps/reminders.js",
    "apps/contacts.js",
    "apps/messages.js",
    "apps/mail.js",
    "host.js",
)

APPS: Final = ("Calendar", "Contacts", "Mail", "Messages", "Notes", "Reminders")

SECONDS: Final = 10.0  # of processor time; a script takes a few milliseconds
MEMORY: Final = 256 << 20  # bytes
STACK: Final = 512 << 10  # bytes; below the 8 MiB (glibc) and 16 MiB (macOS) of a thread

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """An error that an app answers with: to every event, or to those named so.

    *object*: only where this text occurs in the path of the object.  *after*: only when that
    many such events went well; *once*: and none of those that come later.  *acts*: the app does
    what it was asked all the same, as one that answers too late; *silent*: it says that all went
    well, and did nothing.
    """

    app: str
    number: int
    event: str = ""
    object: str = ""
    message: str = ""
    after: int = 0
    once: bool = False
    acts: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Conditions:
    """How this simulated Mac differs from one where all goes well.

    *quirks*: ids of the catalogue, besides those that every Mac of that version has.  *delays*:
    seconds that an app takes to answer.  *macos*: the version; "" is a Mac without any defect.
    *language*: what its errors and folders are called in.
    """

    faults: tuple[Fault, ...] = ()
    quirks: frozenset[str] = frozenset()
    delays: Mapping[str, float] = field(default_factory=dict)
    macos: str = macos.NEWEST_TERMS
    language: str = "en"

    def behaving(self) -> frozenset[str]:
        """Every quirk that an app shows."""
        return self.quirks | (quirks.always(self.macos) if self.macos else frozenset())


@dataclass(frozen=True, slots=True)
class Run:
    """What a script did: what it printed or threw, its Apple events, the app's new state."""

    printed: str | None
    error: Mapping[str, Any] | None
    events: tuple[Mapping[str, Any], ...]
    state: State


def run(
    app: str,
    source: str,
    argv: Sequence[str],
    state: State,
    now: str,
    conditions: Conditions | None = None,
) -> Run:
    """Run *source* with *argv* against *app* in *state*; *now* is ISO local time.

    Raises NotReady without an engine, TimedOut past its time, ToolError for a script that
    cannot be read or needs more memory than there is.
    """
    try:
        import quickjs
    except ImportError as error:
        raise NotReady(
            "quickjs-ng is not installed, and the simulated Mac needs it",
            "pip install quickjs-ng",
        ) from error
    try:
        return rehearsed(app, source)(argv, state, now, conditions)
    except quickjs.JSException as error:
        text = str(error).strip().partition("\n")[0]
        if "interrupted" in text:
            raise TimedOut(f"{app} took longer than {SECONDS:g} s") from error
        raise ToolError(f"the script for {app} failed: {text}", number=-2700) from error


def rehearsed(app: str, source: str) -> Callable[..., Run]:
    """*source* read once, to be run often against *app*: ``(argv, state, now, conditions)``.

    Raises quickjs.JSException for a script that cannot be read, when it is made or run.
    """
    import quickjs

    context = quickjs.Context()
    context.set_memory_limit(MEMORY)
    context.set_time_limit(SECONDS)
    context.set_max_stack_size(STACK)
    context.eval(host())
    context.eval(source)
    simulate = context.get("simulateScript")

    def run(
        argv: Sequence[str], state: State, now: str, conditions: Conditions | None = None
    ) -> Run:
        told = json.dumps(given(app, state, now, conditions))
        found = json.loads(simulate(told, json.dumps(list(argv))))
        return Run(found["printed"], found["error"], tuple(found["events"]), found["state"])

    return run


def given(
    app: str, state: State, now: str, conditions: Conditions | None = None
) -> Mapping[str, Any]:
    """What the host is told of *app*: its terms, its *state*, the present, what goes wrong."""
    conditions = conditions or Conditions()
    version = conditions.macos or macos.NEWEST_TERMS
    return {
        "app": app,
        "table": macos.table(app, version),
        "standard": macos.table("Standard", version),
        "state": state,
        "now": now,
        "faults": [asdict(fault) for fault in conditions.faults],
        "quirks": sorted(conditions.behaving()),
        "words": macos.language(conditions.language),
    }


@cache
def host() -> str:
    """The JavaScript of the simulated apps, which puts ``simulateScript`` on the global object."""
    text = "\n".join((SIMULATOR / part).read_text("utf-8") for part in PARTS)
    # One closure: a script sees what the rim puts on the global object and nothing else.
    return f"(function (global) {{\n'use strict';\n{text}\n}})(globalThis);"
