"""Chats as tokens, of which only the plan's are to be learnt.

A prompt is put together as llama.cpp's planner does it (``plugins/llama.py``): by the
model's own chat template where it has one, else as plain text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.lab.chats import Chat

UNLEARNT: Final = -100  # the label that torch's cross entropy passes over

Encoded = dict[str, list[int]]  # "input_ids" and "labels", equally long


@dataclass(frozen=True, slots=True)
class Encoder:
    """Encodes by a *tokenizer* as transformers has them; no chat gets *longest* tokens or more."""

    tokenizer: Any
    longest: int = 4096

    def prompt_text(self, system: str, user: str, now: datetime | None = None) -> str:
        """The text that a model completes with a plan.

        Raises NotReady where the model's template takes no system message.
        """
        if not self.tokenizer.chat_template:
            return f"{system}\n\n{user}"
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        # Llama 3's template tells the date, by the clock of the day if it is not given one.
        today = {"date_string": f"{now:%d %b %Y}"} if now else {}
        try:
            text: str = self.tokenizer.apply_chat_template(
                messages, tokenize=False, add_generation_prompt=True, **today
            )
        except Exception as error:  # a jinja2 error, of which transformers makes no class
            raise NotReady(
                f"the model's chat template refuses our prompt: {error}",
                "take a model whose template has a system message, or none",
            ) from error
        return text

    def prompt(self, system: str, user: str, now: datetime | None = None) -> list[int]:
        """The tokens of a prompt, up to where the plan begins."""
        return self._tokens(self.prompt_text(system, user, now))

    def encode(self, chat: Chat) -> Encoded:
        """*chat* as tokens, with labels on its plan alone.

        One that is too long loses the worked examples and the needless tools, then the
        beginning of the prompt; never of the plan, unless that alone is too long.
        """
        before, plan = self._parts(chat)
        if len(before) + len(plan) > self.longest:
            before, plan = self._parts(chat.bare())
        plan = plan[: self.longest]
        before = before[max(0, len(before) + len(plan) - self.longest) :]
        return {"input_ids": before + plan, "labels": [UNLEARNT] * len(before) + plan}

    def _parts(self, chat: Chat) -> tuple[list[int], list[int]]:
        """The tokens of prompt and plan; what a model is given first is the prompt's alone."""
        text = self.prompt_text(chat.system, chat.user, chat.now)
        before, whole = self._tokens(text), self._tokens(text + chat.answer)
        # Unless a token reaches over the seam, which the prompt alone would not give.
        smooth = whole[: len(before)] == before
        plan = whole[len(before) :] if smooth else self._plain(chat.answer)
        end = self.tokenizer.eos_token_id
        return before, plan if end is None else [*plan, end]

    def _tokens(self, text: str) -> list[int]:
        if self.tokenizer.chat_template:  # writes its own marks of begin and end
            return self._plain(text)
        tokens: list[int] = self.tokenizer(text).input_ids
        while tokens and tokens[-1] == self.tokenizer.eos_token_id:
            tokens.pop()
        return tokens

    def _plain(self, text: str) -> list[int]:
        tokens: list[int] = self.tokenizer(text, add_special_tokens=False).input_ids
        return tokens

    def collate(self, rows: Sequence[Encoded]) -> dict[str, Any]:
        """*rows* as one batch of tensors [rows, longest of them], padded at their ends."""
        import torch

        width = max(len(row["input_ids"]) for row in rows)
        pad = self.tokenizer.pad_token_id
        fill = {"input_ids": self.tokenizer.eos_token_id or 0 if pad is None else pad}
        fill["labels"] = UNLEARNT
        batch = {
            name: torch.tensor([row[name] + [by] * (width - len(row[name])) for row in rows])
            for name, by in fill.items()
        }
        lengths = torch.tensor([len(row["input_ids"]) for row in rows])
        batch["attention_mask"] = (torch.arange(width) < lengths[:, None]).long()
        return batch


class Rows(Sequence[Encoded]):
    """*chats*, encoded as they are asked for."""

    def __init__(self, chats: Sequence[Chat], encoder: Encoder) -> None:
        self._chats, self._encoder = chats, encoder

    def __len__(self) -> int:
        return len(self._chats)

    def __getitem__(self, index: int) -> Encoded:  # type: ignore[override]  # no slices
        return self._encoder.encode(self._chats[index])
