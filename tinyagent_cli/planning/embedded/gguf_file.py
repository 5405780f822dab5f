"""The planner in a GGUF file, as ``lab/gguf.py`` writes it and llama.cpp quantises it.

llama.cpp knows the blocks as those of a ``qwen3`` whose vocabulary is the grammar's marks.
It refuses a file with a tensor that it has no use for, so all other matrices lie below one
another in the one that it leaves alone unless told otherwise: ``cls.output``, a reranker's
head, as wide as the network and of any height.  What else the weights file has in its header
is one JSON text, under the key KEY.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tinyagent_cli.core.errors import MissingExtra, NotReady
from tinyagent_cli.planning.embedded.architecture import REACH, Architecture
from tinyagent_cli.planning.embedded.features import Vocabulary
from tinyagent_cli.planning.embedded.gguf_head import KEY, Lying, head_of
from tinyagent_cli.planning.embedded.grammar import MARKS, MAX_CALLS, MODES, SLOTS
from tinyagent_cli.planning.embedded.quantised import Floats, Index, Matrix
from tinyagent_cli.planning.embedded.weights import Weights

TABLE: Final = "cls.output.weight"
MARKS_TABLE: Final = "token_embd.weight"


def table(a: Architecture) -> dict[str, tuple[int, int]]:
    """Height and width of the matrices in TABLE, in their order; none is wider than the network."""
    return {
        "features": (a.rows, a.width),
        "gaps": (2, a.width),
        "starts": (2, a.width),
        "slots": (SLOTS, a.width),
        "modes": (MODES, a.width),
        "turns": (MAX_CALLS + 1, a.width),
        "span_first.weight": (a.width, a.width),
        "span_last.weight": (a.width, a.width),
        "point.weight": (2 * a.pointer, a.width),
        "last_given.weight": (a.pointer, a.width),
        "keys.weight": (2 * a.pointer, a.width),
        "reach": (REACH, a.pointer),
    }


def header_of(weights: Weights) -> str:
    """What the file says of *weights* besides its tensors; :func:`read` understands it."""
    return json.dumps(
        {
            "architecture": asdict(weights.architecture),
            "words": list(weights.vocabulary.words),
            "buckets": weights.vocabulary.buckets,
            "about": dict(weights.about),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


@dataclass(frozen=True, slots=True)
class Packed:
    """Rows in one of llama.cpp's formats; *data* [rows, bytes], *kind* its number, *width*."""

    data: NDArray[np.uint8]
    kind: int
    width: int

    def rows(self, index: Index) -> Floats:
        """See :class:`Matrix`."""
        gguf = _gguf()
        wide = gguf.dequantize(self.data[index], gguf.GGMLQuantizationType(self.kind))
        return np.ascontiguousarray(wide[:, : self.width], np.float32)

    def whole(self) -> Floats:
        """See :class:`Matrix`."""
        return self.rows(slice(None))


def _gguf() -> Any:
    try:
        import gguf
        import gguf.quants
    except ImportError as error:
        raise MissingExtra("gguf", "llama") from error
    return gguf


def read(path: Path) -> Weights:
    """The weights in *path* but for the blocks, which llama.cpp reads itself.

    Raises NotReady where it holds no planner or one for another grammar.
    """
    data = np.asarray(np.memmap(path, np.uint8, "r"))
    try:
        head = head_of(data.data)
        header = json.loads(head.texts[KEY])
        a = Architecture(**header["architecture"])
        marks, rest = (_packed(data, head.tensors[name]) for name in (MARKS_TABLE, TABLE))
    except (KeyError, ValueError, TypeError, OverflowError, struct.error) as error:
        raise NotReady(f"{path} holds no planner", "tinyagent lab export --gguf FOLDER") from error
    parts: dict[str, Matrix | Floats] = {"marks": marks}
    at = 0
    for name, (height, width) in table(a).items():
        parts[name] = Packed(rest.data[at : at + height], rest.kind, width)
        at += height
    if (len(marks.data), len(rest.data)) != (MARKS + 1, at):
        raise NotReady(f"{path} was made for another grammar", "make it anew")
    words = {w: i for i, w in enumerate(header["words"])}
    return Weights(a, Vocabulary(words, header["buckets"]), parts, header["about"])


def _packed(data: NDArray[np.uint8], lying: Lying) -> Packed:
    gguf = _gguf()
    width, rows = lying.shape
    block, size = gguf.GGML_QUANT_SIZES[gguf.GGMLQuantizationType(lying.kind)]
    across = width // block * size
    found = data[lying.at : lying.at + rows * across]
    return Packed(found.reshape(rows, across), lying.kind, width)
