"""Recorded speech as a request, through whichever transcriber is plugged in."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tinyagent_cli.commands import opening
from tinyagent_cli.commands.running import run
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import TinyagentError, UsageError
from tinyagent_cli.view.streams import is_tty

if TYPE_CHECKING:
    from tinyagent_cli.core.ports import Transcriber
    from tinyagent_cli.view.screen import Screen
    from tinyagent_cli.voice.hearing import Heard
    from tinyagent_cli.voice.sound import Sound

STDIN: Final = Path("-")

_RECENT: Final = 100  # turns whose names are expected to come again
_PATIENCE: Final = 1.0  # seconds before it is said that something is done


def hear(environment: Environment, audio: Path, screen: Screen) -> str:
    """The request spoken in the file *audio*, told before anything is done with it.

    Raises as `hear_file`.
    """
    heard = hear_file(environment, audio, screen)
    tell_heard(heard, screen)
    return heard.text


def tell_heard(heard: Heard, screen: Screen) -> None:
    """Say what is done now without having been looked at, and what there is to say of it."""
    screen.tell(f"heard: {heard.text}")
    tell_doubts(heard, screen)


def tell_doubts(heard: Heard, screen: Screen) -> None:
    """Say what there is to say of *heard*: words that were not clear, sound that was not good."""
    if heard.doubtful:
        words = dict.fromkeys(
            heard.text[start:end].strip(".,;:!?") for start, end in heard.doubtful
        )
        screen.tell(f"not sure of: {', '.join(f'“{word}”' for word in words)}", "dim")
    for note in heard.notes:
        screen.tell(f"note: {note}")


def hear_file(environment: Environment, audio: Path, screen: Screen) -> Heard:
    """What is said in the file *audio*, or on stdin where it is ``-``.

    Raises UsageError (no file, no sound), Unheard (nothing said), MissingExtra and NotReady (no
    transcriber, no model).
    """
    from tinyagent_cli.core.settings import load
    from tinyagent_cli.plugins import loader
    from tinyagent_cli.voice.reading import LIMIT, LONGEST, read_bytes, read_file

    if audio != STDIN and not audio.expanduser().exists():
        raise UsageError(f"there is no file {audio}")
    settings = load(environment.paths.config)
    transcriber: Transcriber = loader.load(environment).make(
        "tinyagent_transcribers", settings.voice.transcriber, environment, settings
    )
    if audio == STDIN:
        from tinyagent_cli.commands.standard_input import read_data

        check_stdin(environment)
        data = read_data(environment, screen.tell, LIMIT)
        sound = read_bytes(data or b"", "standard input")
    else:
        sound = read_file(audio.expanduser())
    if sound.seconds >= LONGEST:
        screen.tell(f"note: only the first {LONGEST / 60:.0f} minutes are listened to")
    names = names_to_expect(environment)
    return run(_heard(transcriber, sound, names, screen))


async def _heard(
    transcriber: Transcriber, sound: Sound, names: tuple[str, ...], screen: Screen
) -> Heard:
    from tinyagent_cli.voice.hearing import heard
    from tinyagent_cli.voice.thread import in_thread

    hearing = in_thread(lambda: heard(transcriber, sound, names))
    await asyncio.wait([hearing], timeout=_PATIENCE)
    if not hearing.done():
        screen.tell(f"listening to {sound.seconds:.0f} s of sound …", "dim")
    return await hearing


def names_to_expect(environment: Environment) -> tuple[str, ...]:
    """Names that a request may say: those that earlier plans named, the latest first, and those
    of people, notes and calendars.

    Never fails: without names, speech is still understood.  Blocks, on a Mac for seconds.
    """
    names: dict[str, None] = {}
    for known in (_named_before, _on_the_desktop):
        with suppress(TinyagentError, OSError):
            names.update(dict.fromkeys(known(environment)))
    return tuple(names)


def _named_before(environment: Environment) -> Iterator[str]:
    from tinyagent_cli.core.settings import load
    from tinyagent_cli.plugins import loader
    from tinyagent_cli.repl.familiar import names_of

    settings = load(environment.paths.config)
    if environment.paths.journal.exists() and settings.history.keep:
        with opening.journal_of(environment) as journal:
            turns = list(journal.turns(_RECENT))
        people, things = names_of(turns, loader.load(environment).toolbox().specs)
        yield from _said((*people, *things), settings.voice.language)


def _on_the_desktop(environment: Environment) -> Iterator[str]:
    from tinyagent_cli.core.settings import load
    from tinyagent_cli.desktop.actions.names import names_on
    from tinyagent_cli.desktop.automation import permitted
    from tinyagent_cli.desktop.simulated import SimulatedDesktop

    desktop = opening.desktop_of(environment)
    if isinstance(desktop, SimulatedDesktop):
        names = _owned(desktop.snapshot())
    else:
        names = asyncio.run(names_on(desktop, permitted))
    yield from _said(names, load(environment.paths.config).voice.language)


def _owned(apps: Mapping[str, Any]) -> tuple[str, ...]:
    """Names in the *apps* as `SimulatedDesktop.snapshot` gives them."""
    from tinyagent_cli.desktop.actions.names import in_turn

    people = [person["name"] for person in apps["contacts"]]
    notes = [note["name"] for folder in apps["notes"].values() for note in folder]
    calendars = [calendar["name"] for calendar in apps["calendar"]]
    return in_turn((name.split()[0] for name in people if name), people, notes, calendars)


def _said(names: Iterable[str], language: str) -> Iterator[str]:
    """Those of *names* that are said as they are written, and written in *language*.

    A recogniser of English that is told of 優子 writes Chinese where nobody speaks.
    """
    for name in names:
        odd = any(sign in name for sign in "@/_$\n") or name.isdigit()
        if 0 < len(name) <= 40 and not odd and (language != "en" or _is_latin(name)):
            yield name


def _is_latin(name: str) -> bool:
    return all(unicodedata.name(sign, "").startswith("LATIN") for sign in name if sign.isalpha())


def check_stdin(environment: Environment) -> None:
    """Raises UsageError where stdin is a terminal: nobody types sound."""
    if is_tty(environment.stdin):
        raise UsageError(
            "- reads sound from a pipe, and there is none",
            "arecord -d 5 -f S16_LE -r 16000 | tinyagent do --voice --audio -",
        )
