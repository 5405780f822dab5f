"""Looks at a Mac: what is installed, what runs, what our scripts may do; and shows no dialog.

All checks run at once, each in its own time; what hangs is told as unknown.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from typing import Final

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.errors import TinyagentError
from tinyagent_cli.desktop import processes
from tinyagent_cli.desktop.mac import passed_on
from tinyagent_cli.desktop.zoom import SET, is_set_up
from tinyagent_cli.doctor.apps import APPS, MacApp, macos_version, version
from tinyagent_cli.doctor.automation import SECONDS, automation
from tinyagent_cli.doctor.check import OFF, OK, WARNING, Check
from tinyagent_cli.doctor.dictionary import Differences, compared
from tinyagent_cli.doctor.state import State, told
from tinyagent_cli.doctor.terminals import Terminal, terminal_of

OLDEST: Final = 13  # the first macOS whose apps' defects are known


async def examine(environment: Environment) -> AsyncIterator[Check]:
    """Every finding on this Mac, in order; none takes longer than its time."""
    terminal = terminal_of(environment.variables)
    yield await _soon("macOS", _macos(environment))
    yield _asking(environment, terminal)
    running = asyncio.create_task(_running(environment))
    looks = [
        asyncio.create_task(
            _soon(app.name, _looked(environment, app, asyncio.shield(running), terminal))
        )
        for app in APPS
    ]
    spotlight = asyncio.create_task(_soon("Spotlight", _spotlight(environment)))
    try:
        for app, look in zip(APPS, looks, strict=True):
            yield await look
            if app.name == "Finder":
                yield await spotlight
    finally:
        for task in (running, spotlight, *looks):
            task.cancel()


async def look_at(environment: Environment, app: MacApp, running: Awaitable[str | None]) -> State:
    """What is known of *app*; *running* are the programs that run, as `ps` tells them."""
    place = await asyncio.to_thread(app.find, environment.programs.root)
    if place is None:
        return State(app)
    numbers = await asyncio.to_thread(version, place)
    programs = await running
    # `ps` tells a program by its path, whose end is the same wherever the app lies.
    runs = None if programs is None else f"{place.name}/Contents/MacOS/" in programs
    if not app.scripted:
        return State(app, numbers, runs)
    dictionary, allowed = await asyncio.gather(
        asyncio.to_thread(_dictionary, app, environment),
        automation(environment.programs, environment.variables, app.bundle),
    )
    return State(app, numbers, runs, dictionary, allowed)


async def _looked(
    environment: Environment, app: MacApp, running: Awaitable[str | None], terminal: Terminal
) -> Check:
    if app.name == "Zoom":
        return _zoom(environment, await look_at(environment, app, running))
    return told(await look_at(environment, app, running), terminal)


def _zoom(environment: Environment, state: State) -> Check:
    """Meetings are made by Zoom's interface: what is wanted is an account, and not the app."""
    ready = is_set_up(environment.variables)
    facts = {**state.facts, "account": ready}
    there = "the app is here" if state.version is not None else "the app is not installed"
    if ready:
        return Check("Zoom", OK, f"an account is set up; {there}", facts=facts)
    return Check("Zoom", OFF, f"no account is set up; {there}", SET, facts)


async def _soon(name: str, work: Awaitable[Check]) -> Check:
    """What *work* finds, or that it found nothing in twice the time of one question."""
    try:
        async with asyncio.timeout(2 * SECONDS):
            return await work
    except TimeoutError:
        return Check(name, WARNING, f"no answer within {2 * SECONDS:.0f} s", facts={"app": name})
    except TinyagentError as error:
        return Check(name, WARNING, error.message, error.hint, {"app": name})


async def _macos(environment: Environment) -> Check:
    found = await asyncio.to_thread(macos_version, environment.programs.root)
    facts = {"version": found}
    if not found:
        return Check("macOS", WARNING, "its version cannot be read", facts=facts)
    if not found.partition(".")[0].isdigit() or int(found.partition(".")[0]) < OLDEST:
        message = f"macOS {found}; what is known of the apps begins with {OLDEST}"
        return Check("macOS", WARNING, message, facts=facts)
    return Check("macOS", OK, f"macOS {found}", facts=facts)


def _asking(environment: Environment, terminal: Terminal) -> Check:
    facts = {"terminal": terminal.name if terminal.known else "another"}
    message = f"macOS asks once for each app, on behalf of {terminal.name}"
    if environment.variables.get("SSH_CONNECTION"):
        return Check(
            "permissions",
            WARNING,
            "over ssh, the dialogs of macOS are shown on the Mac's own screen, if at all",
            "run tinyagent once in a terminal on the Mac itself",
            {**facts, "ssh": True},
        )
    return Check("permissions", OK, message, "", facts, "macOS asks once for each app")


async def _running(environment: Environment) -> str | None:
    """The paths of the user's running programs, one a line; None where `ps` does not tell."""
    argv = [environment.programs.ps, "-xww", "-o", "comm="]
    try:
        found = await processes.run(
            argv, seconds=SECONDS, variables=passed_on(environment.variables)
        )
    except TinyagentError:
        return None
    return found.stdout.decode("utf-8", "replace") if found.code == 0 else None


async def _spotlight(environment: Environment) -> Check:
    """Whether files are found by Spotlight, or by looking through the usual folders."""
    argv = [environment.programs.mdutil, "-s", "/"]
    slower = "without it files are looked for in Desktop, Documents and Downloads"
    try:
        found = await processes.run(
            argv, seconds=SECONDS, variables=passed_on(environment.variables)
        )
    except TinyagentError:
        return Check("Spotlight", WARNING, f"it does not answer; {slower}", facts={"on": None})
    on = b"enabled" in found.stdout
    if on or b"disabled" not in found.stdout:
        message = "it knows the files by name" if on else "whether it is on is not known"
        return Check("Spotlight", OK, message, facts={"on": on or None})
    return Check(
        "Spotlight", WARNING, f"it is switched off; {slower}", "sudo mdutil -i on /", {"on": False}
    )


def _dictionary(app: MacApp, environment: Environment) -> Differences | None:
    try:
        return compared(app, environment.programs.root)
    except TinyagentError:
        return None
