"""From a checkpoint to the weights file that ships: ``python -m tinyagent_cli.lab.export``.

Rounds the matrices to eight or four bits, writes the file, and says how often the shipped
numpy planner gives the very plan that torch gives in full precision.  With ``--gguf`` it
writes the same network for llama.cpp, too.  ``formats.py`` compares them all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch

from tinyagent_cli.lab import gguf
from tinyagent_cli.lab.batches import Dataset
from tinyagent_cli.lab.example import Example
from tinyagent_cli.lab.mixing import mixed
from tinyagent_cli.lab.model import Batch, Pointer
from tinyagent_cli.lab.train import read_examples
from tinyagent_cli.planning.embedded.architecture import POSITIONS, Architecture
from tinyagent_cli.planning.embedded.decoder import Decoder
from tinyagent_cli.planning.embedded.features import Vocabulary
from tinyagent_cli.planning.embedded.network import Network
from tinyagent_cli.planning.embedded.planner import WEIGHTS
from tinyagent_cli.planning.embedded.pointing import Call, Word
from tinyagent_cli.planning.embedded.quantised import Matrix
from tinyagent_cli.planning.embedded.weights import (
    Floats,
    Weights,
    quantise,
    read,
    write,
)

SAMPLE: Final = 300  # plans that are compared
# What four bits are for: 95 of 100 numbers.  The small tables and the pointers stay in eight:
# in four they would save 3 % of the file and do 30 % of the harm (as divergence of the scores).
_NARROW: Final = ("features", "blocks.")


def chosen(run: Path) -> Path:
    """The checkpoint of *run* to export: the best one, where training kept one."""
    best = run / "best.pt"
    return best if best.exists() else run / "checkpoint.pt"


def load(checkpoint: Path) -> tuple[Pointer, Vocabulary]:
    """The network of *checkpoint*, ready for use, and its vocabulary."""
    kept = torch.load(checkpoint, weights_only=True)
    words_ = {w: i for i, w in enumerate(kept["vocabulary"]["words"])}
    model = Pointer(Architecture(**kept["architecture"]))
    model.load_state_dict(_multiplied_out(kept["model"]))
    return model.eval(), Vocabulary(words_, kept["vocabulary"]["buckets"])


def _multiplied_out(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """*state* with each word's meaning in its row of the features (see meanings.py)."""
    state = dict(state)
    if "places" in state:
        state["features"] = state["features"] + state.pop("places") @ state.pop("meaning")
    return state


def weights_of(
    model: Pointer, vocabulary: Vocabulary, about: dict[str, Any], bits: int = 32
) -> Weights:
    """The network as the runtime wants it, its matrices in eight or four *bits* or as they are."""
    tensors: dict[str, Matrix | Floats] = {}
    for name, parameter in model.named_parameters():
        tensor = parameter.detach().float().numpy()
        width = 8 if bits == 4 and not name.startswith(_NARROW) else bits
        tensors[name] = quantise(tensor, width) if width < 32 and tensor.ndim == 2 else tensor
    return Weights(model.a, vocabulary, tensors, about)


class Precise:
    """The network of *model* in full precision, to be asked by the decoder as the shipped one is.

    It reads no other request than that of *example*; for comparison only.
    """

    def __init__(self, model: Pointer, vocabulary: Vocabulary, example: Example) -> None:
        self._model, self._vocabulary, self._example = model, vocabulary, example

    def read(self, words: Sequence[Word], piped: bool) -> PreciseReading:
        """The request, read."""
        bare = Dataset([Example(self._example.request, (), piped)], self._vocabulary)
        return PreciseReading(self._model, bare.collate([0], np.random.default_rng(0)))


class PreciseReading:
    """What :class:`~tinyagent_cli.planning.embedded.network.Reading` is, in torch."""

    def __init__(self, model: Pointer, batch: Batch) -> None:
        self._model, self._batch = model, batch
        self._words, self._caches, _ = model.read(batch)
        length: int = self._words.shape[1]
        self._left = min(POSITIONS // 2, POSITIONS - length - 1)
        self._said: list[tuple[int, int, int, int, int, int]] = []
        self._state = self._words[:, :1]

    @property
    def full(self) -> bool:
        """Whether no further step fits."""
        return len(self._said) >= self._left

    def marks(
        self, before: int, place: tuple[int, int, int], run: tuple[int, int] | None
    ) -> Floats:
        """Scores of the marks at *place*, after the mark *before*, which pointed at *run*."""
        if run is not None:
            self._said[-1] = (*self._said[-1][:4], *run)
        self._said.append((before, *place, -1, -1))
        part = _with_steps(self._batch, torch.tensor([self._said]))
        self._state, self._caches = self._model.write_on(part, self._words, self._caches)
        return _floats(self._model.scores(self._state))

    def firsts(self) -> Floats:
        """Scores of the words as first of a run."""
        return _floats(self._model.firsts(self._state, self._words))

    def lasts(self, first: int) -> Floats:
        """Scores of the words from *first* on as last of a run that begins there."""
        given = torch.tensor([[first]])
        return _floats(self._model.lasts(self._state, self._words, given))[first:]


def greedy(model: Pointer, vocabulary: Vocabulary, example: Example) -> list[Call]:
    """The plan that the network gives in full precision; for comparison only."""
    with torch.no_grad():
        decoder = Decoder(Precise(model, vocabulary, example))
        return list(decoder.calls(example.request, example.piped))


def _floats(scores: torch.Tensor) -> Floats:
    found: Floats = scores[0, -1].detach().numpy()
    return found


def _with_steps(batch: Batch, steps: torch.Tensor) -> Batch:
    before, slot, mode, call, first, last = steps.unbind(-1)
    return replace(batch, before=before, slot=slot, mode=mode, call=call, first=first, last=last)


def agreement(
    model: Pointer, vocabulary: Vocabulary, decoder: Decoder, examples: Sequence[Example]
) -> float:
    """Share of *examples* for which the runtime plans exactly as torch does."""
    same = 0
    for e in examples:
        same += greedy(model, vocabulary, e) == list(decoder.calls(e.request, e.piped))
    return same / len(examples)


def _about(run: Path) -> dict[str, Any]:
    """What is known of *run*."""
    manifest = run / "manifest.json"
    found: dict[str, Any] = json.loads(manifest.read_text()) if manifest.exists() else {}
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--run", type=Path, required=True, help="folder that train wrote")
    parser.add_argument(
        "--mix", type=Path, nargs="*", default=[], help="more runs, to ship the mean of all"
    )
    parser.add_argument("--heldout", type=Path, required=True, help="examples to compare on")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--bits", type=int, choices=(8, 4), default=8, help="a number's width")
    parser.add_argument("--gguf", type=Path, help="a folder for GGUF files of the same network")
    options = parser.parse_args(arguments)
    model, vocabulary = mixed([load(chosen(run)) for run in (options.run, *options.mix)])
    about = _about(options.run)
    if options.mix:
        about["mixed"] = [_about(run) for run in options.mix]
    options.out.parent.mkdir(parents=True, exist_ok=True)
    write(options.out, weights_of(model, vocabulary, about, options.bits))
    examples = read_examples(options.heldout)[:SAMPLE]
    share = agreement(model, vocabulary, Decoder(Network(read(options.out))), examples)
    print(json.dumps({"bytes": options.out.stat().st_size, "same_as_torch": share}))
    if options.gguf:
        options.gguf.mkdir(parents=True, exist_ok=True)
        for path in gguf.write_all(options.gguf, weights_of(model, vocabulary, about)):
            print(json.dumps({"file": str(path), "bytes": path.stat().st_size}))


if __name__ == "__main__":
    main()
