"""What an example is, and which plans it refuses."""

from __future__ import annotations

import pytest

from tinyagent_cli.lab.example import BadExampleError, Example, check, from_json, to_json
from tinyagent_cli.planning.embedded.pointing import Call, Choice, PipedText, Result, Span


def run(first: int, last: int) -> Span:
    """One run of words."""
    return Span(((first, last),))


TEXT = Example(
    "text Ada that we won",
    (
        Call("get_phone_number", (run(1, 1),)),
        Call("send_sms", ((Result(1),), run(3, 4))),
    ),
)


def test_an_example_survives_its_json() -> None:
    """What is written is what is read, whatever atoms a plan holds."""
    example = Example(
        "walk to the Löyly sauna « now »",
        (Call("maps_show_directions", (None, Span(((3, 3), (4, 4))), Choice("w"))),),
        piped=True,
        source="crowd",
        family="maps/c1",
    )
    for each in (example, TEXT, Example("sing", ())):
        assert from_json(to_json(each)) == each


def test_json_is_one_line() -> None:
    """A request with a line break is still one JSON line."""
    assert "\n" not in to_json(Example("note:\nmilk", ()))


def test_a_right_plan_passes() -> None:
    """A lookup before its use is in order."""
    check(TEXT)


@pytest.mark.parametrize(
    ("calls", "complaint"),
    [
        ((Call("sing", ()),), "no such tool"),
        ((Call("get_phone_number", (run(1, 1), run(2, 2))),), "takes 1 argument"),
        ((Call("get_phone_number", (run(1, 9),)),), "words"),
        ((Call("get_phone_number", (Span(((2, 2), (1, 1))),)),), "run"),
        ((Call("get_phone_number", (Span(()),)),), "empty span"),
        ((Call("send_sms", ((Result(1),), run(3, 4))),), "does not point back"),
        ((Call("send_sms", (run(1, 1), run(3, 4))),), "a list is wanted"),
        ((Call("send_sms", ((run(1, 1),), PipedText())),), "no piped text"),
        ((Call("send_sms", ((run(1, 1),), Choice("d"))),), "no choice"),
        (
            (
                Call("get_email_address", (run(1, 1),)),
                Call("send_sms", ((Result(1),), run(3, 4))),
            ),
            "cannot hold a result of get_email_address",
        ),
        (
            (
                Call("get_phone_number", (run(1, 1),)),
                Call("create_calendar_event", (run(3, 4), None, None, None, (Result(1),))),
            ),
            "cannot hold a result of get_phone_number",
        ),
        (
            (Call("get_phone_number", (run(1, 1),)), Call("get_phone_number", (run(1, 1),))),
            "looked up twice",
        ),
        ((Call("create_reminder", (None, run(1, 1))),), "says nothing"),
    ],
)
def test_a_wrong_plan_is_refused(calls: tuple[Call, ...], complaint: str) -> None:
    """Each rule of plans has its own complaint."""
    with pytest.raises(BadExampleError, match=complaint):
        check(Example(TEXT.request, calls))
