"""This Mac: its apps through ``osascript``, its files through Spotlight, links through ``open``.

Every argument travels as data: scripts are files of this package, their one argument is
JSON, and no shell is ever between.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.core.errors import HalfDone, TimedOut, ToolError
from tinyagent_cli.core.programs import Programs
from tinyagent_cli.desktop import processes
from tinyagent_cli.desktop.acquaintances import Acquaintances
from tinyagent_cli.desktop.answers import app_of, error_of_number, result_of
from tinyagent_cli.desktop.documents import check_link, files_below, is_executable
from tinyagent_cli.desktop.scripts import genuine
from tinyagent_cli.desktop.zoom import Zoom

# A single argument may be 128 KiB on Linux, all of them together 1 MiB on macOS.
PIECE: Final = 96 * 1024  # bytes
LONGEST: Final = 900_000  # bytes

# What may be asked again when the app was not running: it changes nothing.
_READS: Final = frozenset(
    {
        "calendar/read_calendars.js",
        "contacts/find_person.js",
        "mail/read_selected.js",
        "mail/read_selection.js",
        "messages/read_accounts.js",
        "notes/find_note.js",
        "notes/read_folders.js",
        "notes/read_note.js",
        "reminders/read_lists.js",
    }
)
_BUNDLES: Final = {
    "Calendar": "com.apple.iCal",
    "Contacts": "com.apple.AddressBook",
    "Mail": "com.apple.mail",
    "Messages": "com.apple.MobileSMS",
    "Notes": "com.apple.Notes",
    "Reminders": "com.apple.reminders",
}
_NOT_RUNNING: Final = frozenset({-600, -609, -10810})

# Variables that Apple's tools need; all others stay here.
_PASSED_ON: Final = ("HOME", "USER", "LOGNAME", "TMPDIR", "__CF_USER_TEXT_ENCODING")

_FILES: Final = 500  # of Spotlight's answers
_COMPLETED: Final = 5_000  # files whose names Tab completes


class MacDesktop:
    """The Mac that this program runs on; see `core.ports.Desktop`.

    *variables* is the environment: its home folder, its terminal, Zoom's credentials.
    *seconds* is how long a script may take.
    """

    name = "this Mac"

    def __init__(
        self,
        variables: Mapping[str, str],
        programs: Programs | None = None,
        seconds: float = 60.0,
        zoom: Zoom | None = None,
    ) -> None:
        self.programs = programs or Programs()
        self.seconds = seconds
        self._home = Path(variables.get("HOME", "/"))
        self.terminal = terminal_name(variables)
        self.zoom = zoom or Zoom(variables)
        self._known = Acquaintances()
        self._variables = passed_on(variables)

    @property
    def home(self) -> Path:
        """The user's home folder."""
        return self._home

    async def script(self, script: str, payload: Mapping[str, Any]) -> Any:
        """Run ``macos_tools/<script>`` with *payload* through osascript."""
        app = app_of(script)
        pieces = cut(payload)
        path = str(await asyncio.to_thread(genuine, script))
        try:
            result = await self._asked(script, path, pieces, app)
        except ToolError as error:
            if script not in _READS or error.number not in _NOT_RUNNING:
                raise
            await self._run(self.programs.open, "-g", "-b", _BUNDLES[app])
            result = await self._asked(script, path, pieces, app)
        except TimedOut as error:
            error.begun = error.begun and script not in _READS
            raise
        self._known.hear(script, result)
        return result

    async def _asked(self, script: str, path: str, pieces: Sequence[str], app: str) -> Any:
        found = await self._run(self.programs.osascript, "-l", "JavaScript", path, *pieces)
        printed, message = (b.decode("utf-8", "replace") for b in (found.stdout, found.stderr))
        number = error_number(message)
        try:
            if found.code != 0:
                raise error_of_number(number, message.strip(), app, self.terminal)
            return result_of(printed, app, self.terminal)
        except ToolError as error:
            # Ended by a signal, or without an answer: how far it came, nobody knows.
            told = printed.startswith('{"ok"') if found.code == 0 else number is not None
            if told or script in _READS:
                raise
            raise HalfDone(error.message, error.hint) from error

    async def open_url(self, url: str, app: str | None = None) -> None:
        """Show *url* in *app*, a bundle id, or in the app that is set for it."""
        check_link(url)
        await self._opened("-b", app, url) if app else await self._opened(url)

    async def open_file(self, path: Path) -> None:
        """Open a document; an executable is only revealed."""
        if await asyncio.to_thread(is_executable, path):
            await self._opened("-R", str(path))
        else:
            await self._opened(str(path))

    async def find_files(self, name: str) -> tuple[Path, ...]:
        """What Spotlight knows by *name* in the home folder, else what a look around finds."""
        found = await self._run(
            self.programs.mdfind, "-0", "-onlyin", str(self.home), "-name", name.lstrip("-")
        )
        listed = found.stdout.decode("utf-8", "surrogateescape").split("\0")
        paths = tuple(Path(path) for path in listed if path and not self._hidden(path))[:_FILES]
        if paths:
            return paths
        # Spotlight may be switched off, or still be reading the disk.
        return tuple(await asyncio.to_thread(lambda: list(files_below(self._roots))))

    async def zoom_meeting(
        self, topic: str, start: datetime | None, minutes: int, invitees: Sequence[str]
    ) -> Mapping[str, Any]:
        """Create a meeting with the account of the environment's credentials."""
        return await asyncio.to_thread(self.zoom.create, topic, start, minutes, invitees)

    async def cancel_meeting(self, id: str, stands: Any) -> None:
        """Cancel a meeting of that account."""
        await asyncio.to_thread(self.zoom.cancel, id, stands)

    async def offer_text(self, text: str) -> bool:
        """Put *text* on the clipboard, to be pasted into the draft in front; False: do it."""
        await self._run(self.programs.pbcopy, stdin=text.encode())
        return False

    def people(self, used: Collection[str]) -> Iterable[str]:
        """Nobody: to ask Contacts is to open it, and a key that was pressed opens no app."""
        return ()

    def things(self, used: Collection[str]) -> Iterable[str]:
        """The files that are looked through for a name, where that was permitted already."""
        if "open_and_get_file_path" not in used:
            return ()
        return (path.name for path in files_below(self._roots, _COMPLETED))

    def name_of(self, address: str) -> str:
        """Who is behind *address*, as far as Contacts was asked; else the address."""
        return self._known.name_of(address)

    def allowed_addresses(self) -> frozenset[str]:
        """Nobody: behind every address here is somebody."""
        return frozenset()

    @property
    def _roots(self) -> list[Path]:
        return [self.home / folder for folder in ("Desktop", "Documents", "Downloads")]

    async def _opened(self, *arguments: str) -> None:
        found = await self._run(self.programs.open, *arguments)
        if found.code != 0:
            message = found.stderr.decode("utf-8", "replace").strip()
            raise ToolError(f"macOS could not open it: {message}", number=error_number(message))

    async def _run(self, *argv: str, stdin: bytes | None = None) -> processes.Finished:
        return await processes.run(
            argv, seconds=self.seconds, variables=self._variables, stdin=stdin
        )

    def _hidden(self, path: str) -> bool:
        inside = Path(path).relative_to(self.home) if path.startswith(f"{self.home}/") else None
        return (
            inside is None
            or inside.parts[0] == "Library"
            or any(part.startswith(".") for part in inside.parts)
        )


