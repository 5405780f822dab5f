"""The prompt as a model wants it: by its own chat template, or in another form (`Profile`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.planning.llama.model import Model
from tinyagent_cli.planning.profile import Profile, flattened
from tinyagent_cli.planning.prompted import Prompt

_TEMPLATE: Final = "tokenizer.chat_template"


@dataclass(frozen=True, slots=True)
class Prompted:
    """A prompt as *tokens*; the first *lasting* of them do not depend on the request."""

    tokens: list[int]
    lasting: int


def prompted(model: Model, prompt: Prompt, profile: Profile = Profile.AUTO) -> Prompted:
    """*prompt* as *model* wants it, or *profile*; no mark of the form in its text is one.

    Raises NotReady where the chat template is wanted and the model has none.
    """
    system, user = unmarked(model, prompt.system), unmarked(model, prompt.user)
    begin = system[: len(unmarked(model, prompt.lasting))]
    tokens = _tokens(model, system, user, profile)
    other = _tokens(model, f"{begin}?" if prompt.changes is not None else system, "?", profile)
    same = takewhile(lambda pair: pair[0] == pair[1], zip(tokens, other, strict=False))
    return Prompted(tokens, min(sum(1 for _ in same), len(tokens) - 1))


def unmarked(model: Model, text: str) -> str:
    """*text* with a space within what would be a mark: piped text must not end its own turn."""
    for mark in {t for t in model.tokens(text, marks=True) if model.is_mark(t)}:
        written = model.mark(mark)
        text = text.replace(written, f"{written[:1]} {written[1:]}")
    return text


def _tokens(model: Model, system: str, user: str, profile: Profile) -> list[int]:
    text = _formed(model, system, user, profile)
    begin = model.mark(model.library.llama_vocab_bos(model.vocabulary))
    return model.tokens(text, marks=True, begin=not (begin and text.startswith(begin)))


def _formed(model: Model, system: str, user: str, profile: Profile) -> str:
    if not profile.is_chat:
        return flattened(profile, system, user)
    if model.says(_TEMPLATE):
        return _templated(model, system, user)
    if profile is Profile.CHAT:
        raise NotReady(
            f"{model.path.name} has no chat template",
            "tinyagent config set planner.profile auto, or the form that it was taught",
        )
    return flattened(Profile.FLAT, system, user)


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
