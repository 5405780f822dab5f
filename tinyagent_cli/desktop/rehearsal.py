"""A rehearsal: what a plan would do to a desktop, which is only looked at.

What a call needs of the real apps is read, by fixed scripts and the way that every script takes
there: a contact by name, the names of folders, lists and calendars, one note, which mail is
selected, whether Messages knows a number, files by the real index.  Everything else runs on
`StandIns` that hold no more than that, so that the very scripts tell which Apple events they
would send.  What cannot be read fails as it would in earnest: nothing invented takes its place.

Links, files, the clipboard and Zoom have no script: of them it is told what would be opened,
copied or asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, Final, Self

from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.errors import NotFound, ToolError
from tinyagent_cli.core.ports import Desktop, Familiar
from tinyagent_cli.desktop.answers import app_of, error_of_number, result_of
from tinyagent_cli.desktop.documents import check_link, is_executable
from tinyagent_cli.desktop.mac import MacDesktop
from tinyagent_cli.desktop.stand_ins import StandIns, without_made_ids
from tinyagent_cli.desktop.zoom import Zoom

# What only looks, and so is asked of the real app.
READS: Final = frozenset(
    {
        "contacts/find_person.js",
        "mail/read_selected.js",
        "mail/read_selection.js",
        "notes/find_note.js",
    }
)

# What takes something back, and only looks where it is told to.
INVERSES: Final = frozenset(
    {
        "calendar/delete_event.js",
        "mail/delete_draft.js",
        "notes/delete_note.js",
        "notes/restore_note.js",
        "reminders/delete_reminder.js",
    }
)

_NOTES: Final = "notes/find_note.js"
_MAPS: Final = "com.apple.Maps"

Told = Callable[[Mapping[str, Any]], None]


class Looking:
    """Where it is only looked whether something can be taken back."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self.name = rehearsal.source.name
        self._source, self._zoom = rehearsal.source, rehearsal.zoom

    async def script(self, script: str, payload: Mapping[str, Any]) -> Any:
        """Run a *script* that takes something back as far as to where it would.

        Raises ToolError for any other, which somebody may have written into the journal.
        """
        if script not in INVERSES:
            raise ToolError(f"{script} cannot be rehearsed")
        return await self._source.script(script, {**payload, "look": True})

    async def cancel_meeting(self, id: str, stands: Any) -> None:
        """See whether the meeting is there, and as it was made."""
        if self._zoom:
            await asyncio.to_thread(self._zoom.look, id, stands)


