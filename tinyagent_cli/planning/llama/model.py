"""A GGUF file, loaded: its vocabulary, what it says of itself, and how many threads suit it."""

from __future__ import annotations

import ctypes
import hashlib
import os
import weakref
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.planning.llama.library import llama_cpp

_TINY: Final = 3e8  # parameters; up to here one thread
_SMALL: Final = 3e9  # and up to here two
_MANY: Final = 8  # threads, where the model is larger and there are as many cores
_ENDS: Final = 1 << 20  # bytes at either end of a file that its fingerprint is made of


class Model:
    """The language model in *path*; on the GPU (Metal, CUDA) where llama.cpp was built for one.

    Raises MissingExtra without llama.cpp, and NotReady for what is no language model's file.
    *threads* 0 takes as many as suit: one or two for small models, and one where the machine is
    busy, since ggml's threads spin while they wait for one another (beside other programs, a
    plan of 57 ms took 12 s with all cores).
    """

    def __init__(self, path: Path, threads: int = 0) -> None:
        self.path = path
        self.library: Any = llama_cpp()
        library = self.library
        library.llama_backend_init()
        options = library.llama_model_default_params()
        options.n_gpu_layers = 0x7FFFFFFF  # all of them; without a GPU it means nothing
        self.handle = library.llama_model_load_from_file(os.fsencode(path), options)
        if not self.handle:
            raise NotReady(f"llama.cpp cannot load {path}", "is it a whole GGUF file?")
        weakref.finalize(self, library.llama_model_free, self.handle)
        if library.llama_model_has_encoder(self.handle):
            raise NotReady(f"{path.name} is no model that goes on with a text", "take another")
        self.vocabulary = library.llama_model_get_vocab(self.handle)
        self.size: int = library.llama_vocab_n_tokens(self.vocabulary)
        self.longest: int = library.llama_model_n_ctx_train(self.handle)
        self.threads = threads or _threads(library.llama_model_n_params(self.handle))
        self.piece = lru_cache(maxsize=4096)(self._piece)

    @property
    def can_go_back(self) -> bool:
        """Whether what was read last can be forgotten alone; recurrent models keep no places."""
        library = self.library
        return not (
            library.llama_model_is_recurrent(self.handle)
            or library.llama_model_is_hybrid(self.handle)
        )

    def tokens(self, text: str, *, marks: bool = False, begin: bool = False) -> list[int]:
        """*text* as tokens; *marks*: a mark of the chat format in it is one.

        *begin*: with the token that begins a text, where the model wants one.
        """
        data = text.encode("utf-8", "replace")
        room = len(data) + 8
        found = (ctypes.c_int32 * room)()
        arguments = (self.vocabulary, data, len(data), found, room, begin, marks)
        count = self.library.llama_tokenize(*arguments)
        return found[: max(count, 0)]

    def _piece(self, token: int) -> bytes:
        """The bytes that *token* spells; b"" for a mark."""
        room = 256
        buffer = ctypes.create_string_buffer(room)
        count = self.library.llama_token_to_piece(self.vocabulary, token, buffer, room, 0, False)
        if count < 0:
            buffer = ctypes.create_string_buffer(-count)
            arguments = (self.vocabulary, token, buffer, -count, 0, False)
            count = self.library.llama_token_to_piece(*arguments)
        return buffer.raw[:count]

    def ends(self, token: int) -> bool:
        """Whether *token* ends a text."""
        return bool(self.library.llama_vocab_is_eog(self.vocabulary, token))

    def is_mark(self, token: int) -> bool:
        """Whether *token* is a mark of the chat format, and no text."""
        return bool(self.library.llama_vocab_is_control(self.vocabulary, token))

    def mark(self, token: int) -> str:
        """How *token*, a mark, is written; "" for -1, which is none."""
        if token < 0:
            return ""
        text = self.library.llama_vocab_get_text(self.vocabulary, token)
        return str((text or b"").decode("utf-8", "replace"))

    def says(self, key: str) -> str:
        """What the file says under *key*; "" if nothing."""
        room = self.library.llama_model_meta_val_str(self.handle, key.encode(), None, 0)
        if room < 0:
            return ""
        buffer = ctypes.create_string_buffer(room + 1)
        self.library.llama_model_meta_val_str(self.handle, key.encode(), buffer, room + 1)
        return buffer.value.decode("utf-8", "replace")

    @property
    def fingerprint(self) -> str:
        """Another one for every file: of its size, its time, and both of its ends."""
        about = self.path.stat()
        digest = hashlib.sha256(f"{about.st_size} {about.st_mtime_ns}".encode())
        with self.path.open("rb") as file:
            digest.update(file.read(_ENDS))
            file.seek(-min(_ENDS, about.st_size), os.SEEK_END)
            digest.update(file.read())
        return digest.hexdigest()


def _threads(parameters: int) -> int:
    cores = os.cpu_count() or 1
    if parameters < _TINY or os.getloadavg()[0] >= cores:
        return 1
    return min(2 if parameters < _SMALL else _MANY, max(cores // 2, 2))
