"""The curve of a training: one JSON line every few steps, read again by the report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class Curve:
    """The lines of a file, each with its ``step``; those after step *at* are forgotten.

    A training that was killed may have written lines since its last checkpoint; it makes
    them once more.
    """

    def __init__(self, path: Path, at: int = 0) -> None:
        self._path = path
        kept = [line for line in read_curve(path) if line["step"] <= at]
        path.write_text("".join(json.dumps(line) + "\n" for line in kept), "utf-8")

    def add(self, **figures: float | Mapping[str, float]) -> None:
        """Write a line."""
        line = {k: round(v, 6) if isinstance(v, float) else v for k, v in figures.items()}
        with self._path.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line) + "\n")


def read_curve(path: Path) -> list[dict[str, Any]]:
    """The lines of a curve, none where there is no file; a line cut short is left out."""
    if not path.exists():
        return []
    lines = path.read_text("utf-8").splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith("}\n")]