def passed_on(variables: Mapping[str, str]) -> dict[str, str]:
    """The environment of Apple's tools: what they need of *variables*, and nothing else."""
    needed = {name: variables[name] for name in _PASSED_ON if name in variables}
    return needed | {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "en_US.UTF-8"}


def cut(payload: Mapping[str, Any]) -> list[str]:
    """*payload* as ASCII JSON, cut into arguments; a script joins them again.

    ASCII, so that no locale can harm it and no NUL is in it.  Raises ToolError where it is
    longer than a command line may be.
    """
    text = json.dumps(payload)
    if len(text) > LONGEST:
        raise ToolError(
            f"the text is too long for the app ({len(text):,} bytes)",
            f"keep it below {LONGEST:,} bytes",
        )
    return [text[start : start + PIECE] for start in range(0, len(text), PIECE)]


def error_number(message: str) -> int | None:
    """The number at the end of what osascript or open says on stderr, whatever its language.

    At the end of a line: the system's own log lines may stand around it, with numbers in them.
    """
    found = re.findall(r"\((-?\d{2,5})\)\s*$", message, re.MULTILINE)
    return int(found[-1]) if found else None


def terminal_name(variables: Mapping[str, str]) -> str:
    """The program that macOS asks for permission on behalf of: the terminal we run in."""
    program = variables.get("TERM_PROGRAM", "")
    known = {
        "Apple_Terminal": "Terminal",
        "iTerm.app": "iTerm",
        "vscode": "Visual Studio Code",
        "ghostty": "Ghostty",
        "WarpTerminal": "Warp",
    }
    if program in ("", "tmux", "screen"):
        return "your terminal"
    return known.get(program, program)
