"""A language model of any size with random weights, as a GGUF file.

How long a model takes depends on its shape and format alone, so that speed can be measured
where no real model can be had.  What it writes is noise, unless a grammar holds it.

The vocabulary is made of the program's own texts, so that a prompt has about as many tokens as
it has with a real one of SentencePiece: pieces of at most eight letters, and all 256 bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import gguf
import numpy as np

_BYTES: Final = 256
_SPECIAL: Final = ("<unk>", "<s>", "</s>")
_LONGEST: Final = 8  # letters of a piece: 2.9 a token in our prompts, where Llama has 3.5
_SPACE: Final = "▁"


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a Llama: *width* a multiple of 256 for Q4_K, *context* in tokens."""

    layers: int
    width: int
    heads: int
    kv_heads: int
    hidden: int
    vocabulary: int
    context: int = 4096

    @property
    def head(self) -> int:
        """The width of a head."""
        return self.width // self.heads


TINYLLAMA: Final = Shape(22, 2048, 32, 4, 5632, 32000)  # TinyAgent-1.1B is one
TINY: Final = Shape(2, 256, 4, 2, 512, 2000)  # for tests: 2 MB


def write(
    path: Path, shape: Shape, texts: Iterable[str], seed: int = 0, template: str = ""
) -> None:
    """Write a model of *shape* to *path*, as Q4_K_M, with the chat *template*.

    Its vocabulary is made of *texts*.

    The formats are those that llama.cpp chooses for Q4_K_M (Q6_K for the output, and for half
    of the attention's values and of the way down); their blocks are drawn, not rounded, which
    takes seconds where quantising takes minutes.
    """
    writer, random = gguf.GGUFWriter(path, "llama"), np.random.default_rng(seed)
    with closing(writer):
        writer.add_name(f"random weights, {shape.layers} layers of {shape.width}")
        writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q4_K_M)
        writer.add_context_length(shape.context)
        writer.add_embedding_length(shape.width)
        writer.add_block_count(shape.layers)
        writer.add_feed_forward_length(shape.hidden)
        writer.add_head_count(shape.heads)
        writer.add_head_count_kv(shape.kv_heads)
        writer.add_rope_dimension_count(shape.head)
        writer.add_rope_freq_base(10000.0)
        writer.add_layer_norm_rms_eps(1e-5)
        writer.add_vocab_size(shape.vocabulary)
        if template:
            writer.add_chat_template(template)
        _add_vocabulary(writer, list(pieces(texts, shape.vocabulary)), shape.vocabulary)
        for name, rows, width, kind in _tensors(shape):
            if kind is gguf.GGMLQuantizationType.F32:
                writer.add_tensor(name, np.ones(width, np.float32))
            else:
                writer.add_tensor(name, _blocks(random, rows, width, kind), raw_dtype=kind)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()


def pieces(texts: Iterable[str], size: int) -> Iterator[str]:
    """At most *size* pieces of *texts*, the short ones first: each can be merged from those."""
    found: Counter[str] = Counter()
    for text in texts:
        for word in re.findall(r"[ _]?[^\W\d_]+|\d|[^\w\s]|\s", text):
            spelt = word.replace(" ", _SPACE)
            found.update(spelt[:length] for length in range(1, min(len(spelt), _LONGEST) + 1))
            found.update(spelt)  # every letter, too
    room = size - len(_SPECIAL) - _BYTES
    letters = [piece for piece in found if len(piece) == 1 and piece != "\n"]
    longer = [piece for piece, _ in found.most_common() if len(piece) > 1]
    return iter(sorted([*letters, *longer][:room], key=len))


def _add_vocabulary(writer: Any, found: list[str], size: int) -> None:
    kinds = gguf.TokenType
    tokens = [*_SPECIAL, *(f"<0x{byte:02X}>" for byte in range(_BYTES)), *found]
    types = [kinds.UNKNOWN, kinds.CONTROL, kinds.CONTROL]
    types += [kinds.BYTE] * _BYTES + [kinds.NORMAL] * len(found)
    spare = size - len(tokens)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens + [f"[spare {i}]" for i in range(spare)])
    # What has the higher score is merged first: longer pieces before shorter ones.
    scores = [0.0] * (len(_SPECIAL) + _BYTES) + [float(len(piece)) for piece in found]
    writer.add_token_scores(scores + [-1000.0] * spare)
    writer.add_token_types(types + [kinds.UNUSED] * spare)
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)


def _tensors(shape: Shape) -> Iterator[tuple[str, int, int, Any]]:
    """Name, rows, width and format of each tensor, as llama.cpp's Q4_K_M has them."""
    kinds = gguf.GGMLQuantizationType
    four, six, whole = kinds.Q4_K, kinds.Q6_K, kinds.F32
    yield "token_embd.weight", shape.vocabulary, shape.width, four
    kv = shape.kv_heads * shape.head
    for i in range(shape.layers):
        more = i < shape.layers // 8 or i >= 7 * shape.layers // 8 or i % 3 == 2
        for name, rows, width, kind in (
            ("attn_norm", 1, shape.width, whole),
            ("attn_q", shape.width, shape.width, four),
            ("attn_k", kv, shape.width, four),
            ("attn_v", kv, shape.width, six if more else four),
            ("attn_output", shape.width, shape.width, four),
            ("ffn_norm", 1, shape.width, whole),
            ("ffn_gate", shape.hidden, shape.width, four),
            ("ffn_up", shape.hidden, shape.width, four),
            ("ffn_down", shape.width, shape.hidden, six if more else four),
        ):
            yield f"blk.{i}.{name}.weight", rows, width, kind
    yield "output_norm.weight", 1, shape.width, whole
    yield "output.weight", shape.vocabulary, shape.width, six


def _blocks(random: np.random.Generator, rows: int, width: int, kind: Any) -> Any:
    """Blocks of 256 weights of mean 0 and standard deviation about 1/√width, *rows* × bytes."""
    size = {gguf.GGMLQuantizationType.Q4_K: 144, gguf.GGMLQuantizationType.Q6_K: 210}[kind]
    blocks = random.integers(0, 256, (rows, width // 256, size), np.uint8)
    deviation = width**-0.5
    if size == 144:  # d, dmin, 6-bit scales and minima, quants 0…15: d·scale·q − dmin·minimum
        scale = np.array([deviation / 240, deviation / 240 * 7.5], np.float16)
        blocks[:, :, :4] = scale.view(np.uint8)
    else:  # quants −32…31, 8-bit scales −128…127, d
        blocks[:, :, 208:] = np.array([deviation / 1370], np.float16).view(np.uint8)
    return blocks.reshape(rows, -1)
