"""Train the embedded planner from scratch: ``python -m tinyagent_cli.lab.train``.

Reads ``train.jsonl`` (and ``dev.jsonl``, if there) of a folder, writes ``checkpoint.pt`` and,
last of all, ``manifest.json``.  With ``--minutes`` the learning rate follows the clock, so
that a busy machine makes a worse planner rather than a later one; with ``--epochs`` it
follows the data, and two runs of the same seed are alike.
"""

from __future__ import annotations

import os

# Before torch: a spinning thread pool collapses when the machine has other work (seven times
# slower, measured), and glibc hands memory back after every step.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # noqa: TID251 - read by OpenMP alone

import argparse
import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from tinyagent_cli.lab.batches import Dataset, make_vocabulary, widened
from tinyagent_cli.lab.example import Example, from_json
from tinyagent_cli.lab.model import Batch, Pointer
from tinyagent_cli.lab.optimizer import Muon
from tinyagent_cli.planning.embedded.architecture import Architecture
from tinyagent_cli.planning.embedded.features import Vocabulary


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train; the manifest keeps it.

    *positions* is the size of a batch, *paper* how often a row of source "paper" comes in
    an epoch, *unknown* and *small* are the shares of words seen as new and of requests
    seen in small letters, *drop* is dropout.
    """

    minutes: float = 0.0
    epochs: float = 0.0
    seed: int = 1
    rate: float = 2e-3
    warm_up: int = 50
    positions: int = 3072
    paper: int = 1
    unknown: float = 0.1
    small: float = 0.1
    drop: float = 0.05
    words: int = 6000
    buckets: int = 4096
    width: int = 256
    layers: int = 4
    heads: int = 4
    hidden: int = 640
    bfloat16: bool = True
    threads: int = 2


def read_examples(path: Path) -> list[Example]:
    """The examples of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [from_json(line) for line in lines if line.strip()]


