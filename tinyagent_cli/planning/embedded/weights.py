"""The file in which the planner's weights are shipped.

Eight bytes of magic, the length of a JSON header (32 bits, little endian), the header, then
the tensors one after the other, each on a multiple of 32 bytes.  Matrices are Q8_0 as
llama.cpp knows it: groups of 32 numbers of a row share a 16-bit scale, the numbers are 8
bits; vectors are 32-bit floats.  The header holds the architecture, the vocabulary, what the
weights were made of, and where each tensor lies.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.planning.embedded.architecture import Architecture
from tinyagent_cli.planning.embedded.features import Vocabulary

MAGIC: Final = b"TINYPLN1"
GROUP: Final = 32

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Quantised:
    """A matrix in eight bits; *scale* [rows, groups], *number* [rows, groups, 32]."""

    scale: NDArray[np.float16]
    number: NDArray[np.int8]

    def rows(self, index: NDArray[np.int64]) -> Floats:
        """Some rows as floats."""
        wide = self.number[index].astype(np.float32)
        wide *= self.scale[index].astype(np.float32)[..., None]
        return wide.reshape(len(index), -1)

    def whole(self) -> Floats:
        """The whole matrix as floats."""
        wide = self.number.astype(np.float32)
        wide *= self.scale.astype(np.float32)[..., None]
        return wide.reshape(len(self.number), -1)


def quantise(matrix: Floats) -> Quantised:
    """*matrix* [rows, columns], columns a multiple of 32, rounded to eight bits."""
    groups = matrix.reshape(len(matrix), -1, GROUP)
    scale = (np.abs(groups).max(-1) / 127).astype(np.float16)
    safe = np.where(scale > 0, scale, 1).astype(np.float32)
    number = np.clip(np.rint(groups / safe[..., None]), -127, 127).astype(np.int8)
    return Quantised(scale, number)


@dataclass(frozen=True, slots=True)
class Weights:
    """What a weights file holds; *about* says what it was made of and what it can do."""

    architecture: Architecture
    vocabulary: Vocabulary
    tensors: Mapping[str, Quantised | Floats]
    about: Mapping[str, Any]

    def floats(self, name: str) -> Floats:
        """A tensor as floats, whatever it is kept as."""
        tensor = self.tensors[name]
        return tensor.whole() if isinstance(tensor, Quantised) else tensor


def write(path: Path, weights: Weights) -> None:
    """Write a weights file; matrices that are not quantised yet are."""
    blobs: list[bytes] = []
    table: dict[str, Any] = {}
    at = 0
    for name, tensor in weights.tensors.items():
        if not isinstance(tensor, Quantised) and tensor.ndim == 2:
            tensor = quantise(tensor)
        if isinstance(tensor, Quantised):
            blob = tensor.scale.tobytes() + tensor.number.tobytes()
            entry = {"rows": tensor.number.shape[0], "groups": tensor.number.shape[1]}
        else:
            blob = tensor.astype(np.float32).tobytes()
            entry = {"shape": list(tensor.shape)}
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
    scale = np.frombuffer(data, np.float16, rows * groups, at).reshape(rows, groups)
    number = np.frombuffer(data, np.int8, rows * groups * GROUP, at + scale.nbytes)
    return Quantised(scale, number.reshape(rows, groups, GROUP))
