"""Networks that vote: one plan out of several readings of one request."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.planning.embedded.tiny import tiny
from tinyagent_cli.planning.embedded.decoder import Decoder, opened
from tinyagent_cli.planning.embedded.grammar import START
from tinyagent_cli.planning.embedded.network import Ensemble, Network
from tinyagent_cli.planning.embedded.pointing import words
from tinyagent_cli.planning.embedded.weights import write

REQUEST = "text Sid and Zoë that I'm late, then open the naïve note"
CUT = words(REQUEST)


def networks() -> tuple[Network, Network]:
    """Two that were drawn apart."""
    return Network(tiny()), Network(tiny(seed=1))


def test_the_score_of_an_ensemble_is_the_mean_of_its_members() -> None:
    """Of marks, of first words, of last words."""
    one, two = (network.read(CUT, False) for network in networks())
    both = Ensemble([network.read(CUT, False) for network in networks()])
    asked = (START, (0, 0, 0), None)
    for mine, theirs in (
        (both.marks(*asked), (one.marks(*asked), two.marks(*asked))),
        (both.firsts(), (one.firsts(), two.firsts())),
        (both.lasts(2), (one.lasts(2), two.lasts(2))),
    ):
        assert np.allclose(mine, (theirs[0] + theirs[1]) / 2, atol=1e-5)


def test_networks_that_agree_plan_as_one_of_them() -> None:
    """Voting changes nothing where all say the same."""
    alone = list(Decoder(Network(tiny())).calls(REQUEST))
    assert alone == list(Decoder(Network(tiny()), Network(tiny())).calls(REQUEST))


def test_a_folder_of_weights_is_an_ensemble(tmp_path: Path) -> None:
    """Every file in it has a vote; other files there have none."""
    write(tmp_path / "a.weights", tiny())
    write(tmp_path / "b.weights", tiny(seed=1))
    (tmp_path / "README").write_text("not weights")
    together = list(opened(tmp_path).calls(REQUEST))
    assert together == list(Decoder(*networks()).calls(REQUEST))
    assert together != list(opened(tmp_path / "a.weights").calls(REQUEST))
