"""The programs of macOS that are used, on the disk, acting on the simulated Mac of a folder.

``osascript`` is `tests.fakes.osascript`.  ``open``, ``mdfind`` and ``pbcopy`` take the calls that
Apple's take and no others.  Each writes down how it was called, and what its environment was.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from tests.fakes import osascript
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.programs import Programs
from tinyagent_cli.desktop.engine import Conditions
from tinyagent_cli.desktop.simulated import SimulatedDesktop

ROOT = Path(__file__).parents[2]

PROGRAM = """\
#!{python}
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from tests.fakes.macos import act
from tinyagent_cli.desktop.engine import Conditions, Fault
sys.exit(act(sys.argv[0], Path({state!r}), sys.argv[1:], {conditions!r}))
"""


def programs(folder: Path, state: Path, conditions: Conditions | None = None) -> Programs:
    """Programs written into *folder* that act on the simulated Mac in *state*."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: folder / name for name in ("osascript", "open", "mdfind", "pbcopy")}
    for path in paths.values():
        path.write_text(
            PROGRAM.format(
                python=sys.executable,
                root=str(ROOT),
                state=str(state),
                conditions=conditions or Conditions(),
            ),
            "utf-8",
        )
        path.chmod(0o755)
    return Programs(**{name: str(path) for name, path in paths.items()}, root=folder)


def calls(folder: Path) -> list[dict[str, object]]:
    """How the programs in *folder* were called: ``{"program", "argv", "variables"}``."""
    log = folder / "calls"
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def act(program: str, state: Path, argv: list[str], conditions: Conditions) -> int:
    """Be *program*."""
    called = {"program": Path(program).name, "argv": argv, "variables": dict(os.environ)}
    with Path(program).with_name("calls").open("a", encoding="utf-8") as log:
        log.write(json.dumps(called) + "\n")
    if called["program"] == "osascript":
        return osascript.main(state, argv, conditions=conditions)
    desktop = SimulatedDesktop(state, Clock.stopped(osascript.NOW))
    return {"open": show, "mdfind": find, "pbcopy": copy}[Path(program).name](desktop, argv)


def show(desktop: SimulatedDesktop, argv: list[str]) -> int:
    """``open [-g] [-b BUNDLE] [-R] WHAT``: a link or a file; an app alone only starts."""
    words = [word for word in argv if word not in ("-g", "-R")]
    bundle = words[1] if words[0] == "-b" else None
    what = words[2:] if bundle else words
    if len(what) > 1:
        sys.stderr.write(f"unexpected call: {argv}\n")
        return 1
    if not what:
        return 0
    if what[0].startswith("/"):
        if not Path(what[0]).exists():
            sys.stderr.write(f"The file {what[0]} does not exist.\n")
            return 1
        asyncio.run(desktop.open_file(Path(what[0])))
    else:
        asyncio.run(desktop.open_url(what[0], bundle))
    return 0


def find(desktop: SimulatedDesktop, argv: list[str]) -> int:
    """``mdfind -0 -onlyin FOLDER -name NAME``: every file below that has the name in its own."""
    nul, only, folder, by, name = argv
    if (nul, only, by) != ("-0", "-onlyin", "-name") or name.startswith("-"):
        sys.stderr.write(f"unexpected call: {argv}\n")
        return 1
    asyncio.run(desktop.find_files(name))  # which also makes the home folder
    for path in sorted(Path(folder).rglob("*")):
        if path.is_file() and name.lower() in path.name.lower():
            sys.stdout.write(f"{path}\0")
    return 0


def copy(desktop: SimulatedDesktop, argv: list[str]) -> int:
    """``pbcopy``, and a user who presses ⌘V in the draft in front at once."""
    asyncio.run(desktop.offer_text(sys.stdin.buffer.read().decode("utf-8")))
    return 0 if not argv else 1
