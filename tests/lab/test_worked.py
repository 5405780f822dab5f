"""The worked examples that ship: chosen of the pairs, none by which prompts are measured."""

from __future__ import annotations

from tinyagent_cli.lab import written
from tinyagent_cli.lab.worked import chosen
from tinyagent_cli.planning import store


def test_those_that_ship_are_those_that_are_chosen() -> None:
    """The file is made by the stage, and holds no pair for choosing."""
    pairs = written.shipped()
    assert tuple(chosen(pairs)) == store.shipped()
    kept_aside = {pair.example.request for pair in pairs if written.for_choosing(pair)}
    assert kept_aside
    assert not kept_aside & {example.request for example in store.shipped()}
