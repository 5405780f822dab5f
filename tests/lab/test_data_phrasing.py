"""Marks, settling and noise: the plan stays right whatever happens to the text."""

from __future__ import annotations

import random
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinyagent_cli.lab.example import Example, check
from tinyagent_cli.lab.phrasing import noise, when
from tinyagent_cli.lab.phrasing.bank import Bank
from tinyagent_cli.lab.phrasing.compose import (
    PIPED,
    SERVED,
    UNSERVED,
    disturb,
    make,
    templates,
)
from tinyagent_cli.lab.phrasing.markup import choose, mark, marked_at, plain, strip
from tinyagent_cli.lab.phrasing.names import GIVEN
from tinyagent_cli.lab.phrasing.overlap import closest
from tinyagent_cli.lab.phrasing.plans import MisalignedError, Node, Said, settle
from tinyagent_cli.lab.phrasing.scene import Scene
from tinyagent_cli.lab.phrasing.words import Words, kept_aside
from tinyagent_cli.planning.embedded.grammar import Grammar, walk
from tinyagent_cli.planning.embedded.pointing import Result, Span, text_of, words

BANKS = (*SERVED, *UNSERVED)


def said(example: Example, call: int, argument: int) -> str:
    """The words an argument points at."""
    span = example.calls[call].arguments[argument]
    assert isinstance(span, Span)
    return text_of(span, example.request, words(example.request))


def test_marks_nest_and_come_off_again() -> None:
    """A person inside a title keeps a place of its own."""
    title = mark(f"lunch with {mark('Ada', 2)}", 1)
    text, places = strip(f"plan {title} soon")
    assert text == "plan lunch with Ada soon"
    assert [text[a:b] for a, b in places[1] + places[2]] == ["lunch with Ada", "Ada"]


@given(st.text(alphabet="ab c", min_size=1, max_size=20), st.data())
def test_marks_set_by_place_are_found_at_that_place(text: str, data: st.DataObject) -> None:
    """Setting marks and taking them off are each other's inverse."""
    ends = st.integers(0, len(text))
    outer = sorted((data.draw(ends), data.draw(ends)))
    inner = sorted(data.draw(st.integers(outer[0], outer[1])) for _ in range(2))
    places = {1: [(outer[0], outer[1])], 2: [(inner[0], inner[1])]}
    bare = {n: r for n, r in places.items() if r[0][0] < r[0][1]}
    assert strip(marked_at(text, bare)) == (text, bare)


def test_alternatives_are_settled_from_the_inside() -> None:
    """Brackets may stand in brackets."""
    found = {choose("[a|b [c|d]]", random.Random(i)) for i in range(40)}
    assert found == {"a", "b c", "b d"}


def test_what_a_call_needs_stands_before_it_in_the_order_it_was_said() -> None:
    """The file comes first where it was said first, and nobody is looked up twice."""
    who, file = Said((1,)), Said((2,))
    lookup = Node("get_email_address", (who,))
    opened = Node("open_and_get_file_path", (file,))
    mail = Node("compose_new_email", ((lookup,), None, None, None, (opened,)))
    again = Node("forward_email", ((lookup,),))
    text = f"send {mark('a.pdf', 2)} to {mark('Ada', 1)}, then forward this to her"
    _, calls = settle(text, [mail, again])
    assert [c.tool for c in calls] == [
        "open_and_get_file_path",
        "get_email_address",
        "compose_new_email",
        "forward_email",
    ]
    assert calls[3].arguments == ((Result(2),),)


def test_two_parts_of_one_time_are_one_run_where_little_stands_between() -> None:
    """ "tomorrow at 3pm" is one run, "tomorrow … 3pm" are two."""
    node = Node("create_reminder", (Said((1,)), Said((2, 3))))
    near = f"{mark('run', 1)} {mark('tomorrow', 2)} at {mark('3pm', 3)}"
    far = f"{mark('tomorrow', 2)} {mark('run', 1)} at {mark('3pm', 3)}"
    assert settle(near, [node])[1][0].arguments[1] == Span(((1, 3),))
    assert settle(far, [node])[1][0].arguments[1] == Span(((0, 0), (3, 3)))


def test_a_mark_inside_a_word_is_an_error() -> None:
    """Better no example than one that points at half a word."""
    with pytest.raises(MisalignedError):
        settle(f"call {mark('Ad', 1)}a", [Node("get_phone_number", (Said((1,)),))])


