"""The store of worked examples: the nearest that can be served, as of now, own ones first."""

from __future__ import annotations

import string
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from tinyagent_cli.planning.examples import OURS, Example
from tinyagent_cli.planning.store import ExampleStore, as_of, read, shipped, written
from tinyagent_cli.tools.toolbox import load_manifest

TOOLS = load_manifest()
SPECS = {tool.name: tool for tool in TOOLS}
NOW = datetime(2026, 11, 23, 9)

RING = Example("what's Ana's number", '1. get_phone_number("Ana")\n2. join()\n')
TEXT = Example(
    "text Ana that the bus is late",
    '1. get_phone_number("Ana")\n2. send_sms(["$1"], "the bus is late")\n3. join()\n',
)
REMIND = Example(
    "remind me tomorrow at 5pm to water the ferns",
    '1. create_reminder("water the ferns", "tomorrow at 5pm", "", "", 0, False)\n2. join()\n',
)
STORE = ExampleStore((RING, TEXT, REMIND))


def test_the_nearest_stands_last() -> None:
    """Beside the request, where a small model looks most."""
    near = STORE.nearest("text Bo that the train is late", TOOLS, NOW, 2)
    assert near[-1] == TEXT


def test_none_calls_a_tool_that_is_not_on_offer() -> None:
    """It would teach a call that is refused."""
    offered = [SPECS["get_phone_number"]]
    assert STORE.nearest("text Ana that the bus is late", offered, NOW, 3) == (RING,)


def test_what_shares_no_word_with_the_request_is_not_shown() -> None:
    """It says nothing of it."""
    assert STORE.nearest("zzz", TOOLS, NOW, 3) == ()


def test_times_are_those_that_the_words_have_today() -> None:
    """Tomorrow in an example is the tomorrow that the model is to write."""
    (example,) = STORE.nearest("remind me to water the lawn", TOOLS, NOW, 1)
    assert '"2026-11-24 17:00:00"' in example.plan
    assert example.request == REMIND.request


def test_an_example_whose_time_is_open_at_this_hour_is_passed_over() -> None:
    """What the program would ask about, no example may guess."""
    unclear = Example(
        "remind me to water the ferns on Smarch 13",
        '1. create_reminder("water the ferns", "Smarch 13", "", "", 0, False)\n2. join()\n',
    )
    assert as_of(NOW, unclear, SPECS) is None
    store = ExampleStore((unclear, REMIND))
    (found,) = store.nearest("remind me to water the ferns", TOOLS, NOW, 1)
    assert found.request == REMIND.request


def test_an_example_that_a_tool_would_refuse_today_is_passed_over() -> None:
    """Tools change, and a plan may be older."""
    assert as_of(NOW, Example("ring", '1. get_phone_number("A", "B")\n2. join()\n'), SPECS) is None


def test_a_plan_of_the_users_own_stands_for_what_ships() -> None:
    """For the same request, whatever its capitals; and its times stay as they were."""
    plan = '1. create_reminder("ferns", "2026-10-02 17:00:00", "", "", 0, False)\n2. join()\n'
    own = Example(REMIND.request.upper(), plan, datetime(2026, 10, 1))
    store = ExampleStore((RING, TEXT, REMIND), [own])
    assert store.nearest(REMIND.request, TOOLS, NOW, 3)[-1] == own
    assert REMIND.request not in [e.request for e in store.nearest(REMIND.request, TOOLS, NOW, 9)]


def test_a_plan_of_the_users_own_is_preferred_where_it_is_as_near() -> None:
    """Their ways are theirs."""
    own = Example("text Ana that the tram is late", TEXT.plan.replace("bus", "tram"))
    store = ExampleStore((TEXT, RING, REMIND), [own])
    assert store.nearest("text Ana that something is late", TOOLS, NOW, 1) == (own,)


def test_each_example_that_ships_is_a_plan_that_would_run() -> None:
    """At any time of the year, and none is one of the fixed ones."""
    for now in (NOW, datetime(2027, 2, 28, 12, 30)):
        refused = [e.request for e in shipped() if as_of(now, e, SPECS) is None]
        assert not refused
    assert not {e.request for e in shipped()} & {e.request for e in OURS}


def test_those_that_ship_show_every_tool() -> None:
    """And what to do where there is none."""
    called = frozenset().union(*(example.tools() for example in shipped()))
    assert called == SPECS.keys()
    assert any(not example.tools() for example in shipped())


_LINE = st.text(string.ascii_letters + " \"'?.,é🙂", min_size=1).map(str.strip).filter(bool)


@given(st.lists(st.tuples(_LINE, _LINE)))
def test_what_is_written_is_read_again(pairs: list[tuple[str, str]]) -> None:
    """Requests and plans, letter by letter."""
    examples = tuple(Example(a, f"1. open_note({b!r})\n2. join()\n") for a, b in pairs)
    assert read(written(examples)) == examples


@given(st.text(), st.integers(0, 8), st.sets(st.sampled_from(sorted(SPECS))))
def test_whatever_is_asked_the_store_keeps_its_word(
    request: str, count: int, names: set[str]
) -> None:
    """No more than are wanted, none twice, none that calls what is not on offer."""
    offered = [SPECS[name] for name in names]
    found = ExampleStore(shipped()[::9]).nearest(request, offered, NOW, count)
    assert len(found) <= count
    assert len({example.request for example in found}) == len(found)
    assert all(example.tools() <= names for example in found)
