"""The few signs that the program draws, and what stands for them where they cannot be shown."""

from __future__ import annotations

from dataclasses import dataclass
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
    prompt: str = "› "
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
    prompt="> ",
    quotes=('"', '"'),
)


def glyphs_for(stream: TextIO) -> Glyphs:
    """The signs that *stream* can encode."""
    encoding = getattr(stream, "encoding", None) or "ascii"
    try:
        "✓✗⊘■⠋└←↻…›“”·–".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE
