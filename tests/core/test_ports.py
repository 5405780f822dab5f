"""The ports: whoever stands at one, the fakes too, has all of it."""

from __future__ import annotations

import inspect

import pytest

from tests.fakes.acting import FakeDesktop, FakePerson
from tinyagent_cli.core import ports
from tinyagent_cli.desktop.mac import MacDesktop
from tinyagent_cli.desktop.simulated import SimulatedDesktop
from tinyagent_cli.execution.one_at_a_time import OneAtATime
from tinyagent_cli.planning.embedded.planner import EmbeddedPlanner
from tinyagent_cli.planning.prompted import PromptedPlanner
from tinyagent_cli.planning.selection import TrainedSelector
from tinyagent_cli.plugins.toolrag import EveryTool
from tinyagent_cli.plugins.whisper import WhisperTranscriber
from tinyagent_cli.plugins.whisper_cpp import WhisperCppTranscriber
from tinyagent_cli.view.screen import Screen
from tinyagent_cli.voice.ahead import Remembering, RememberingReplanner


@pytest.mark.parametrize(
    ("port", "kind"),
    [
        (ports.Desktop, MacDesktop),
        (ports.Desktop, SimulatedDesktop),
        (ports.Desktop, FakeDesktop),
        (ports.Person, Screen),
        (ports.Person, OneAtATime),
        (ports.Person, FakePerson),
        (ports.Planner, EmbeddedPlanner),
        (ports.Planner, PromptedPlanner),
        (ports.Planner, Remembering),
        (ports.Replanner, PromptedPlanner),
        (ports.Replanner, RememberingReplanner),
        (ports.Selector, EveryTool),
        (ports.Selector, TrainedSelector),
        (ports.Transcriber, WhisperTranscriber),
        (ports.Transcriber, WhisperCppTranscriber),
    ],
)
def test_every_method_of_a_port_is_there_and_takes_the_same(port: type, kind: type) -> None:
    """Names and order of the parameters agree, so that a call fits whoever answers it."""
    for name, method in inspect.getmembers(port, inspect.isfunction):
        if not name.startswith("_"):
            wanted = list(inspect.signature(method).parameters)
            assert list(inspect.signature(getattr(kind, name)).parameters) == wanted
