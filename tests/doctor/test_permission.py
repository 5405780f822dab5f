"""How macOS is asked whether an app may be controlled: the call, as Apple's header has it."""

from __future__ import annotations

import ast
import ctypes
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.doctor.conftest import Patient, needs_compiler
from tinyagent_cli.core.programs import Programs
from tinyagent_cli.desktop import processes
from tinyagent_cli.doctor import permission as child
from tinyagent_cli.doctor.automation import Automation, automation, meaning
from tinyagent_cli.doctor.permission import AEDesc, four, permission


class Function:
    """A function of a library, as ctypes shows it: callable, and told its types."""

    def __init__(self, act: Any) -> None:
        self.act = act

    def __call__(self, *arguments: Any) -> Any:
        return self.act(*arguments)


def library(number: int, made: int = 0) -> tuple[Any, list[Any]]:
    """A library that answers *number*, and the calls that it gets."""
    calls: list[Any] = []

    def note(name: str, answer: int) -> Function:
        def act(*arguments: Any) -> int:
            calls.append((name, *arguments))
            return answer

        return Function(act)

    return SimpleNamespace(
        AECreateDesc=note("create", made),
        AEDisposeDesc=note("dispose", 0),
        AEDeterminePermissionToAutomateTarget=note("determine", number),
    ), calls


def test_the_structure_is_that_of_apples_header() -> None:
    """#pragma pack(push, 2): four bytes of type, then the pointer, with nothing between."""
    assert (ctypes.sizeof(AEDesc), AEDesc.dataHandle.offset) == (12, 4)
    assert four("bund") == 0x62756E64


@pytest.mark.parametrize("number", [0, -1743, -1744, -600, -1])
def test_the_answer_is_passed_on_and_nobody_is_asked(number: int) -> None:
    """Any event of any class, askUserIfNeeded false; what was made is given back."""
    fake, calls = library(number)
    assert permission(fake, "com.apple.mail") == number
    assert [call[0] for call in calls] == ["create", "determine", "dispose"]
    assert calls[0][1:4] == (four("bund"), b"com.apple.mail", 14)
    assert calls[1][2:] == (four("****"), four("****"), 0)


def test_where_no_target_can_be_made_nothing_is_asked() -> None:
    """The number says so."""
    fake, calls = library(0, made=-50)
    assert permission(fake, "com.apple.mail") == -50
    assert [call[0] for call in calls] == ["create"]


def test_it_stands_alone() -> None:
    """Run by -I -S, without this package: it starts quickly, and nothing can be put in its way."""
    tree = ast.parse(Path(child.__file__).read_text("utf-8"))
    imported = [
        name.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    ]
    assert set(imported) <= {"ctypes", "sys", "typing"}


@needs_compiler
@pytest.mark.parametrize("number", [0, -1743, -1744])
async def test_a_library_in_c_is_understood(patient: Patient, number: int) -> None:
    """Structures, sizes and signs over the border of the languages, in a process of its own."""
    patient.permit({"com.apple.mail": (number, 0)})
    assert await automation(patient.programs, {}, "com.apple.mail") is meaning(number)
    assert await automation(patient.programs, {}, "com.apple.Notes") is Automation.NOT_RUNNING


@needs_compiler
async def test_who_hangs_is_left_after_a_while(patient: Patient) -> None:
    """And the child is ended."""
    patient.permit({"com.apple.mail": (0, 50)})
    found = await automation(patient.programs, {}, "com.apple.mail", seconds=0.5)
    assert found is Automation.SILENT
    running = await processes.run(["ps", "-eo", "args"], seconds=20, variables={"PATH": os.defpath})
    assert patient.programs.events.encode() not in running.stdout


@pytest.mark.parametrize(
    "printed", ["", "yes", "0 and more", "99999999999", "-1743\n-1743", "\udcff"]
)
async def test_what_is_no_number_is_nobody_s_word(
    printed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A child that says something else, or dies, knows nothing."""
    script = tmp_path / "child.py"
    script.write_text(
        f"import sys; sys.stdout.buffer.write({printed!r}.encode('latin-1', 'replace'))"
    )
    monkeypatch.setattr("tinyagent_cli.doctor.automation._CHILD", script)
    assert await automation(Programs(), {}, "com.apple.mail") is Automation.UNKNOWN


async def test_without_a_library_or_without_python_nobody_knows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Never an error."""
    nowhere = Programs(events="/no/such/library")
    assert await automation(nowhere, {}, "com.apple.mail") is Automation.UNKNOWN
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert await automation(nowhere, {}, "com.apple.mail") is Automation.UNKNOWN
