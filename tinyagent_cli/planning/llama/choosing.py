"""Which token comes next: the likeliest of those that the grammar of the line allows.

The grammar is asked about the likeliest token alone first: a model that knows what a plan is
wants it anyway, and asking about all 32,000 takes longer than many a model takes for a token.
"""

from __future__ import annotations

import codecs
import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, Final, Protocol

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.planning.gbnf import line_grammar
from tinyagent_cli.planning.llama.model import Model
from tinyagent_cli.planning.prompt import STOP
from tinyagent_cli.tools.spec import ToolSpec

_NEXT: Final = 64  # tokens that are asked about once the likeliest is refused


class Chooser(Protocol):
    """Chooses tokens, one after the other."""

    @property
    def over(self) -> bool:
        """Whether the plan is, so that no token is to be chosen any more."""
        ...

    def choose(self, logits: Any) -> tuple[int, str]:
        """The next token, and the text that it completes; *logits* are the model's."""
        ...

    def close(self) -> None:
        """Give back what it holds."""
        ...


class Held:
    """Holds a *model* to calls of *tools*, as the request *said* (see `line_grammar`)."""

    def __init__(self, model: Model, tools: Sequence[ToolSpec], said: str = "") -> None:
        self._model = model
        self._library = model.library
        self._tools = {tool.name: tool for tool in tools}
        self._said = said
        self._earlier: list[ToolSpec] = []
        self._spelling = _Spelling(model)
        self._sampler: Any = None
        self.over = False
        self._begin_line()

    def choose(self, logits: Any) -> tuple[int, str]:
        """See `Chooser`.  Raises NotReady where no token can go on."""
        for token in self._allowed(logits):
            text = self._spelling.add(token)
            if text is not None:
                self._library.llama_sampler_accept(self._sampler, token)
                self._follow(text)
                return token, text
        raise NotReady(
            f"{self._model.path.name} has no letters to write a plan with", "take another model"
        )

    def _follow(self, text: str) -> None:
        self._line += text
        if self._line.rstrip().endswith(". join()"):
            self.over = True
        elif self._line.endswith("\n"):  # within a call there is none
            name = self._line.partition(". ")[2].partition("(")[0]
            self._earlier.append(self._tools[name])
            self._begin_line()

    def _begin_line(self) -> None:
        self._line = ""
        grammar = line_grammar(tuple(self._tools.values()), self._earlier, self._said)
        self.close()
        self._sampler = self._library.llama_sampler_init_grammar(
            self._model.vocabulary, grammar.encode(), b"root"
        )
        if not self._sampler:
            raise NotReady("llama.cpp cannot read the grammar", "pip install -U llama-cpp-python")

    def close(self) -> None:
        """Give the grammar back."""
        if self._sampler:
            self._library.llama_sampler_free(self._sampler)
            self._sampler = None

    def _allowed(self, logits: Any) -> Iterator[int]:
        """The tokens that the grammar allows, the likeliest first."""
        import numpy as np

        best = int(logits.argmax())
        yield from self._asked(np.array([best]), logits)
        near = np.argpartition(logits, -_NEXT)[-_NEXT:] if len(logits) > _NEXT else np.array([best])
        yield from self._asked(near, logits)
        yield from self._asked(np.arange(len(logits)), logits)

    def _asked(self, tokens: Any, logits: Any) -> Iterator[int]:
        import numpy as np

        library = self._library
        kind = np.dtype([("id", "<i4"), ("logit", "<f4"), ("p", "<f4")])
        asked = np.zeros(len(tokens), kind)
        asked["id"], asked["logit"] = tokens, logits[tokens]
        data = asked.ctypes.data_as(ctypes.POINTER(library.llama_token_data))
        array = library.llama_token_data_array(data, len(tokens), -1, False)
        library.llama_sampler_apply(self._sampler, ctypes.byref(array))
        left = asked[np.isfinite(asked["logit"])]
        for token in left["id"][np.argsort(-left["logit"], kind="stable")]:
            yield int(token)


class Free:
    """Lets a *model* write what it will, up to an end of its own or of the plan."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._tail = ""
        self.over = False

    def choose(self, logits: Any) -> tuple[int, str]:
        """See `Chooser`."""
        token = int(logits.argmax())
        if self._model.ends(token):
            self.over = True
            return token, ""
        text = self._decoder.decode(self._model.piece(token))
        self._tail = (self._tail + text)[-40:]
        if STOP in self._tail or self._tail.rstrip(" ").endswith(". join()\n"):
            self.over = True
        return token, text

    def close(self) -> None:
        """Nothing is held."""


class _Spelling:
    """Turns tokens into text, none of which is half a letter or no letter at all.

    llama.cpp takes an overlong UTF-8 sequence for the letter that it would be, so that one
    that "is" a quote could end a string there and not here.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._pending = b""

    def add(self, token: int) -> str | None:
        """The text that *token* completes; None: with it there would be no text."""
        data = self._pending + self._model.piece(token)
        decoder = codecs.getincrementaldecoder("utf-8")("strict")
        try:
            text = decoder.decode(data)
        except UnicodeDecodeError:
            return None
        pending = decoder.getstate()[0]
        if pending[:1] == b"\xed" and pending[1:2] >= b"\xa0":
            return None  # half a surrogate pair, which the decoder refuses a byte later only
        self._pending = pending
        return text
