from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinyagent_cli.planning.embedded.features import SHAPES, Vocabulary, gap_before, shape_of
from tinyagent_cli.planning.embedded.pointing import words

VOCABULARY = Vocabulary({"text": 0, "0pm": 1}, 64)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("text", "lower"),
        ("Sid", "capital"),
        ("NASA", "upper"),
        ("iPhone", "mixed"),
        ("10:30", "number"),
        ("3pm", "numbered"),
        ("sid@example.com", "address"),
        ("https://x.org/a", "link"),
        ("project.pdf", "file"),
        ("“", "mark"),
    ],
)
def test_a_word_has_one_shape(text: str, shape: str) -> None:
    """Names, numbers, files and addresses look different."""
    assert SHAPES[shape_of(text)] == shape


def test_a_known_word_is_known_whatever_its_case_and_digits() -> None:
    """ "Text" is "text", and "7pm" is "3pm"."""
    known = len(SHAPES)
    assert known in VOCABULARY.features("TEXT")[0]
    assert known + 1 in VOCABULARY.features("7pm")[0]
    assert known not in VOCABULARY.features("text", known=False)[0]


def test_a_misspelt_word_shares_letters_with_the_right_one() -> None:
    """What was never met still looks like something."""
    right = set(VOCABULARY.features("reminder")[0][1:])
    assert right & set(VOCABULARY.features("remimder")[0][1:])


@given(st.text(min_size=1))
def test_every_word_can_be_seen(text: str) -> None:
    """Rows lie in the table and weigh something, for any text at all."""
    rows, weights = VOCABULARY.features(text)
    assert len(rows) == len(weights) > 1
    assert all(0 <= row < VOCABULARY.rows for row in rows)


def test_a_gap_tells_whether_a_space_stands_before() -> None:
    """The possessive is glued to its noun, the next word is apart."""
    cut = words("Sid's note")
    assert [gap_before(cut, i) for i in range(3)] == [1, 0, 1]
