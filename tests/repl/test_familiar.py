"""Tab in a request: names that earlier plans called."""

from __future__ import annotations

from tinyagent_cli.execution.journal import Journal
from tinyagent_cli.repl.familiar import completions, names_of
from tinyagent_cli.tools.toolbox import load_manifest

SPECS = {spec.name: spec for spec in load_manifest()}


async def test_the_journal_knows_whom_and_what_plans_named() -> None:
    """People, titles, files and places, each once; of a plan that cannot be read, nothing."""
    with Journal.private() as journal:
        for plan in (
            '1. get_phone_number("Sid Patel")\n2. send_sms(["$1"], "hello")\n3. join()\n',
            '1. open_note("Ideas", "")\n2. get_phone_number("Sid Patel")\n3. join()\n',
            "not a plan",
        ):
            await journal.plan_turn(await journal.begin_turn("x"), plan)
        await journal.flush()
        names = names_of(journal.turns(), SPECS)
    assert set(names) == {"Sid Patel", "Ideas"}
    assert len(names) == 2


def test_a_name_goes_on_from_the_last_word_or_words() -> None:
    """Of the longest beginning; a name that stands there whole is not offered."""
    names = ("Sid Patel", "Sidney Road", "sales.pdf")
    assert list(completions("text Si", names)) == [("Sid Patel", -2), ("Sidney Road", -2)]
    assert list(completions("text Sid P", names)) == [("Sid Patel", -5)]
    assert list(completions("open SAL", names)) == [("sales.pdf", -3)]
    assert list(completions("text Sid Patel", names)) == []
    assert list(completions("text ", names)) == []
    assert list(completions("", names)) == []
