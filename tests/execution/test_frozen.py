"""What was shown is what is done, whatever changes between the question and the call."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.acting import FakePerson
from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.settings import Settings
from tinyagent_cli.desktop import storage
from tinyagent_cli.desktop.actions import builtin_tools
from tinyagent_cli.desktop.simulated import SimulatedDesktop
from tinyagent_cli.execution.consent import Answer, Proposal
from tinyagent_cli.execution.executor import Acts
from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.execution.outcomes import Done, Failed, Outcome
from tinyagent_cli.execution.run import run_plan
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.tools.spec import Hands
from tinyagent_cli.tools.toolbox import Toolbox

NOW = Clock.stopped(datetime(2026, 11, 23, 9))
SID = "+14155550132"


@dataclass
class Slow(FakePerson):
    """Somebody who takes so long to agree that *meanwhile* something changes."""

    meanwhile: Callable[[], None] = lambda: None
    proposals: list[Proposal] = field(default_factory=list)

    async def consent(self, proposal: Proposal) -> Answer:
        self.proposals.append(proposal)
        self.meanwhile()
        return Answer.ONCE


@pytest.fixture
def mac(tmp_path: Path) -> SimulatedDesktop:
    made = SimulatedDesktop(tmp_path / "mac", NOW)
    made.snapshot()
    return made


Do = Callable[..., Awaitable[tuple[dict[int, Outcome], Slow]]]


@pytest.fixture
def do(mac: SimulatedDesktop) -> Do:
    """Runs *steps*, *meanwhile* being called while the person thinks."""

    async def run(meanwhile: Callable[[], None], *steps: str) -> tuple[dict[int, Outcome], Slow]:
        person = Slow(meanwhile=meanwhile)
        with Journal.private(NOW) as journal:
            turn = await journal.begin_turn("a request", desktop=mac.name)
            hands = Hands(mac, Settings(), NOW)
            box = Toolbox(builtin_tools())
            acts = Acts(box, hands, person, journal, turn, lambda event: None)
            lines = [f"{i}. {step}" for i, step in enumerate([*steps, "join()"], 1)]
            return await run_plan(parse("\n".join(lines)), acts), person

    return run


def changing(mac: SimulatedDesktop, app: str, change: Callable[[Any], None]) -> Callable[[], None]:
    """What changes *app* behind everybody's back."""

    def meanwhile() -> None:
        path = mac.folder / f"{app}.json"
        state = storage.read(path)
        assert state is not None
        change(state["root"])
        storage.write(path, state)

    return meanwhile


def sids(root: Any) -> Sequence[Any]:
    """The numbers on Sid's card."""
    cards = root["elements"]["person"]
    return next(c for c in cards if c["props"].get("firstName") == "Sid")["elements"]["phone"]


@pytest.mark.parametrize(
    "steps", [('send_sms(["Sid"], "hi")',), ('get_phone_number("Sid")', 'send_sms(["$1"], "hi")')]
)
async def test_the_number_that_was_shown_is_texted(
    do: Do, mac: SimulatedDesktop, steps: tuple[str, ...]
) -> None:
    """Though Contacts has another one by then."""

    def change(root: Any) -> None:
        for entry in sids(root):
            entry["props"]["value"] = "+12025550199"

    outcomes, person = await do(changing(mac, "contacts", change), *steps)
    assert all(isinstance(outcome, Done) for outcome in outcomes.values())
    assert person.proposals[0].calls[0].arguments["recipients"] == [SID]
    assert [sent["to"] for sent in mac.snapshot()["messages"]] == [SID]


async def test_the_mail_that_was_shown_is_answered_or_none(do: Do, mac: SimulatedDesktop) -> None:
    """Another one was selected meanwhile: no draft is made."""

    def change(root: Any) -> None:
        box = next(b for b in root["elements"]["mailbox"] if b["elements"])
        root["props"]["selection"] = [{"$ref": box["elements"]["message"][1]["id"]}]

    for step in (
        'reply_to_email([], "Thanks", [])',
        'forward_email(["sid.patel@example.com"], [], "fyi", [])',
    ):
        outcomes, person = await do(changing(mac, "mail", change), step)
        target = person.proposals[0].calls[0].target
        assert target is not None
        assert "from" in target.says
        outcome = outcomes[1]
        assert isinstance(outcome, Failed)
        assert "another e-mail is selected" in outcome.error.message
        assert mac.snapshot()["mail"]["drafts"] == []
        mac.reset()


async def test_the_question_says_which_mail_is_answered(do: Do, mac: SimulatedDesktop) -> None:
    """By subject and sender; and that one is."""
    outcomes, person = await do(lambda: None, 'reply_to_email([], "Thanks", [])')
    target = person.proposals[0].calls[0].target
    assert target is not None
    assert target.says.startswith("“Q3 budget review” from Sid Patel")
    assert isinstance(outcomes[1], Done)


async def test_the_note_that_was_shown_is_added_to(do: Do, mac: SimulatedDesktop) -> None:
    """Though another one has its name by then."""

    def change(root: Any) -> None:
        folders = root["elements"]["account"][0]["elements"]["folder"]
        notes = [note for folder in folders for note in folder["elements"].get("note", ())]
        by_name = {note["props"]["name"]: note for note in notes}
        by_name["Ideas"]["props"]["name"] = "Old ideas"
        by_name["To-Do"]["props"]["name"] = "Ideas"

    outcomes, person = await do(
        changing(mac, "notes", change), 'append_note_content("Ideas", "a kite", "")'
    )
    target = person.proposals[0].calls[0].target
    assert target is not None
    assert target.says == "“Ideas” in Notes"
    assert isinstance(outcomes[1], Done)
    (changed,) = (n for n in mac.snapshot()["notes"]["Notes"] if "a kite" in n["text"])
    assert "A reading corner" in changed["text"]


async def test_a_note_that_the_plan_makes_is_found_when_it_is_there(
    do: Do, mac: SimulatedDesktop
) -> None:
    """Nothing can be shown of it before."""
    outcomes, _ = await do(
        lambda: None, 'create_note("Trip", "socks", "")', 'append_note_content("Trip", "hat", "")'
    )
    assert all(isinstance(outcome, Done) for outcome in outcomes.values())


async def test_a_file_that_was_replaced_by_a_link_is_not_attached(
    do: Do, mac: SimulatedDesktop, tmp_path: Path
) -> None:
    """The path that was shown must still be that file's."""
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(b"%PDF")
    shown = mac.home / "Documents" / "report.pdf"

    def swap() -> None:
        shown.unlink()
        shown.symlink_to(secret)

    outcomes, _ = await do(
        swap, 'compose_new_email(["sid.patel@example.com"], [], "x", "x", ["report.pdf"])'
    )
    assert isinstance(outcomes[1], Failed)
    assert mac.snapshot()["mail"]["drafts"] == []
