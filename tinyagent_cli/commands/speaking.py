"""Speech from the microphone, at a terminal or without one."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from tinyagent_cli.commands.recorded_speech import names_to_expect
from tinyagent_cli.core.environment import Environment
from tinyagent_cli.view.level_meter import key_name
from tinyagent_cli.view.speech_keys import speech_key

if TYPE_CHECKING:
    from tinyagent_cli.agent.assistant import Assistant
    from tinyagent_cli.core.events import Event
    from tinyagent_cli.core.ports import Transcriber
    from tinyagent_cli.core.settings import Settings
    from tinyagent_cli.view.screen import Screen
    from tinyagent_cli.voice.ahead import Ahead
    from tinyagent_cli.voice.hearing import Heard
    from tinyagent_cli.voice.talk import Talk, Voice

# The planner that ships plans in milliseconds; a language model would be busy with half a
# sentence when the whole one comes.
PLANS_AHEAD: Final = "embedded"
# Where nobody can press a key, seconds of silence that end a recording, after speech and before.
_HUSH: Final = 2.0
_WAIT: Final = 10.0


def open_voice(
    environment: Environment,
    settings: Settings,
    transcriber: Transcriber | None = None,
) -> Voice:
    """The voice that *settings* describe, with another *transcriber* if one is given.

    Raises UsageError (no such transcriber, no such key) and MissingExtra.
    """
    from tinyagent_cli.plugins import loader
    from tinyagent_cli.voice.microphone import Microphone, program_to_let_listen
    from tinyagent_cli.voice.scribe import Scribe
    from tinyagent_cli.voice.talk import Voice

    voice = settings.voice
    key = speech_key(voice.key)
    if transcriber is None:
        transcriber = loader.load(environment).make(
            "tinyagent_transcribers", voice.transcriber, environment, settings
        )
    microphone = Microphone(environment, voice.device)
    scribe = Scribe(transcriber, lambda: names_to_expect(environment))
    program = program_to_let_listen(environment.variables)
    return Voice(microphone, scribe, voice, key, program)


async def speak(
    screen: Screen,
    voice: Voice,
    ahead: Ahead | None = None,
    begun: Callable[[Talk], None] = lambda talk: None,
) -> Heard | None:
    """What somebody says into the microphone now; None where they cancelled it.

    *begun* is called with each talk that begins.
    By Ctrl-Z the program stops, and listens anew when it goes on.  Raises Unheard and NotReady.
    """
    while True:
        heard, suspended = await _spoken(screen, voice, ahead, begun)
        if not suspended:
            return heard
        os.kill(0, signal.SIGTSTP)


async def _spoken(
    screen: Screen, voice: Voice, ahead: Ahead | None, begun: Callable[[Talk], None]
) -> tuple[Heard | None, bool]:
    from dataclasses import replace

    from tinyagent_cli.view.key_watch import KeyWatch
    from tinyagent_cli.view.recording import Recording, drawn
    from tinyagent_cli.voice import push as pushing
    from tinyagent_cli.voice.talk import Talk

    async with screen.listening() as keyboard:
        watch = KeyWatch(keyboard.fd, screen.control) if keyboard else None
        rules, ways = voice.rules, f"Enter stops{screen.glyphs.dot}Esc cancels"
        if watch is None:
            rules = replace(rules, hold=False, hush=rules.hush or _HUSH, wait=rules.wait or _WAIT)
            ways = f"speak; {rules.hush:g} s of silence after that end it"
        push = pushing.begun(asyncio.get_running_loop().time())
        if rules.hold:
            push = pushing.Push()
            ways = f"hold Space or {key_name(voice.key)}{screen.glyphs.dot}Esc cancels"
        talk = Talk(voice, rules, push, ahead.hears if ahead else None)
        begun(talk)
        recording = Recording(talk, watch, (voice.key, "space"))
        with drawn(screen, talk, ways):
            heard = await recording.run()
        return heard, recording.suspended


def planning_ahead(assistant: Assistant) -> tuple[Assistant, Ahead | None]:
    """*assistant*, and what lets it plan what is being said, where that costs nothing."""
    if assistant.planner.name != PLANS_AHEAD:
        return assistant, None
    from dataclasses import replace

    from tinyagent_cli.voice import ahead

    ready = replace(assistant, planner=ahead.planning_ahead(assistant.planner))
    return ready, ahead.Ahead(lambda words: ready.plan(words, None, unheard))


def unheard(event: Event) -> None:
    """Nobody is told of plans that may never be asked for."""
