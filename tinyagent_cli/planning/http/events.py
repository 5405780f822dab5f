"""Server-sent events as OpenAI-compatible servers write them, read from any cut of bytes.

A server that knows no streaming answers with one JSON object, which is read as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

_LONGEST: Final = 1 << 20  # bytes of one line: of a whole answer, where it does not stream


@dataclass(frozen=True, slots=True)
class Said:
    """What one event says: *text* of the answer, an *error*, or *rubbish* that says nothing."""

    text: str = ""
    error: str = ""
    rubbish: str = ""


class Events:
    """Takes the bytes of an answer; `over` once its end was told."""

    def __init__(self) -> None:
        self.over = False
        self.started = False  # a line of an event was seen
        self._line = b""
        self._other = b""  # lines that are of no event

    def feed(self, piece: bytes | None) -> Iterator[Said]:
        """What *piece* says; None is the end of the bytes."""
        lines = [*(self._line + (piece or b"")).split(b"\n")]
        self._line = b"" if piece is None else lines.pop()
        if len(self._line) > _LONGEST:
            yield Said(rubbish=self._line[:80].decode("utf-8", "replace"))
            self._line = b""
        for line in lines:
            if self.over:
                return
            yield from self._event(line.strip())
        if piece is None and not self.over and not self.started:
            yield from self._whole()

    def beginning(self) -> str:
        """How what is no event begins."""
        text = (self._other + self._line).decode("utf-8", "replace").strip()
        if text[:1] == "<":
            return "a web page"
        return repr(text) if text else "nothing"

    def _event(self, line: bytes) -> Iterator[Said]:
        name, colon, data = line.partition(b":")
        if name in (b"event", b"id", b"retry", b"") and (colon or not line):
            self.started |= bool(line)
        elif name == b"data":
            self.started = True
            if data.strip() == b"[DONE]":
                self.over = True
            elif data.strip():
                yield self._read(data)
        elif name == b"error" and self.started:  # llama-server, before 2025
            yield Said(error=data.decode("utf-8", "replace").strip())
        elif len(self._other) <= _LONGEST:
            self._other += line + b"\n"

    def _whole(self) -> Iterator[Said]:
        if self._other.lstrip()[:1] == b"{":
            said = self._read(self._other)
            if not said.rubbish:
                self.started = self.over = True
                yield said

    def _read(self, data: bytes) -> Said:
        try:
            event = json.loads(data)
        except (ValueError, RecursionError):
            return Said(rubbish=data.strip().decode("utf-8", "replace"))
        if not isinstance(event, dict):
            return Said(rubbish=data.strip().decode("utf-8", "replace"))
        if error := event.get("error"):
            told = error.get("message") if isinstance(error, dict) else error
            return Said(error=str(told or error))
        choices = event.get("choices")
        if not isinstance(choices, list):
            return Said(rubbish=data.strip().decode("utf-8", "replace"))
        choice = choices[0] if choices and isinstance(choices[0], dict) else {}
        self.over |= bool(choice.get("finish_reason"))
        if choice.get("finish_reason") == "length":
            return Said(text=_text(choice), error="the plan came to no end within max_tokens")
        return Said(text=_text(choice))


def _text(choice: dict[str, Any]) -> str:
    for holder in (choice.get("delta"), choice.get("message"), choice):
        if isinstance(holder, dict):
            text = holder.get("content", holder.get("text"))
            if isinstance(text, str):
                return text
    return ""
