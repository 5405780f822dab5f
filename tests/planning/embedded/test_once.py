from __future__ import annotations

from tinyagent_cli.planning.embedded.once import Once
from tinyagent_cli.planning.embedded.pointing import Call, Result, Span, words

REQUEST = "text Sid and then text sid again"


def _span(word: int) -> Span:
    return Span(((word, word),))


def test_a_second_lookup_becomes_a_reference_to_the_first() -> None:
    """The same person, named twice, is looked up once, whatever the case of the letters."""
    once = Once(REQUEST, words(REQUEST))
    first = Call("get_phone_number", (_span(1),))
    assert once.told(first) == first
    assert once.told(Call("get_phone_number", (_span(5),))) is None
    told = once.told(Call("send_sms", ((Result(2),), _span(6))))
    assert told == Call("send_sms", ((Result(1),), _span(6)))


def test_calls_after_a_repeated_one_are_numbered_anew() -> None:
    """References count the calls that were told, not those that were left out."""
    once = Once(REQUEST, words(REQUEST))
    for word in (1, 5):
        once.told(Call("open_and_get_file_path", (_span(word),)))
    once.told(Call("get_email_address", (_span(3),)))
    told = once.told(Call("compose_new_email", ((Result(3),), None, None, None, (Result(2),))))
    assert told == Call("compose_new_email", ((Result(2),), None, None, None, (Result(1),)))


def test_one_topic_at_one_time_is_one_meeting() -> None:
    """A link that is asked for again is the link there is, whoever was invited."""
    once = Once(REQUEST, words(REQUEST))
    invited = Call("get_zoom_meeting_link", (_span(1), _span(3), None, (_span(2),)))
    assert once.told(invited) == invited
    assert once.told(Call("get_zoom_meeting_link", (_span(5), _span(3)))) is None
    other = Call("get_zoom_meeting_link", (_span(5), _span(6)))
    assert once.told(other) == other


def test_what_acts_is_done_as_often_as_it_is_said() -> None:
    """Only lookups are left out: two equal messages may be meant."""
    once = Once(REQUEST, words(REQUEST))
    call = Call("reply_to_email", (None, _span(6)))
    assert once.told(call) == once.told(call) == call
