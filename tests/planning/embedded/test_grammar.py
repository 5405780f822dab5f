from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinyagent_cli.plan.task import Plan
from tinyagent_cli.planning.embedded.grammar import (
    END_CALL,
    END_PLAN,
    FIRST_RESULT,
    FIRST_TOOL,
    MARKS,
    MAX_CALLS,
    SPAN,
    Grammar,
    GrammarError,
    Step,
    steps_of,
    walk,
)
from tinyagent_cli.planning.embedded.planner import task_of
from tinyagent_cli.planning.embedded.pointing import Call, Joined, PipedText, Result, Span
from tinyagent_cli.planning.embedded.signature import TOOLS
from tinyagent_cli.tools.toolbox import load_manifest
from tinyagent_cli.tools.verify import verify

REQUEST = "ask Sid and Lutfi about project.pdf on Friday at 3pm please"
LENGTH = 11
SPECS = {spec.name: spec for spec in load_manifest()}


def wander(draw: st.DrawFn, grammar: Grammar) -> None:
    """Say anything that is allowed, until the plan is done or long enough."""
    while not grammar.done:
        bits = grammar.allowed()
        marks = [m for m in range(MARKS) if bits >> m & 1]
        assert marks
        if len(grammar.calls) >= 4 and END_PLAN in marks:
            marks = [END_PLAN]
        mark = draw(st.sampled_from(marks))
        if mark != SPAN:
            grammar.advance(Step(mark))
            continue
        first = draw(st.integers(grammar.first_word(), grammar.length - 1))
        grammar.advance(Step(SPAN, first, draw(st.integers(first, grammar.length - 1))))


@st.composite
def plans(draw: st.DrawFn) -> tuple[bool, list[Call]]:
    piped = draw(st.booleans())
    grammar = Grammar(LENGTH, piped)
    wander(draw, grammar)
    return piped, grammar.calls


@given(plans())
def test_whatever_the_grammar_allows_the_tools_accept(made: tuple[bool, list[Call]]) -> None:
    """No way through the grammar ends in a plan that ``verify`` refuses."""
    piped, calls = made
    earlier = {}
    for number, call in enumerate(calls, 1):
        task = task_of(call, number, REQUEST, "piped" if piped else None, SPECS[call.tool])
        earlier[number] = verify(task, SPECS, earlier)
    Plan(tuple(earlier.values()))


@given(plans())
def test_calls_said_step_by_step_are_the_calls_again(made: tuple[bool, list[Call]]) -> None:
    """Taking calls apart into steps and saying them gives the same calls."""
    piped, calls = made
    again = Grammar(LENGTH, piped)
    walk(calls, again)
    assert [_full(c) for c in again.calls] == [_full(c) for c in calls]


def _full(call: Call) -> tuple[str, tuple[object, ...]]:
    arguments = list(call.arguments)
    while arguments and not arguments[-1]:
        arguments.pop()
    return call.tool, tuple(arguments)


def test_only_tools_on_offer_can_be_called() -> None:
    """A tool that is not offered is no mark that can be said."""
    grammar = Grammar(LENGTH, tools={"create_note"})
    offered = [m for m in range(MARKS) if grammar.allowed() >> m & 1]
    assert offered == [END_PLAN, FIRST_TOOL + TOOLS.index("create_note")]


def test_a_phone_number_goes_to_messages_and_not_to_mail() -> None:
    """The result of a lookup fits only where such an address is wanted."""
    phone = Call("get_phone_number", (Span(((1, 1),)),))
    for tool, fits in (("send_sms", True), ("compose_new_email", False)):
        grammar = Grammar(LENGTH)
        walk([phone], grammar)
        grammar = Grammar(LENGTH, calls=list(grammar.calls))
        grammar.advance(Step(FIRST_TOOL + TOOLS.index(tool)))
        assert bool(grammar.allowed() >> FIRST_RESULT & 1) is fits


