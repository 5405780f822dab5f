"""The head of a GGUF file: its texts, and where its tensors lie.

The ``gguf`` package has a reader as well; over the thousands of labels in a planner's file it
takes 0.2 s, and this a few milliseconds.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

MAGIC: Final = b"GGUF"
KEY: Final = "tinyagent.planner"  # has what says that a file is a planner of ours

_STRING, _ARRAY = 8, 9
_SCALARS: Final = {
    0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q",
    12: "<d",
}  # fmt: skip
_EARLY: Final = 4096  # bytes in which KEY stands, if it does; and what is asked of other files
_LONGEST: Final = re.compile(rb"\.context_length\x04\0\0\0(....)", re.DOTALL)


def holds_planner(path: Path) -> bool:
    """Whether *path* is a GGUF file of ours, and not a language model."""
    with path.open("rb") as file:
        head = file.read(_EARLY)
    return head.startswith(MAGIC) and KEY.encode() in head


def longest_of(path: Path) -> int:
    """How many tokens the language model in *path* was trained to read; 0: it does not say."""
    with path.open("rb") as file:
        found = _LONGEST.search(file.read(_EARLY))
    return int(struct.unpack("<I", found[1])[0]) if found else 0


@dataclass(frozen=True, slots=True)
class Lying:
    """A tensor: its *shape*, the width first, its format's number, its first byte in the file."""

    shape: tuple[int, ...]
    kind: int
    at: int


@dataclass(frozen=True, slots=True)
class Head:
    """Values that are *texts*, by key, and *tensors*, by name."""

    texts: Mapping[str, str]
    tensors: Mapping[str, Lying]


def head_of(data: memoryview) -> Head:
    """The head of the GGUF file *data*.  Raises ValueError or struct.error elsewhere."""
    cursor = _Cursor(data)
    if cursor.raw(len(MAGIC)) != MAGIC:
        raise ValueError("no GGUF file")
    cursor.number("<I")
    count, pairs = cursor.number("<Q"), cursor.number("<Q")
    values = {cursor.text(): cursor.value(cursor.number("<I")) for _ in range(pairs)}
    found = list(cursor.tensors(count))
    alignment = values.get("general.alignment", 32)
    base = -(-cursor.at // alignment) * alignment
    return Head(
        {key: value for key, value in values.items() if isinstance(value, str)},
        {name: Lying(shape, kind, base + offset) for name, shape, kind, offset in found},
    )


@dataclass(slots=True)
class _Cursor:
    """Goes through the head; little endian."""

    data: memoryview
    at: int = 0

    def raw(self, size: int) -> bytes:
        found = bytes(self.data[self.at : self.at + size])
        self.at += size
        return found

    def number(self, form: str) -> Any:
        (found,) = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return found

    def text(self) -> str:
        return self.raw(self.number("<Q")).decode()

    def value(self, kind: int) -> Any:
        if kind == _STRING:
            return self.text()
        if kind != _ARRAY:
            return self.number(_SCALARS[kind])
        kind, count = self.number("<I"), self.number("<Q")
        return [self.value(kind) for _ in range(count)]

    def tensors(self, count: int) -> Iterator[tuple[str, tuple[int, ...], int, int]]:
        """Name, shape (the width first), kind and offset of each."""
        for _ in range(count):
            name = self.text()
            shape = tuple(self.number("<Q") for _ in range(self.number("<I")))
            yield name, shape, self.number("<I"), self.number("<Q")
