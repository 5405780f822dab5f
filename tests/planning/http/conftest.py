"""Nothing that a test learnt of a server is known to the next one."""

from __future__ import annotations

import pytest

from tinyagent_cli.planning.http import holding


@pytest.fixture(autouse=True)
def strange_servers() -> None:
    """Forget all servers."""
    holding.forget()
