"""The program that macOS asks for permission on behalf of: the terminal that we run in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tinyagent_cli.desktop.mac import terminal_name

_BUNDLES: Final = {
    "Terminal": "com.apple.Terminal",
    "iTerm": "com.googlecode.iterm2",
    "Visual Studio Code": "com.microsoft.VSCode",
    "Ghostty": "com.mitchellh.ghostty",
    "Warp": "dev.warp.Warp-Stable",
    "WezTerm": "com.github.wez.wezterm",
    "kitty": "net.kovidgoyal.kitty",
    "Alacritty": "org.alacritty",
    "Hyper": "co.zeit.hyper",
    "Tabby": "org.tabby",
    "rio": "com.raphaelamorim.rio",
}
_NAMES: Final = {bundle: name for name, bundle in _BUNDLES.items()}


@dataclass(frozen=True, slots=True)
class Terminal:
    """Its *name* in System Settings, and its *bundle* id where that is known."""

    name: str
    bundle: str = ""

    @property
    def known(self) -> bool:
        """Whether it is one that many have, so that its name may stand in a report."""
        return self.name in _BUNDLES

    def reset(self) -> str:
        """The command after which macOS asks again, also who pressed Don't Allow."""
        return f"tccutil reset AppleEvents {self.bundle}".rstrip()


def terminal_of(variables: Mapping[str, str]) -> Terminal:
    """The terminal of the environment.

    macOS tells each program that an app starts the app's bundle id; within tmux that is the one
    of whoever started its server, which is also whom macOS asks for.
    """
    name = terminal_name(variables)
    bundle = variables.get("__CFBundleIdentifier", "")
    if bundle in _NAMES:
        return Terminal(_NAMES[bundle], bundle)
    if name in _BUNDLES:
        return Terminal(name, _BUNDLES[name])
    if variables.get("TERM_PROGRAM") in (None, "", "tmux", "screen"):
        by_type = {"xterm-kitty": "kitty", "alacritty": "Alacritty", "xterm-ghostty": "Ghostty"}
        name = by_type.get(variables.get("TERM", ""), name)
    return Terminal(name, _BUNDLES.get(name, bundle))
