"""Tokens and labels: what is learnt is the plan, all of it and nothing else."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.lab.chats import Chat
from tinyagent_cli.lab.encoding import UNLEARNT, Encoder
from tinyagent_cli.plan.parse import parse
from tinyagent_cli.planning.examples import OURS
from tinyagent_cli.tools.toolbox import load_manifest

END, BEGIN = 256, 257
PLAN = '1. get_phone_number("Zoë")\n2. join()\n'
CHAT = Chat(
    "what's Zoë's number", None, datetime(2026, 11, 23, 9), load_manifest(), OURS, parse(PLAN)
)


class Bytes:
    """A tokenizer of one token a byte that marks the begin of a text, and its end if *ends*."""

    eos_token_id = END
    pad_token_id = None
    chat_template: str | None = None

    def __init__(self, ends: bool = False) -> None:
        self.ends = ends

    def __call__(self, text: str, add_special_tokens: bool = True) -> Any:
        tokens = list(text.encode())
        if add_special_tokens:
            tokens = [BEGIN, *tokens, *([END] * self.ends)]
        return SimpleNamespace(input_ids=tokens)


class Chatty(Bytes):
    """The same, with a chat template."""

    chat_template = "{{ messages }}"

    def apply_chat_template(self, messages: Any, **how: Any) -> str:
        if messages[0]["content"] == "refuse":
            raise ValueError("System role not supported")
        said = "".join(f"<{m['role']}>{m['content']}" for m in messages)
        return f"<{how['date_string']}>{said}<assistant>"


class Merging(Bytes):
    """A tokenizer to which a line's end and a digit are one token."""

    def __call__(self, text: str, add_special_tokens: bool = True) -> Any:
        return super().__call__(text.replace("\n1", "\a"), add_special_tokens)


def _learnt(encoded: dict[str, list[int]]) -> bytes:
    return bytes(t for t in encoded["labels"] if 0 <= t < END)


@pytest.mark.parametrize("tokenizer", [Bytes(), Bytes(ends=True), Chatty(), Merging()])
def test_the_labels_are_exactly_the_plan_and_the_end(tokenizer: Bytes) -> None:
    """Each label is the token at its place, and those that count are the plan's."""
    encoded = Encoder(tokenizer, 100_000).encode(CHAT)
    tokens, labels = encoded["input_ids"], encoded["labels"]
    assert _learnt(encoded).decode() == CHAT.answer
    assert labels[-1] == END
    first = next(i for i, label in enumerate(labels) if label != UNLEARNT)
    assert labels[:first] == [UNLEARNT] * first
    assert labels[first:] == tokens[first:]
    assert END not in tokens[:-1]


@pytest.mark.parametrize("tokenizer", [Bytes(), Bytes(ends=True), Chatty(), Merging()])
def test_what_stands_before_the_plan_is_what_the_model_will_be_given(tokenizer: Bytes) -> None:
    """Token for token, also where a token could reach over the seam."""
    encoder = Encoder(tokenizer, 100_000)
    prompt = encoder.prompt(CHAT.system, CHAT.user, CHAT.now)
    encoded = encoder.encode(CHAT)
    assert encoded["input_ids"][: len(prompt)] == prompt
    assert encoded["labels"].count(UNLEARNT) == len(prompt)


def test_without_a_template_the_prompt_is_plain_text() -> None:
    """As llama.cpp's planner puts it to a model without one."""
    text = Encoder(Bytes()).prompt_text("Rules.", "Question: sing\nPlan:\n")
    assert text == "Rules.\n\nQuestion: sing\nPlan:\n"


def test_a_template_that_tells_the_date_tells_that_of_the_chat() -> None:
    """And not that of the day of training."""
    text = Encoder(Chatty()).prompt_text(CHAT.system, CHAT.user, CHAT.now)
    assert text.startswith("<23 Nov 2026>")


def test_a_template_that_takes_no_system_message_is_one_clear_line() -> None:
    """The model cannot be used by the program either."""
    with pytest.raises(NotReady, match="System role not supported"):
        Encoder(Chatty()).prompt_text("refuse", "", CHAT.now)


def test_what_is_too_long_loses_worked_examples_and_needless_tools_first() -> None:
    """Then the beginning of its prompt, and never a part of the plan."""
    whole, bare = (len(Encoder(Bytes(), 10**6).encode(c)["labels"]) for c in (CHAT, CHAT.bare()))
    assert bare < whole
    for longest, kept in ((whole, whole), (whole - 1, bare), (bare - 1, bare - 1), (200, 200)):
        encoded = Encoder(Bytes(), longest).encode(CHAT)
        assert len(encoded["input_ids"]) == len(encoded["labels"]) == kept
        assert _learnt(encoded).decode() == CHAT.answer


@pytest.mark.timeout(600)  # torch takes long to import on a busy machine
def test_a_batch_is_padded_at_its_ends_where_nothing_is_learnt() -> None:
    """Nor attended to; the end's token fills where a tokenizer has none for padding."""
    pytest.importorskip("torch", reason="the lab is an extra")
    rows = [{"input_ids": [5, 6, 7], "labels": [UNLEARNT, 6, 7]}, {"input_ids": [8], "labels": [8]}]
    batch = {name: tensor.tolist() for name, tensor in Encoder(Bytes()).collate(rows).items()}
    assert batch == {
        "input_ids": [[5, 6, 7], [8, END, END]],
        "labels": [[UNLEARNT, 6, 7], [8, UNLEARNT, UNLEARNT]],
        "attention_mask": [[1, 1, 1], [1, 0, 0]],
    }
