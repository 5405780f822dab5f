"""Train the embedded planner from scratch: ``tinyagent lab train --data DIR --out RUN``.

The same script on two CPU cores and on a GPU.  Reads ``train.jsonl`` of a folder, and to
look at on the way ``dev.jsonl`` (or what ``--dev`` names); writes, as it goes, ``curve.jsonl``
and ``checkpoint.pt``, from which ``--resume`` goes on as if nothing had happened; ``best.pt``,
the weights that got most plans of the development examples right; and, last of all,
``manifest.json``.

With ``--minutes`` the learning rate follows the clock, so that a busy machine makes a worse
planner rather than a later one; with ``--epochs`` it follows the data, and two runs of the
same seed are alike.  Ctrl-C and SIGTERM save before they stop.
"""

from __future__ import annotations

import os

# Before torch: a spinning thread pool collapses when the machine has other work (seven times
# slower, measured), and glibc hands memory back after every step.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # noqa: TID251 - read by OpenMP alone

import argparse
import json
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

import torch

from tinyagent_cli.core.errors import TinyagentError, UsageError
from tinyagent_cli.lab.batches import Dataset, ahead, make_vocabulary, widened
from tinyagent_cli.lab.curve import Curve
from tinyagent_cli.lab.example import Example, from_json
from tinyagent_cli.lab.fingerprints import fingerprint
from tinyagent_cli.lab.interruption import Interruption
from tinyagent_cli.lab.meanings import places, with_common
from tinyagent_cli.lab.progress import progress
from tinyagent_cli.lab.training import (
    Best,
    Recipe,
    Scored,
    Training,
    device_named,
    read_checkpoint,
    vocabulary_of,
)
from tinyagent_cli.planning.embedded.features import Vocabulary

_TELL: Final = 50  # steps between two lines of the curve
_CHECK: Final = 400  # steps between two looks at the development examples, and two checkpoints
_SIZES: Final = ("width", "layers", "heads", "hidden", "buckets")


def read_examples(path: Path) -> list[Example]:
    """The examples of a file of JSON lines.  Raises UsageError where they cannot be read."""
    try:
        with path.open(encoding="utf-8") as lines:
            return [from_json(line) for line in progress(lines, path.name) if line.strip()]
    except FileNotFoundError as error:
        raise UsageError(
            f"there are no examples in {path}", f"tinyagent lab data --out {path.parent} makes them"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} holds something else than examples: {error!r}") from error


def train(
    training: Training, dataset: Dataset, devs: Mapping[str, Dataset], out: Path, go_on: str
) -> dict[str, Scored]:
    """Train until the recipe's minutes, epochs or patience are over.

    Gives what the network then makes of *devs*; *go_on* is what a person is told who
    interrupts.
    """
    recipe = training.recipe
    epoch = sum(recipe.paper if source == "paper" else 1 for source in dataset.sources)
    curve = Curve(out / "curve.jsonl", training.step)
    began = time.monotonic() - training.elapsed
    recent: list[tuple[torch.Tensor, torch.Tensor]] = []
    found: dict[str, Scored] = {}
    with Interruption() as interruption:
        for at, batch in ahead(training.batches(dataset)):
            done = _done(training, epoch)
            if done >= 1 or interruption.asked:
                break
            rate = _rate(recipe, training.step, done)
            recent.append(training.learn(batch, rate))
            training.epoch, training.batch = at
            training.elapsed = time.monotonic() - began
            if training.step % _CHECK == 0:
                found = _look(training, devs, out)
                _tell(training, recent, curve, epoch, done, rate, found)
                training.save(out / "checkpoint.pt")
                if _patience_is_over(training):
                    break
            elif training.step % _TELL == 0:
                _tell(training, recent, curve, epoch, done, rate, {})
        if training.step % _CHECK and not interruption.asked:
            found = _look(training, devs, out)
            _tell(training, recent, curve, epoch, 1.0, 0.0, found)
        training.save(out / "checkpoint.pt")
        interruption.leave(go_on)
    return found


