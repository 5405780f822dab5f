"""Fine-tune the paper's kind of selector: ``tinyagent lab classifier --data DIR --out DIR``.

A transformer that reads the request and answers with one sigmoid a tool (TinyAgent §3.4, there
DeBERTa-v3-small), on the planner's own examples.  *--base* is a folder, or a name of the
Hugging Face hub whose files are in the local cache; nothing is downloaded without
``--download``.  Then a threshold is drawn for each tool on the held-out examples, as for the
selector that ships.  ``tinyagent config set planner.selector_model DIR`` and
``planner.selector classifier`` use what comes out.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch

from tinyagent_cli.core.errors import MissingExtra, NotReady
from tinyagent_cli.lab.example import Example
from tinyagent_cli.lab.offers import RECALL, Floats, drawn, labels_of, priced, read
from tinyagent_cli.planning.classifier import LONGEST, Thresholds, save_thresholds
from tinyagent_cli.planning.embedded.signature import TOOLS

BASE: Final = "microsoft/deberta-v3-small"
_CHUNK: Final = 64  # batches that are sorted by length together
_EVERY: Final = 50  # steps between two lines of progress
_WARM_UP: Final = 0.06  # of all steps


@dataclass(frozen=True, slots=True)
class Tuning:
    """How to fine-tune; the defaults are what is usual for DeBERTa-v3-small."""

    epochs: float = 1.0
    batch: int = 32
    rate: float = 4.5e-5
    seed: int = 1


USUAL: Final = Tuning()


class Classifier:
    """A tokenizer and a model with a label for every tool, from *base*.

    Raises MissingExtra without transformers, NotReady where *base* is not on this computer
    (unless *download*).
    """

    def __init__(self, base: str, download: bool = False) -> None:
        try:
            import transformers
        except ImportError as error:
            raise MissingExtra("transformers", "toolrag") from error
        here = {"local_files_only": not download}
        try:
            self.tokenizer = transformers.AutoTokenizer.from_pretrained(base, **here)
            self.model = transformers.AutoModelForSequenceClassification.from_pretrained(
                base,
                id2label=dict(enumerate(TOOLS)),
                label2id={tool: i for i, tool in enumerate(TOOLS)},
                problem_type="multi_label_classification",  # binary cross-entropy, 16 times
                dtype=torch.float32,
                ignore_mismatched_sizes=True,  # a head with other labels is made anew
                **here,
            )
        except (OSError, ValueError, ImportError) as error:
            why = str(error).strip().splitlines()[0]
            hint = "give --base FOLDER, or --download to fetch it from the Hugging Face hub"
            raise NotReady(f"{base} cannot be loaded: {why}", hint) from error
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model.to(self.device)

    def tune(self, examples: Sequence[Example], tuning: Tuning) -> None:
        """Learn from *examples*; tells how far it is."""
        torch.manual_seed(tuning.seed)
        draw = random.Random(tuning.seed)
        optimizer = torch.optim.AdamW(self.model.parameters(), weight_decay=0.01)
        steps = max(1, round(tuning.epochs * len(examples) / tuning.batch))
        pace = torch.optim.lr_scheduler.OneCycleLR(
            optimizer, tuning.rate, total_steps=steps + 1, pct_start=_WARM_UP,
            anneal_strategy="linear", cycle_momentum=False,
        )  # fmt: skip
        self.model.train()
        began, told = time.monotonic(), 0.0
        for step, batch in enumerate(islice(_endless(examples, tuning.batch, draw), steps), 1):
            with torch.autocast(self.device, torch.bfloat16, enabled=self.device == "cuda"):
                loss = self.model(**self._read(batch), labels=self._labels(batch)).loss
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            optimizer.step()
            pace.step()
            told += loss.item()
            if step % _EVERY == 0 or step == steps:
                seconds = time.monotonic() - began
                mean = told / (step % _EVERY or _EVERY)
                print(f"step {step} of {steps}: loss {mean:.4f}, {seconds:.0f} s", flush=True)
                told = 0.0
        self.model.eval()

    def chances(self, examples: Sequence[Example], batch: int = 64) -> Floats:
        """How probable each tool is; [examples, tools]."""
        self.model.eval()
        found = []
        with torch.inference_mode():
            for at in range(0, len(examples), batch):
                logits = self.model(**self._read(examples[at : at + batch])).logits
                found.append(logits.float().sigmoid().cpu().numpy())
        return np.concatenate(found)

    def save(self, folder: Path, thresholds: Thresholds) -> None:
        """Write what `planning.classifier` loads."""
        self.model.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)
        save_thresholds(folder, thresholds)

    def _read(self, batch: Sequence[Example]) -> Any:
        requests = [e.request for e in batch]
        read = self.tokenizer(
            requests, return_tensors="pt", padding=True, truncation=True, max_length=LONGEST
        )
        return read.to(self.device)

    def _labels(self, batch: Sequence[Example]) -> torch.Tensor:
        return torch.from_numpy(labels_of(batch)).to(self.device)


def _endless(
    examples: Sequence[Example], size: int, draw: random.Random
) -> Iterator[Sequence[Example]]:
    """Batches for ever, every example once in each round, those of like length together."""
    while True:
        order = draw.sample(examples, len(examples))
        for at in range(0, len(order), size * _CHUNK):
            chunk = sorted(order[at : at + size * _CHUNK], key=lambda e: len(e.request))
            batches = [chunk[i : i + size] for i in range(0, len(chunk), size)]
            yield from draw.sample(batches, len(batches))


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="where train and heldout lie")
    parser.add_argument("--out", type=Path, required=True, help="a folder for the model")
    parser.add_argument("--base", default=BASE, help=f"a folder or a name; {BASE} if unsaid")
    parser.add_argument("--download", action="store_true", help="fetch the base if it is not here")
    parser.add_argument("--limit", type=int, help="of the examples, the first so many")
    parser.add_argument("--epochs", type=float, default=USUAL.epochs)
    parser.add_argument("--batch", type=int, default=USUAL.batch)
    parser.add_argument("--rate", type=float, default=USUAL.rate)
    parser.add_argument("--seed", type=int, default=USUAL.seed)
    parser.add_argument("--recall", type=float, default=RECALL, help="of the needed tools")
    options = parser.parse_args(arguments)
    classifier = Classifier(options.base, options.download)
    tuning = Tuning(options.epochs, options.batch, options.rate, options.seed)
    classifier.tune(read(options.data / "train.jsonl", options.limit), tuning)
    held = read(options.data / "heldout.jsonl")
    chances = classifier.chances(held)
    price, figures = priced(chances, held, options.recall)
    lines = drawn(chances, labels_of(held), price)
    options.out.mkdir(parents=True, exist_ok=True)
    thresholds = (dict(zip(TOOLS, line.tolist(), strict=True)) for line in astuple(lines))
    classifier.save(options.out, Thresholds(*thresholds))
    print(f"held out   {figures}   (a needed tool is worth {price:.0f} offers in vain)")
    print(json.dumps({"price": price, "held_out": figures.as_json()}))


if __name__ == "__main__":
    main()