@pytest.mark.parametrize("bank", BANKS, ids=lambda b: b.name)
def test_every_template_makes_a_right_plan(bank: Bank) -> None:
    """Each way of saying a wish, in each part, fills its slots and passes the check."""
    rng = random.Random(5)
    for aside in (False, True):
        for family, template, _ in templates(bank, aside=aside):
            scene = Scene(rng, Words(aside=aside), "plain", bank in PIPED)
            text, slots = scene.clause(template)
            request, calls = settle(text, bank.build(slots))
            check(Example(request, calls, scene.piped, family=family))
            assert "{" not in request
            assert "[" not in request
            assert bool(calls) == (bank in SERVED)
            assert all(c.arguments[:1] for c in calls if c.tool != "reply_to_email")


def test_all_sixteen_tools_are_said() -> None:
    """No tool is without phrases."""
    rng = random.Random(3)
    made = [e for _ in range(700) if (e := make(rng, Words())) is not None]
    assert len({c.tool for e in made for c in e.calls}) == 16
    for example in made:
        check(example)


def test_the_planner_can_say_every_plan() -> None:
    """No example is outside of the grammar that the embedded planner decodes by."""
    rng = random.Random(4)
    for _ in range(700):
        example = make(rng, Words())
        if example is not None:
            grammar = Grammar(len(words(example.request)), example.piped)
            walk(example.calls, grammar)
            assert len(grammar.calls) == len(example.calls)


@pytest.mark.parametrize("style", ["plain", "paper", "terse"])
def test_noise_never_moves_a_pointer(style: str) -> None:
    """Whatever is done to the text, a name is still pointed at, as it is now spelt."""
    text = f"please text {mark('Zoltán', 1)} that {mark('the 3 cakes are here', 2)}"
    lookup = Node("get_phone_number", (Said((1,)),))
    node = Node("send_sms", ((lookup,), Said((2,))))
    for seed in range(300):
        rng = random.Random(seed)
        request, calls = settle(disturb(text, style, rng), [node])
        example = Example(request, calls)
        assert said(example, 0, 0).lower().startswith("z")
        assert len(said(example, 1, 1).split()) == 5


def test_typos_leave_marks_alone() -> None:
    """A slip changes letters, never where an argument begins or ends."""
    text = f"remind me to {mark('water the tomatoes', 1)} tomorrow"
    for seed in range(100):
        slipped = noise.typos(text, random.Random(seed))
        assert sum(not c.isprintable() or ord(c) >= 0xE000 for c in slipped) == 2
        assert plain(slipped).startswith("r")


def test_words_and_families_kept_aside_are_never_drawn_for_training() -> None:
    """The two parts share no name and no template."""
    rng = random.Random(1)
    for aside in (False, True):
        drawn = [Words(aside=aside).given(rng) for _ in range(400)]
        assert all(kept_aside(n) == aside for n in drawn if n in GIVEN)
        assert any(n in GIVEN for n in drawn)
        for bank in BANKS:
            assert all(kept_aside(t) == aside for _, t, _ in templates(bank, aside=aside))


@pytest.mark.parametrize(
    ("request_", "found"),
    [
        ("lunch tomorrow at 3pm with Ada", ["tomorrow at 3pm"]),
        ("on Friday, March 3rd at 14:00 we leave", ["Friday, March 3rd at 14:00"]),
        ("from 2 to 4pm on Tuesday", ["from 2 to 4pm on Tuesday"]),
        ("tea at half past nine", ["half past nine"]),
        ("in 20 minutes call me", ["in 20 minutes"]),
        ("every monday take the bins out", ["every monday"]),
        ("open report 2024.pdf", []),
        ("the first draft", []),
        ("2026-11-27 is good, so is noon", ["2026-11-27", "noon"]),
    ],
)
def test_when_words_are_found(request_: str, found: list[str]) -> None:
    """Times are found as people say them, numbers of other kinds are not."""
    assert [request_[a:b] for a, b in when.find(request_)] == found


def test_an_invented_text_is_traced_to_the_words_it_was_made_from() -> None:
    """The run that shares the content words, and nothing where too little is shared."""
    request = "Write to Ada about the delayed shipment of paint, then open the notes."
    cut = words(request)
    hit = closest("The shipment of the paint has been delayed.", cut, least=2)
    assert hit is not None
    assert request[hit[0] : hit[1]] == "delayed shipment of paint"
    assert closest("See you at dinner.", cut, least=2) is None


PHRASES = files("tinyagent_cli.lab.phrasing") / "phrases"


@pytest.mark.parametrize("name", sorted(file.name for file in PHRASES.iterdir()))
def test_no_phrase_stands_twice_in_its_file(name: str) -> None:
    """A list says each phrase once, without spaces around it."""
    lines = (PHRASES / name).read_text("utf-8").splitlines()
    assert len(set(lines)) == len(lines) > 90
    assert [line for line in lines if line != line.strip() or not line] == []
