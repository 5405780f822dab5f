from __future__ import annotations

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("torch", reason="the lab is an extra")

from tinyagent_cli.lab.example import Example  # noqa: E402
from tinyagent_cli.lab.offers import (  # noqa: E402
    PRICES,
    drawn,
    judged,
    labels_of,
    line,
    priced,
)
from tinyagent_cli.planning.embedded.pointing import Call  # noqa: E402
from tinyagent_cli.planning.embedded.signature import TOOLS  # noqa: E402


def test_recall_is_of_tools_and_whole_is_of_requests() -> None:
    """A request of three tools that lacks one counts two of three, and not as whole."""
    figures = judged([{"a", "b"}, {"c"}, {"x", "y"}], [{"a", "b", "d"}, {"c"}, set()])
    assert (figures.recall.hits, figures.recall.total) == (3, 4)
    assert (figures.whole.hits, figures.whole.total) == (1, 2)


def test_what_no_tool_can_serve_counts_for_what_is_offered() -> None:
    """Mean tools is over all requests, as the prompt is paid for each."""
    figures = judged([{"a"}, {"b", "c"}], [{"a"}, set()])
    assert figures.offered.value == 1.5
    assert figures.needed.value == 0.5


@pytest.mark.parametrize(("price", "vain"), [(1.5, 0), (2.5, 2), (10.0, 2)])
def test_a_line_is_drawn_where_a_needed_tool_is_worth_its_offers_in_vain(
    price: float, vain: int
) -> None:
    """Two offers in vain for one more hit are made from a price of two."""
    scores = np.array([5.0, 4.0, 3.0, 2.0, 1.0, 0.0])
    wanted = np.array([1.0, 1.0, 0.0, 0.0, 1.0, 0.0])
    above = scores > line(scores, wanted, price)
    assert int((above & (wanted == 0)).sum()) == vain


def test_a_tool_that_nobody_wanted_is_not_offered() -> None:
    """There is nothing to learn its line from, so it lies above all scores."""
    scores = np.array([5.0, 4.0])
    assert line(scores, np.zeros(2), 40.0) > 5.0


def test_a_lookup_has_a_lower_line_beside_what_takes_it() -> None:
    """Where there is a mail, the same score speaks more for the address."""
    mail = Example("", (Call("compose_new_email", ()),))
    both = Example("", (Call("get_email_address", ()), Call("compose_new_email", ())))
    examples = [both] * 4 + [mail] * 2 + [Example("", ())] * 94
    scores = np.zeros((100, len(TOOLS)), np.float32)
    address = TOOLS.index("get_email_address")
    scores[:, address] = [3, 3, 3, 1, 2, 0, *[2.0] * 94]
    lines = drawn(scores, labels_of(examples), price=20)
    assert 2 < lines.offered[address] < 3
    assert 0 < lines.likely[address] < 1
    others = [i for i, name in enumerate(TOOLS) if name.endswith("note")]
    assert (lines.offered[others] == lines.likely[others]).all()
    lower = drawn(scores, labels_of(examples), 20, margin=1.5)
    assert np.allclose(lower.offered, lines.offered - 1.5)
    assert np.allclose(lower.likely, lines.likely - 1.5)
    alone = np.full(len(TOOLS), -9.0, np.float32)
    alone[address] = 1.0
    assert lines.chosen(alone, "") == frozenset()
    alone[TOOLS.index("create_calendar_event")] = 9.0
    wants = {"create_calendar_event", "get_email_address"}
    assert lines.chosen(alone, "") == wants


def test_the_price_is_the_lowest_that_reaches_the_recall() -> None:
    """Measured on the half that the lines were not drawn on; the highest where none does."""
    note, nothing = Example("", (Call("open_note", ()),)), Example("", ())
    examples = [note] * 20 + [nothing] * 1000
    scores = np.full((len(examples), len(TOOLS)), -9.0, np.float32)
    scores[:, TOOLS.index("open_note")] = [*[5.0] * 18, *[1.0] * 2, *[0.0] * 900, *[2.0] * 100]
    scores = scores.astype(np.float32)
    cheap, some = priced(scores, examples, recall=0.9)
    dear, every = priced(scores, examples, recall=1.0)
    assert cheap == PRICES[0]
    assert cheap < 50 < dear  # fifty offers in vain for one more, in either half
    assert (some.recall.value, every.recall.value) == (0.9, 1.0)
    halved = [nothing, note] * 20  # one half has no note to learn from
    assert priced(scores[: len(halved)], halved, recall=1.0)[0] == PRICES[-1]
