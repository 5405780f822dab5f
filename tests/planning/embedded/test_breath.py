"""Who is named in one breath with somebody who is looked up is looked up, too."""

from __future__ import annotations

import pytest

from tinyagent_cli.planning.embedded.breath import Breath
from tinyagent_cli.planning.embedded.grammar import FIRST_TOOL, SPAN, Grammar, Step
from tinyagent_cli.planning.embedded.pointing import words
from tinyagent_cli.planning.embedded.signature import TOOLS

_ADDRESS = FIRST_TOOL + TOOLS.index("get_email_address")


def _looked_up(request: str, name: str, *known: str) -> list[str]:
    """Whose address is looked up where the network points at *name* alone, after *known*."""
    cut = words(request)
    texts = [w.text for w in cut]
    grammar, breath = Grammar(len(cut)), Breath(cut)

    def run(who: str) -> Step:
        parts = [w.text for w in words(who)]
        starts = (i for i in range(len(texts)) if texts[i : i + len(parts)] == parts)
        first = next(starts)
        return Step(SPAN, first, first + len(parts) - 1)

    def say(step: Step) -> None:
        grammar.advance(step)
        breath.heard(step)

    for who in known:
        say(Step(_ADDRESS))
        say(run(who))
    found: list[str] = []
    say(Step(_ADDRESS))
    step: Step | None = breath.first(run(name))
    while step is not None:
        if step.mark == SPAN:
            found.append(request[cut[step.first].start : cut[step.last].end])
        say(step)
        step = breath.due(grammar)
    return found


@pytest.mark.parametrize(
    ("request_", "name", "people"),
    [
        ("Mail Sid, Ana and Lutfi about tea", "Sid", ["Sid", "Ana", "Lutfi"]),
        ("Mail Sid, Ana, and Lutfi about tea", "Lutfi", ["Sid", "Ana", "Lutfi"]),
        ("Invite Ana Costa & Dr. Warner to lunch", "Ana Costa", ["Ana Costa", "Dr. Warner"]),
        ("e-mail my bodyguard and Aron about it", "Aron", ["bodyguard", "Aron"]),
        ("Mail Aron and my sister", "Aron", ["Aron", "sister"]),
        ("Forward it to Jean-Luc and O'Neill.", "Jean-Luc", ["Jean-Luc", "O'Neill"]),
    ],
)
def test_nobody_of_an_enumeration_is_left_out(request_: str, name: str, people: list[str]) -> None:
    """All of them are looked up, in the order in which they are named."""
    assert _looked_up(request_, name) == people


@pytest.mark.parametrize(
    ("request_", "name"),
    [
        ("Mail Sid and Ana will bring the cake", "Sid"),
        ("Mail Sid, Ana is late", "Sid"),
        ("Mail Sid and call a taxi", "Sid"),
        ("Mail Sid and Text Ben the news", "Sid"),
        ("Mail Sid on Monday, Ana on Tuesday", "Sid"),
        ("Copy our bookkeeper, Ottilie.", "Ottilie"),
        ("Remind me to thank Sid and Zoom with Ana", "Sid"),
        ("Mail Sid", "Sid"),
    ],
)
def test_what_may_be_a_clause_of_its_own_is_left_to_the_network(request_: str, name: str) -> None:
    """A capital after "and" makes no person; nor is a role before a name another one."""
    assert _looked_up(request_, name) == [name]


def test_nobody_is_looked_up_twice() -> None:
    """Who is known, by whatever name, is not asked for again: the plan points at the first."""
    assert _looked_up("Mail Sid Smith and text Ana, Sid, and Ben", "Ana", "Sid Smith") == ["Ana"]


def test_words_of_other_calls_are_not_looked_at() -> None:
    """The file "Q3 and Q4" is one thing, whatever stands beside it."""
    cut = words("Open Tea and Cake")
    breath = Breath(cut)
    breath.heard(Step(FIRST_TOOL + TOOLS.index("open_and_get_file_path")))
    assert breath.first(Step(SPAN, 1, 1)) == Step(SPAN, 1, 1)
    breath.heard(Step(SPAN, 1, 1))
    assert breath.due(Grammar(len(cut))) is None
