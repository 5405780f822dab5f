"""``tinyagent models``: pull, rm, path, quantize, use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tinyagent_cli.commands.running import run
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.core.exits import Exit
from tinyagent_cli.core.settings import load
from tinyagent_cli.models.apart import Step
from tinyagent_cli.models.catalogue import Offer, catalogue
from tinyagent_cli.models.manifest import (
    Advance,
    Manifest,
    check,
    settle,
    sha256_of,
)
from tinyagent_cli.models.shelf import Shelf, users_of
from tinyagent_cli.models.speech import SpeechShelf
from tinyagent_cli.view.json_lines import line
from tinyagent_cli.view.printable import size
from tinyagent_cli.view.progress import progress
from tinyagent_cli.view.screen import Screen

EMBEDDED: Final = "embedded"

_GOES_ON: Final = "the same again goes on from there"
_PINNED: Final = {"catalogue": ", as the catalogue has it", "hub": ", as the hub has it"}
_FROM_NOW: Final = ", from now on"


def path(environment: Environment, name: str | None = None) -> int:
    """Print the folder of models, or the file of the model *name*.  Raises UsageError."""
    shelf = Shelf(environment.paths.models)
    speech = SpeechShelf.within(shelf.folder)
    if name and speech.here(name):
        Screen(environment).raw(f"{speech.path(name)}\n")
        return Exit.DONE
    Screen(environment).raw(f"{shelf.found(name) if name else shelf.folder}\n")
    return Exit.DONE


def pull(environment: Environment, text: str, *, name: str = "", link: bool = False) -> int:
    """Fetch the model that *text* means, or take the file; nothing is there before all is.

    Raises UsageError, NotReady, MissingExtra.
    """
    from tinyagent_cli.models import pulling

    screen, shelf = Screen(environment), Shelf(environment.paths.models)
    shows = _Shows(screen)
    wanted = pulling.wanted(text, name)
    if isinstance(wanted, Offer) and wanted.speech:
        if link:
            raise UsageError("--link is for a file of this computer", "leave it out")
        return _pull_speech(environment, wanted, screen, shows)
    try:
        if isinstance(wanted, Path):
            called = name or wanted.stem
            path, manifest = pulling.adopt(shelf, wanted, called, shows, link=link)
        elif link:
            raise UsageError("--link is for a file of this computer", "leave it out")
        elif pulling.is_here(shelf, wanted, shows):
            screen.tell(f"{wanted.name} is here, and whole")
            return Exit.DONE
        else:
            path, manifest = pulling.pull(environment, shelf, wanted, shows)
    except KeyboardInterrupt:
        screen.tell("stopped" if isinstance(wanted, Path) else f"stopped; {_GOES_ON}")
        raise
    sum_ = f"checksum {manifest.sha256[:12]}…{_PINNED.get(manifest.pinned, _FROM_NOW)}"
    screen.tell(f"{path.stem}: {size(manifest.size)}, {manifest.format}, {sum_}")
    screen.tell(f"to plan with it: tinyagent models use {path.stem}", "dim")
    return Exit.DONE


def _pull_speech(environment: Environment, offer: Offer, screen: Screen, shows: _Shows) -> int:
    from tinyagent_cli.models import speech

    shelf = SpeechShelf.within(environment.paths.models)
    if speech.is_here(shelf, offer):
        screen.tell(f"{offer.name} is here, and whole")
        return Exit.DONE
    try:
        _, manifest = speech.pull(environment, shelf, offer, shows)
    except KeyboardInterrupt:
        screen.tell(f"stopped; {_GOES_ON}")
        raise
    sum_ = f"checksum {manifest.sha256[:12]}…{_PINNED.get(manifest.pinned, _FROM_NOW)}"
    screen.tell(f"{offer.name}: {size(manifest.size)}, {manifest.format}, {sum_}")
    screen.tell(f"to listen with it: tinyagent models use {offer.name}", "dim")
    return Exit.DONE


def remove(environment: Environment, name: str, *, yes: bool = False) -> int:
    """Remove the model *name*; asks, unless *yes*.

    Raises UsageError where there is none, ConsentNeeded where there is nobody to ask.
    """
    screen, shelf = Screen(environment), Shelf(environment.paths.models)
    if SpeechShelf.within(shelf.folder).here(name):
        return _remove_speech(environment, name, screen, yes=yes)
    path = shelf.path(name)
    if not shelf.parts(path):
        path = shelf.found(name)
    users = users_of(path, load(environment.paths.config))
    room = size(_bytes_of(path) + sum(part.stat().st_size for part in shelf.parts(path)))
    used = f", which is the {' and the '.join(users)}" if users else ""
    if not yes and not run(screen.confirm(f"Remove {path.stem} ({room}){used}?")):
        return Exit.FAILED
    with shelf.writing(path):
        shelf.remove(path)
    screen.tell(f"{path.stem} is removed")
    if "planner" in users:
        screen.tell("to plan without it: tinyagent models use embedded", "dim")
    return Exit.DONE


def _remove_speech(environment: Environment, name: str, screen: Screen, *, yes: bool) -> int:
    from tinyagent_cli.models.speech import users_of as speaking_users

    shelf = SpeechShelf.within(environment.paths.models)
    room = size(sum(path.stat().st_size for path in shelf.path(name).iterdir()))
    used = ", which the voice needs" if speaking_users(name, load(environment.paths.config)) else ""
    if not yes and not run(screen.confirm(f"Remove {name} ({room}){used}?")):
        return Exit.FAILED
    shelf.remove(name)
    screen.tell(f"{name} is removed")
    return Exit.DONE


def quantize(
    environment: Environment, name: str, kind: str, *, scored: bool = True, json: bool = False
) -> int:
    """Make a smaller model of *name*, in the format *kind*, and say what that cost.

    Raises UsageError, NotReady, MissingExtra; then nothing is left of it.
    """
    from tinyagent_cli.models import quantising, scoring
    from tinyagent_cli.models.whole import format_of, whole

    screen, shelf = Screen(environment), Shelf(environment.paths.models)
    kind = quantising.kind_of(kind)
    source = Path(name).expanduser()
    source = source if source.suffix == ".gguf" and source.is_file() else shelf.found(name)
    shows = _Shows(screen)
    _check(source, shows)
    target = shelf.path(quantising.name_of(source, kind))
    if target.exists():
        raise UsageError(f"{target.stem} is here already", f"tinyagent models rm {target.stem}")
    score = None
    with shelf.writing(target):
        part = shelf.part(target, kind)
        try:
            with shows.steps(f"quantising {source.stem}") as step:
                quantising.quantise(source, part, kind, step)
            if scored:
                with shows.steps("measuring both") as step:
                    score = scoring.score(source, part, step)
            said = scoring.told(score) if score else ""
            manifest = Manifest(
                0, sha256_of(part), 0, str(source), "", format_of(whole(part)), source.stem, said
            )
            settle(part, target, manifest)
        finally:
            part.unlink(missing_ok=True)
    before, after = _bytes_of(source), _bytes_of(target)
    if json:
        screen.raw(line({"name": target.stem, "path": target, "kind": kind,
                         "bytes_before": before, "bytes": after, "score": score}))  # fmt: skip
    else:
        screen.answer(
            f"{target.stem}: {size(after)}, {after / before:.0%} of {size(before)}"
            + (f"\n{said}" if said else "")
        )
    return Exit.DONE


def use(environment: Environment, name: str) -> int:
    """Let the model *name* make the plans, or the planner that ships; or understand speech.

    Raises UsageError where it is not here, NotReady where it is damaged, MissingExtra.
    """
    from tinyagent_cli.commands.config import put

    if name == EMBEDDED:
        return put(environment, "planner.name", EMBEDDED)
    speech = SpeechShelf.within(environment.paths.models)
    if speech.here(name) or (name in catalogue() and catalogue()[name].speech):
        return _listen_with(environment, name)
    from tinyagent_cli.planning.llama.library import llama_cpp

    path = Shelf(environment.paths.models).found(name)
    _check(path, _Shows(Screen(environment)))
    llama_cpp()
    put(environment, "planner.model", str(path))
    return put(environment, "planner.name", "llama")


def _listen_with(environment: Environment, name: str) -> int:
    from tinyagent_cli.commands.config import put
    from tinyagent_cli.models import speech

    models = environment.paths.models
    kind = speech.transcriber_of(SpeechShelf.within(models).path(name))
    speech.found(name, models, kind or catalogue()[name].kind)
    put(environment, "voice.model", name)
    return put(environment, "voice.transcriber", kind)


class _Shows:
    """Progress on the *screen*."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    @contextmanager
    def __call__(self, doing: str, total: int) -> Iterator[Advance]:
        with progress(self._screen, doing, total, of_bytes=True) as meter:
            yield meter.advance

    @contextmanager
    def steps(self, doing: str) -> Iterator[Step]:
        with progress(self._screen, doing, of_bytes=False) as meter:
            yield meter.step


def _check(path: Path, shows: _Shows) -> None:
    with shows(f"checking {path.stem}", _bytes_of(path)) as advance:
        check(path, advance)


def _bytes_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
