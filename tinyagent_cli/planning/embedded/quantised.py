"""Matrices in eight or four bits a number, as llama.cpp's Q8_0 and Q4_1 have them.

A row is cut into groups of 32 numbers that share a 16-bit scale, and in four bits a 16-bit
least value as well.  That is 8.5 or 5 bits a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

GROUP: Final = 32
# A group's range is narrowed by these shares in search of the least squared error: a single
# far number is better cut off than let the steps grow for the other 31.
_NARROWED: Final = (1.0, 0.95, 0.9, 0.85, 0.8)

Floats = NDArray[np.float32]
Index = NDArray[np.int64] | slice


class Matrix(Protocol):
    """A matrix kept in fewer bits than it is calculated with."""

    def rows(self, index: Index) -> Floats:
        """Some rows as floats [rows, columns]."""

    def whole(self) -> Floats:
        """The whole matrix as floats."""


@dataclass(frozen=True, slots=True)
class Eight:
    """A matrix in eight bits: *scale* [rows, groups] times *number* [rows, groups, 32]."""

    scale: NDArray[np.float16]
    number: NDArray[np.int8]

    def rows(self, index: Index) -> Floats:
        """See :class:`Matrix`."""
        wide = self.number[index].astype(np.float32)
        wide *= self.scale[index].astype(np.float32)[..., None]
        return wide.reshape(len(wide), -1)

    def whole(self) -> Floats:
        """See :class:`Matrix`."""
        return self.rows(slice(None))


@dataclass(frozen=True, slots=True)
class Four:
    """A matrix in four bits: *least* plus *scale* [rows, groups] times a number of 0 to 15.

    *pair* [rows, groups, 16] holds two numbers a byte, the first 16 of a group low, the
    others high.
    """

    scale: NDArray[np.float16]
    least: NDArray[np.float16]
    pair: NDArray[np.uint8]

    def rows(self, index: Index) -> Floats:
        """See :class:`Matrix`."""
        pair = self.pair[index]
        wide = np.empty((*pair.shape[:2], GROUP), np.float32)
        wide[..., : GROUP // 2] = pair & 15
        wide[..., GROUP // 2 :] = pair >> 4
        wide *= self.scale[index].astype(np.float32)[..., None]
        wide += self.least[index].astype(np.float32)[..., None]
        return wide.reshape(len(wide), -1)

    def whole(self) -> Floats:
        """See :class:`Matrix`."""
        return self.rows(slice(None))


Quantised = Eight | Four


def quantise(matrix: Floats, bits: int = 8) -> Quantised:
    """*matrix* [rows, columns], columns a multiple of 32, rounded to eight or four *bits*."""
    groups = matrix.reshape(len(matrix), -1, GROUP)
    return _eight(groups) if bits == 8 else _four(groups)


def _eight(groups: Floats) -> Eight:
    scale = (np.abs(groups).max(-1) / 127).astype(np.float16)
    safe = np.where(scale > 0, scale, 1).astype(np.float32)
    number = np.clip(np.rint(groups / safe[..., None]), -127, 127).astype(np.int8)
    return Eight(scale, number)


def _four(groups: Floats) -> Four:
    low, high = groups.min(-1), groups.max(-1)
    centre, reach = (low + high) / 2, (high - low) / 2
    best = np.full(low.shape, np.inf, np.float32)
    scale, least = np.zeros((2, *low.shape), np.float16)
    number = np.zeros(groups.shape, np.uint8)
    for share in _NARROWED:
        rounded, step, floor = _rounded(groups, centre - share * reach, share * reach / 7.5)
        # The numbers are there; the line through them that errs least, and once more.
        for _ in range(2):
            wrong = np.square(groups - (rounded * step[..., None] + floor[..., None])).sum(-1)
            better = wrong < best
            best = np.where(better, wrong, best)
            scale, least = np.where(better, step, scale), np.where(better, floor, least)
            number = np.where(better[..., None], rounded, number).astype(np.uint8)
            rounded, step, floor = _rounded(groups, *_line(groups, rounded, floor, step))
    half = GROUP // 2
    pair = number[..., :half] | number[..., half:] << np.uint8(4)
    return Four(scale.astype(np.float16), least.astype(np.float16), pair)


def _rounded(groups: Floats, floor: Floats, step: Floats) -> tuple[Floats, Floats, Floats]:
    """Numbers 0 to 15, *step* and *floor* as 16 bits have them; by those it is rounded."""
    step, floor = (v.astype(np.float16).astype(np.float32) for v in (step, floor))
    safe = np.where(step > 0, step, 1)[..., None]
    return np.clip(np.rint((groups - floor[..., None]) / safe), 0, 15), step, floor


def _line(groups: Floats, rounded: Floats, floor: Floats, step: Floats) -> tuple[Floats, Floats]:
    """Floor and step of the least squared error, given the numbers (linear regression)."""
    mean, at = groups.mean(-1), rounded.mean(-1)
    away = rounded - at[..., None]
    spread = np.square(away).sum(-1)
    slope = (away * groups).sum(-1) / np.where(spread > 0, spread, 1)
    slope = np.where(spread > 0, slope, step)
    return np.where(spread > 0, mean - slope * at, floor), slope
