"""The apps that tools act on, and what of them lies on the disk, where no permission is needed."""

from __future__ import annotations

import plistlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.parsers.expat import ExpatError


@dataclass(frozen=True, slots=True)
class MacApp:
    """An app: its *name*, its *bundle* id, what tools do *with* it, and in which *folder* it lies.

    *scripted*: moved by scripts, for which macOS asks the user; the others by links and files.
    """

    name: str
    bundle: str
    with_it: str
    scripted: bool = True
    folder: str = "System/Applications"
    file: str = ""

    def find(self, root: Path) -> Path | None:
        """The app below *root*; None where it is not installed."""
        name = f"{self.file or self.name}.app"
        for folder in (self.folder, "Applications"):
            if (path := root / folder / name).is_dir():
                return path
        return None


APPS: Final = (
    MacApp("Mail", "com.apple.mail", "opens drafts, replies and forwards"),
    MacApp("Calendar", "com.apple.iCal", "makes events"),
    MacApp("Contacts", "com.apple.AddressBook", "looks up numbers and addresses"),
    MacApp("Reminders", "com.apple.reminders", "sets reminders"),
    MacApp("Notes", "com.apple.Notes", "finds, writes and opens notes"),
    MacApp("Messages", "com.apple.MobileSMS", "sends texts, each after a yes"),
    MacApp("Maps", "com.apple.Maps", "shows places and ways", scripted=False),
    MacApp(
        "Finder",
        "com.apple.finder",
        "shows files",
        scripted=False,
        folder="System/Library/CoreServices",
    ),
    MacApp(
        "Zoom",
        "us.zoom.xos",
        "joins meetings",
        scripted=False,
        folder="Applications",
        file="zoom.us",
    ),
)
SCRIPTED: Final = tuple(app for app in APPS if app.scripted)


def plist(path: Path) -> Mapping[str, Any]:
    """What the property list *path* says; nothing where it cannot be read."""
    try:
        with path.open("rb") as file:
            found = plistlib.load(file)
    except (OSError, plistlib.InvalidFileException, ExpatError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def version(app: Path) -> str:
    """The version of the app at *app*, as its Info.plist has it."""
    return str(plist(app / "Contents" / "Info.plist").get("CFBundleShortVersionString", ""))


def macos_version(root: Path) -> str:
    """The version of macOS below *root*; empty where none is."""
    found = plist(root / "System" / "Library" / "CoreServices" / "SystemVersion.plist")
    return str(found.get("ProductVersion", ""))


def dictionary_of(app: Path) -> Path | None:
    """Where the app's scripting dictionary lies: Calendar's is called iCal.sdef to this day."""
    resources = app / "Contents" / "Resources"
    named = plist(app / "Contents" / "Info.plist").get("OSAScriptingDefinition", "")
    if named and (path := resources / Path(str(named)).name).is_file():
        return path
    return next(iter(sorted(resources.glob("*.sdef"))), None)
