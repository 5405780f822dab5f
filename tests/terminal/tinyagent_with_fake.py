"""The program with the fake assistant in its middle, to be driven in a pseudo-terminal."""

from __future__ import annotations

import sys

from tests.fakes.assistant import fake_assistant_for
from tinyagent_cli.__main__ import main
from tinyagent_cli.commands import opening

opening.assistant_for = fake_assistant_for  # type: ignore[assignment]  # a fake of the same shape

sys.exit(main())
