"""The models that can be pulled by a name: what the hub has, at a pinned revision."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from tinyagent_cli.core.errors import UsageError

_FILE: Final = Path(__file__).with_name("catalogue.toml")
_ADDRESS: Final = re.compile(r"(?P<repo>[\w.-]+/[\w.-]+)(?:@(?P<revision>[\w./-]+))?:(?P<file>.+)")
_SPLIT: Final = re.compile(r"-\d{5}-of-\d{5}\.gguf$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Offer:
    """A *file* in the *repo* of a hub, at *revision*; *name* is what it is called here.

    *sha256* in hexadecimal and *size* in bytes pin it; empty and 0 where they are not known
    before the hub tells them.  *downloads* is about how many bytes a pull takes, 0 if unknown.
    *kind* is gguf, or the transcriber that a speech model is for, which lies in a folder with
    the files *beside* it.
    """

    name: str
    repo: str
    file: str
    revision: str = "main"
    sha256: str = ""
    size: int = 0
    downloads: int = 0
    licence: str = ""
    about: str = ""
    kind: str = "gguf"
    beside: tuple[str, ...] = ()

    @property
    def speech(self) -> bool:
        """Whether it is a model that understands speech."""
        return self.kind != "gguf"

    @property
    def address(self) -> str:
        """How it is written: ``owner/repo@revision:file``."""
        return f"{self.repo}@{self.revision}:{self.file}"

    @property
    def command(self) -> str:
        """What fetches it again, word for word: its name alone only where the catalogue has it."""
        own = catalogue().get(self.name)
        if own == self or (own is not None and own.speech):  # of which each file is fetched
            return f"tinyagent models pull {self.name}"
        place = self.address.replace("@main:", ":")
        called = self.file.rpartition("/")[2].removesuffix(".gguf")
        named = "" if self.name == called and own is None else f" --name {self.name}"
        return f"tinyagent models pull {place}{named}"


@cache
def catalogue() -> Mapping[str, Offer]:
    """What can be pulled, by name."""
    with _FILE.open("rb") as file:
        table = tomllib.load(file)
    for about in table.values():
        about["beside"] = tuple(about.get("beside", ()))
    return {name: Offer(name, **about) for name, about in table.items()}


def offer_at(address: str) -> Offer | None:
    """The file at *address*, ``owner/repo:file`` or ``owner/repo@revision:file``.

    None where that is none.  Raises UsageError where it is one, and no whole GGUF file.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    file = found["file"]
    parts = file.split("/")
    if not file.lower().endswith(".gguf") or ".." in parts or "" in parts:
        raise UsageError(f"{file} is no GGUF file", "owner/repo:FILE.gguf")
    if _SPLIT.search(file):
        raise UsageError(
            f"{file} is a part of a model", "take one that is whole, or merge: llama-gguf-split"
        )
    return Offer(parts[-1][: -len(".gguf")], found["repo"], file, found["revision"] or "main")
