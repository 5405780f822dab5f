"""Names to expect on a Mac: from apps that run and let themselves be asked, and no others."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.desktop.conftest import Write
from tests.desktop.test_mac import faked
from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.desktop.actions import names as naming
from tinyagent_cli.desktop.actions.names import in_turn, names_on
from tinyagent_cli.desktop.automation import permitted
from tinyagent_cli.desktop.simulated import SimulatedDesktop

CONTACTS, NOTES, CALENDAR = "com.apple.AddressBook", "com.apple.Notes", "com.apple.iCal"


async def test_names_come_from_every_app_that_may_be_asked(
    program: Write, desktop: SimulatedDesktop
) -> None:
    """By the very scripts, and osascript."""
    mac = faked(program, desktop.folder)
    names = await names_on(mac, lambda bundle: True)
    snapshot = desktop.snapshot()
    notes = {note["name"] for folder in snapshot["notes"].values() for note in folder}
    assert {"Sid", "Sid Patel"} | notes | {c["name"] for c in snapshot["calendar"]} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("only", [CONTACTS, NOTES, CALENDAR])
async def test_no_other_app_is_spoken_to(
    program: Write, desktop: SimulatedDesktop, only: str
) -> None:
    """It would be opened, or macOS would ask the user, because somebody speaks."""
    asked: list[str] = []
    mac = faked(program, desktop.folder)
    script = mac.script

    async def seen(name: str, payload: dict[str, int]) -> object:
        asked.append(name.split("/")[0])
        return await script(name, payload)

    mac.script = seen  # type: ignore[method-assign, assignment]  # to look
    assert await names_on(mac, lambda bundle: bundle == only)
    assert asked == [{CONTACTS: "contacts", NOTES: "notes", CALENDAR: "calendar"}[only]]


async def test_an_app_that_refuses_or_hangs_has_no_names(
    program: Write, desktop: SimulatedDesktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others have theirs."""
    monkeypatch.setattr(naming, "_SECONDS", 0.2)

    async def script(name: str, payload: dict[str, int]) -> object:
        if name.startswith("contacts"):
            raise ToolError("not permitted", number=-1743)
        if name.startswith("notes"):
            await asyncio.sleep(10)
        return ["Work"]

    mac = faked(program, desktop.folder)
    mac.script = script  # type: ignore[method-assign, assignment]
    assert await names_on(mac, lambda bundle: True) == ("Work",)


def test_kinds_take_turns() -> None:
    """Where only some are told, there is of each."""
    assert in_turn(["A", "B"], ["A X", "B Y"], ["Note"], ["Work", "Home"]) == (
        "A", "Note", "Work", "B", "Home", "A X", "B Y",
    )  # fmt: skip


def test_elsewhere_nothing_is_permitted(tmp_path: Path) -> None:
    """There is no such library, or not what is asked of it."""
    assert not permitted(CONTACTS, tmp_path / "none")
    (tmp_path / "broken").write_bytes(b"no library")
    assert not permitted(CONTACTS, tmp_path / "broken")


# Apple's three functions, by their declarations in AEDataModel.h and AppleEvents.h.
SERVICES = r"""
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#pragma pack(push, 2)
typedef struct { uint32_t kind; void *handle; } Desc;
#pragma pack(pop)
static int alive = 0;
int16_t AECreateDesc(uint32_t kind, const void *data, long size, Desc *out) {
  out->kind = kind;
  out->handle = calloc(1, size + 1);
  memcpy(out->handle, data, size);
  alive++;
  return 0;
}
int16_t AEDisposeDesc(Desc *desc) { free(desc->handle); alive--; return 0; }
int32_t AEDeterminePermissionToAutomateTarget(
    const Desc *target, uint32_t class, uint32_t id, unsigned char ask) {
  if (sizeof(Desc) != 12 || alive != 1 || ask || class != 0x2a2a2a2a || id != 0x2a2a2a2a) abort();
  if (target->kind != 0x62756e64) return -50;
  if (!strcmp(target->handle, "com.apple.Notes")) return 0;
  return strcmp(target->handle, "com.apple.iCal") ? -600 : -1744;
}
"""


@pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler")
def test_macos_is_asked_and_nobody_else(tmp_path: Path) -> None:
    """By its own call, laid out as its headers say; only a yes is one."""
    (tmp_path / "services.c").write_text(SERVICES)
    library = tmp_path / "services.so"
    build = ["cc", "-shared", "-fPIC", "-o", str(library), str(tmp_path / "services.c")]
    subprocess.run(build, check=True)
    assert permitted(NOTES, library)
    assert not permitted(CALENDAR, library)  # the user would have to be asked
    assert not permitted(CONTACTS, library)  # it does not run
