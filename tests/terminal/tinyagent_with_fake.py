"""The program with the fake assistant in its middle, to be driven in a pseudo-terminal."""

from __future__ import annotations

import sys

from tests.fake_assistant import open_fake
from tinyagent_cli.__main__ import main
from tinyagent_cli.commands import opening

opening.open_assistant = open_fake  # type: ignore[assignment]  # a fake of the same shape

sys.exit(main())
