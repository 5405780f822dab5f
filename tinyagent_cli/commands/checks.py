"""What the doctor looks at: each check says, within its time, what is wrong and what mends it."""

from __future__ import annotations

import os
import platform
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.util import find_spec
from typing import Final

from tinyagent_cli.commands.opening import assistant_for, desktop_of
from tinyagent_cli.commands.options import TurnOptions
from tinyagent_cli.commands.running import run
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import MissingExtra, NotReady, TinyagentError, UsageError
from tinyagent_cli.doctor.check import ERROR, OFF, OK, WARNING, Check
from tinyagent_cli.doctor.terminals import terminal_of
from tinyagent_cli.view.printable import count, duration
from tinyagent_cli.view.screen import Screen

# Seconds for a check of our own parts, of which some load a model; the doctor's questions to
# macOS have a limit of their own.
PATIENCE: Final = 20.0

# Packages of the extras, and what they are good for.
EXTRAS: Final = (
    ("llama", ("llama_cpp",), "GGUF models by llama.cpp"),
    ("hub", ("huggingface_hub",), "models from a hub"),
    ("voice", ("faster_whisper",), "speech"),
)


def examine(
    environment: Environment, begin: Callable[[str], None] = lambda name: None
) -> Iterator[Check]:
    """Every check in turn; none raises, none takes longer than `PATIENCE`.

    *begin* is told the name of each before it.
    """
    for name, check in (
        ("python", _python),
        ("settings", _settings),
        ("plugins", _plugins),
        ("planner", _planner),
        ("desktop", _desktop),
        ("osascript", _osascript),
        ("scripts", _scripts),
        ("simulated Mac", _simulator),
        ("journal", _journal),
        ("terminal", _terminal),
        ("microphone", _microphone),
        ("transcriber", _transcriber),
    ):
        begin(name)
        if found := _in_time(name, check, environment):
            yield found
    for extra, packages, purpose in EXTRAS:
        yield _extra(extra, packages, purpose)


def _in_time(
    name: str, check: Callable[[Environment], Check | None], environment: Environment
) -> Check | None:
    found: list[Check | None] = []

    def work() -> None:
        try:
            found.append(check(environment))
        except TinyagentError as error:
            # Settings that cannot be read are quoted in it, whatever stands there.
            told = "a setting does not fit" if isinstance(error, UsageError) else None
            found.append(Check(name, ERROR, error.message, error.hint, report=told))
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            hint = "TINYAGENT_HOME names the folder for the program's files"
            found.append(Check(name, ERROR, f"{error.filename}: {why}", hint))
        except Exception as error:  # whatever is broken here is what the doctor is asked about
            kind = type(error).__name__
            found.append(Check(name, ERROR, f"{kind}: {error}", report=kind))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    return found[0] if found else Check(name, ERROR, f"no answer within {PATIENCE:.0f} s")


def _python(environment: Environment) -> Check:
    machine = f"{platform.system()} {platform.machine()}"
    return Check("python", OK, f"Python {platform.python_version()} on {machine}")


def _settings(environment: Environment) -> Check:
    from tinyagent_cli.core.settings import load

    path = environment.paths.config
    load(path)
    return Check("settings", OK, str(path) if path.exists() else f"defaults; no {path}")


def _plugins(environment: Environment) -> Check:
    from tinyagent_cli.plugins import loader

    plugins = loader.load(environment)
    tools = count(len(plugins.toolbox()), "tool")
    if broken := list(plugins.broken()):
        report = f"{count(len(broken), 'plugin')} cannot be used"
        return Check("plugins", WARNING, broken[0], "tinyagent plugins", report=report)
    return Check("plugins", OK, f"{count(len(plugins.loaded), 'plugin')}, {tools}")


def _planner(environment: Environment) -> Check:
    nobody = Screen(environment, shows=False, asks=False)

    async def plan_twice() -> tuple[str, float, float]:
        with assistant_for(environment, TurnOptions(rehearse=True), nobody) as assistant:
            # Twice: the first one loads the weights, the second is what a request takes.
            first = await assistant.plan("Text Sid that I'm running late", None, nobody)
            second = await assistant.plan("Text Sid that I'm running late", None, nobody)
            return assistant.planner.name, first.seconds, second.seconds

    name, cold, warm = run(plan_twice(), signals=False)
    return Check("planner", OK, f"{name} plans in {duration(warm)}, {duration(cold)} when cold")


