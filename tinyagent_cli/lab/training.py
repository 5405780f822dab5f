"""A network that is being trained, and everything that a checkpoint keeps of it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor

from tinyagent_cli.core.errors import NotReady, UsageError
from tinyagent_cli.lab.batches import Dataset
from tinyagent_cli.lab.model import Batch, Pointer
from tinyagent_cli.lab.optimizer import Muon
from tinyagent_cli.planning.embedded.architecture import Architecture
from tinyagent_cli.planning.embedded.features import Vocabulary

_AVERAGED_EVERY: Final = 4  # steps; on a CPU each would cost a fiftieth of a step


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train; the manifest keeps it.

    *minutes* by the clock or *epochs* over the data, whichever is over first; *patience* is
    how many checks on the development examples may pass without a better one (0: any).
    *positions* is the size of a batch, *paper* how often a row of source "paper" comes in
    an epoch, *unknown* and *small* are the shares of words seen as new and of requests
    seen in small letters, *blind* of the words whose meaning is known without a vector of
    their own, *drop* is dropout, *average* how much of the running average of
    the weights stays at a step (0: none is kept).
    """

    minutes: float = 0.0
    epochs: float = 0.0
    patience: int = 0
    seed: int = 1
    rate: float = 2e-3
    warm_up: int = 50
    positions: int = 3072
    paper: int = 1
    unknown: float = 0.1
    small: float = 0.1
    blind: float = 0.25
    drop: float = 0.05
    average: float = 0.998
    words: int = 6000
    buckets: int = 4096
    width: int = 256
    layers: int = 4
    heads: int = 4
    hidden: int = 640
    bfloat16: bool = True
    threads: int = 2


@dataclass(frozen=True, slots=True)
class Scored:
    """What a network makes of examples: mean *loss* of a step, shares of *right* steps and *plans*.

    A plan is right where every step of it is, each given what should stand before it.
    """

    loss: float
    right: float
    plans: float


@dataclass(frozen=True, slots=True)
class Best:
    """The step at which most plans of the development examples were right."""

    step: int
    plans: float
    loss: float


def device_named(name: str) -> torch.device:
    """``cpu``, ``cuda``, or for ``auto`` the better of the two.  Raises NotReady."""
    there = torch.cuda.is_available()
    if name == "cuda" and not there:
        raise NotReady("torch sees no GPU here", "--device cpu trains without one")
    return torch.device("cuda" if there and name != "cpu" else "cpu")