def _done(training: Training, epoch: int) -> float:
    """How much of the way is behind, by the clock or the data."""
    recipe = training.recipe
    return max(
        training.elapsed / (recipe.minutes * 60) if recipe.minutes else 0.0,
        training.seen / (recipe.epochs * epoch) if recipe.epochs else 0.0,
    )


def _rate(recipe: Recipe, step: int, share: float) -> float:
    """Warm up, hold, and from 30 % of the way fall to zero."""
    warm = min(1.0, (step + 1) / recipe.warm_up)
    return recipe.rate * warm * min(1.0, max(0.0, (1 - share) / 0.7))


def _look(training: Training, devs: Mapping[str, Dataset], out: Path) -> dict[str, Scored]:
    """What is made of the development examples; the best so far is kept."""
    found = {name: training.score(dev) for name, dev in devs.items()}
    if found:
        mean = _mean(found)
        now = Best(training.step, mean.plans, mean.loss)
        before = training.best
        if before is None or (now.plans, -now.loss) > (before.plans, -before.loss):
            training.best = now
            training.save_kept(out / "best.pt")
    return found


def _mean(found: Mapping[str, Scored]) -> Scored:
    """Over the files, each counting alike."""
    scored = list(found.values())
    sums = (sum(getattr(s, name) for s in scored) for name in ("loss", "right", "plans"))
    return Scored(*(total / len(scored) for total in sums))


def _patience_is_over(training: Training) -> bool:
    patience, best = training.recipe.patience, training.best
    return bool(patience and best and training.step - best.step >= patience * _CHECK)


def _tell(
    training: Training,
    recent: list[tuple[torch.Tensor, torch.Tensor]],
    curve: Curve,
    epoch: int,
    done: float,
    rate: float,
    found: Mapping[str, Scored],
) -> None:
    """A line for people, and one of the curve, of the steps since the last one.

    Raises TinyagentError where the training has gone astray: no average mends that.
    """
    figures: dict[str, Any] = {
        "step": training.step,
        "seconds": round(training.elapsed, 1),
        "examples": training.seen,
        "rate": rate,
    }
    told = (
        f"{training.elapsed:5.0f} s  {done:4.0%}  step {training.step}"
        f"  epoch {training.seen / epoch:.2f}"
        f"  {training.seen / max(training.elapsed, 1e-9):.0f} examples/s"
    )
    if recent:
        loss, right = (torch.stack(column).mean().item() for column in zip(*recent, strict=True))
        if not math.isfinite(loss):
            raise TinyagentError("the loss is no number any more", "begin anew at a lower --rate")
        figures |= {"loss": loss, "right": right}
        told += f"  loss {loss:.4f}  right {right:.4f}"
        recent.clear()
    if found:
        mean = _mean(found)
        figures |= {"dev_loss": mean.loss, "dev_right": mean.right, "dev_plans": mean.plans}
        figures["dev"] = {name: round(scored.plans, 6) for name, scored in found.items()}
        for name, scored in found.items():
            told += (
                f"\n        {name}: loss {scored.loss:.4f}  right {scored.right:.4f}"
                f"  whole plans {scored.plans:.1%}"
            )
    curve.add(**figures)
    print(told, flush=True)


def manifest(training: Training, dataset: Dataset) -> dict[str, Any]:
    """What was trained, on what, and how long."""
    return {
        "recipe": asdict(training.recipe),
        "architecture": asdict(training.architecture),
        "parameters": sum(p.numel() for p in training.model.parameters()),
        "data": training.data,
        "examples": len(dataset.rows),
        "refused": dict(dataset.refused.most_common(20)),
        "device": training.device.type,
        "steps": training.step,
        "seen": training.seen,
        "seconds": round(training.elapsed),
        "best": asdict(training.best) if training.best else None,
        "torch": torch.__version__,
    }


