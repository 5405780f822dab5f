"""Whether a file is a GGUF file from its first byte to its last: half a download is none."""

from __future__ import annotations

import mmap
import struct
from math import prod
from pathlib import Path
from typing import Final

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.planning.embedded.gguf_head import MAGIC, Head, head_of

# Weights and bytes of a block, by ggml's number of the format; a tensor in another one may
# lack its end unnoticed here.
_BLOCKS: Final = {
    0: (1, 4), 1: (1, 2), 30: (1, 2), 28: (1, 8),
    2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 20: (32, 18), 39: (32, 17),
    10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 23: (256, 136),
}  # fmt: skip
_NAMES: Final = {
    0: "F32", 1: "F16", 30: "BF16", 28: "F64", 2: "Q4_0", 3: "Q4_1", 6: "Q5_0", 7: "Q5_1",
    8: "Q8_0", 20: "IQ4_NL", 39: "MXFP4", 10: "Q2_K", 11: "Q3_K", 12: "Q4_K", 13: "Q5_K",
    14: "Q6_K", 23: "IQ4_XS",
}  # fmt: skip
_WIDE: Final = frozenset((0, 1, 28, 30))  # not quantised


def whole(path: Path, called: str = "") -> Head:
    """The head of the GGUF file *path*, all of whose tensors are there.

    *called*: what the user calls it, where that is not its name.  Raises NotReady for what is no
    GGUF file, or half of one.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        begin = file.read(len(MAGIC))
        if begin != MAGIC:
            hint = "tinyagent models list shows some"
            if begin.startswith(b"<"):  # as networks answer that ask for a login
                hint = "it is a web page: does the network want a login? is HF_ENDPOINT right?"
            raise NotReady(f"{called or path.name} is no GGUF file", hint)
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            view = memoryview(data)
            try:
                head = head_of(view)
            except (ValueError, struct.error, KeyError, IndexError, MemoryError, OverflowError):
                head = None
            finally:
                view.release()
    if head is None or _end(head) > size:
        raise NotReady(f"{called or path.name} is not whole: its end is missing", "fetch it again")
    return head


def _end(head: Head) -> int:
    """The first byte after the last tensor."""
    return max((lying.at + _bytes(lying.shape, lying.kind) for lying in head.tensors.values()),
               default=0)  # fmt: skip


def _bytes(shape: tuple[int, ...], kind: int) -> int:
    weights, size = _BLOCKS.get(kind, (1, 0))
    return prod(shape) // weights * size


def format_of(head: Head) -> str:
    """The format that most of the model's bytes are in: F16, Q8_0, Q4_K, …"""
    bulk: dict[int, int] = {}
    for lying in head.tensors.values():
        bulk[lying.kind] = bulk.get(lying.kind, 0) + prod(lying.shape)
    most = max(bulk, key=lambda kind: bulk[kind], default=0)
    return _NAMES.get(most, f"format {most}")


def is_quantised(head: Head) -> bool:
    """Whether a matrix of it is, so that quantising it again would lose twice."""
    return any(lying.kind not in _WIDE for lying in head.tensors.values())
