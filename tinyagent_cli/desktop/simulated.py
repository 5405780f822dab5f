"""The simulated Mac: apps in files, moved by the very scripts that move a Mac's.

Six apps (Calendar, Contacts, Mail, Messages, Notes, Reminders) are simulated object by
object.  Of Maps, Zoom and the files that were opened a plain account is kept.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import shutil
from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from macos_tools import ROOT
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.desktop import engine, seed, storage
from tinyagent_cli.desktop.acquaintances import Acquaintances
from tinyagent_cli.desktop.answers import app_of, error_of_number, result_of
from tinyagent_cli.desktop.documents import check_link, is_executable
from tinyagent_cli.desktop.engine import APPS, Conditions
from tinyagent_cli.desktop.recent import Happening, recent
from tinyagent_cli.desktop.showing import snapshot
from tinyagent_cli.desktop.zoom import check_meeting

EVENTS: Final = 500  # about twenty go with a call, and a chat may be open for weeks


class SimulatedDesktop:
    """A simulated Mac whose state lies in *folder*, made and seeded on first use.

    *conditions* are the faults, quirks and delays that it shows; *events* is the log of
    the Apple events of this object's last calls, in order.
    """

    name = "the simulated Mac"

    def __init__(
        self, folder: Path, clock: Clock | None = None, conditions: Conditions | None = None
    ) -> None:
        self.folder = folder
        self.clock = clock or Clock()
        self.conditions = conditions or Conditions()
        self.events: deque[Mapping[str, Any]] = deque(maxlen=EVENTS)
        self._known = Acquaintances()

    @property
    def home(self) -> Path:
        """The home folder of the simulated Mac's user, with real files in it."""
        return self.folder / "home"

    async def script(self, script: str, payload: Mapping[str, Any]) -> Any:
        """Run ``macos_tools/<script>`` with *payload*; see `core.ports.Desktop`."""
        app = app_of(script)
        source = (ROOT / script).read_text("utf-8")
        found = await self._run(app, source, [json.dumps(payload)])
        if found.error is not None:
            raise error_of_number(found.error["number"], found.error["message"], app)
        result = result_of(found.printed or "", app)
        self._known.hear(script, result)
        return result

    async def open_url(self, url: str, app: str | None = None) -> None:
        """Show *url*: ``mailto:`` opens a draft in Mail, what is for Maps is kept for Maps."""
        check_link(url)
        if url.lower().startswith("mailto:"):
            source = "function run(argv) { Application('com.apple.mail').mailto(argv[0]); }"
            found = await self._run("Mail", source, [url])
            if found.error is not None:
                raise error_of_number(found.error["number"], found.error["message"], "Mail")
            return
        kind = "maps" if "maps.apple.com" in url else "links"
        await self._note(kind, {"url": url})

    async def open_file(self, path: Path) -> None:
        """Open a document; an executable is only revealed."""
        if not await asyncio.to_thread(path.exists):
            raise ToolError(f"{path} does not exist", number=-1728)
        shown = await asyncio.to_thread(is_executable, path)
        await self._note("files", {"path": str(path), "only_shown": shown})

    async def find_files(self, name: str) -> tuple[Path, ...]:
        """Every file of the simulated home; *name* is ranked by whoever asks."""
        await asyncio.to_thread(self._ready)
        return tuple(sorted(path for path in self.home.rglob("*") if path.is_file()))

    async def zoom_meeting(
        self, topic: str, start: datetime | None, minutes: int, invitees: Sequence[str]
    ) -> Mapping[str, Any]:
        """A meeting with a link as Zoom makes them; nothing leaves this computer."""
        asked = {"topic": topic, "minutes": minutes, "invitees": list(invitees)}
        asked["start"] = start.isoformat() if start else ""
        return await asyncio.to_thread(self._meet, asked)

    async def cancel_meeting(self, id: str, stands: Any) -> None:
        """Forget the meeting *id*.  Raises NotFound where there is none, ToolError if changed."""
        await asyncio.to_thread(self._cancel, id, stands)

    async def offer_text(self, text: str) -> bool:
        """Paste *text* into the draft in front, as the user would; always True."""
        await asyncio.to_thread(self._paste, text)
        return True

    def name_of(self, address: str) -> str:
        """Who is behind *address*, as far as Contacts was asked; else the address."""
        return self._known.name_of(address)

    def allowed_addresses(self) -> frozenset[str]:
        """The addresses of the seed, not those of imported people: the latter may be real."""
        return seed.addresses()

    def snapshot(self) -> dict[str, Any]:
        """What is in every app, for people and for ``desktop show --json``."""
        return snapshot(*self._everything(), self.home)

    def recent(self) -> list[Happening]:
        """What was made or shown since it was new, the latest first."""
        return recent(*self._everything(), self.home)

    def people(self, used: Collection[str]) -> Iterable[str]:
        """Who is in Contacts; of a Mac that is still to be made, who will be."""
        return [person["name"] for person in self._to_complete()["contacts"]]

    def things(self, used: Collection[str]) -> Iterable[str]:
        """The notes and the documents, as `people`."""
        found = self._to_complete()
        notes = [note["name"] for folder in found["notes"].values() for note in folder]
        return [*notes, *(Path(path).name for path in found["files"]["documents"])]

    def reset(self) -> None:
        """Forget everything; the next use seeds anew."""
        with storage.locked(self.folder):
            for app in APPS:
                self._file(app).unlink(missing_ok=True)
            self._activity_file.unlink(missing_ok=True)
            shutil.rmtree(self.home, ignore_errors=True)

    def perform(self, app: str, source: str, argv: Sequence[str]) -> engine.Run:
        """Run the text of a script against *app*; blocks.  Load, act and save are one.

        Raises what `engine.run` and `storage.locked` do.
        """
        with storage.locked(self.folder):
            state = self.state(app)
            found = engine.run(app, source, argv, state, self._now(), self.conditions)
            self.events.extend(found.events)
            if found.state != state:
                storage.write(self._file(app), found.state)
        return found

    def change(self, app: str, state: engine.State) -> None:
        """Replace the state of *app*, which the caller read under the same `storage.locked`."""
        storage.write(self._file(app), state)

    def state(self, app: str) -> engine.State:
        """The state of *app*, seeded if new; to be read under `storage.locked`."""
        self._seed_if_new()
        state: engine.State | None = storage.read(self._file(app))
        if state is None:
            raise ToolError(f"{self._file(app)} is gone", "tinyagent desktop reset")
        return state

    async def _run(self, app: str, source: str, argv: Sequence[str]) -> engine.Run:
        if delay := self.conditions.delays.get(app):
            await asyncio.sleep(delay)
        return await asyncio.to_thread(self.perform, app, source, argv)

    def _ready(self) -> None:
        with storage.locked(self.folder):
            self._seed_if_new()

    def _everything(self) -> tuple[dict[str, engine.State], dict[str, Any]]:
        with storage.locked(self.folder):
            return {app: self.state(app) for app in APPS}, self._activity()

    def _to_complete(self) -> dict[str, Any]:
        """The snapshot, for which nothing is written."""
        if self._file("Contacts").exists():
            return self.snapshot()
        return snapshot(seed.states(self.clock.now()), {}, seed.SEED / "home")

    def _seed_if_new(self) -> None:
        missing = [app for app in APPS if not self._file(app).exists()]
        if not missing:
            return
        fresh = seed.states(self.clock.now())
        seed.documents(self.home)
        for app in missing:
            storage.write(self._file(app), fresh[app])

    def _paste(self, text: str) -> None:
        with storage.locked(self.folder):
            state = self.state("Mail")
            drafts = state["root"]["elements"].get("outgoing message", [])
            if not drafts:
                raise ToolError("no draft is open in Mail", number=-1728)
            props = drafts[-1]["props"]
            props["content"] = text + props.get("content", "")
            storage.write(self._file("Mail"), state)

    async def _note(self, kind: str, entry: Mapping[str, Any]) -> None:
        await asyncio.to_thread(self._note_now, kind, {**entry, "at": self._now()})

    def _note_now(self, kind: str, entry: Mapping[str, Any]) -> None:
        with storage.locked(self.folder):
            self._seed_if_new()
            activity = self._activity()
            activity.setdefault(kind, []).append(entry)
            storage.write(self._activity_file, activity)

    def _meet(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        with storage.locked(self.folder):
            self._seed_if_new()
            activity = self._activity()
            meetings = activity.setdefault("zoom", [])
            text = json.dumps([asked, len(meetings)])
            digest = hashlib.sha256(text.encode()).hexdigest()
            number = str(int(digest[:12], 16))[:11].rjust(11, "8")
            meeting = {"id": number, "join_url": f"https://zoom.us/j/{number}?pwd={digest[12:28]}"}
            meetings.append({**meeting, **asked, "at": self._now()})
            storage.write(self._activity_file, activity)
        return {**meeting, "stands": asked}

    def _cancel(self, id: str, stands: Any) -> None:
        with storage.locked(self.folder):
            activity = self._activity()
            meetings = activity.get("zoom", [])
            check_meeting(next((m for m in meetings if m["id"] == id), None), stands)
            activity["zoom"] = [m for m in meetings if m["id"] != id]
            storage.write(self._activity_file, activity)

    def _now(self) -> str:
        return self.clock.now().isoformat(timespec="seconds")

    def _activity(self) -> dict[str, Any]:
        return storage.read(self._activity_file) or {}

    @property
    def _activity_file(self) -> Path:
        return self.folder / "activity.json"

    def _file(self, app: str) -> Path:
        return self.folder / f"{app.lower()}.json"
