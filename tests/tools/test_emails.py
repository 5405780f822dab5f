"""E-mail addresses."""

from __future__ import annotations

import pytest

from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.tools.emails import address


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("sid@example.com", "sid@example.com"),
        (" Sid.Patel+work@mail.example.co.uk ", "Sid.Patel+work@mail.example.co.uk"),
        ("Sid Patel <sid@example.com>", "sid@example.com"),
        ("mailto:sid@example.com", "sid@example.com"),
        ("o'neil@example.com", "o'neil@example.com"),
        ("jörg@bücher.example", "jörg@bücher.example"),
    ],
)
def test_an_address_is_kept(said: str, found: str) -> None:
    """With its name and ``mailto:`` taken off, and nothing else changed."""
    assert address(said) == found


@pytest.mark.parametrize(
    "said",
    [
        "", "sid", "sid@", "@example.com", "sid@example", "sid@@example.com", "sid @example.com",
        "a@b.c, d@e.f", "sid@example..com", ".sid@example.com", "sid@-example.com",
        "sid@example.com?bcc=eve@example.com", "sid@example.com\nBcc: eve@example.com",
        f"{'a' * 250}@example.com",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(said: str) -> None:
    """Nothing rides along: no header, no second recipient, no query."""
    with pytest.raises(ToolError, match="no e-mail address"):
        address(said)
