"""Options of the test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden screens are only written when somebody asks for it, and looks at the difference."""
    parser.addoption(
        "--regenerate-golden", action="store_true", help="write tests/golden/ anew; look at it"
    )
