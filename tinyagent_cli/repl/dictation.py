"""Speech into the line that is being typed, by a key; what was typed before is kept.

While one speaks nothing else reads the terminal: prompt_toolkit knows no release of a key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from tinyagent_cli.core.errors import TinyagentError
from tinyagent_cli.repl.doubtful import Doubtful
from tinyagent_cli.view.key_watch import KeyWatch
from tinyagent_cli.view.level_meter import key_name, meter, understood
from tinyagent_cli.view.recording import Recording
from tinyagent_cli.voice.push import Down, Push, step
from tinyagent_cli.voice.talk import Talk, Voice

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.formatted_text import StyleAndTextTuples

    from tinyagent_cli.view.screen import Screen
    from tinyagent_cli.voice.hearing import Heard

_FRAMES: Final = 15  # a second
_STYLES: Final = {
    "": "class:meter",
    "dim": "",
    "bold red": "bold ansired",
    "red": "ansired",
    "green": "ansigreen",
    "yellow": "ansiyellow",
    "cyan": "ansicyan",
}


class Dictation:
    """What is spoken by *voice*'s key goes into the line; no voice, no key.

    *ahead* is given what was understood so far, to plan on; *sends* says whether a line that
    was spoken from its beginning to its end is sent without Enter.
    """

    def __init__(
        self,
        screen: Screen,
        ahead: Callable[[str], None],
        sends: Callable[[str], Awaitable[bool]],
    ) -> None:
        self.voice: Voice | None = None
        self.doubtful = Doubtful()
        self._screen = screen
        self._ahead = ahead
        self._sends = sends
        self._recording: Recording | None = None
        self._push = Push()
        self._watch: KeyWatch | None = None
        self._turns = count()
        self._bound: set[str] = set()
        self.keys = KeyBindings()  # for the prompt to take

    def listen(self, voice: Voice | None) -> None:
        """From now on, by the key of *voice*; None is not at all."""
        self.voice = voice
        if voice is None or voice.key in self._bound:
            return
        self._bound.add(voice.key)

        @self.keys.add(voice.key, filter=Condition(lambda: self._hears(voice.key)))
        def _(event: KeyPressEvent) -> None:
            if self._recording is None and self.voice is not None:
                self._pressed(event.app, event.current_buffer, self.voice)

    def _hears(self, key: str) -> bool:
        return self.voice is not None and self.voice.key == key

    def bottom(self, otherwise: str) -> StyleAndTextTuples:
        """The lines at the bottom: the meter while somebody speaks, else *otherwise*."""
        if self._recording is None or self.voice is None:
            return [("", otherwise)]
        screen, talk = self._screen, self._recording.talk
        ways = f"{key_name(self.voice.key)} or Enter stops{screen.glyphs.dot}Esc cancels"
        pieces = meter(talk, screen.glyphs, ways, next(self._turns))
        lines: StyleAndTextTuples = [(_STYLES[style], text) for style, text in pieces]
        if text := understood(talk, screen.err.width - 3, screen.glyphs.cut):
            lines.append(("", f"\n  {text}"))
        return lines

    def _pressed(self, app: Application[Any], buffer: Buffer, voice: Voice) -> None:
        self._push = step(self._push, Down(asyncio.get_running_loop().time()), voice.rules)
        if self._push.records:
            talk = Talk(voice, voice.rules, self._push, self._ahead)
            self._recording = Recording(talk, self._keys(), (voice.key,))
            app.create_background_task(self._speak(app, buffer, self._recording))

    def _keys(self) -> KeyWatch:
        # One for all recordings: it asks the terminal once what it can tell.
        if self._watch is None:
            self._watch = KeyWatch(self._screen.environment.stdin.fileno(), self._screen.control)
        return self._watch

    async def _speak(self, app: Application[Any], buffer: Buffer, recording: Recording) -> None:
        turning = asyncio.ensure_future(_redrawn(app))
        heard: Heard | None = None
        error: TinyagentError | None = None
        try:
            async with self._screen.listening():
                with app.input.detach():
                    heard = await recording.run()
        except TinyagentError as raised:
            error = raised
        finally:
            turning.cancel()
            self._push = recording.talk.take.push
            self._recording = None
            app.invalidate()
        if recording.suspended:
            app.suspend_to_background()
        elif error is not None:
            complaint = error
            await run_in_terminal(lambda: self._screen.complain(complaint))
        elif heard is not None:
            await self._put(buffer, heard)

    def _tell(self, notes: Iterable[str]) -> None:
        for note in notes:
            self._screen.tell(f"note: {note}")

    async def _put(self, buffer: Buffer, heard: Heard) -> None:
        if heard.notes:
            await run_in_terminal(lambda: self._tell(heard.notes))
        spoken_whole = not buffer.text.strip()
        self.doubtful.put(buffer, heard.text, heard.doubtful)
        self._ahead(buffer.text)
        before = buffer.text
        if spoken_whole and await self._sends(before) and buffer.text == before:
            buffer.validate_and_handle()


async def _redrawn(app: Application[Any]) -> None:
    while True:
        app.invalidate()
        await asyncio.sleep(1 / _FRAMES)
