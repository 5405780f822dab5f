"""The versions of macOS that the simulated Mac can be: their terms, and what they say.

What differs between them is data: ``macos_tools/macos.toml``, and the defects of
``macos_tools/quirks.toml``.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from macos_tools import ROOT
from tinyagent_cli.core.errors import UsageError

NEWEST_TERMS: Final = "26"  # the version whose term tables ship

Table = Mapping[str, Any]


@cache
def versions() -> tuple[str, ...]:
    """The versions that can be simulated, the oldest first."""
    return tuple(entry["number"] for entry in _told()["version"])


@cache
def languages() -> tuple[str, ...]:
    """The languages besides English that a simulated Mac can speak."""
    return tuple(_told()["language"])


def reaches(version: str, since: str, until: str = "") -> bool:
    """Whether *version* is at least *since* and at most *until*, the latest where it is empty."""
    return int(since) <= int(version) and (not until or int(version) <= int(until))


@cache
def table(app: str, version: str) -> Table:
    """The terms of *app* on *version*: those of the newest without what came later.

    Raises UsageError for a version that is none of `versions`.
    """
    if version not in versions():
        raise UsageError(f"no macOS {version} can be simulated", f"one of {', '.join(versions())}")
    found: dict[str, Any] = json.loads((ROOT / "terms" / f"{app}.json").read_text("utf-8"))
    for term in _told()["term"]:
        if term["app"] == app and not reaches(version, term["since"]):
            found["enumerations"][term["enumeration"]].remove(term["value"])
    return found


def language(code: str) -> Mapping[str, Any]:
    """What a Mac in the language *code* says; nothing for English.

    Raises UsageError for a language that is not known.
    """
    if code == "en":
        return {}
    found: Mapping[str, Any] | None = _told()["language"].get(code)
    if found is None:
        raise UsageError(
            f"no Mac in “{code}” can be simulated", f"one of en, {', '.join(languages())}"
        )
    return found


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads((ROOT / "macos.toml").read_text("utf-8"))
