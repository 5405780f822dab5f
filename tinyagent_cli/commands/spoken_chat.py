"""Speech in a chat: switched on and off, planned on while it comes, sent where that is wanted."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from tinyagent_cli.commands.speaking import PLANS_AHEAD, open_voice, unheard
from tinyagent_cli.commands.spoken_request import reaches_nobody, stays_here
from tinyagent_cli.core.errors import TinyagentError, UsageError
from tinyagent_cli.core.settings import load
from tinyagent_cli.view.level_meter import key_name
from tinyagent_cli.voice.ahead import Ahead, Remembering, planning_ahead
from tinyagent_cli.voice.thread import in_thread

if TYPE_CHECKING:
    from tinyagent_cli.commands.chat import Chat
    from tinyagent_cli.repl.dictation import Dictation


class Speech:
    """The speech of one *chat*."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self.ahead = Ahead(self._plan)
        self._unseen = ""  # the line that went by itself last, until it is taken
        self._sends = chat.options.voice_send or chat.assistant.settings.voice.send

    @cached_property
    def dictation(self) -> Dictation:
        """What puts words into the line."""
        from tinyagent_cli.repl.dictation import Dictation

        return Dictation(self.chat.screen, self.ahead.hears, self.goes_by_itself)

    async def switch(self, *, on: bool) -> None:
        """Speak from now on, or no more.

        Raises UsageError (no terminal, no such device), MissingExtra and NotReady.
        """
        chat = self.chat
        if not on:
            self.dictation.listen(None)
            return
        if not chat.screen.converses:
            raise UsageError("there is no terminal to speak at", "tinyagent do --audio FILE")
        settings = load(chat.environment.paths.config)
        voice = open_voice(chat.environment, settings)
        await in_thread(voice.microphone.device)  # better said now than when somebody speaks
        self.dictation.listen(voice)

    @property
    def told(self) -> str:
        """Whether it is on, in a line."""
        if self.key and self._sends:
            return f"voice is on: {self.key}; what reaches nobody else goes by itself"
        if self.key:
            return f"voice is on: {self.key}; what was heard is yours to change and to send"
        return "voice is off; /voice on switches it on"

    @property
    def key(self) -> str:
        """What the line at the bottom says of it; "" where it is off."""
        if "dictation" not in self.__dict__ or self.dictation.voice is None:
            return ""  # it is not made only to be asked: prompt_toolkit takes its time
        return f"{key_name(self.dictation.voice.key)} speaks"

    async def goes_by_itself(self, line: str) -> bool:
        """Whether the spoken *line* is sent without Enter."""
        if not self._sends or line.startswith("/"):  # commands are typed
            return False
        await self.ahead.settled(line)  # it is being planned since it was heard
        goes = await self._reaches_nobody(line)
        self._unseen = line if goes else ""
        return goes

    def seen(self, line: str) -> bool:
        """Whether *line*, which is taken now, was sent by the user, and so was seen."""
        unseen, self._unseen = self._unseen, ""
        return not unseen or line.strip() != unseen.strip()

    async def _plan(self, words: str) -> None:
        chat, planner = self.chat, self.chat.assistant.planner
        if planner.name != PLANS_AHEAD:
            return
        if not isinstance(planner, Remembering):  # nor was it one before /model chose another
            chat.assistant = replace(chat.assistant, planner=planning_ahead(planner))
        await chat.assistant.plan(words, None, unheard)

    async def _reaches_nobody(self, line: str) -> bool:
        """Whether *line* reaches nobody else, by what it means after the turns before."""
        assistant = self.chat.assistant
        now, region = assistant.clock.now(), assistant.settings.people.region
        try:
            meant = self.chat.conversation.follow_up(line, now, region)
        except TinyagentError:  # sent by hand, it is told what is wrong with it
            return False
        if meant is None:
            return await reaches_nobody(assistant, line)
        if meant.question:
            return False
        if meant.plan:
            return stays_here(meant.plan, assistant)
        return not meant.request or await reaches_nobody(assistant, meant.request)