def _recipe(given: Mapping[str, Any], resume: dict[str, Any], start: dict[str, Any]) -> Recipe:
    """What was *given*, the rest as a checkpoint to *resume* has it, or its sizes to *start*."""
    old: dict[str, Any] = resume.get("recipe", {})
    if start:
        old = {name: start["recipe"][name] for name in _SIZES}
    known = asdict(Recipe())
    recipe = replace(Recipe(**{k: v for k, v in old.items() if k in known}), **given)
    if not recipe.minutes and not recipe.epochs:
        raise UsageError("it is not said how long to train", "give --minutes or --epochs")
    return recipe


def _dataset(
    options: argparse.Namespace, recipe: Recipe, resume: dict[str, Any], start: dict[str, Any]
) -> tuple[Dataset, Vocabulary]:
    """The examples in numbers, and the words that the network knows by sight."""
    source = options.data / "train.jsonl"
    examples = read_examples(source)[: options.limit]
    requests = (e.request for e in examples)
    if resume:
        vocabulary = vocabulary_of(resume)
    elif start:
        vocabulary = widened(vocabulary_of(start), requests, recipe.words)
    else:
        vocabulary = make_vocabulary(requests, recipe.words, recipe.buckets)
    if options.meanings and not resume and "places" not in start.get("model", ()):
        vocabulary = with_common(vocabulary, options.meanings, options.common)
    dataset = Dataset(progress(examples, "examples to numbers", len(examples)), vocabulary)
    if not dataset.rows:
        raise UsageError(f"none of the {len(examples)} examples in {source} can be learnt from")
    return dataset, vocabulary


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "tinyagent lab train", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that data wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder for what is made")
    parser.add_argument(
        "--dev", type=Path, nargs="*", help="examples to choose by; without, dev.jsonl of --data"
    )
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    parser.add_argument("--start", type=Path, help="begin with the weights of this checkpoint")
    parser.add_argument("--meanings", type=Path, help="word vectors, in GloVe's form")
    parser.add_argument(
        "--common", type=int, default=22_000, help="how many words they add to those known"
    )
    parser.add_argument("--limit", type=int, help="take only so many examples")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    recipe = parser.add_argument_group("the recipe; with --resume, the checkpoint's holds")
    for name, value in asdict(Recipe()).items():
        flag = "--" + name.replace("_", "-")
        shown, default = f"default {value}", argparse.SUPPRESS
        if isinstance(value, bool):
            action = argparse.BooleanOptionalAction
            recipe.add_argument(flag, action=action, default=default, help=shown)
        else:
            recipe.add_argument(flag, type=type(value), default=default, help=shown)
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    options = _parser().parse_args(arguments)
    given = {k: v for k, v in vars(options).items() if k in asdict(Recipe())}
    checkpoint = options.out / "checkpoint.pt"
    resume = read_checkpoint(checkpoint) if options.resume else {}
    start = read_checkpoint(options.start) if options.start and not resume else {}
    recipe = _recipe(given, resume, start)
    torch.set_num_threads(recipe.threads)
    device = device_named(options.device)
    dataset, vocabulary = _dataset(options, recipe, resume, start)
    placed = places(vocabulary, options.meanings) if options.meanings else None
    usual = options.data / "dev.jsonl"
    files = [usual] if options.dev is None and usual.exists() else options.dev or []
    devs = {file.stem: Dataset(read_examples(file), vocabulary) for file in files}
    training = Training(recipe, vocabulary, device, placed)
    training.data = fingerprint(options.data / "train.jsonl") or ""
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "manifest.json").unlink(missing_ok=True)  # it is true only of what is done
    if resume:
        training.resume(checkpoint, training.data)
    else:
        (options.out / "best.pt").unlink(missing_ok=True)
        if options.start:
            training.start(options.start)
    print(json.dumps(manifest(training, dataset)), flush=True)
    go_on = f"tinyagent lab train --data {options.data} --out {options.out} --resume goes on"
    found = train(training, dataset, devs, options.out, go_on)
    figures = manifest(training, dataset)
    figures["dev"] = {name: asdict(scored) for name, scored in found.items()}
    (options.out / "manifest.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
