"""Tab in a request: people, notes and files, without anything being opened for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tinyagent_cli.core.ports import Desktop
from tinyagent_cli.desktop.mac import MacDesktop
from tinyagent_cli.desktop.simulated import SimulatedDesktop
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.outcomes import Done
from tinyagent_cli.execution.records import Action
from tinyagent_cli.repl.familiar import Names, completions, names_of, paths
from tinyagent_cli.tools.spec import Effect, Result
from tinyagent_cli.tools.toolbox import load_manifest

SPECS = {spec.name: spec for spec in load_manifest()}


async def test_the_journal_knows_whom_and_what_plans_named() -> None:
    """People as Contacts calls them, titles, files and places; of what is no plan, nothing."""
    with Journal.private() as journal:
        for plan in (
            '1. get_phone_number("Sid")\n2. send_sms(["$1"], "hello")\n3. join()\n',
            '1. open_note("Ideas", "")\n2. get_phone_number("Ana")\n3. join()\n',
            "not a plan",
        ):
            turn = await journal.begin_turn("x")
            await journal.plan_turn(turn, plan)
        action = Action(1, 1, 1, "get_phone_number", {"name": "Sid"}, Effect.READ)
        await journal.begin(action)
        await journal.finish(action, Done(Result("+1", "x", details={"name": "Sid Patel"})))
        await journal.flush()
        people, things = names_of(journal.turns(), SPECS)
    assert people == ["Ana", "Sid Patel", "Sid"]
    assert things == ["Ideas"]


def test_a_name_goes_on_from_the_last_word_or_words() -> None:
    """Of the longest beginning; a name that stands there whole is not offered."""
    names = ("Sid Patel", "Sidney Road", "sales.pdf")
    assert list(completions("text Si", names)) == [("Sid Patel", -2), ("Sidney Road", -2)]
    assert list(completions("text Sid P", names)) == [("Sid Patel", -5)]
    assert list(completions("open SAL", names)) == [("sales.pdf", -3)]
    assert list(completions("text Sid Patel", names)) == []
    assert list(completions("text ", names)) == []
    assert list(completions("", names)) == []


def test_the_simulated_mac_is_known_before_anything_was_done(tmp_path: Path) -> None:
    """And nothing is written for it."""
    names = Names(SimulatedDesktop(tmp_path / "mac"), SPECS)
    found = names.all(())
    assert {"Sid Patel", "Ideas", "project.pdf"} <= set(found)
    assert names.has_person("sid", ())
    assert names.has_person("Sid Patel", ())
    assert not names.has_person("ideas", ())
    assert list(tmp_path.iterdir()) == []


def test_a_mac_is_not_looked_through_before_it_was_permitted(tmp_path: Path) -> None:
    """To list a folder raises a dialog the first time; after a turn that did, it does not."""
    (tmp_path / "Documents").mkdir()
    (tmp_path / "Documents" / "taxes.pdf").touch()
    mac = MacDesktop({"HOME": str(tmp_path)})
    assert list(mac.things(())) == []
    assert list(mac.things({"open_and_get_file_path"})) == ["taxes.pdf"]
    assert list(mac.people({"get_phone_number"})) == []


def test_names_are_read_once_and_anew_when_something_was_done() -> None:
    """A key press asks for nothing twice."""
    asked: list[Collection[str]] = []

    def people(used: Collection[str]) -> Iterable[str]:
        asked.append(used)
        return ["Ana"]

    fake: Any = SimpleNamespace(name="x", people=people, things=lambda used: ["Ideas"])
    names = Names(cast(Desktop, fake), SPECS)
    assert names.all(()) == names.all(()) == ("Ana", "Ideas")
    assert len(asked) == 1
    names.forget()
    names.all(())
    assert len(asked) == 2


def test_a_path_is_completed_as_a_shell_does_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folders with a slash, hidden files only when asked for; what is not there is nothing."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plan.txt").touch()
    (tmp_path / ".plan").touch()
    monkeypatch.setenv("HOME", str(tmp_path))
    assert paths("~/pl") == ["~/plan.txt", "~/plans/"]
    assert paths("~/.") == ["~/.plan"]
    assert paths(f"{tmp_path}/none/x") == []
    assert list(completions("attach ~/plans", ("Ideas",))) == [("~/plans/", -7)]
