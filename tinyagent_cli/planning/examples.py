"""Worked examples for planners that read a prompt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A request and the plan text that serves it."""

    request: str
    plan: str
