"""What a terminal sends, cut into keys."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinyagent_cli.view.keys import Answered, Key, Keys, Motion, Speaks

PRESS, REPEAT, RELEASE = Motion.PRESS, Motion.REPEAT, Motion.RELEASE


def keys(data: bytes) -> list[Key | Speaks | Answered]:
    """All keys in *data*, and what waited at its end."""
    reader = Keys()
    return [*reader.feed(data), *reader.settle()]


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        (b"\x14", Key("c-t")),
        (b"\x00", Key("c-space")),
        (b"\r", Key("enter")),
        (b"\x1b", Key("escape")),
        (b"\x03", Key("c-c")),
        (b" ", Key("space")),
        (b"x", Key("x")),
        (b"\x1bOS", Key("f4")),
        (b"\x1b[14~", Key("f4")),
        (b"\x1b[A", Key("")),
        (b"\x1b[116;5u", Key("c-t")),
        (b"\x1b[116;5:2u", Key("c-t", REPEAT)),
        (b"\x1b[116;5:3u", Key("c-t", RELEASE)),
        (b"\x1b[116;1:3u", Key("t", RELEASE)),
        (b"\x1b[116;133:3u", Key("c-t", RELEASE)),  # with num lock on
        (b"\x1b[32;1:3u", Key("space", RELEASE)),
        (b"\x1b[32;;32u", Key("space")),
        (b"\x1b[27u", Key("escape")),
        (b"\x1b[13u", Key("enter")),
        (b"\x1b[99;5u", Key("c-c")),
        (b"\x1b[1;1:3S", Key("f4", RELEASE)),
        (b"\x1b[13;1:3~", Key("f3", RELEASE)),
        (b"\x1b[57442;5u", Key("", PRESS)),  # Control itself
        (b"\x1b[?0u", Speaks()),
        (b"\x1b[?11u", Speaks()),
        (b"\x1b[?62;22c", Answered()),
    ],
)
def test_a_key_is_known_by_what_is_sent_for_it(sent: bytes, key: Key | Speaks | Answered) -> None:
    """The ordinary way, and Kitty's."""
    assert keys(sent) == [key]


def test_control_may_be_let_go_before_its_key() -> None:
    """The release is of the same key all the same."""
    assert Key("c-t").bare == Key("t", RELEASE).bare


def test_other_answers_of_a_terminal_are_no_keys() -> None:
    """Which version it is, where the mouse is."""
    assert keys(b"\x1b[>1;10;0c\x1b[<0;10;5M") == []


PIECES = st.lists(
    st.sampled_from(
        [b"x", b" ", b"\x14", b"\r", b"\x1b[116;5:2u", b"\x1b[?11u", b"\x1bOS", b"\x1b[14~"]
    ),
    max_size=8,
)


@given(PIECES, st.data())
def test_it_does_not_matter_where_a_line_cuts(pieces: list[bytes], data: st.DataObject) -> None:
    """Over a slow line a sequence comes in parts."""
    whole = b"".join(pieces)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(whole)))) | {0, len(whole)})
    reader = Keys()
    found = [key for a, b in pairwise(cuts) for key in reader.feed(whole[a:b])]
    assert found == keys(whole)
    assert len(found) == len(pieces)


@given(st.binary(max_size=30))
def test_no_bytes_are_too_strange(data: bytes) -> None:
    """A terminal may send anything."""
    keys(data)