@dataclass
class Rehearsal:
    """A rehearsal on the desktop *source*; see `core.ports.Desktop` and `core.ports.Rehearsing`.

    *told* hears, in order, what was read and what would be done: Apple events as the simulated
    apps log them, ``{"app", "event", "object", "with"?}``, and in the same form what is opened,
    copied or asked of Zoom.  Of what was read in earnest *event* is ``read``, *object* the script.
    """

    source: Desktop
    clock: Clock
    zoom: Zoom | None = None  # whose account would be used, where that is a real one
    pastes: bool = False  # a text for a draft is pasted there, and not left on the clipboard
    stand_ins: StandIns = field(default_factory=StandIns)
    told: Told = field(default=lambda act: None)
    _meetings: count[int] = field(default_factory=lambda: count(1))
    _turns: dict[str, asyncio.Lock] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Desktop, clock: Clock) -> Self:
        """A rehearsal on *source*, a Mac or a simulated one."""
        zoom = source.zoom if isinstance(source, MacDesktop) else None
        return cls(source, clock, zoom, pastes=not isinstance(source, MacDesktop))

    def __post_init__(self) -> None:
        self.name = f"a rehearsal on {self.source.name}"

    @property
    def rehearses(self) -> str:
        """The name of the desktop that is rehearsed on."""
        return self.source.name

    def looking(self) -> Looking:
        """The real desktop, where taking back is only looked at."""
        return Looking(self)

    def part(self, told: Told) -> Self:
        """The same rehearsal as one call takes part in it: *told* hears of that call alone."""
        return replace(self, told=told)

    @property
    def home(self) -> Path:
        """The home folder of the desktop that is rehearsed on."""
        return self.source.home

    async def script(self, script: str, payload: Mapping[str, Any]) -> Any:
        """Ask the real app where *script* only looks; else run it on the stand-in."""
        app = app_of(script)
        async with self._turns.setdefault(app, asyncio.Lock()):
            if script == _NOTES:
                return await self._note(payload)
            if script in READS:
                return await self._read(script, payload)
            quirks = await self._prepared(app, script, payload)
            return await self._run(app, script, payload, *quirks)

    async def open_url(self, url: str, app: str | None = None) -> None:
        """Tell which *url* would be opened."""
        check_link(url)
        self._tell("Maps" if app == _MAPS else "default app", "open", url)

    async def open_file(self, path: Path) -> None:
        """Tell which document would be opened, or only revealed."""
        if not await asyncio.to_thread(path.exists):
            raise ToolError(f"{path} does not exist", number=-1728)
        shown = await asyncio.to_thread(is_executable, path)
        self._tell("Finder", "reveal" if shown else "open", str(path))

    async def find_files(self, name: str) -> tuple[Path, ...]:
        """What the real index finds."""
        self._tell("Files", "read", "index", {"name": name})
        return await self.source.find_files(name)

    async def zoom_meeting(
        self, topic: str, start: datetime | None, minutes: int, invitees: Sequence[str]
    ) -> Mapping[str, Any]:
        """Tell which meeting would be asked for; its link is one that leads nowhere.

        Raises NotReady where no account is set up.
        """
        zoom = self.zoom or Zoom({})
        if self.zoom:
            self.zoom.check()
        self._tell("Zoom", "POST", zoom.meetings, zoom.meeting(topic, start, minutes, invitees))
        number = next(self._meetings)
        return {"id": "", "join_url": f"https://zoom.us/j/rehearsal-{number}", "stands": {}}

    async def cancel_meeting(self, id: str, stands: Any) -> None:
        """Tell which meeting would be cancelled."""
        self._tell("Zoom", "DELETE", "the meeting")

    async def offer_text(self, text: str) -> bool:
        """Tell which text would be on the clipboard, or pasted."""
        self._tell(*("Mail", "paste") if self.pastes else ("clipboard", "copy"), "", text)
        return self.pastes

    def people(self, used: Collection[str]) -> Iterable[str]:
        """Whom the real desktop knows; see `core.ports.Familiar`."""
        return self.source.people(used) if isinstance(self.source, Familiar) else ()

    def things(self, used: Collection[str]) -> Iterable[str]:
        """What is on the real desktop, as `people`."""
        return self.source.things(used) if isinstance(self.source, Familiar) else ()

    def name_of(self, address: str) -> str:
        """Who is behind *address*, as far as Contacts was asked."""
        return self.source.name_of(address)

    def allowed_addresses(self) -> frozenset[str]:
        """Those of the desktop that is rehearsed on."""
        return self.source.allowed_addresses()

    async def _read(self, script: str, payload: Mapping[str, Any]) -> Any:
        self._tell(app_of(script), "read", script, payload)
        return await self.source.script(script, payload)

    async def _run(self, app: str, script: str, payload: Mapping[str, Any], *quirks: str) -> Any:
        now = self.clock.now().isoformat(timespec="seconds")
        found = await asyncio.to_thread(self.stand_ins.run, app, script, payload, now, *quirks)
        for event in found.events:
            self.told(without_made_ids(event))
        if found.error is not None:
            raise error_of_number(found.error["number"], found.error["message"], app)
        return result_of(found.printed or "", app)

    async def _prepared(self, app: str, script: str, payload: Mapping[str, Any]) -> Collection[str]:
        """Give the stand-in for *app* what *script* needs; the quirks that it is to show."""
        match app:
            case "Calendar" if not self.stand_ins.has(app):
                self.stand_ins.give_calendars(await self._read("calendar/read_calendars.js", {}))
            case "Reminders" if not self.stand_ins.has(app):
                self.stand_ins.give_lists(await self._read("reminders/read_lists.js", {}))
            case "Notes":
                await self._notes_prepared(payload)
            case "Mail" if script in ("mail/reply.js", "mail/forward.js"):
                self.stand_ins.give_selection(await self._read("mail/read_selection.js", {}))
            case "Mail":
                self.stand_ins.give_mail()
            case "Messages":
                handle = {"handle": payload.get("handle")}
                accounts = await self._read("messages/read_accounts.js", handle)
                self.stand_ins.give_accounts(accounts)
                on = [account for account in accounts if account["enabled"]]
                if on and not any(account["known"] for account in on):
                    self.stand_ins.give_accounts([{**a, "known": True} for a in accounts])
                    return ("unknown-handles",)
        return ()

    async def _notes_prepared(self, payload: Mapping[str, Any]) -> None:
        if not self.stand_ins.has("Notes"):
            self.stand_ins.give_folders(await self._read("notes/read_folders.js", {}))
        id = payload.get("id")
        if id is not None and not self.stand_ins.has_note(id):
            self.stand_ins.give_note(await self._read("notes/read_note.js", {"id": id}))

    async def _note(self, payload: Mapping[str, Any]) -> Any:
        """Which note is meant, of the real ones and of those that the rehearsal made."""
        try:
            found = await self._read(_NOTES, payload)
        except NotFound as error:
            if not self.stand_ins.made_notes():
                raise
            with suppress(NotFound):
                return await self._note_here(payload)
            raise error from None  # it names what there is
        if not self.stand_ins.made_notes():
            return found
        self.stand_ins.give_note(found)
        return await self._note_here(payload)

    async def _note_here(self, payload: Mapping[str, Any]) -> Any:
        now = self.clock.now().isoformat(timespec="seconds")
        ran = await asyncio.to_thread(self.stand_ins.run, "Notes", _NOTES, payload, now)
        return result_of(ran.printed or "", "Notes")

    def _tell(self, app: str, event: str, what: str, given: Any = None) -> None:
        act = {"app": app, "event": event, "object": what}
        self.told(act if given is None else {**act, "with": given})
