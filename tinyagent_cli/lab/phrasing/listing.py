"""Word lists, written as text: readable in a diff, quick to extend."""

from __future__ import annotations

from importlib.resources import files


def listed(text: str) -> tuple[str, ...]:
    """The words of *text*, which stand between spaces."""
    return tuple(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of *text*, which stand between bars or on lines of their own."""
    return tuple(part.strip() for part in text.replace("\n", "|").split("|") if part.strip())


def kept(name: str) -> tuple[str, ...]:
    """The phrases of the file ``phrases/NAME.txt``, one a line."""
    text = (files("tinyagent_cli.lab.phrasing") / "phrases" / f"{name}.txt").read_text("utf-8")
    return tuple(text.splitlines())