def _desktop(environment: Environment) -> Check:
    desktop = desktop_of(environment)
    return Check("desktop", OK, f"tools act on {desktop.name}")


def _osascript(environment: Environment) -> Check | None:
    if not environment.on_mac:
        return None
    found = environment.programs.osascript
    if not os.access(found, os.X_OK):
        raise NotReady(f"{found} is not there, or may not be run", "it is part of macOS")
    return Check(
        "osascript",
        OK,
        f"{found} runs the scripts",
    )


def _scripts(environment: Environment) -> Check | None:
    """The scripts that move this Mac's apps, each as it was released."""
    if not environment.on_mac:
        return None
    from tinyagent_cli.desktop.scripts import genuine, sums

    for script in sums():
        genuine(script)
    return Check("scripts", OK, f"{count(len(sums()), 'script')}, as released")


def _simulator(environment: Environment) -> Check:
    if find_spec("quickjs") is None:
        level = WARNING if environment.on_mac else ERROR
        return Check("simulated Mac", level, "quickjs-ng is missing", "pip install quickjs-ng")
    return Check("simulated Mac", OK, str(environment.paths.simulated_mac))


def _journal(environment: Environment) -> Check:
    path = environment.paths.journal
    if not path.exists():
        return Check("journal", OK, f"nothing was done yet; it will be {path}")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)) as connection:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        (turns,) = connection.execute("SELECT count(*) FROM turns").fetchone()
    if verdict != "ok":
        return Check("journal", ERROR, f"{path} is damaged: {verdict}", f"mv '{path}' elsewhere")
    if path.stat().st_mode & 0o077:
        return Check("journal", WARNING, f"others can read {path}", f"chmod 600 '{path}'")
    return Check("journal", OK, f"{count(turns, 'turn')} in {path}")


def _terminal(environment: Environment) -> Check:
    screen = Screen(environment)
    if not screen.out.is_terminal:
        return Check("terminal", OK, "output is piped: plain lines, no colour")
    colours = screen.out.color_system or "no"
    size = f"{screen.out.width}×{screen.out.height}"
    encoding = getattr(environment.stdout, "encoding", "") or "?"
    kind = environment.variables.get("TERM_PROGRAM") or environment.variables.get("TERM", "")
    able = f"{size}, {colours} colours, {encoding}"
    terminal = terminal_of(environment.variables)
    report = f"{terminal.name if terminal.known else 'a terminal'} {able}"
    if not encoding.lower().startswith("utf"):
        fix = "export LC_ALL=C.UTF-8"
        return Check("terminal", WARNING, f"{kind} {able}", fix, report=report)
    return Check("terminal", OK, f"{kind} {able}", report=report)


def _microphone(environment: Environment) -> Check:
    """sounddevice, PortAudio and a device; speech is a thing that one can do without."""
    from tinyagent_cli.core.settings import load
    from tinyagent_cli.voice.microphone import Microphone

    try:
        device = Microphone(environment, load(environment.paths.config).voice.device).device()
    except MissingExtra as error:
        return Check("microphone", OFF, error.message, error.hint)
    except (NotReady, UsageError) as error:
        report = type(error).__name__
        return Check("microphone", WARNING, error.message, error.hint, report=report)
    message = f"{device.name}, {device.rate} Hz; tinyagent voice test tries it"
    return Check("microphone", OK, message, report=f"a microphone, {device.rate} Hz")


def _transcriber(environment: Environment) -> Check:
    from tinyagent_cli.core.settings import load
    from tinyagent_cli.plugins import loader

    settings = load(environment.paths.config)
    name = settings.voice.transcriber
    try:
        # It looks for its model; loading a large one would take longer than a check may.
        loader.load(environment).make("tinyagent_transcribers", name, environment, settings)
    except MissingExtra as error:
        return Check("transcriber", OFF, error.message, error.hint)
    except NotReady as error:
        return Check("transcriber", WARNING, error.message, error.hint)
    return Check("transcriber", OK, f"{name} and its model are here; tinyagent voice test tries it")


def _extra(extra: str, packages: tuple[str, ...], purpose: str) -> Check:
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        install = f"pip install 'tinyagent-cli[{extra}]'"
        return Check(extra, OFF, f"{purpose}: not installed", install)
    return Check(extra, OK, f"{purpose}: installed")
