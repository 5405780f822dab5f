"""Nothing of the corpus gets through: every attack is played on the whole program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.attacks.corpus import Attack, corpus
from tests.attacks.places import PLACES
from tests.attacks.stage import clean_up, play
from tests.attacks.verdict import got_through

ATTACKS = list(corpus())


@pytest.fixture(scope="module", autouse=True)
def _room() -> Iterator[None]:
    yield
    clean_up()


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_it_does_not_get_through(attack: Attack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is reached, nothing run, opened or shown that must not be."""
    found = got_through(attack, play(attack, monkeypatch))
    assert not found, f"{attack.what}: {'; '.join(found)}"


def test_the_corpus_is_whole() -> None:
    """At least 300 texts, each attack with a name of its own, at every place that there is."""
    names = Counter(attack.name for attack in ATTACKS)
    assert [name for name, times in names.items() if times > 1] == []
    what = {(a.text, a.plan, a.plans, a.run, a.stdin, a.config) for a in ATTACKS}
    assert len(what) >= 300
    assert {attack.where for attack in ATTACKS} == set(PLACES)
