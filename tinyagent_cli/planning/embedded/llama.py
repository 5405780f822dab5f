"""The blocks of the planner's network run by llama.cpp, from a GGUF file.

llama.cpp takes the positions as they are (embeddings instead of tokens) and gives their
states back (embeddings, pooled by nothing).  Attention is not causal: the words of a request
see one another, and a step of the plan, which comes alone, sees all before it either way.
Keys and values stay in 32 bits, as numpy has them.
"""

from __future__ import annotations

import ctypes
import weakref
from pathlib import Path
from typing import Any

import numpy as np

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.planning.embedded.architecture import POSITIONS, Architecture
from tinyagent_cli.planning.embedded.weights import Floats
from tinyagent_cli.planning.llama.library import llama_cpp as llama_cpp


class LlamaBlocks:
    """The blocks in the GGUF file *path*, for one request after the other, on one thread."""

    def __init__(self, path: Path, architecture: Architecture) -> None:
        self.library: Any = llama_cpp()
        self.width = architecture.width
        library = self.library
        library.llama_backend_init()
        options = library.llama_model_default_params()
        options.n_gpu_layers = 0  # one position at a time is no work for a GPU
        model = library.llama_model_load_from_file(str(path).encode(), options)
        if not model:
            raise NotReady(f"llama.cpp cannot load {path}", "is it a whole GGUF file?")
        options = library.llama_context_default_params()
        options.n_ctx = options.n_batch = options.n_ubatch = POSITIONS
        options.n_threads = options.n_threads_batch = 1
        options.embeddings = True
        options.pooling_type = library.LLAMA_POOLING_TYPE_NONE
        options.attention_type = library.LLAMA_ATTENTION_TYPE_NON_CAUSAL
        options.flash_attn_type = library.LLAMA_FLASH_ATTN_TYPE_DISABLED
        options.type_k = options.type_v = library.GGML_TYPE_F32
        self.context = library.llama_init_from_model(model, options)
        if not self.context:
            library.llama_model_free(model)
            raise NotReady(f"llama.cpp cannot run {path}", "pip install -U llama-cpp-python")
        self.batch = library.llama_batch_init(POSITIONS, self.width, 1)
        self.now: _Passage | None = None
        weakref.finalize(self, _free, library, model, self.context, self.batch)

    def passage(self, room: int) -> _Passage:
        """See :class:`~tinyagent_cli.planning.embedded.blocks.Blocks`."""
        self.library.llama_memory_clear(self.library.llama_get_memory(self.context), False)
        self.now = _Passage(self)
        return self.now


def _free(library: Any, model: Any, context: Any, batch: Any) -> None:
    library.llama_batch_free(batch)
    library.llama_free(context)
    library.llama_model_free(model)


class _Passage:
    """The positions that llama.cpp holds keys and values of."""

    def __init__(self, blocks: LlamaBlocks) -> None:
        self._blocks = blocks
        self._at = 0

    def read(self, x: Floats) -> Floats:
        """See :class:`~tinyagent_cli.planning.embedded.blocks.Passage`."""
        blocks, batch, t = self._blocks, self._blocks.batch, len(x)
        if blocks.now is not self:
            raise RuntimeError("another request was begun: llama.cpp holds one at a time")
        x = np.ascontiguousarray(x, np.float32)
        ctypes.memmove(batch.embd, x.ctypes.data, x.nbytes)
        batch.n_tokens = t
        for i in range(t):
            batch.pos[i] = self._at + i
            batch.n_seq_id[i] = 1
            batch.seq_id[i][0] = 0
            batch.logits[i] = 1
        failed = blocks.library.llama_decode(blocks.context, batch)
        if failed:
            raise NotReady(f"llama.cpp could not run the planner (error {failed})", "try again")
        self._at += t
        states = blocks.library.llama_get_embeddings(blocks.context)
        return np.ctypeslib.as_array(states, (t, blocks.width)).copy()
