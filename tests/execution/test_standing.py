"""Consents that stand: for this session, always, never; listed and revoked."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.fakes.acting import BO, SID, FakePerson, World
from tinyagent_cli.core.errors import ConsentNeeded, NotReady, UsageError
from tinyagent_cli.execution.consent import Answer
from tinyagent_cli.execution.outcomes import Done, Failed, Refused
from tinyagent_cli.execution.standing import StandingConsents

TEXT, OTHER = f'text(["{SID}"], "hi")', 'text(["+14155550199"], "hi")'
BOTH = f'text(["{SID}", "+14155550199"], "hi")'
NOTE = 'note("milk")'


def world(standing: StandingConsents, *answers: Answer, present: bool = True) -> World:
    """A world in which the person gives *answers*, each question being counted."""
    return World(person=FakePerson(present=present, answers=list(answers)), standing=standing)


@pytest.mark.parametrize("answer", [Answer.SESSION, Answer.ALWAYS])
async def test_what_stands_is_not_asked_again(answer: Answer) -> None:
    """For the tool and the people that it was given for, and for nobody else."""
    here = world(StandingConsents(), answer, Answer.NO)
    assert isinstance((await here.run(TEXT))[1], Done)
    assert isinstance((await here.run(TEXT.replace("hi", "bye")))[1], Done)
    assert len(here.person.shown) == 1
    assert isinstance((await here.run(OTHER))[1], Refused)
    assert len(here.person.shown) == 2


async def test_one_who_is_not_covered_is_enough_to_ask() -> None:
    """Every address must be."""
    here = world(StandingConsents(), Answer.ALWAYS, Answer.NO)
    await here.run(TEXT)
    assert isinstance((await here.run(BOTH))[1], Refused)


async def test_an_answer_for_once_stands_for_nothing() -> None:
    """The next time is asked about again."""
    here = world(StandingConsents(), Answer.ONCE, Answer.NO)
    await here.run(TEXT)
    assert isinstance((await here.run(TEXT))[1], Refused)


async def test_never_is_stronger_than_yes_and_the_allow_list() -> None:
    """And one who is never to be reached is enough for a no."""
    standing = StandingConsents()
    here = world(standing, Answer.NEVER)
    assert isinstance((await here.run(TEXT))[1], Refused)
    there = World(person=FakePerson(), allow=(SID, "+14155550199"), standing=standing)
    for call in (TEXT, BOTH):
        refused = (await there.run(call, yes=True))[1]
        assert isinstance(refused, Refused)
        assert "never" in refused.why
    assert there.person.shown == []


async def test_what_stays_here_can_stand_too() -> None:
    """Notes need not be asked about any more."""
    here = world(StandingConsents(), Answer.SESSION)
    await here.run(NOTE)
    await here.run(NOTE)
    assert len(here.person.shown) == 1


async def test_always_holds_where_nobody_can_be_asked() -> None:
    """That is what it was given for; anybody else still stops everything."""
    standing = StandingConsents()
    standing.take("text", [SID], Answer.ALWAYS)
    nobody = world(standing, present=False)
    assert isinstance((await nobody.run(TEXT))[1], Done)
    with pytest.raises(ConsentNeeded):
        await nobody.run(OTHER)


async def test_what_other_text_asks_to_send_is_always_asked_about() -> None:
    """Where a planner read more than the user's own words, no yes stands."""
    standing = StandingConsents()
    standing.take("text", [SID], Answer.ALWAYS)
    here = world(standing, Answer.NO)
    assert isinstance((await here.run(TEXT, own_words=False))[1], Refused)
    assert len(here.person.shown) == 1
    standing.take("note", [], Answer.ALWAYS)
    there = world(standing, Answer.NO)
    assert isinstance((await there.run(NOTE, own_words=False))[1], Refused)


async def test_no_yes_stands_for_what_goes_out_to_who_knows_whom() -> None:
    """A consent is for people; an outward call that names none could reach anybody."""
    standing = StandingConsents()
    standing.take("meet", [], Answer.ALWAYS)
    here = world(standing, Answer.NO)
    assert isinstance((await here.run('meet("Plan", [])'))[1], Refused)
    assert len(here.person.shown) == 1