def test_a_result_is_named_once_in_a_list() -> None:
    """Nobody is written to twice by one message."""
    phone = Call("get_phone_number", (Span(((1, 1),)),))
    grammar = Grammar(LENGTH, calls=[phone])
    grammar.advance(Step(FIRST_TOOL + TOOLS.index("send_sms")))
    grammar.advance(Step(FIRST_RESULT))
    assert not grammar.allowed() >> FIRST_RESULT & 1


def test_piped_text_can_be_pointed_at_only_if_there_is_some() -> None:
    """Without a pipe, pointing at piped text is refused."""
    call = Call("create_note", (Span(((1, 1),)), PipedText()))
    walk([call], Grammar(LENGTH, piped=True))
    with pytest.raises(GrammarError):
        walk([call], Grammar(LENGTH, piped=False))


@pytest.mark.parametrize(
    "call",
    [
        Call("get_phone_number", (Result(1),)),
        Call("send_sms", ((Result(1),), Span(((2, 3),)))),
        Call("get_phone_number", (Span(((3, 2),)),)),
        Call("get_phone_number", (Span(((3, LENGTH),)),)),
        Call("get_phone_number", ()),
        Call("send_sms", ((Span(((1, 1),)),),)),
    ],
)
def test_what_makes_no_sense_is_refused(call: Call) -> None:
    """References ahead, runs that are none, and calls that lack what they need."""
    with pytest.raises(GrammarError):
        walk([call], Grammar(LENGTH))


def test_a_time_may_be_said_in_two_places() -> None:
    """An argument can be several runs of words, in order."""
    call = Call("create_reminder", (Span(((3, 4),)), Span(((6, 7), (8, 9)))))
    grammar = Grammar(LENGTH)
    walk([call], grammar)
    assert grammar.calls == [call]


PLACES = [Call("maps_open_location", (Span(((n, n),)),)) for n in (1, 3)]


@pytest.mark.parametrize(
    "text",
    [
        Joined((Result(1), Result(2))),
        Joined((Span(((4, 5),)), Result(2))),
        Joined((Span(((4, 5), (7, 7))), PipedText(), Result(1), Result(2))),
    ],
)
def test_a_text_may_hold_words_and_several_results(text: Joined) -> None:
    """A mail can say something and bring a summary and a map."""
    call = Call("compose_new_email", ((Span(((1, 1),)),), None, None, text))
    grammar = Grammar(LENGTH, piped=True)
    walk([*PLACES, call], grammar)
    assert grammar.calls[-1] == call


@pytest.mark.parametrize(
    "text",
    [
        Joined((Result(2), Result(1))),
        Joined((Result(1), Result(1))),
        Joined((Result(1), Span(((4, 5),)))),
    ],
)
def test_the_parts_of_a_text_are_said_in_one_way_only(text: Joined) -> None:
    """Words come first, results in their order and each once."""
    call = Call("compose_new_email", ((Span(((1, 1),)),), None, None, text))
    with pytest.raises(GrammarError):
        walk([*PLACES, call], Grammar(LENGTH))


def test_a_title_holds_words_alone() -> None:
    """Only what somebody reads as a text can be made of several parts."""
    call = Call("create_note", (Joined((Span(((1, 1),)), Result(1))),))
    with pytest.raises(GrammarError):
        walk([*PLACES, call], Grammar(LENGTH))


def test_a_request_without_words_is_served_by_nothing() -> None:
    """With nothing to point at, the plan can only end."""
    assert Grammar(0).allowed() == 1 << END_PLAN


def test_a_plan_has_an_end() -> None:
    """After the greatest number of calls the plan is done by itself."""
    grammar = Grammar(LENGTH)
    for _ in range(MAX_CALLS):
        grammar.advance(Step(FIRST_TOOL + TOOLS.index("reply_to_email")))
        grammar.advance(Step(END_CALL))
    assert grammar.done


def test_arguments_not_spoken_of_at_the_end_cost_no_steps() -> None:
    """``get_phone_number("Sid")`` is two marks, and the end of the plan one more."""
    call = Call("get_phone_number", (Span(((1, 1),)),))
    assert len(walk([call], Grammar(LENGTH))) == 3
    assert len(steps_of([call])) == 4  # END_CALL is left to the grammar
