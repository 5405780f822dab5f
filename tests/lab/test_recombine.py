"""Pairs taken apart where one wish ends, and put together with others."""

from __future__ import annotations

import random
from typing import Any

from tests.lab.test_data_stage import PAIR, plan
from tinyagent_cli.lab import paper
from tinyagent_cli.lab.example import check
from tinyagent_cli.lab.phrasing.words import Words
from tinyagent_cli.lab.recombine import clauses, recombined

HANGING: dict[str, Any] = {
    "id": "pair-5",
    "request": (
        'Summarize "harbour.pdf" and append the summary to the "Boats" note. '
        "Then, open the location of the Old Quay."
    ),
    "plan": (
        '1. open_and_get_file_path("harbour.pdf")\n2. summarize_pdf("$1")\n'
        '3. append_note_content("Boats", "$2", "")\n4. maps_open_location("Old Quay")\n5. join()'
    ),
}


def read(row: dict[str, Any]) -> paper.Template:
    """The template of a pair."""
    (template,), _ = paper.convert([row])
    return template


def test_a_pair_is_cut_where_a_wish_ends() -> None:
    """Each clause has the calls that its own words ask for."""
    found = clauses(read(PAIR))
    assert [c.template.request for c in found] == [
        'Create a note titled "Boat Repairs" in the "Summer" folder with the parts to buy',
        'send "quote.pdf" to Zoe and Kofi',
        "remind me to call the yard tomorrow at 9:00 AM.",
    ]
    assert [plan(paper.plain_example(c.template)).split("(")[0] for c in found] == [
        "create_note", "open_and_get_file_path", "create_reminder",
    ]  # fmt: skip


def test_what_hangs_together_stays_together() -> None:
    """No cut goes between a summary and the note that it is added to."""
    first, second = clauses(read(HANGING))
    assert first.template.request.endswith('the "Boats" note')
    assert plan(paper.plain_example(second.template)) == "maps_open_location(Old Quay)"


def test_a_clause_that_speaks_of_another_does_not_stand_alone() -> None:
    """ "Text it to Zoe" means nothing without what "it" is."""
    row = {
        "id": "pair-8",
        "request": 'Open "quay.png" and text them to Zoe.',
        "plan": (
            '1. open_and_get_file_path("quay.png")\n2. get_phone_number("Zoe")\n'
            '3. send_sms(["$2"], "Here they are.")\n4. join()'
        ),
    }
    assert [c.alone for c in clauses(read(row))] == [True, False]


def test_new_requests_have_right_plans_of_several_wishes() -> None:
    """Every new example obeys the rules of plans, and most hold calls of both pairs."""
    templates = [read(PAIR), read(HANGING)]
    made = list(recombined(templates, random.Random(1), Words(), 60))
    for example in made:
        check(example)
    families = [{f.split("/")[1] for f in e.family.split("+") if "paper/" in f} for e in made]
    assert sum(f == {"pair-2", "pair-5"} for f in families) > 10


def test_people_who_come_up_twice_are_looked_up_once() -> None:
    """The clauses share a cast, and a plan looks nobody up twice."""
    made = recombined([read(PAIR), read(HANGING)], random.Random(2), Words(), 200)
    for example in made:
        lookups = [line for line in plan(example).split("; ") if line.startswith("get_email")]
        assert len(lookups) == len({line.lower() for line in lookups})
