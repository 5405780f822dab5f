"""The file in which the planner's weights are shipped.

Eight bytes of magic, the length of a JSON header (32 bits, little endian), the header, then
the tensors one after the other, each on a multiple of 32 bytes.  Matrices are in eight or
four bits a number (see quantised.py), vectors are 32-bit floats.  The header holds the
architecture, the vocabulary, what the weights were made of, and where each tensor lies.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.planning.embedded.architecture import Architecture
from tinyagent_cli.planning.embedded.features import Vocabulary
from tinyagent_cli.planning.embedded.quantised import (
    GROUP,
    Eight,
    Floats,
    Four,
    Index,
    Matrix,
    Quantised,
    quantise,
)

__all__ = ["Floats", "Quantised", "Weights", "quantise", "read", "write"]

MAGIC: Final = b"TINYPLN1"


@dataclass(frozen=True, slots=True)
class Weights:
    """What a weights file holds; *about* says what it was made of and what it can do."""

    architecture: Architecture
    vocabulary: Vocabulary
    tensors: Mapping[str, Matrix | Floats]
    about: Mapping[str, Any]

    def floats(self, name: str) -> Floats:
        """A tensor as floats, whatever it is kept as."""
        tensor = self.tensors[name]
        return tensor if isinstance(tensor, np.ndarray) else tensor.whole()

    def rows(self, name: str, index: Index) -> Floats:
        """Some rows of a matrix as floats; the others stay as they are kept."""
        tensor = self.tensors[name]
        return tensor[index] if isinstance(tensor, np.ndarray) else tensor.rows(index)


def write(path: Path, weights: Weights) -> None:
    """Write a weights file; matrices that are not quantised yet are, in eight bits."""
    blobs: list[bytes] = []
    table: dict[str, Any] = {}
    at = 0
    for name, tensor in weights.tensors.items():
        if not isinstance(tensor, Quantised):
            tensor = weights.floats(name)
            tensor = quantise(tensor) if tensor.ndim == 2 else tensor
        blob, entry = _packed(tensor)
        table[name] = {"at": at, **entry}
        blob += bytes(-len(blob) % 32)
        blobs.append(blob)
        at += len(blob)
    header = json.dumps(
        {
            "architecture": asdict(weights.architecture),
            "words": list(weights.vocabulary.words),
            "buckets": weights.vocabulary.buckets,
            "tensors": table,
            "about": dict(weights.about),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    header += b" " * (-(len(MAGIC) + 4 + len(header)) % 32)
    path.write_bytes(b"".join((MAGIC, struct.pack("<I", len(header)), header, *blobs)))


def _packed(tensor: Quantised | Floats) -> tuple[bytes, dict[str, Any]]:
    """What lies in the file for *tensor*, and its entry in the header."""
    if not isinstance(tensor, Quantised):
        return tensor.astype(np.float32).tobytes(), {"shape": list(tensor.shape)}
    rows, groups = tensor.scale.shape
    entry = {"rows": rows, "groups": groups}
    match tensor:
        case Eight(scale, number):  # of old, without "bits"
            return scale.tobytes() + number.tobytes(), entry
        case Four(scale, least, pair):
            return scale.tobytes() + least.tobytes() + pair.tobytes(), {**entry, "bits": 4}


def read(path: Path) -> Weights:
    """Read a weights file.  Raises NotReady where it is missing or no such file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NotReady(
            f"the embedded planner's weights are missing: {path}", "reinstall tinyagent-cli"
        ) from error
    if data[: len(MAGIC)] != MAGIC:
        raise NotReady(f"{path} holds no planner weights", "reinstall tinyagent-cli")
    (length,) = struct.unpack_from("<I", data, len(MAGIC))
    base = len(MAGIC) + 4 + length
    header = json.loads(data[len(MAGIC) + 4 : base])
    return Weights(
        Architecture(**header["architecture"]),
        Vocabulary({w: i for i, w in enumerate(header["words"])}, header["buckets"]),
        {name: _tensor(data, base, entry) for name, entry in header["tensors"].items()},
        header["about"],
    )


def _tensor(data: bytes, base: int, entry: Mapping[str, Any]) -> Quantised | Floats:
    at = base + entry["at"]
    if "shape" in entry:
        count = int(np.prod(entry["shape"]))
        return np.frombuffer(data, np.float32, count, at).reshape(entry["shape"])
    rows, groups = entry["rows"], entry["groups"]
    count = rows * groups
    scale = np.frombuffer(data, np.float16, count, at).reshape(rows, groups)
    at += scale.nbytes
    if entry.get("bits", 8) == 8:
        number = np.frombuffer(data, np.int8, count * GROUP, at)
        return Eight(scale, number.reshape(rows, groups, GROUP))
    least = np.frombuffer(data, np.float16, count, at).reshape(rows, groups)
    pair = np.frombuffer(data, np.uint8, count * GROUP // 2, at + least.nbytes)
    return Four(scale, least, pair.reshape(rows, groups, GROUP // 2))
