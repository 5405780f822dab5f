"""Whether any plugin is installed, told without loading one."""

from __future__ import annotations

from pathlib import Path

from tinyagent_cli.plugins.presence import any_installed


def test_an_entry_point_of_our_group_is_a_plugin(tmp_path: Path) -> None:
    """Whatever else the distribution has, and whatever else is installed."""
    other = tmp_path / "other-1.dist-info"
    other.mkdir()
    (other / "entry_points.txt").write_text("[console_scripts]\nx = y\n")
    (tmp_path / "bare-1.dist-info").mkdir()
    places = [str(tmp_path), str(tmp_path / "nowhere")]
    assert not any_installed(places)
    ours = tmp_path / "nap-1.dist-info"
    ours.mkdir()
    (ours / "entry_points.txt").write_text("[tinyagent]\nnap = nap\n")
    assert any_installed(places)
