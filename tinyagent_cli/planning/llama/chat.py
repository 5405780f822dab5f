"""The prompt as a model wants it: by its own chat template, or flat where it has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from tinyagent_cli.planning.llama.model import Model

_TEMPLATE: Final = "tokenizer.chat_template"


@dataclass(frozen=True, slots=True)
class Prompted:
    """A prompt as *tokens*; the first *lasting* of them do not depend on the request."""

    tokens: list[int]
    lasting: int


def prompted(model: Model, system: str, user: str) -> Prompted:
    """*system* and *user* as *model* wants them; no mark of the chat format in them is one."""
    system, user = unmarked(model, system), unmarked(model, user)
    tokens = _tokens(model, system, user)
    other = _tokens(model, system, "?")
    same = takewhile(lambda pair: pair[0] == pair[1], zip(tokens, other, strict=False))
    return Prompted(tokens, min(sum(1 for _ in same), len(tokens) - 1))


def unmarked(model: Model, text: str) -> str:
    """*text* with a space within what would be a mark: piped text must not end its own turn."""
    for mark in {t for t in model.tokens(text, marks=True) if model.is_mark(t)}:
        written = model.mark(mark)
        text = text.replace(written, f"{written[:1]} {written[1:]}")
    return text


def _tokens(model: Model, system: str, user: str) -> list[int]:
    text = _templated(model, system, user) if model.says(_TEMPLATE) else f"{system}\n\n{user}"
    begin = model.mark(model.library.llama_vocab_bos(model.vocabulary))
    return model.tokens(text, marks=True, begin=not (begin and text.startswith(begin)))


def _templated(model: Model, system: str, user: str) -> str:
    from jinja2 import TemplateError
    from llama_cpp.llama_chat_format import Jinja2ChatFormatter

    vocabulary, library = model.vocabulary, model.library
    formatter = Jinja2ChatFormatter(
        template=model.says(_TEMPLATE),
        eos_token=model.mark(library.llama_vocab_eos(vocabulary)),
        bos_token=model.mark(library.llama_vocab_bos(vocabulary)),
    )
    turns: Sequence[dict[str, str]] = (
        {"role": "system", "content": system},
        {"role": "user", "content": user},
    )
    try:
        return str(formatter(messages=turns).prompt)
    except (TemplateError, ValueError):  # some know no system's turn, and say so by raising
        alone = {"role": "user", "content": f"{system}\n\n{user}"}
        return str(formatter(messages=[alone]).prompt)
