"""Train the tool selector: ``python -m tinyagent_cli.lab.selector --data DIR``.

Logistic regression, a tool a column, on the examples that the planner learns from; then
for each tool the highest threshold that keeps the wanted recall on the held-out examples.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F  # noqa: N812 - its name everywhere

from tinyagent_cli.lab.example import Example
from tinyagent_cli.lab.train import read_examples
from tinyagent_cli.planning.embedded.signature import TOOLS
from tinyagent_cli.planning.selection import BUCKETS, TABLE, TrainedSelector, buckets_of, scores
from tinyagent_cli.tools.toolbox import load_manifest

RECALL: Final = 0.995  # of each tool on held-out examples
BATCH: Final = 512


def labels_of(example: Example) -> list[float]:
    """1 for each tool that the plan of *example* calls."""
    called = {call.tool for call in example.calls}
    return [float(tool in called) for tool in TOOLS]


def fit(examples: Sequence[Example], epochs: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Weights [buckets, tools] and bias."""
    torch.manual_seed(seed)
    seen = [(buckets_of(e.request), labels_of(e)) for e in examples]
    weights = torch.zeros(BUCKETS, len(TOOLS), requires_grad=True)
    bias = torch.full((len(TOOLS),), -2.0, requires_grad=True)
    optimizer = torch.optim.Adam([weights, bias], lr=4e-3)
    steps = epochs * (len(seen) // BATCH + 1)
    decay = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.02, steps)
    order = random.Random(seed)
    for epoch in range(epochs):
        order.shuffle(seen)
        losses = []
        for at in range(0, len(seen), BATCH):
            batch = seen[at : at + BATCH]
            rows = torch.tensor([b for bag, _ in batch for b in bag])
            starts = np.concatenate(([0], np.cumsum([len(bag) for bag, _ in batch])[:-1]))
            logits = F.embedding_bag(rows, weights, torch.from_numpy(starts), mode="sum") + bias
            loss = F.binary_cross_entropy_with_logits(
                logits, torch.tensor([labels for _, labels in batch])
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            decay.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}", flush=True)
    return weights.detach(), bias.detach()


def thresholds(
    scored: NDArray[np.float32], labels: NDArray[np.float32], recall: float
) -> NDArray[np.float32]:
    """For each tool the highest score that a share *recall* of its examples reach."""
    found = []
    for tool in range(labels.shape[1]):
        right = np.sort(scored[labels[:, tool] > 0, tool])
        found.append(right[int(len(right) * (1 - recall))] - 1e-3 if len(right) else 0.0)
    return np.array(found, np.float32)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=TABLE)
    parser.add_argument("--limit", type=int, default=150_000)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--recall", type=float, default=RECALL)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    examples = read_examples(options.data / "train.jsonl")
    random.Random(options.seed).shuffle(examples)
    weights, bias = fit(examples[: options.limit], options.epochs, options.seed)
    scale = (weights.abs().amax(0) / 127).clamp(min=1e-8).numpy().astype(np.float32)
    eight = np.rint(weights.numpy() / scale).astype(np.int8)
    held = read_examples(options.data / "heldout.jsonl")
    scored = np.array([scores(eight, scale, bias.numpy(), e.request) for e in held])
    labels = np.array([labels_of(e) for e in held], np.float32)
    table = {
        "tools": np.array(TOOLS),
        "weights": eight,
        "scale": scale,
        "bias": bias.numpy(),
        "threshold": thresholds(scored, labels, options.recall),
    }
    np.savez_compressed(options.out, **table)
    selector, specs = TrainedSelector(options.out), load_manifest()
    offered = [{t.name for t in selector.select(e.request, specs)} for e in held]
    whole = [{c.tool for c in e.calls} <= o for e, o in zip(held, offered, strict=True) if e.calls]
    print(
        json.dumps(
            {
                "bytes": options.out.stat().st_size,
                "recall": float(np.mean(whole)),
                "offered": float(np.mean([len(o) for o in offered])),
            }
        )
    )


if __name__ == "__main__":
    main()
