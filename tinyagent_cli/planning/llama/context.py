"""What a model has read: its keys and values, kept from one request to the next.

A request whose prompt begins as the one before did is read from where it differs.  That is the
whole gain of a prompt whose long part stands first (planning/prompt.py).
"""

from __future__ import annotations

import ctypes
import os
import threading
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.planning.llama.model import Model

BATCH: Final = 512  # tokens that are read at once
_STEP: Final = 1024  # contexts are as long as needed, in such steps: 2 GB for 4096 of a 7B


class Stopped(Exception):
    """Reading was stopped: nobody listens any more."""


class Context:
    """Room for at least *room* tokens of a *model*."""

    def __init__(self, model: Model, room: int) -> None:
        self.model = model
        self.room = min(-(-room // _STEP) * _STEP, max(model.longest, _STEP))
        self.read: list[int] = []  # the tokens whose keys and values are there
        self.computed = 0  # how many were ever decoded: for measuring
        library = self._library = model.library
        options = library.llama_context_default_params()
        options.n_ctx = self.room
        options.n_batch = options.n_ubatch = BATCH
        options.n_threads = options.n_threads_batch = model.threads
        options.no_perf = True
        self._handle = library.llama_init_from_model(model.handle, options)
        if not self._handle:
            raise NotReady(
                f"there is no memory for {self.room} tokens of {model.path.name}",
                "take a smaller model, or offer fewer tools: planner.selector toolrag",
            )
        self._batch = library.llama_batch_init(BATCH, 0, 1)
        self._memory = library.llama_get_memory(self._handle)
        weakref.finalize(self, _free, library, self._handle, self._batch, model)
        self._stop = threading.Event()
        self._abort = library.ggml_abort_callback(lambda _: self._stop.is_set())
        library.llama_set_abort_callback(self._handle, self._abort, None)

    def keep(self, tokens: Sequence[int]) -> int:
        """Forget all but what *tokens* begin with; how many that are.

        The last of *tokens* is never among them: it is read anew, for what comes after it.
        """
        same = 0
        for ours, theirs in zip(self.read, tokens[:-1], strict=False):
            if ours != theirs:
                break
            same += 1
        self.forget_after(same)
        return len(self.read)

    def forget_after(self, count: int) -> None:
        """Forget what was read after the first *count* tokens: all, where a part cannot be."""
        if count >= len(self.read):
            return
        if count and self._library.llama_memory_seq_rm(self._memory, 0, count, -1):
            del self.read[count:]
        else:
            self._library.llama_memory_clear(self._memory, False)
            self.read.clear()

    def feed(self, tokens: Sequence[int], stop: threading.Event, *, every: bool = False) -> None:
        """Read *tokens*; `logits` then tells of the last one, or of *every* one.

        Raises Stopped when *stop* is set, within a moment, and NotReady where llama.cpp fails.
        """
        self._stop = stop
        for start in range(0, len(tokens), BATCH):
            part = tokens[start : start + BATCH]
            last = start + len(part) == len(tokens)
            self._decode(part, [every or (last and i + 1 == len(part)) for i in range(len(part))])

    def _decode(self, tokens: Sequence[int], wanted: Sequence[bool]) -> None:
        if self._stop.is_set():
            raise Stopped
        batch, at = self._batch, len(self.read)
        batch.n_tokens = len(tokens)
        for i, token in enumerate(tokens):
            batch.token[i] = token
            batch.pos[i] = at + i
            batch.n_seq_id[i] = 1
            batch.seq_id[i][0] = 0
            batch.logits[i] = wanted[i]
        failed = self._library.llama_decode(self._handle, batch)
        if failed:
            self._library.llama_memory_seq_rm(self._memory, 0, at, -1)
            if self._stop.is_set():
                raise Stopped
            what = f"llama.cpp could not run {self.model.path.name} (error {failed})"
            raise NotReady(what, "try again, or another model")
        self.read.extend(tokens)
        self.computed += len(tokens)

    def logits(self, i: int = -1) -> Any:
        """A score for each token of the vocabulary to come after the *i*-th of the last batch."""
        import numpy as np

        scores = self._library.llama_get_logits_ith(self._handle, i)
        return np.ctypeslib.as_array(scores, (self.model.size,))

    def save(self, path: Path) -> int:
        """Write keys and values of all that was read to *path*; the file's size, 0: it failed."""
        tokens = (ctypes.c_int32 * len(self.read))(*self.read)
        arguments = (self._handle, os.fsencode(path), 0, tokens, len(tokens))
        return int(self._library.llama_state_seq_save_file(*arguments))

    def load(self, path: Path) -> bool:
        """Take what `save` wrote in place of all that was read; whether that went well."""
        self.forget_after(0)
        found, count = (ctypes.c_int32 * self.room)(), ctypes.c_size_t()
        size = self._library.llama_state_seq_load_file(
            self._handle, os.fsencode(path), 0, found, self.room, ctypes.byref(count)
        )
        if not size:
            self._library.llama_memory_clear(self._memory, False)
            return False
        self.read = found[: count.value]
        return True


def _free(library: Any, handle: Any, batch: Any, model: Model) -> None:
    # The model is named so that it is not freed before what stands on it.
    library.llama_batch_free(batch)
    library.llama_free(handle)
