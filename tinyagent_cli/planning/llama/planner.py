"""A planner that runs any language model in a GGUF file, on this computer.

A plan costs the time to read the prompt and the time to write the plan.  Reading is spared
where the prompt begins as an earlier one did (`Context`, `KeptPrompts`); writing is held to
what can be a plan (`Held`), and each task is handed over as soon as its line is written.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import Final

from tinyagent_cli.core.errors import NotReady, PlanError
from tinyagent_cli.planning.embedded.gguf_head import longest_of
from tinyagent_cli.planning.llama.chat import Prompted, prompted
from tinyagent_cli.planning.llama.choosing import Chooser, Free, Held
from tinyagent_cli.planning.llama.context import Context, Stopped
from tinyagent_cli.planning.llama.kept import KeptPrompts
from tinyagent_cli.planning.llama.library import llama_cpp
from tinyagent_cli.planning.llama.lookup import Lookup
from tinyagent_cli.planning.llama.model import Model
from tinyagent_cli.planning.profile import Profile
from tinyagent_cli.planning.prompted import Prompt, PromptedPlanner, Words

_LONGEST: Final = 768  # tokens of a plan, and twice those of the request with what is piped in


@dataclass(frozen=True, slots=True)
class Ways:
    """What is done to be fast and right; each can be left out, to measure what it gains.

    *grammar*: nothing but a plan can be written.  *reuse*: what two prompts begin with is read
    once.  *lookup*: what stands in the prompt is guessed to be written again.
    """

    grammar: bool = True
    reuse: bool = True
    lookup: bool = False


class LlamaPlanner(PromptedPlanner):
    """Plans with the language model in *path*; *kept* is the folder for what it read.

    *threads*: 0 for as many as suit the model; *profile* and *words*: how it is asked.
    *private*: that folder is read and not written to.  One request at a time.
    """

    name = "llama"

    def __init__(
        self,
        path: Path,
        kept: Path | None = None,
        threads: int = 0,
        ways: Ways | None = None,
        profile: Profile = Profile.AUTO,
        words: Words | None = None,
        *,
        private: bool = False,
    ) -> None:
        self.path = path
        self.words = words
        self.profile = profile
        self.ways = ways or Ways()
        self.context: Context | None = None
        self._kept = kept
        self._private = private
        self._threads = threads
        self._busy = threading.Lock()
        self._to_read = 0  # tokens of the prompt that is being read; 0: none is

    @property
    def longest(self) -> int:
        """As the file says, which need not be loaded for it."""
        return longest_of(self.path)

    @property
    def reading(self) -> float | None:
        """See `core.ports.Reader`; asked while another thread reads."""
        context, of = self.context, self._to_read
        return len(context.read) / of if context and of else None

    @property
    def reads_fast(self) -> bool:
        """With a GPU (Metal, CUDA) that llama.cpp was built for."""
        return bool(llama_cpp().llama_supports_gpu_offload())

    def complete(self, prompt: Prompt, stop: threading.Event) -> Iterator[str]:
        """The plan as it is written, a token at a time.

        Raises NotReady where the model cannot be loaded or cannot read so long a prompt, and
        PlanError where a plan comes to no end.
        """
        with self._busy:
            tokens = prompted(self.model, prompt, self.profile)
            longest = _LONGEST + 2 * (len(tokens.tokens) - tokens.lasting)
            context = self._context_for(prompt, len(tokens.tokens), longest)
            chooser = self.chooser(prompt)
            try:
                self._to_read = len(tokens.tokens)
                self._read(context, tokens, stop)
                yield from self._written(context, tokens.tokens, chooser, longest, stop)
                if not (chooser.over or stop.is_set()):
                    what = "plan" if prompt.tools else "text"
                    raise PlanError(
                        f"{self.path.name} came to no end of its {what}",
                        hint="say it in fewer words, or take another model",
                    )
            except Stopped:
                return
            finally:
                self._to_read = 0
                chooser.close()

    def chooser(self, prompt: Prompt) -> Chooser:
        """What chooses the tokens of the plan that *prompt* asks for."""
        if self.ways.grammar and prompt.tools:  # without tools it is no plan: a writer's text
            return Held(self.model, prompt.tools, prompt.said)
        return Free(self.model)

    @cached_property
    def model(self) -> Model:
        """The model, loaded; raises NotReady and MissingExtra."""
        return Model(self.path, self._threads)

    def _context_for(self, prompt: Prompt, tokens: int, plan: int) -> Context:
        longest = self.model.longest
        if longest and tokens + _LONGEST // 4 > longest:
            hint = "tinyagent config set planner.selector toolrag offers fewer tools"
            if not prompt.tools:  # a writer's, who has no tools
                hint = f"tinyagent config set writer.context {longest // 2}"
            what = f"the prompt has {tokens} tokens, and {self.path.name} reads {longest}"
            raise NotReady(what, hint)
        room = min(tokens + plan, longest or tokens + plan)
        if self.context is None or self.context.room < room:
            self.context = None  # the old one's memory first
            self.context = Context(self.model, room)
        return self.context

    def _read(self, context: Context, prompt: Prompted, stop: threading.Event) -> None:
        """Read what is new of *prompt*; keep its long part for the next run."""
        if not self.ways.reuse:
            context.forget_after(0)
        known = context.keep(prompt.tokens)
        if known < prompt.lasting and self.ways.reuse and self._kept:
            files = KeptPrompts(self._kept, self.model, lasting=not self._private)
            lasting = prompt.tokens[: prompt.lasting]
            if not files.load(context, lasting):
                known, began = context.keep(prompt.tokens), perf_counter()
                context.feed(lasting[known:], stop)
                seconds = perf_counter() - began
                files.save(context, seconds * prompt.lasting / (prompt.lasting - known))
            context.keep(prompt.tokens)
        context.feed(prompt.tokens[len(context.read) :], stop)
        self._to_read = 0

    def _written(
        self,
        context: Context,
        prompt: list[int],
        chooser: Chooser,
        longest: int,
        stop: threading.Event,
    ) -> Iterator[str]:
        """The plan's text; what `Lookup` guesses is read along with the token before it."""
        lookup = self.ways.lookup and self.model.can_go_back
        seen = Lookup(prompt)
        guess: list[int] = []
        row, written = -1, len(context.read)
        for _ in range(min(longest, context.room - len(prompt) - 1)):
            token, text = chooser.choose(context.logits(row))
            if text:
                yield text
            if chooser.over:
                return
            written += 1
            if guess and guess.pop(0) == token:
                row += 1
                seen.add(token)
                continue
            context.forget_after(written - 1)
            seen.add(token)
            guess = seen.guess() if lookup else []
            guess = guess[: context.room - written]
            context.feed([token, *guess], stop, every=True)
            row = 0
