"""Documents are opened, programs are shown; links lead to the web, a mail or Maps."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinyagent_cli.core.errors import ToolError
from tinyagent_cli.desktop.documents import is_executable, is_web_link
from tinyagent_cli.desktop.simulated import SimulatedDesktop


@pytest.mark.parametrize("suffix", [".command", ".fileloc", ".mobileconfig", ".pl", ".PHP"])
def test_what_runs_by_its_name_is_a_program(tmp_path: Path, suffix: str) -> None:
    """Whatever is in it."""
    path = tmp_path / f"x{suffix}"
    path.write_text("hello")
    assert is_executable(path)


def test_a_link_is_what_it_leads_to(tmp_path: Path) -> None:
    """A program that goes by the name of a PDF is one."""
    (tmp_path / "x.command").write_text("id")
    link = tmp_path / "report.pdf"
    link.symlink_to(tmp_path / "x.command")
    assert is_executable(link)


def test_a_file_without_an_ending_that_may_be_executed_is_a_program(tmp_path: Path) -> None:
    """macOS runs it in a terminal; without that right, or with an ending, it is a document."""
    bare, pdf = tmp_path / "tool", tmp_path / "scan.pdf"
    for path in (bare, pdf):
        path.write_text("id")
        path.chmod(0o755)
    assert is_executable(bare)
    assert not is_executable(pdf)
    bare.chmod(0o644)
    assert not is_executable(bare)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "x-apple.systempreferences:a", "-a", ""])
async def test_the_simulated_mac_refuses_the_links_that_a_mac_does(
    desktop: SimulatedDesktop, url: str
) -> None:
    """What fails there fails here."""
    with pytest.raises(ToolError, match="no link"):
        await desktop.open_url(url)


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://zoom.us/j/1?pwd=x%20y", True),
        ("https://us02web.zoom.us:443/j/1#success", True),
        ("http://zoom.us/j/1", False),
        ("https://zoom.us@evil.example.com/j/1", False),
        ("https://evil.example.com\\@zoom.us/", False),
        ("https://zo\u043em.us/j/1", False),
        ("https://zoom.us/j/1 and more", False),
        ("https://zoom.us/j/1\n", False),
        ("https://localhost/x", False),
        ("https://[::1/x", False),
        ("https://zoom.us/" + "x" * 2000, False),
        ("javascript:alert(1)", False),
    ],
)
def test_a_web_link_leads_where_it_says(url: str, leads: bool) -> None:
    """To a host that a reader can see, encrypted, with nothing hidden in it."""
    assert is_web_link(url) == leads
