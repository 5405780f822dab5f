"""A planner behind any OpenAI-compatible server."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any, Final

from tinyagent_cli.planning.http.holding import INSTEAD, TURNED_DOWN, Holding, fields, known
from tinyagent_cli.planning.http.json_plan import ASKED_FOR, JsonPlan
from tinyagent_cli.planning.http.server import Refused, Server
from tinyagent_cli.planning.profile import Profile, flattened
from tinyagent_cli.planning.prompt import STOP
from tinyagent_cli.planning.prompted import Prompt, ReadingPlanner, Words

_LONGEST: Final = 1024  # tokens of a plan, and one for each two letters of what it is made of


class HttpPlanner(ReadingPlanner):
    """Asks *server* for plans, of *model*, or of its first one.

    By `Profile.AUTO` and `CHAT` the server puts the prompt into the model's own form; by any
    other *profile* it gets a text to go on with.  *words*: how it is asked, if not in ours.
    """

    name = "http"

    def __init__(
        self,
        server: Server,
        model: str = "",
        profile: Profile = Profile.AUTO,
        words: Words | None = None,
    ) -> None:
        self.server = server
        self.words = words
        self.model = model
        self.profile = profile

    @property
    def stays_here(self) -> bool:
        """Whether the server is on this computer."""
        return self.server.is_here

    @property
    def reads_fast(self) -> bool:
        """As a rule: what serves models has what it takes."""
        return True

    async def answer(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        """The plan's text as it comes; to close this closes the connection.

        Raises NotReady (`Server.stream`), and PlanError for JSON that is no plan.
        """
        about = await known(self.server)
        holding = self._held(about.holding, prompt)
        while True:
            try:
                async with aclosing(self._written(prompt, about.model, holding)) as pieces:
                    async for piece in pieces:
                        # It is taken; what was turned down was so for a reason.
                        if prompt.tools and self.words is None:
                            about.holding = holding
                        yield piece
                return
            except Refused as error:
                if error.status not in TURNED_DOWN or holding not in INSTEAD:
                    raise
                holding = self._held(INSTEAD[holding], prompt)

    def _held(self, holding: Holding, prompt: Prompt) -> Holding:
        """*holding*, where it suits what is asked.

        What is asked without tools is a text, and no plan (planning/writing.py); and a model that
        is asked in the words of its training writes plans as it was taught, and no JSON.
        """
        taught = self.words is not None and holding is Holding.SCHEMA
        return holding if prompt.tools and not taught else Holding.NOTHING

    async def _written(
        self, prompt: Prompt, model: str, holding: Holding
    ) -> AsyncGenerator[str, None]:
        path, body = self._request(prompt, holding)
        body |= {"model": self.model or model, "temperature": 0, "stream": True, "stop": [STOP]}
        body["max_tokens"] = _LONGEST + len(prompt.user) // 2
        body |= fields(holding, prompt.tools, prompt.said)
        text: AsyncIterator[str] = self.server.stream(path, body)
        if holding is not Holding.SCHEMA:
            async with aclosing(text) as pieces:  # type: ignore[type-var]  # a generator
                async for piece in pieces:
                    yield piece
            return
        plan = JsonPlan(prompt.tools)
        async with aclosing(text) as pieces:  # type: ignore[type-var]
            async for piece in pieces:
                for line in plan.feed(piece):
                    yield line
        plan.close()

    def _request(self, prompt: Prompt, holding: Holding) -> tuple[str, dict[str, Any]]:
        system = prompt.system
        if holding is Holding.SCHEMA:
            system = f"{system}\n\n{ASKED_FOR}"
        if not self.profile.is_chat:
            return "completions", {"prompt": flattened(self.profile, system, prompt.user)}
        messages = [
            {"role": "system", "content": system},
            {"role": "user", "content": prompt.user},
        ]
        return "chat/completions", {"messages": messages}
