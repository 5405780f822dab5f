"""The program with the fake assistant in its middle, to be driven in a pseudo-terminal.

Where ``HEARS`` says what is spoken into it, in words of `tests.fakes.tones`, it has a
microphone as well.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.fakes.assistant import fake_assistant_for
from tinyagent_cli.__main__ import main
from tinyagent_cli.commands import opening
from tinyagent_cli.core.environment import Environment, own_stderr

if not os.environ.get("REAL_ASSISTANT"):
    opening.assistant_for = fake_assistant_for  # type: ignore[assignment]  # a fake of the same shape

if "HEARS" in os.environ and find_spec("numpy"):
    from tests.fakes.sound import microphone_of

    sound = microphone_of(os.environ)
    code = main(environment=Environment(sound_library=lambda: sound, stderr=own_stderr()))
    if log := os.environ.get("MICROPHONE_LOG"):
        Path(log).write_text(f"{len(sound.streams)} {sound.on}")
    sys.exit(code)

sys.exit(main())
