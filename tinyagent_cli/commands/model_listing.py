"""``tinyagent models list``: the model files on this computer, and those that can be had."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tinyagent_cli.commands.models import EMBEDDED
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import NotReady
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.core.settings import load
from tinyagent_cli.models import speech
from tinyagent_cli.models.catalogue import catalogue
from tinyagent_cli.models.manifest import manifest_of
from tinyagent_cli.models.shelf import Shelf, users_of
from tinyagent_cli.models.speech import SpeechShelf
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.printable import size
from tinyagent_cli.view.screen import Screen
from tinyagent_cli.view.tables import listing


def show(environment: Environment, *, json: bool = False) -> int:
    """List the weights that came with the program, the models that are here, those to pull."""
    screen = Screen(environment)
    found = [*_built_in(environment), *_here(environment), *_offered(environment)]
    if json:
        screen.raw(line({"models": found}))
    else:
        rows = [
            (each["name"], each["state"], size(int(str(each["bytes"]))), each["about"])
            for each in found
        ]
        screen.show(listing(rows, ("model", "", "size", "")))
    return Exit.DONE


def _built_in(environment: Environment) -> Iterator[dict[str, object]]:
    from tinyagent_cli.planning.embedded.planner import WEIGHTS

    if not WEIGHTS.is_file():
        return
    plans = load(environment.paths.config).planner.name == EMBEDDED
    state = "built in, planner" if plans else "built in"
    length = WEIGHTS.stat().st_size
    yield _told(EMBEDDED, EMBEDDED, state, "the planner that ships", length, WEIGHTS)


def _here(environment: Environment) -> Iterator[dict[str, object]]:
    shelf, settings = Shelf(environment.paths.models), load(environment.paths.config)
    for name in shelf.names():
        path = shelf.path(name)
        users = users_of(path, settings)
        state = f"here, {' and '.join(users)}" if users else "here"
        length = path.stat().st_size if path.exists() else 0  # a link to a file that went
        yield _told(name, "gguf", state, _about(path), length, path)
    for name, folder, length, about in speech.told(SpeechShelf.within(shelf.folder)):
        state = "here, voice" if speech.users_of(name, settings) else "here"
        yield _told(name, "speech", state, about, length, folder)


def _about(path: Path) -> str:
    try:
        manifest = manifest_of(path)
    except NotReady as error:
        return str(error)
    if manifest is None:
        return "put here by hand: not checked"
    if offer := catalogue().get(path.stem):
        return offer.about
    if not manifest.made_of:
        return f"{manifest.format}, from {manifest.source}"
    score = f": {manifest.score}" if manifest.score else ""
    return f"{manifest.format}, made of {manifest.made_of}{score}"


def _offered(environment: Environment) -> Iterator[dict[str, object]]:
    shelf = Shelf(environment.paths.models)
    speaking = SpeechShelf.within(shelf.folder)
    here = {*shelf.names(), *speaking.names()}
    for offer in catalogue().values():
        if offer.name in here:
            continue
        begun = (
            speech.parts(speaking, offer) if offer.speech else shelf.parts(shelf.path(offer.name))
        )
        parts = sum(part.stat().st_size for part in begun)
        state = f"to pull, {size(parts)} is here" if parts else "to pull"
        licence = f"; {offer.licence}" if offer.licence else ""
        length = offer.size or offer.downloads
        kind = "speech" if offer.speech else offer.kind
        yield _told(offer.name, kind, state, f"{offer.about}{licence}", length, None)


def _told(
    name: str, kind: str, state: str, about: str, length: int, path: Path | None
) -> dict[str, object]:
    return {
        "name": name, "kind": kind, "state": state, "about": about, "bytes": length, "path": path
    }  # fmt: skip