def test_what_lasts_is_kept_for_nobody_else_to_read(tmp_path: Path) -> None:
    """A session's answers are not; numbers are told apart however they are written."""
    path = tmp_path / "new" / "consents.json"
    standing = StandingConsents.open(path)
    standing.take("text", ["(415) 555-0134"], Answer.ALWAYS)
    standing.take("mail", [BO], Answer.NEVER)
    standing.take("note", [], Answer.SESSION)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = StandingConsents.open(path)
    assert again.decides("text", ["+1 415 555 0134"]) is Answer.ALWAYS
    assert again.decides("mail", [BO.upper()]) is Answer.NEVER
    assert again.decides("note", []) is None
    assert again.decides("mail", []) is None
    assert {s.tool for s in again} == {"text", "mail"}


def test_a_consent_is_revoked_by_its_number_or_all_are(tmp_path: Path) -> None:
    """And what is gone is gone from the file."""
    path = tmp_path / "consents.json"
    standing = StandingConsents.open(path)
    for tool in ("a", "b", "c"):
        standing.take(tool, [BO], Answer.ALWAYS)
    assert [s.tool for s in standing.revoke(2)] == ["b"]
    assert [s.tool for s in StandingConsents.open(path)] == ["a", "c"]
    with pytest.raises(UsageError):
        standing.revoke(3)
    assert len(standing.revoke()) == 2
    assert json.loads(path.read_text()) == []


@pytest.mark.parametrize(
    "text", ["", "{", "{}", "7", '[{"tool": "a"}]', '[{"tool": "a", "to": "", "answer": "x"}]']
)
def test_a_file_that_is_something_else_is_not_guessed_at(tmp_path: Path, text: str) -> None:
    """It is named; nothing stands by mistake."""
    path = tmp_path / "consents.json"
    path.write_text(text)
    with pytest.raises(NotReady, match=r"consents\.json"):
        StandingConsents.open(path)


def test_two_programs_add_to_one_file(tmp_path: Path) -> None:
    """Neither overwrites what the other was told, and both go by all of it at once."""
    path = tmp_path / "consents.json"
    one, other = StandingConsents.open(path), StandingConsents.open(path)
    one.take("text", [SID], Answer.NEVER)
    other.take("mail", [BO], Answer.ALWAYS)
    for each in (one, other, StandingConsents.open(path)):
        assert each.decides("text", [SID]) is Answer.NEVER
        assert each.decides("mail", [BO]) is Answer.ALWAYS


async def test_what_is_revoked_elsewhere_stands_no_longer(tmp_path: Path) -> None:
    """A chat that has been open since before asks again."""
    path = tmp_path / "consents.json"
    here = world(StandingConsents.open(path), Answer.ALWAYS, Answer.NO)
    await here.run(TEXT)
    StandingConsents.open(path).revoke()
    assert isinstance((await here.run(TEXT))[1], Refused)


def test_a_never_is_stronger_than_a_yes_for_this_session(tmp_path: Path) -> None:
    """Also if another program was told."""
    path = tmp_path / "consents.json"
    here = StandingConsents.open(path)
    here.take("text", [SID], Answer.SESSION)
    StandingConsents.open(path).take("text", [SID], Answer.NEVER)
    assert here.decides("text", [SID]) is Answer.NEVER


def test_nothing_is_written_where_nothing_is_kept(tmp_path: Path) -> None:
    """It stands until the program ends, and the file that was there counts."""
    path = tmp_path / "consents.json"
    StandingConsents.open(path).take("mail", [BO], Answer.NEVER)
    before = path.read_bytes()
    here = StandingConsents.open(path, keep=False)
    here.take("text", [SID], Answer.ALWAYS)
    assert here.decides("text", [SID]) is not None
    assert here.decides("mail", [BO]) is Answer.NEVER
    assert path.read_bytes() == before


async def test_a_file_that_broke_meanwhile_lets_nothing_through(tmp_path: Path) -> None:
    """It may have held a never."""
    path = tmp_path / "consents.json"
    here = world(StandingConsents.open(path), Answer.ALWAYS)
    path.write_text("{")
    outcome = (await here.run(TEXT))[1]
    assert isinstance(outcome, Failed)
    assert "consents.json" in str(outcome.error)
    assert here.person.shown == []
