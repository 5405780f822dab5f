"""Several trainings of one lineage as one network: the mean of their weights.

A training that begins with the weights of another ends near enough to them that the way between
has no hill on it; the mean is then as good as a vote of both, and costs what one costs ("model
soups", Wortsman et al. 2022).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from tinyagent_cli.core.errors import UsageError
from tinyagent_cli.lab.model import Pointer
from tinyagent_cli.planning.embedded.features import SHAPES, Vocabulary

Trained = tuple[Pointer, Vocabulary]


def mixed(runs: Sequence[Trained]) -> Trained:
    """The mean of *runs*, with the words of the first.

    A word that some of them do not know is the mean of those that do.  Raises UsageError where
    they are of different size.
    """
    first, vocabulary = runs[0]
    sizes = {(m.a.width, m.a.layers, m.a.heads, m.a.hidden, v.buckets) for m, v in runs}
    if len(sizes) > 1:
        raise UsageError("these runs are of different size", "mix runs that began with each other")
    parameters = [dict(model.named_parameters()) for model, _ in runs]
    state = {
        name: torch.stack([p[name].data for p in parameters]).mean(0)
        for name in parameters[0]
        if name != "features"
    }
    state["features"] = _features(runs, vocabulary)
    model = Pointer(first.a)
    model.load_state_dict(state)
    return model.eval(), vocabulary


def _features(runs: Sequence[Trained], vocabulary: Vocabulary) -> Tensor:
    total = torch.zeros_like(runs[0][0].features.data)
    count = torch.zeros(len(total), 1)
    shapes = torch.arange(len(SHAPES))
    buckets = torch.arange(vocabulary.buckets)
    for model, known in runs:
        shared = [
            (i, j) for w, i in vocabulary.words.items() if (j := known.words.get(w)) is not None
        ]
        here, there = torch.tensor(shared, dtype=torch.long).reshape(-1, 2).unbind(1)
        ours, theirs = len(SHAPES) + len(vocabulary.words), len(SHAPES) + len(known.words)
        rows = torch.cat((shapes, len(SHAPES) + here, ours + buckets))
        from_ = torch.cat((shapes, len(SHAPES) + there, theirs + buckets))
        total[rows] += model.features.data[from_]
        count[rows] += 1
    return total / count
