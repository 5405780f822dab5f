"""What is said to be in a mail goes into the mail."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tinyagent_cli.planning.embedded.grammar import Grammar, walk
from tinyagent_cli.planning.embedded.inside import Inside
from tinyagent_cli.planning.embedded.pointing import Call, Joined, Pointed, Result, Span, words


def _span(request: str, text: str) -> Span:
    cut = words(request)
    start = request.index(text)
    first = next(i for i, w in enumerate(cut) if w.start == start)
    return Span(((first, next(i for i, w in enumerate(cut) if w.end == start + len(text))),))


def _mended(request: str, calls: Sequence[Call]) -> list[Call] | None:
    """The calls that the plan begins with instead, the mail closed where it is open."""
    cut = words(request)
    said = [turn.step for turn in walk(calls, Grammar(len(cut)))]
    steps = Inside(cut).mended(calls, said, False)
    if steps is None:
        return None
    grammar = Grammar(len(cut))
    for step in steps:
        grammar.advance(step)
    signature, open_ = grammar._signature, tuple(grammar._arguments)
    return [*grammar.calls, *([Call(signature.tool, open_)] if signature else [])]


def _to_ana(request: str, text: Pointed = None) -> list[Call]:
    mail: tuple[Pointed, ...] = (
        ((Result(1),),) if text is None else ((Result(1),), None, None, text)
    )
    return [
        Call("get_email_address", (_span(request, "Ana"),)),
        Call("compose_new_email", mail),
    ]


def test_a_map_made_after_the_mail_is_made_before_it() -> None:
    """The mail comes last, and ends in the map."""
    request = "Email Ana; in the email, show where Studio Kappa is"
    place = Call("maps_open_location", (_span(request, "Studio Kappa"),))
    found = _mended("Email Ana, and in the email, show where Studio Kappa is", [])
    assert found is None  # nothing is made at all
    assert _mended(request, [*_to_ana(request), place]) == [
        _to_ana(request)[0],
        place,
        Call("compose_new_email", ((Result(1),), None, None, Result(2))),
    ]


def test_a_map_made_before_the_mail_is_put_into_it() -> None:
    """Whatever else the plan did in between."""
    request = "Email Ana and include the location of Studio Kappa in the message"
    place = Call("maps_open_location", (_span(request, "Studio Kappa"),))
    look, _ = _to_ana(request)
    plan = [place, look, Call("compose_new_email", ((Result(2),),))]
    assert _mended(request, plan) == [
        place,
        look,
        Call("compose_new_email", ((Result(2),), None, None, Result(1))),
    ]


def test_the_words_of_the_mail_stay() -> None:
    """The result comes after them."""
    request = "Email Ana that all is well and put the Zoom link for tea in the email"
    well = _span(request, "all is well")
    link = Call("get_zoom_meeting_link", (_span(request, "tea"),))
    found = _mended(request, [*_to_ana(request, well), link])
    assert found is not None
    assert found[-1].arguments[3] == Joined((well, Result(2)))


def test_a_summary_is_known_by_its_name() -> None:
    """The file is named elsewhere; "summarise" stands before "in the email"."""
    request = "Forward it with Form.pdf to Ana, and summarize the form in the email"
    plan = [
        Call("get_email_address", (_span(request, "Ana"),)),
        Call("open_and_get_file_path", (_span(request, "Form.pdf"),)),
        Call("forward_email", ((Result(1),), None, None, (Result(2),))),
        Call("summarize_pdf", (Result(2),)),
    ]
    found = _mended(request, plan)
    assert found is not None
    assert found[-2:] == [
        Call("summarize_pdf", (Result(2),)),
        Call("forward_email", ((Result(1),), None, Result(3))),
    ]


@pytest.mark.parametrize(
    "request_",
    [
        "Email Ana and show me Studio Kappa on the map",
        "Reply to the email and open Studio Kappa. Email Ana",
        "Email Ana what stands in the note and show me Studio Kappa",
        "Email Ana the key in the body. Then show Studio Kappa",
    ],
)
def test_two_wishes_stay_two(request_: str) -> None:
    """Nothing says that the map goes into the mail."""
    place = Call("maps_open_location", (_span(request_, "Studio Kappa"),))
    assert _mended(request_, [*_to_ana(request_), place]) is None


def test_what_is_used_already_is_not_used_twice() -> None:
    """The map went into the text message."""
    request = "Text Ana Studio Kappa; in the email say hello to Ana"
    place = Call("maps_open_location", (_span(request, "Studio Kappa"),))
    plan = [
        Call("get_phone_number", (_span(request, "Ana"),)),
        place,
        Call("send_sms", ((Result(1),), Result(2))),
        Call("reply_to_email", (None, _span(request, "hello"))),
    ]
    assert _mended(request, plan) is None


def test_only_a_mail_that_may_change_waits() -> None:
    """What stands before it goes out at once; without "in the email" everything does."""
    request = "Email Ana; in the email, show where Studio Kappa is"
    calls = _to_ana(request)
    assert Inside(words(request)).ready(calls) == 1
    assert Inside(words("Email Ana")).ready(calls) == 2
