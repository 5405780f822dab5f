"""Golden screens: what the tree looked like when somebody last said that it is right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a screen with the file of that name; ``--regenerate-golden`` writes it."""

    def compare(name: str, screen: str) -> None:
        file = GOLDEN / f"{name}.txt"
        if request.config.getoption("--regenerate-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(screen, "utf-8")
        assert file.read_text("utf-8") == screen

    return compare
