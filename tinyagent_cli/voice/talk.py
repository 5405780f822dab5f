"""One utterance: recorded, followed while it is spoken, written down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tinyagent_cli.core.errors import TinyagentError, Unheard
from tinyagent_cli.voice.hearing import Heard
from tinyagent_cli.voice.partial import Partial
from tinyagent_cli.voice.push import Ending, Push, Rules
from tinyagent_cli.voice.spoken import written
from tinyagent_cli.voice.take import Take

if TYPE_CHECKING:
    from tinyagent_cli.core.settings import VoiceSettings
    from tinyagent_cli.voice.microphone import Microphone
    from tinyagent_cli.voice.scribe import Scribe

_EVERY: Final = 0.8  # seconds of new sound before what was said so far is written down again
_SLOW: Final = 2.0  # seconds; a draft that takes longer would hold up the last transcript


@dataclass(frozen=True)
class Voice:
    """What speaking takes: a *microphone*, a *scribe*, the settings, a *key*.

    *program* is who needs the permission to listen.
    """

    microphone: Microphone
    scribe: Scribe
    settings: VoiceSettings
    key: str
    program: str = ""

    @property
    def rules(self) -> Rules:
        """What holds for a recording."""
        of = self.settings
        return Rules(hold=of.push == "hold", longest=of.longest, hush=of.hush, wait=of.wait)


class Talk:
    """Somebody speaks: *take* records, *partial* is what was understood so far.

    *ahead* is given that, as a request is written, to plan on.
    """

    def __init__(
        self, voice: Voice, rules: Rules, push: Push, ahead: Callable[[str], None] | None = None
    ) -> None:
        self.take = Take(voice.microphone, rules, push)
        self.partial = Partial()
        self.writing = False  # the recording is over, and is being written down
        self._scribe = voice.scribe
        self._program = voice.program
        self._ahead = ahead

    async def run(self) -> Heard | None:
        """What was said; None where it was cancelled.

        Raises Unheard (too short, silent, nothing said), NotReady (no microphone, no
        permission, no model) and UsageError.
        """
        following = asyncio.ensure_future(self._follow())
        try:
            recording = await self.take.run()
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following
        if recording.ending is Ending.CANCELLED:
            return None
        self.writing = True
        try:
            heard = await self._scribe.heard(recording.sound, self._program)
        except Unheard as error:
            if recording.ending is Ending.UNSPOKEN:
                raise Unheard(
                    f"nobody spoke within {self.take.rules.wait:g} s (voice.wait)",
                    "tinyagent voice test says how loud it is",
                ) from error
            raise
        return replace(heard, notes=(*recording.notes, *heard.notes))

    async def _follow(self) -> None:
        """Warm up on the first frame, then write drafts; what goes wrong is told at the end."""
        with suppress(TinyagentError):
            await self.take.sounded.wait()
            await self._scribe.warm()
            drafted, takes = 0.0, 0.0
            while takes < _SLOW:
                await asyncio.sleep(max(0.05, takes))  # at most every other second is its
                if self.take.seconds - drafted < _EVERY:
                    continue
                began = asyncio.get_running_loop().time()
                drafted = self.take.seconds
                transcript = await self._scribe.draft(self.take.sound)
                takes = asyncio.get_running_loop().time() - began
                self.partial = self.partial.then(transcript)
                if self._ahead:
                    self._ahead(written([word.text for word in self.partial.words]).text)
