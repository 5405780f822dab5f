"""``tinyagent doctor``: is everything there that a request needs?"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.text import Text

from tinyagent_cli.commands.checks import examine
from tinyagent_cli.commands.running import run
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.doctor.check import ERROR, OFF, OK, WARNING, Check
from tinyagent_cli.view.glyphs import Glyphs, glyphs_for
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.passing import Passing
from tinyagent_cli.view.printable import printable
from tinyagent_cli.view.screen import Screen

if TYPE_CHECKING:
    from tinyagent_cli.core.settings import Key

# Settings that take a name of ours, or one that says nothing of anybody.
_NAMED_HERE: Final = frozenset(
    f"{table}.{item}"
    for table, item in (
        ("planner", "name"),
        ("planner", "selector"),
        ("writer", "name"),
        ("voice", "transcriber"),
        ("voice", "language"),
        ("voice", "key"),
        ("people", "region"),
    )
)

_STYLES = {OK: "green", WARNING: "magenta", ERROR: "bold red", OFF: "dim"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What beside looking: let macOS *ask*, *probe* this Mac, with *writes*, into *transcript*."""

    ask: bool = False
    probe: bool = False
    writes: bool = False
    transcript: Path | None = None


def doctor(environment: Environment, wanted: Wanted, *, json: bool = False) -> int:
    """Print each finding as it comes; NOT_READY where one of them is an error.

    Raises UsageError for what is *wanted* of a Mac elsewhere, and what does not go together.
    """
    if wanted.transcript and not wanted.probe:
        raise UsageError("--transcript is where a probe goes to", "add --probe")
    if wanted.probe:
        if wanted.ask or json:
            raise UsageError("--probe goes alone", "tinyagent doctor --probe")
        from tinyagent_cli.commands.probe import probe

        return run(probe(environment, wanted.transcript, writes=wanted.writes))
    screen = Screen(environment)
    if wanted.ask and not environment.on_mac:
        raise UsageError("--ask is for a Mac: nothing else asks whether apps may be controlled")
    glyphs = glyphs_for(environment.stdout)
    found: list[Check] = []
    with Passing(screen) as passing:

        def tell(check: Check) -> None:
            found.append(check)
            if not json:
                passing.clear()
                screen.show(told(check, glyphs))

        for check in examine(environment, passing.show):
            tell(check)
        if environment.on_mac:
            run(_on_this_mac(environment, passing.show, tell))
    if wanted.ask:
        from tinyagent_cli.commands.asking_macos import ask_macos

        new = run(ask_macos(environment, screen, found))
        found = [new.get(check.name, check) for check in found]
        if not json:
            for check in new.values():
                screen.show(told(check, glyphs))
    if json:
        screen.raw(line(report(environment, found)))
    wrong = any(check.status == ERROR for check in found)
    return Exit.NOT_READY if wrong else Exit.DONE


def report(environment: Environment, found: list[Check]) -> dict[str, Any]:
    """The findings for a bug report, without what is private."""
    from tinyagent_cli import __version__
    from tinyagent_cli.core.settings import keys, load, value_of
    from tinyagent_cli.doctor.private import Privacy

    try:
        settings = load(environment.paths.config)
        told = [(key, value_of(settings, key.name)) for key in keys()]
    except (UsageError, OSError):
        told = []
    privacy = Privacy(environment, own(told))
    rows = [
        {
            "name": check.name,
            "status": check.status,
            "message": check.message if check.report is None else check.report,
            "fix": check.fix,
            **({"facts": check.facts} if check.facts else {}),
        }
        for check in found
    ]
    return {"tinyagent": __version__, "checks": privacy.data(rows)}


def own(settings: Iterable[tuple[Key, Any]]) -> Iterator[str]:
    """The texts among *settings* that somebody chose freely: a name, an address, a folder."""
    for key, value in settings:
        if value != key.default and not key.choices and key.name not in _NAMED_HERE:
            yield from (value,) if isinstance(value, str) else ()
            yield from value if isinstance(value, tuple) else ()


async def _on_this_mac(
    environment: Environment, begin: Callable[[str], None], tell: Callable[[Check], None]
) -> None:
    from tinyagent_cli.doctor import mac

    begin("this Mac")
    checks: AsyncIterator[Check] = mac.examine(environment)
    async for check in checks:
        tell(check)
        begin("this Mac")


def told(check: Check, glyphs: Glyphs) -> Text:
    """A finding on one line, and what mends it on the next ones."""
    signs = {OK: glyphs.done, WARNING: glyphs.asking, ERROR: glyphs.failed, OFF: glyphs.waiting}
    quiet = "dim" if check.status == OFF else ""
    text = Text.assemble(
        (f"{signs[check.status]} ", _STYLES[check.status]),
        (f"{check.name:<15}", quiet),
        (printable(check.message), quiet),
    )
    for fix in check.fix.splitlines():
        text.append(f"\n{'':<17}{printable(fix)}", "dim")
    return text
