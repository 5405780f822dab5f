"""No model can write what is no plan: llama.cpp's grammar engine under random scores."""

from __future__ import annotations

import numpy as np
import pytest

from tests.planning.test_gbnf import SPECS, TOOLS, checked, gold
from tinyagent_cli.bench.dictation import Dictated
from tinyagent_cli.planning.llama.choosing import Held
from tinyagent_cli.planning.llama.model import Model

# Letters that end something, so that random plans end, and bytes that are no letters.
_ENDING = ('"', "'", ")", "]", ",", "\n", "$", "j")


def written(chooser: Held | Dictated, scores: np.ndarray) -> str:
    """What is chosen by one row of *scores* after the other."""
    text = ""
    for row in scores:
        text += chooser.choose(row)[1]
        if chooser.over:
            return text
    return ""


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_likeliest_what_comes_out_is_a_plan(model: Model, seed: int) -> None:
    """Checked to the last argument; and no byte in it is half a letter."""
    random = np.random.default_rng(seed)
    offered = tuple(TOOLS[i] for i in random.permutation(len(TOOLS))[:4])
    scores = random.normal(size=(400, model.size)).astype(np.float32)
    ending = [t for t in range(model.size) if model.piece(t).decode("latin-1") in _ENDING]
    scores[:, ending] += 4
    scores[:, 3 + 0x80 : 3 + 0x100] += 1
    chooser = Held(model, offered)
    text = written(chooser, scores)
    chooser.close()
    assert "\ufffd" not in text
    if text:
        assert {task.tool for task in checked(text).tasks} <= {tool.name for tool in offered}


def test_most_random_plans_come_to_an_end(model: Model) -> None:
    """So that the test above looks at something."""
    ends = 0
    for seed in range(10):
        random = np.random.default_rng(seed)
        scores = random.normal(size=(400, model.size)).astype(np.float32)
        ending = [t for t in range(model.size) if model.piece(t).decode("latin-1") in _ENDING]
        scores[:, ending] += 4
        ends += bool(written(Held(model, TOOLS[:4]), scores))
    assert ends >= 5


def test_a_model_that_writes_a_good_plan_is_not_hindered(model: Model) -> None:
    """llama.cpp's engine allows every token of the plans that we hold for right."""
    nothing = np.zeros((2000, model.size), np.float32)
    for plan in gold():
        text = written(Dictated(Held(model, TOOLS), model, plan), nothing)
        assert text == plan.removesuffix("\n")


def test_an_overlong_quote_ends_no_string(model: Model) -> None:
    """llama.cpp reads C0 A2 as a quote, and Python as no letter: it is not to be written."""
    chooser = Held(model, (SPECS["open_note"],))
    text = ""
    for token in model.tokens('\n1. open_note("')[2:]:
        text += chooser.choose(np.eye(1, model.size, token, dtype=np.float32)[0])[1]
    assert text == '1. open_note("'
    overlong = np.zeros(model.size, np.float32)
    overlong[3 + 0xC0] = 2.0
    token, _ = chooser.choose(overlong)
    assert token != 3 + 0xC0


def test_no_byte_is_written_after_which_there_is_no_letter(model: Model) -> None:
    """ED B8 begins half of a surrogate pair: no third byte would make it a letter."""
    chooser = Held(model, (SPECS["open_note"],))
    for token in model.tokens('\n1. open_note("')[2:]:
        chooser.choose(np.eye(1, model.size, token, dtype=np.float32)[0])
    bytes_ = np.zeros(model.size, np.float32)
    bytes_[[3 + 0xED, 3 + 0xB8]] = 2.0, 1.0
    assert chooser.choose(bytes_)[0] == 3 + 0xED
    bytes_[3 + 0xED] = 0.0
    text = "".join(chooser.choose(bytes_)[1] for _ in range(2))
    assert text.isprintable()
    assert len(text) == 1
