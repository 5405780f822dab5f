"""The planner as a GGUF file: written in 16 bits, quantised by llama.cpp itself.

What lies where in the file, and why, is told in planning/embedded/gguf_file.py, which reads
it; planning/embedded/llama.py runs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import gguf
import numpy as np

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.models.quantising import quantise
from tinyagent_cli.planning.embedded.architecture import POSITIONS
from tinyagent_cli.planning.embedded.blocks import BASE, EPSILON
from tinyagent_cli.planning.embedded.gguf_file import MARKS_TABLE, TABLE, header_of, table
from tinyagent_cli.planning.embedded.gguf_head import KEY
from tinyagent_cli.planning.embedded.grammar import MARKS
from tinyagent_cli.planning.embedded.weights import Floats, Weights

# llama.cpp's names of what it makes of a file in 16 bits.  Its four bits are blocks of 256;
# where rows are no multiple of that it takes five or eight bits in blocks of 32 instead.
QUANTISED: Final = ("Q8_0", "Q4_K_M")


def write(path: Path, weights: Weights) -> None:
    """Write *weights* to *path* as F16: matrices in 16 bits, norms in 32."""
    a = weights.architecture
    writer = gguf.GGUFWriter(path, "qwen3")
    with closing(writer):
        writer.add_string(KEY, header_of(weights))  # early, so that the file is soon known
        writer.add_name("tinyagent planner")
        writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
        writer.add_context_length(POSITIONS)
        writer.add_embedding_length(a.width)
        writer.add_block_count(a.layers)
        writer.add_feed_forward_length(a.hidden)
        writer.add_head_count(a.heads)
        writer.add_head_count_kv(a.heads)
        writer.add_key_length(a.head)
        writer.add_value_length(a.head)
        writer.add_rope_dimension_count(a.head)
        writer.add_rope_freq_base(BASE)
        writer.add_layer_norm_rms_eps(EPSILON)
        writer.add_causal_attention(False)
        writer.add_pooling_type(gguf.PoolingType.NONE)
        writer.add_tokenizer_model("none")  # nothing is spelt: positions come as they are
        writer.add_vocab_size(MARKS + 1)
        writer.add_classifier_output_labels([""] * sum(rows for rows, _ in table(a).values()))
        for name, tensor in _tensors(weights):
            narrow = tensor.astype(np.float16) if tensor.ndim == 2 else tensor
            writer.add_tensor(name, np.ascontiguousarray(narrow))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()


def _tensors(weights: Weights) -> Iterator[tuple[str, Floats]]:
    """What the file holds, by llama.cpp's names."""
    a = weights.architecture
    yield MARKS_TABLE, weights.floats("marks")
    parts = []
    for name, shape in table(a).items():
        part = weights.floats(name)
        if part.shape != shape:
            raise NotReady(f"{name} is {part.shape} in these weights, not {shape}", "train anew")
        parts.append(np.pad(part, ((0, 0), (0, a.width - part.shape[1]))))
    yield TABLE, np.concatenate(parts)
    yield "output_norm.weight", weights.floats("norm")
    for i in range(a.layers):
        ours, theirs = f"blocks.{i}", f"blk.{i}"
        for here, there in (
            ("norm1", "attn_norm"),
            ("q_norm", "attn_q_norm"),
            ("k_norm", "attn_k_norm"),
            ("out.weight", "attn_output"),
            ("norm2", "ffn_norm"),
            ("down.weight", "ffn_down"),
        ):
            yield f"{theirs}.{there}.weight", weights.floats(f"{ours}.{here}")
        qkv = np.split(weights.floats(f"{ours}.qkv.weight"), 3)
        gate_up = np.split(weights.floats(f"{ours}.gate_up.weight"), 2)
        names = ("attn_q", "attn_k", "attn_v", "ffn_gate", "ffn_up")
        for there, part in zip(names, (*qkv, *gate_up), strict=True):
            yield f"{theirs}.{there}.weight", part


def write_all(folder: Path, weights: Weights) -> Iterator[Path]:
    """Write *weights* into *folder* in F16 and everything in QUANTISED, each as it is done."""
    whole = folder / "planner-F16.gguf"
    write(whole, weights)
    yield whole
    for kind in QUANTISED:
        path = folder / f"planner-{kind}.gguf"
        quantise(whole, path, kind)
        yield path
