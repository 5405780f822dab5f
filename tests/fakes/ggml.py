"""A Whisper for whisper.cpp with weights drawn by lot: 64 dimensions, one layer, 7 MB."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import IO, Any

_VOCABULARY, _TEXT, _WIDTH, _MELS = 51864, 50256, 64, 80  # the English ids, fixed in its code

_CONTEXT = 48  # tokens; a model by lot does not stop by itself
_SOUGHT = {0: " ", 1: " -", 2: " '"}  # its code looks for these


def by_lot(path: Path) -> Path:
    """*path*, made a model that says nobody knows what."""
    import numpy as np

    rng = np.random.default_rng(0)
    with path.open("wb") as file:
        hparams = (_VOCABULARY, 1500, _WIDTH, 2, 1, _CONTEXT, _WIDTH, 2, 1, _MELS, 1)
        file.write(struct.pack("<12i", 0x67676D6C, *hparams))
        file.write(struct.pack("<2i", _MELS, 201))
        rng.random((_MELS, 201)).astype(np.float32).tofile(file)
        file.write(struct.pack("<i", _TEXT))
        for number in range(_TEXT):
            word = _SOUGHT.get(number, f" {number:x}").encode()
            file.write(struct.pack("<i", len(word)) + word)
        for name, shape in _tensors():
            _write(file, name, rng.normal(0, 0.2, shape))
    return path


def _write(file: IO[bytes], name: str, values: Any) -> None:
    import numpy as np

    half = values.ndim > 1 and not name.endswith(("bias", "positional_embedding"))
    file.write(struct.pack("<3i", values.ndim, len(name), int(half)))
    file.write(struct.pack(f"<{values.ndim}i", *values.shape[::-1]) + name.encode())
    values.astype(np.float16 if half else np.float32).tofile(file)


def _tensors() -> list[tuple[str, tuple[int, ...]]]:
    d = _WIDTH
    found: list[tuple[str, tuple[int, ...]]] = [
        ("encoder.positional_embedding", (1500, d)),
        ("decoder.positional_embedding", (_CONTEXT, d)),
        ("encoder.conv1.weight", (d, _MELS, 3)), ("encoder.conv1.bias", (d, 1)),
        ("encoder.conv2.weight", (d, d, 3)), ("encoder.conv2.bias", (d, 1)),
        ("decoder.token_embedding.weight", (_VOCABULARY, d)),
    ]  # fmt: skip
    for norm in ("encoder.ln_post", "decoder.ln"):
        found += [(f"{norm}.weight", (d,)), (f"{norm}.bias", (d,))]
    for side, kinds in (("encoder", ("attn",)), ("decoder", ("attn", "cross_attn"))):
        block = f"{side}.blocks.0"
        for kind in kinds:
            for part in ("query", "key", "value", "out"):
                found.append((f"{block}.{kind}.{part}.weight", (d, d)))
                if part != "key":
                    found.append((f"{block}.{kind}.{part}.bias", (d,)))
            found += [(f"{block}.{kind}_ln.weight", (d,)), (f"{block}.{kind}_ln.bias", (d,))]
        found += [
            (f"{block}.mlp.0.weight", (4 * d, d)), (f"{block}.mlp.0.bias", (4 * d,)),
            (f"{block}.mlp.2.weight", (d, 4 * d)), (f"{block}.mlp.2.bias", (d,)),
            (f"{block}.mlp_ln.weight", (d,)), (f"{block}.mlp_ln.bias", (d,)),
        ]  # fmt: skip
    return found
