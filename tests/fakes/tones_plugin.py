"""The plugin that brings `tones`; ``plugins/`` is the distribution that names it."""

from __future__ import annotations

from collections.abc import Mapping

from tinyagent_cli.core.environment import Environment
from tinyagent_cli.core.settings import Settings
from tinyagent_cli.plugins.hookspecs import Factory, hookimpl


@hookimpl
def tinyagent_transcribers() -> Mapping[str, Factory[object]]:
    """The transcriber ``tones``."""

    def make(environment: Environment, settings: Settings) -> object:
        from tests.fakes.tones import ToneTranscriber

        return ToneTranscriber()

    return {"tones": make}
