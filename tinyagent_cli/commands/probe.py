"""``tinyagent doctor --probe``: a volunteer's Mac tells how it differs from the simulated one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tinyagent_cli.commands.new_file import write_new
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.desktop.answers import APP_OF_FOLDER
from tinyagent_cli.doctor.probe import Probe
from tinyagent_cli.doctor.steps import NAME
from tinyagent_cli.doctor.terminals import terminal_of
from tinyagent_cli.doctor.transcript import Transcript
from tinyagent_cli.view.passing import Passing
from tinyagent_cli.view.printable import count
from tinyagent_cli.view.screen import Screen

LOOKS: Final = """\
A probe reads the dictionaries of six apps, lets osacompile check the scripts, and lets each app
count what it has. It writes a file with names of Apple's and ours, numbers, yes and no: no name, no
address, no text of yours. Nothing is sent, neither the file nor anything else.
"""
READS: Final = """\
To count, it opens Mail, Calendar, Contacts, Reminders, Notes and Messages. macOS asks for each that
was not decided yet whether {terminal} may control it; OK and Don't Allow are both fine here.
"""
WRITES: Final = """\
With your yes it also makes, and deletes again, things called “{name}”: a folder with two notes, a
list with two reminders, a calendar with an event, two drafts in Mail without a recipient. Their
windows come to the front, and Maps shows a place. Nobody is invited, nothing is sent. Deleted
notes stay in Recently Deleted for a while.
"""


async def probe(environment: Environment, file: Path | None = None, *, writes: bool = False) -> int:
    """Probe this Mac and write the transcript to *file*; *writes*: without being asked.

    FAILED where something could not be deleted again.  Raises UsageError off a Mac, and where
    the file cannot be written.
    """
    if not environment.on_mac:
        raise UsageError(
            "--probe is for a Mac: it finds out how its apps differ from the simulated ones",
            "tinyagent doctor, without it, looks at any computer",
        )
    now = environment.clock.now()
    file = file or Path(f"tinyagent-probe-{now:%Y%m%d-%H%M%S}.json")
    if file.exists():
        raise UsageError(f"{file} is there already", "say another name")
    screen = Screen(environment)
    screen.tell(LOOKS)
    with Passing(screen, lines=True) as passing:
        probing = Probe(environment, passing.show)
        try:
            await probing.look()
            await probing.compile()
            await probing.read(await _folders(environment, screen, passing, probing))
            if writes or await _agreed(screen, passing, WRITES.format(name=NAME)):
                await probing.write()
            else:
                probing.left_out.append("making and deleting things: not wanted")
        finally:
            # Also after Ctrl-C: what was made is deleted by now, or it is said what was not.
            passing.clear()
            for left in probing.left_behind:
                screen.tell(f"left behind, for you to delete: {left}", "bold red")
    found = probing.transcript()
    path = write_new(file, found.text())
    screen.answer(told(found, path.absolute()))
    return Exit.FAILED if probing.left_behind else Exit.DONE


def told(found: Transcript, path: Path) -> str:
    """What was found, and where it lies."""
    differ = [seen.app for seen in found.seen if seen.missing or seen.changed]
    broken = [compiled.script for compiled in found.compiled if not compiled.ok]
    failed = [act.step for act in found.acts if not act.ok]
    odd = [
        f"{act.step} ({claim})"
        for act in found.acts
        for claim, kept in act.claims.items()
        if not kept and claim != "made"
    ]
    lines = [
        f"dictionaries that differ: {', '.join(differ) or 'none'}",
        f"scripts that do not compile: {', '.join(broken) or 'none'}",
        f"steps: {len(found.acts)}, failed: {', '.join(failed) or 'none'}",
        *([f"done otherwise than asked: {', '.join(odd)}"] if odd else []),
        f"{path} has all of it, {count(len(found.text().encode()), 'byte')}:",
        "look into it, and add it to an issue if you like; docs/probe.md says how",
    ]
    return "\n".join(lines)


async def _folders(
    environment: Environment, screen: Screen, passing: Passing, probing: Probe
) -> tuple[str, ...]:
    """The apps that may be opened: all after a yes, else those that are permitted already."""
    terminal = terminal_of(environment.variables)
    if await _agreed(screen, passing, READS.format(terminal=terminal.name)):
        return tuple(APP_OF_FOLDER)
    return probing.permitted()


async def _agreed(screen: Screen, passing: Passing, explained: str) -> bool:
    """Whether somebody is here and agrees; in a script nobody does."""
    passing.clear()
    if not screen.present:
        return False
    screen.tell(f"\n{explained}")
    return await screen.confirm("Go on?")
