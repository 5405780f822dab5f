"""The few signs that the program draws, and what stands for them where they cannot be shown."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from io import TextIOWrapper
from typing import Final, TextIO


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Signs for states and structure; each state has its own, so that colour only helps."""

    waiting: str = "·"
    asking: str = "?"
    done: str = "✓"
    failed: str = "✗"
    skipped: str = "–"
    refused: str = "⊘"
    cancelled: str = "■"
    running: tuple[str, ...] = ("⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏")
    branch: str = "└ "
    needs: str = "←"
    again: str = "↻"
    dash: str = "–"
    dot: str = " · "
    cut: str = "…"
    tainted: str = "†"
    prompt: str = "› "
    records: str = "●"
    bar: tuple[str, str] = ("▮", "▯")
    quotes: tuple[str, str] = ("“", "”")


UNICODE: Final = Glyphs()
ASCII: Final = Glyphs(
    waiting=".",
    asking="?",
    done="+",
    failed="x",
    skipped="-",
    refused="o",
    cancelled="#",
    running=("|", "/", "-", "\\"),
    branch="` ",
    needs="<-",
    again="~",
    dash="-",
    dot=", ",
    cut="..",
    tainted="*",
    prompt="> ",
    records="*",
    bar=("#", "-"),
    quotes=('"', '"'),
)


def glyphs_for(stream: TextIO) -> Glyphs:
    """The signs that *stream* can encode."""
    encoding = getattr(stream, "encoding", None) or "utf-8"  # in memory: anything goes
    try:
        "✓✗⊘■⠋└←↻…›“”·–●▮▯†".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE


# What typographers write, for those who cannot read it.
_TYPED: Final = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "…": "...",
        "·": "-",
        "†": "*",
    }
    | {"\u00a0": " ", "\u202f": " ", "→": "->", "←": "<-", "×": "x"}
)


def make_forgiving(stream: TextIO) -> None:
    """Let *stream* write what it cannot encode as typed characters, or else as codes.

    A name with an accent must not end the program on a terminal that knows only ASCII.
    """
    if isinstance(stream, TextIOWrapper):
        codecs.register_error("tinyagent", _as_typed)
        stream.reconfigure(errors="tinyagent")


def _as_typed(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end].translate(_TYPED)
    return lost.encode("ascii", "backslashreplace").decode("ascii"), error.end