class Training:
    """A network on its way.

    *kept* is what is measured and exported: the running average of *model*'s weights, or
    *model* itself where none is kept.
    """

    def __init__(
        self,
        recipe: Recipe,
        vocabulary: Vocabulary,
        device: torch.device,
        places: Tensor | None = None,
    ) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe, self.vocabulary, self.device = recipe, vocabulary, device
        self.architecture = Architecture(
            vocabulary.rows, recipe.width, recipe.layers, recipe.heads, recipe.hidden
        )
        self.model = Pointer(self.architecture, recipe.drop, places, recipe.blind).to(device)
        self.kept = copy.deepcopy(self.model) if recipe.average else self.model
        self.optimizer = Muon(self.model)
        self.step = 0
        self.seen = 0  # examples
        self.elapsed = 0.0  # seconds
        self.epoch = 0
        self.batch = 0  # of the epoch: how many were learnt from
        self.data = ""  # SHA-256 of the examples
        self.best: Best | None = None

    def learn(self, batch: Batch, rate: float) -> tuple[Tensor, Tensor]:
        """One step; loss, and share of plan steps that were right, both left on the device."""
        self.model.train()
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.recipe.bfloat16):
            loss, right = self.model.loss(batch.to(self.device))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step(rate)
        self.step += 1
        self.seen += len(batch.lengths)
        if self.recipe.average and self.step % _AVERAGED_EVERY == 0:
            self._average()
        return loss.detach(), right.float().mean()

    def _average(self) -> None:
        """Move the average to the weights: quickly at first, as they still go far."""
        decay = min(self.recipe.average, self.step / (self.step + 20)) ** _AVERAGED_EVERY
        with torch.no_grad():
            for kept, now in zip(self.kept.parameters(), self.model.parameters(), strict=True):
                kept.lerp_(now, 1 - decay)

    def score(self, dataset: Dataset) -> Scored:
        """What the *kept* weights make of *dataset*."""
        self.kept.eval()
        losses, steps, right, plans = 0.0, 0, 0, 0
        for batch in dataset.batches(8192):
            there = batch.to(self.device)
            with torch.no_grad():
                loss, good = self.kept.loss(there)
            wrong = torch.zeros(len(there.lengths), device=self.device)
            wrong.index_add_(0, there.valid.nonzero()[:, 0], (~good).float())
            losses += loss.item() * len(good)
            steps += len(good)
            right += int(good.sum())
            plans += int((wrong == 0).sum())
        return Scored(losses / steps, right / steps, plans / len(dataset.rows))

    def save(self, path: Path) -> None:
        """Write a checkpoint to go on from, whole or not at all."""
        state = self._state()
        if self.recipe.average:
            state["raw"] = self.model.state_dict()
        state["optimizer"] = self.optimizer.state()
        state["epoch"], state["batch"], state["data"] = self.epoch, self.batch, self.data
        state["best"] = asdict(self.best) if self.best else None
        state["chance"] = [torch.get_rng_state()]
        if self.device.type == "cuda":
            state["chance"].append(torch.cuda.get_rng_state(self.device))
        _write(state, path)

    def save_kept(self, path: Path) -> None:
        """Write only what can be exported or begun with, a third of a checkpoint."""
        _write(self._state(), path)

    def _state(self) -> dict[str, Any]:
        return {
            "recipe": asdict(self.recipe),
            "architecture": asdict(self.architecture),
            "vocabulary": {
                "words": list(self.vocabulary.words),
                "buckets": self.vocabulary.buckets,
            },
            "model": self.kept.state_dict(),
            "step": self.step,
            "seen": self.seen,
            "elapsed": self.elapsed,
        }

    def start(self, path: Path) -> None:
        """Begin anew from the weights of a checkpoint.

        The vocabulary may have grown at its end: new words begin as nothing, so that they
        look as they did before, by their letters alone.  Raises UsageError where the
        checkpoint is of another network.
        """
        kept = read_checkpoint(path)
        features = kept["model"]["features"]
        if new := self.architecture.rows - len(features):
            letters = len(features) - self.vocabulary.buckets
            nothing = torch.zeros(new, features.shape[1])
            kept["model"]["features"] = torch.cat((features[:letters], nothing, features[letters:]))
        if self.model.places is not None:  # its meanings begin as nothing, too
            kept["model"].setdefault("meaning", torch.zeros_like(self.model.meaning.cpu()))
            kept["model"]["places"] = self.model.places
        self._take(self.model, kept["model"], path)
        self._take(self.kept, kept["model"], path)

    def resume(self, path: Path, data: str) -> None:
        """Go on from a checkpoint as if nothing had happened.

        *data* is the SHA-256 of the examples.  Raises UsageError where the checkpoint was
        made of others, or is of another network.
        """
        kept = read_checkpoint(path)
        if kept.get("data", data) != data:
            raise UsageError(
                f"{path} was made of other examples",
                "leave --resume away to begin anew, or begin with its weights by --start",
            )
        self._take(self.model, kept.get("raw", kept["model"]), path)
        self._take(self.kept, kept["model"], path)
        self.optimizer.load(kept["optimizer"])
        self.step, self.seen, self.elapsed = kept["step"], kept["seen"], kept["elapsed"]
        self.epoch, self.batch = kept.get("epoch", self.step), kept.get("batch", 0)
        self.best = Best(**best) if (best := kept.get("best")) else None
        states = kept.get("chance", ())
        if states:
            torch.set_rng_state(states[0])
        if len(states) > 1 and self.device.type == "cuda":
            torch.cuda.set_rng_state(states[1], self.device)

    def _take(self, model: Pointer, state: dict[str, Any], path: Path) -> None:
        try:
            model.load_state_dict(state)
        except RuntimeError as error:
            raise UsageError(
                f"{path} holds a network of another size",
                "give --layers, --width, --hidden, --words and --buckets as it was trained",
            ) from error

    def batches(self, dataset: Dataset) -> Iterator[tuple[tuple[int, int], Batch]]:
        """Without end, from where the training is: epoch and number in the epoch, and batch."""
        recipe, epoch, skip = self.recipe, self.epoch, self.batch
        while True:
            made = dataset.batches(
                recipe.positions, (recipe.seed, epoch), {"paper": recipe.paper},
                recipe.unknown, recipe.small, skip,
            )  # fmt: skip
            for number, batch in enumerate(made, start=skip + 1):
                yield (epoch, number), batch
            epoch, skip = epoch + 1, 0


def read_checkpoint(path: Path) -> dict[str, Any]:
    """What a checkpoint holds, on the CPU.  Raises UsageError where there is none."""
    try:
        kept: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu")
    except FileNotFoundError as error:
        raise UsageError(
            f"there is no checkpoint {path}", "train without --resume first"
        ) from error
    return kept


def vocabulary_of(kept: dict[str, Any]) -> Vocabulary:
    """The vocabulary of a checkpoint."""
    known = kept["vocabulary"]
    return Vocabulary({w: i for i, w in enumerate(known["words"])}, known["buckets"])


def _write(state: dict[str, Any], path: Path) -> None:
    part = path.with_suffix(".part")
    torch.save(_on_cpu(state), part)
    part.replace(path)


def _on_cpu(value: Any) -> Any:
    """*value* with its tensors where any machine can read them."""
    match value:
        case Tensor():
            return value.cpu()
        case dict():
            return {key: _on_cpu(item) for key, item in value.items()}
        case list() | tuple():
            return [_on_cpu(item) for item in value]
        case _:
            return value
