"""Models come onto the shelf: from a hub, or from a file; checked, and the manifest last."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import NotReady, UsageError, did_you_mean
from tinyagent_cli.models.catalogue import Offer, catalogue, offer_at
from tinyagent_cli.models.hub import Found, Hub
from tinyagent_cli.models.manifest import (
    Advance,
    Manifest,
    beside,
    check,
    manifest_of,
    note,
    settle,
    sha256_of,
)
from tinyagent_cli.models.shelf import Shelf, room_for
from tinyagent_cli.models.whole import format_of, whole

_CHUNK: Final = 1 << 20


class Progress(Protocol):
    """Shows how far something is: *doing*, of *total* bytes (0: nobody knows)."""

    def __call__(self, doing: str, total: int) -> AbstractContextManager[Advance]:
        """Show it while the context lasts, which gives what is to be told of each piece."""
        ...


def wanted(text: str, name: str = "") -> Offer | Path:
    """What *text* means: a name of the catalogue, a file here, or ``owner/repo:file``.

    *name* is what it is to be called here, if not by its own name.  Raises UsageError.
    """
    if text in catalogue() and not name:
        return catalogue()[text]
    path = Path(text).expanduser()
    if path.is_file():
        return path
    offer = catalogue().get(text) or offer_at(text)
    if offer is not None:
        return replace(offer, name=name) if name else offer
    if path.suffix == ".gguf" or text.startswith((".", "/", "~")):
        raise UsageError(f"there is no file {text}", "or a model of a hub: owner/repo:FILE.gguf")
    if text.count("/") == 1:
        raise UsageError(f"which file of {text}?", f"tinyagent models pull {text}:FILE.gguf")
    hint = did_you_mean(text, catalogue(), "tinyagent models list shows what can be pulled")
    raise UsageError(f"there is no model {text}", hint)


def is_here(shelf: Shelf, offer: Offer, progress: Progress) -> bool:
    """Whether the model of *offer* is on the *shelf* already, and whole.

    Raises UsageError where another one has its name.
    """
    path = shelf.path(offer.name)
    if not path.exists():
        return False
    manifest = manifest_of(path) if beside(path).exists() else None
    if manifest is None or not _same(manifest, offer):
        raise UsageError(
            f"another model is called {offer.name}",
            f"tinyagent models rm {offer.name}, or pull with --name OTHER",
        )
    try:
        with progress(f"checking {offer.name}", manifest.size) as advance:
            check(path, advance)
    except NotReady:
        return False  # it is fetched anew, which is what mends it
    return True


def _same(manifest: Manifest, offer: Offer) -> bool:
    if offer.sha256:
        return manifest.sha256 == offer.sha256
    if offer.revision != "main":
        return manifest.source == offer.address
    place = manifest.source.partition("@")[0], manifest.source.rpartition(":")[2]
    return place == (offer.repo, offer.file)


def pull(
    environment: Environment, shelf: Shelf, offer: Offer, progress: Progress
) -> tuple[Path, Manifest]:
    """Fetch the file of *offer*, go on where an earlier pull stopped, check it; its path.

    Raises UsageError and NotReady; what was fetched then stays, and nothing else.
    """
    path = shelf.path(offer.name)

    def look(part: Path) -> str:
        return format_of(whole(part, offer.address))

    return path, fetched(Hub(environment), shelf, offer, path, progress, look)


def fetched(
    hub: Hub,
    shelf: Shelf,
    offer: Offer,
    path: Path,
    progress: Progress,
    look: Callable[[Path], str],
) -> Manifest:
    """Fetch the file of *offer* to *path* on the *shelf*; its manifest.

    *look* says what format the file is in, and raises NotReady where it is in none.  Raises as
    `pull` does.
    """
    found = hub.find(offer)
    _agree(offer, found)
    with shelf.writing(path):
        sha256 = offer.sha256 or found.sha256
        part = shelf.part(path, sha256 or found.commit)
        for other in shelf.parts(path):
            if other != part:
                other.unlink(missing_ok=True)  # of another file: it cannot be gone on with
        with progress(f"fetching {offer.name}", found.size) as advance:
            hub.fetch(offer, found, part, advance)
        with progress(f"checking {offer.name}", part.stat().st_size) as advance:
            came = sha256_of(part, advance)
        if sha256 and came != sha256:
            part.unlink()
            raise NotReady(
                f"what came is not {offer.name}: its checksum is {came[:12]}…, not {sha256[:12]}…",
                f"{offer.command} fetches it anew",
            )
        try:
            form = look(part)
        except NotReady:
            part.unlink()
            raise
        pinned = "catalogue" if offer.sha256 else "hub" if found.sha256 else ""
        source = f"{offer.repo}@{found.commit}:{offer.file}"
        return settle(part, path, Manifest(0, came, 0, source, pinned, form))


def _agree(offer: Offer, found: Found) -> None:
    """Raises NotReady where the hub has another file than the one that is pinned."""
    other = offer.sha256 and found.sha256 and offer.sha256 != found.sha256
    if other or (offer.size and found.size and offer.size != found.size):
        raise NotReady(
            f"the hub has another {offer.file} than the one that is pinned",
            f"if you trust it: tinyagent models pull {offer.address} --name OTHER",
        )


def adopt(
    shelf: Shelf, file: Path, name: str, progress: Progress, *, link: bool = False
) -> tuple[Path, Manifest]:
    """Put *file* onto the *shelf* as *name*, copied or as a *link* to it; its path there.

    Raises NotReady for what is no whole GGUF file, UsageError where the name is taken.
    """
    head = whole(file)
    path = shelf.path(name)
    if path.exists() or path.is_symlink():
        raise UsageError(f"there is a model {path.stem}", "--name calls it otherwise")
    size, source = file.stat().st_size, str(file.resolve())
    with shelf.writing(path):
        if link:
            with progress(f"reading {file.name}", size) as advance:
                sha256 = sha256_of(file, advance)
            path.symlink_to(source)
            return path, note(path, Manifest(size, sha256, 0, source, format=format_of(head)))
        room_for(name, size, shelf.folder)
        part = shelf.part(path, "copy")
        try:
            with progress(f"copying {file.name}", size) as advance:
                sha256 = _copy(file, part, advance)
            manifest = Manifest(size, sha256, 0, source, format=format_of(head))
            return path, settle(part, path, manifest)
        finally:
            part.unlink(missing_ok=True)


def _copy(source: Path, target: Path, advance: Advance) -> str:
    """Copy *source* to *target*; the SHA-256 of what was copied, in hexadecimal."""
    digest = hashlib.sha256()
    with source.open("rb") as reading, target.open("wb") as writing:
        while chunk := reading.read(_CHUNK):
            digest.update(chunk)
            writing.write(chunk)
            advance(len(chunk))
    return digest.hexdigest()
