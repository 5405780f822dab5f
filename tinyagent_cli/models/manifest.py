"""What is known of a model file, in a manifest beside it: where it is from, and its checksum.

A manifest is written last, when the file is there and was found right: a file without one was
put there by hand.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.core.whole_file import write_whole
from tinyagent_cli.models.catalogue import catalogue

Advance = Callable[[int], None]  # told how many bytes more are done

_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """*size* in bytes, *sha256* in hexadecimal; *changed* is the file's own time (ns) when it
    was last found to have them.

    *source* says where it is from, *pinned* who said its checksum: the catalogue, the hub, or
    nobody but this computer.  *score* is what quantising it cost, *made_of* what it was made of.
    """

    size: int
    sha256: str
    changed: int
    source: str
    pinned: str = ""
    format: str = ""
    made_of: str = ""
    score: str = ""


def beside(path: Path) -> Path:
    """Where the manifest of the model file *path* is."""
    return path.with_name(f"{path.name}.json")


def manifest_of(path: Path) -> Manifest | None:
    """The manifest of the model file *path*; None where there is none.

    Raises NotReady for one that cannot be read.
    """
    try:
        return Manifest(**json.loads(beside(path).read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise NotReady(
            f"{beside(path).name} cannot be read", f"tinyagent models rm {path.stem}"
        ) from error


def settle(part: Path, path: Path, manifest: Manifest) -> Manifest:
    """Give *part* its place, *path*, and then its manifest: *manifest*, brought up to date."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    beside(path).unlink(missing_ok=True)  # an old one would say that the new file is damaged
    part.replace(path)
    return note(path, manifest)


def note(path: Path, manifest: Manifest) -> Manifest:
    """Write *manifest* with the size and the time that *path* has, all of it or nothing."""
    about = path.stat()
    manifest = replace(manifest, size=about.st_size, changed=about.st_mtime_ns)
    write_whole(beside(path), json.dumps(asdict(manifest), indent=1) + "\n")
    return manifest


def check(path: Path, advance: Advance | None = None) -> Manifest | None:
    """Find out whether the model file *path* is as its manifest says; the manifest, if any.

    The size is compared each time; the checksum where the file has another time than when it
    was last compared, which takes a second for some 500 MB.  Raises NotReady where it is not.
    """
    manifest = manifest_of(path)
    if manifest is None:
        return None
    about = path.stat()
    if about.st_size != manifest.size:
        raise damaged(path, manifest, f"{about.st_size:,} bytes instead of {manifest.size:,}")
    if about.st_mtime_ns == manifest.changed:
        return manifest
    if sha256_of(path, advance) != manifest.sha256:
        raise damaged(path, manifest, "its checksum is another one")
    with suppress(OSError):  # a folder that may only be read: it is compared next time, too
        return note(path, manifest)
    return manifest


def damaged(path: Path, manifest: Manifest, why: str) -> NotReady:
    """The error that says that *path* is no longer what its *manifest* says."""
    if manifest.made_of:
        again = f"tinyagent models rm {path.stem}, and quantise {manifest.made_of} again"
    elif "@" in manifest.source:
        called = path.stem if path.suffix == ".gguf" else path.parent.name
        name = "" if called in catalogue() else f"{manifest.source} --name "
        again = f"tinyagent models pull {name}{called}"
    else:
        again = f"tinyagent models rm {path.stem}, and pull {manifest.source} again"
    return NotReady(f"{path.name} is damaged: {why}", again)


def sha256_of(path: Path, advance: Advance | None = None) -> str:
    """The SHA-256 of the file *path* in hexadecimal; *advance* hears how far it is."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            if advance:
                advance(len(chunk))
    return digest.hexdigest()