class Training:
    """A network on its way, and everything that a checkpoint keeps of it."""

    def __init__(self, recipe: Recipe, vocabulary: Vocabulary) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe, self.vocabulary = recipe, vocabulary
        self.architecture = Architecture(
            vocabulary.rows, recipe.width, recipe.layers, recipe.heads, recipe.hidden
        )
        self.model = Pointer(self.architecture, recipe.drop)
        self.optimizer = Muon(self.model)
        self.step = 0
        self.seen = 0  # examples
        self.elapsed = 0.0  # seconds

    def save(self, path: Path) -> None:
        """Write a checkpoint, whole or not at all."""
        part = path.with_suffix(".part")
        torch.save(
            {
                "recipe": asdict(self.recipe),
                "architecture": asdict(self.architecture),
                "vocabulary": {
                    "words": list(self.vocabulary.words),
                    "buckets": self.vocabulary.buckets,
                },
                "model": self.model.state_dict(),
                "optimizer": self.optimizer.state(),
                "step": self.step,
                "seen": self.seen,
                "elapsed": self.elapsed,
            },
            part,
        )
        part.replace(path)

    def load(self, path: Path, weights_only: bool = False) -> None:
        """Go on from a checkpoint; with *weights_only*, begin anew from its weights.

        Then the vocabulary may have grown at its end: new words begin as nothing, so that
        they look as they did before, by their letters alone.
        """
        kept = torch.load(path, weights_only=True)
        features = kept["model"]["features"]
        if new := self.architecture.rows - len(features):
            letters = len(features) - self.vocabulary.buckets
            nothing = torch.zeros(new, features.shape[1])
            kept["model"]["features"] = torch.cat((features[:letters], nothing, features[letters:]))
        self.model.load_state_dict(kept["model"])
        if not weights_only:
            self.optimizer.load(kept["optimizer"])
            self.step, self.seen = kept["step"], kept["seen"]
            self.elapsed = kept["elapsed"]

    def learn(self, batch: Batch, rate: float) -> tuple[float, float]:
        """One step; loss, and share of plan steps that were right."""
        self.model.train()
        with torch.autocast("cpu", torch.bfloat16, enabled=self.recipe.bfloat16):
            loss, right = self.model.loss(batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step(rate)
        self.step += 1
        self.seen += len(batch.lengths)
        return loss.item(), right.item()


def read_vocabulary(path: Path) -> Vocabulary:
    """The vocabulary of a checkpoint."""
    kept = torch.load(path, weights_only=True)["vocabulary"]
    return Vocabulary({w: i for i, w in enumerate(kept["words"])}, kept["buckets"])


def measure(training: Training, dataset: Dataset) -> tuple[float, float]:
    """Mean loss and share of right steps on *dataset*, steps given what should precede."""
    training.model.eval()
    rng = np.random.default_rng(0)
    losses, rights, weights = [], [], []
    for batch in dataset.batches(8192, rng):
        with torch.no_grad():
            loss, right = training.model.loss(batch)
        losses.append(loss.item())
        rights.append(right.item())
        weights.append(int(batch.valid.sum()))
    return float(np.average(losses, weights=weights)), float(np.average(rights, weights=weights))


def _endless(dataset: Dataset, recipe: Recipe, rng: np.random.Generator) -> Iterator[Batch]:
    while True:
        yield from dataset.batches(
            recipe.positions, rng, {"paper": recipe.paper}, recipe.unknown, recipe.small
        )


def _rate(recipe: Recipe, step: int, share: float) -> float:
    """Warm up, hold, and from 30 % of the way fall to zero."""
    warm = min(1.0, (step + 1) / recipe.warm_up)
    return recipe.rate * warm * min(1.0, max(0.0, (1 - share) / 0.7))


def train(training: Training, dataset: Dataset, dev: Dataset | None, out: Path) -> None:
    """Train until the recipe's minutes or epochs are over; checkpoints every few minutes."""
    recipe = training.recipe
    rng = np.random.default_rng([recipe.seed, training.step])
    times = [recipe.paper if s == "paper" else 1 for s in dataset.sources]
    epoch = sum(times)
    began = time.monotonic() - training.elapsed
    said = saved = training.elapsed
    losses: list[float] = []
    rights: list[float] = []
    for batch in _endless(dataset, recipe, rng):
        training.elapsed = time.monotonic() - began
        done = max(
            training.elapsed / (recipe.minutes * 60) if recipe.minutes else 0.0,
            training.seen / (recipe.epochs * epoch) if recipe.epochs else 0.0,
        )
        if done >= 1:
            break
        loss, right = training.learn(batch, _rate(recipe, training.step, done))
        losses.append(loss)
        rights.append(right)
        if training.elapsed - said > 30:
            said = training.elapsed
            print(
                f"{training.elapsed:5.0f} s  {done:4.0%}  step {training.step}"
                f"  epoch {training.seen / epoch:.2f}"
                f"  {training.seen / training.elapsed:.0f} examples/s"
                f"  loss {np.mean(losses):.4f}  right {np.mean(rights):.4f}",
                flush=True,
            )
            losses, rights = [], []
        if training.elapsed - saved > 180:
            saved = training.elapsed
            training.save(out / "checkpoint.pt")
            if dev is not None:
                loss, right = measure(training, dev)
                print(f"       dev: loss {loss:.4f}  right {right:.4f}", flush=True)
    training.save(out / "checkpoint.pt")


def manifest(training: Training, data: Path, dataset: Dataset) -> dict[str, Any]:
    """What was trained, on what, and how long."""
    return {
        "recipe": asdict(training.recipe),
        "architecture": asdict(training.architecture),
        "parameters": sum(p.numel() for p in training.model.parameters()),
        "data": hashlib.sha256((data / "train.jsonl").read_bytes()).hexdigest(),
        "examples": len(dataset.rows),
        "refused": dict(dataset.refused.most_common(20)),
        "steps": training.step,
        "seen": training.seen,
        "seconds": round(training.elapsed),
        "torch": torch.__version__,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    parser.add_argument("--start", type=Path, help="begin with the weights of this checkpoint")
    parser.add_argument("--limit", type=int, help="take only so many examples")
    for name, value in asdict(Recipe()).items():
        flag = "--" + name.replace("_", "-")
        if isinstance(value, bool):
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=value)
        else:
            parser.add_argument(flag, type=type(value), default=value)
    options = parser.parse_args(arguments)
    recipe = Recipe(**{k: getattr(options, k) for k in asdict(Recipe())})
    torch.set_num_threads(recipe.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    checkpoint = options.out / "checkpoint.pt"
    examples = read_examples(options.data / "train.jsonl")[: options.limit]
    requests = (e.request for e in examples)
    if options.resume:
        vocabulary = read_vocabulary(checkpoint)
    elif options.start:
        vocabulary = widened(read_vocabulary(options.start), requests, recipe.words)
    else:
        vocabulary = make_vocabulary(requests, recipe.words, recipe.buckets)
    dataset = Dataset(examples, vocabulary)
    dev_file = options.data / "dev.jsonl"
    dev = Dataset(read_examples(dev_file), vocabulary) if dev_file.exists() else None
    training = Training(recipe, vocabulary)
    if options.resume:
        training.load(checkpoint)
    elif options.start:
        training.load(options.start, weights_only=True)
    print(json.dumps(manifest(training, options.data, dataset)), flush=True)
    train(training, dataset, dev, options.out)
    figures = manifest(training, options.data, dataset)
    if dev is not None:
        figures["dev"] = dict(zip(("loss", "right"), measure(training, dev), strict=True))
    (options.out / "manifest.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
