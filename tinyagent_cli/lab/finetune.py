"""Fine-tune a causal language model of Hugging Face's: ``tinyagent lab finetune``.

    tinyagent lab finetune --model FOLDER --data DIR --out DIR [--qlora] [--merge]
    accelerate launch -m tinyagent_cli.lab.finetune …          (several GPUs or machines)

LoRA, or QLoRA with ``--qlora``, on the examples that the embedded planner learns from, put
as the program puts requests to a model (``chats.py``).  Writes ``checkpoints/``, the best
``adapter/``, with ``--merge`` a whole model in ``merged/``, and, last, ``manifest.json``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, TypeVar

from tinyagent_cli.core.errors import MissingExtra, TinyagentError, UsageError
from tinyagent_cli.lab.chats import Chats, Prompting, read
from tinyagent_cli.lab.encoding import Encoder, Rows
from tinyagent_cli.lab.evaluate import report
from tinyagent_cli.planning.selection import TrainedSelector
from tinyagent_cli.tools.toolbox import load_manifest

PACKAGES: Final = ("torch", "transformers", "peft", "accelerate")

_ABOUT: Final = {
    "epochs": "times through the examples",
    "rate": "of learning, at its highest",
    "warm_up": "share of the steps until then",
    "batch": "chats on a device at once",
    "accumulate": "batches a step",
    "rank": "of the LoRA matrices",
    "alpha": "LoRA's scale is alpha/rank",
    "drop": "dropout before the LoRA matrices",
    "longest": "tokens of a chat",
    "limit": "examples to learn from",
    "dev": "examples to look at on the way",
    "every": "steps between looks and checkpoints",
    "patience": "looks without a lower loss until the end",
    "check": "examples to plan in the end",
    "seed": "of all that is drawn",
    "selected": "share of prompts with Tool RAG's choice of tools",
    "whole": "share of prompts with all tools",
    "negatives": "needless tools in the others, at most",
    "own": "share of prompts with the program's own worked examples",
    "similar": "worked examples out of the data in the others, at most",
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to fine-tune; the manifest keeps it.

    Epochs and rate are the paper's (LoRA, 3 epochs, 7e-5, the best checkpoint by
    validation).  *batch* chats go through a device at once and *accumulate* such batches
    make a step; *warm_up* is a share of the steps.  Every *every* steps the loss on *dev*
    chats is looked at, and after *patience* looks without a better one training ends.
    In the end *check* of those chats are planned.  *longest* is in tokens.
    """

    epochs: float = 3.0
    rate: float = 7e-5
    warm_up: float = 0.03
    batch: int = 2
    accumulate: int = 8
    rank: int = 16
    alpha: int = 32
    drop: float = 0.05
    longest: int = 4096
    limit: int = 40_000
    dev: int = 256
    every: int = 100
    patience: int = 5
    check: int = 50
    seed: int = 1


_R = TypeVar("_R", Recipe, Prompting)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module.

    Raises MissingExtra and NotReady (a package, a model, a GPU is missing), UsageError.
    """
    options = _options(arguments)
    recipe, prompting = _of(Recipe, options), _of(Prompting, options)
    for package in PACKAGES:
        if find_spec(package) is None:
            raise MissingExtra(package, "finetune")
    train, dev = chats(options.data, recipe, prompting)
    figures = finetune(options, recipe, train, dev)
    if figures:
        figures = _told(options, recipe, prompting, train) | figures
        (options.out / "manifest.json").write_text(json.dumps(figures, indent=1) + "\n")


def finetune(
    options: argparse.Namespace, recipe: Recipe, train: Chats, dev: Chats
) -> dict[str, Any]:
    """Train, write the adapter (and the merged model), look at some plans.

    Figures for the manifest; none in processes that are to write nothing.
    """
    import accelerate
    import torch
    import transformers

    from tinyagent_cli.lab import adapter, tuned

    out: Path = options.out
    say = accelerate.PartialState().print  # in one process of all
    say(f"{len(train)} examples, {train.refused} refused; {len(dev)} to look at", flush=True)
    transformers.set_seed(recipe.seed)
    folder = adapter.folder_of(options.model, options.download)
    last = adapter.checkpoint_in(out, options.resume)
    encoder = Encoder(adapter.tokenizer_of(folder), recipe.longest)
    model = adapter.adapted(folder, recipe, options.qlora)
    rows, looked_at = Rows(train, encoder), Rows(dev, encoder)
    trainer = adapter.trainer_of(model, encoder, rows, looked_at, out, recipe, options.qlora)
    trained = trainer.train(resume_from_checkpoint=last).metrics
    trainer.save_model(str(out / "adapter"))
    measured = trainer.evaluate()

    # A model that is cut up over processes writes only with all of them in step.
    sharded = trainer.is_fsdp_enabled or trainer.is_deepspeed_enabled
    count = 0 if sharded else min(recipe.check, len(dev))
    share = range(trainer.args.process_index, count, trainer.args.world_size)
    plans = tuned.verdicts(model, encoder, [dev.as_used(i) for i in share])
    plans = accelerate.utils.gather_object(plans)
    if not trainer.is_world_process_zero():
        return {}
    planned = report(plans)
    if plans:
        print("\n".join(planned.lines()), flush=True)
    if options.merge:
        adapter.merge(folder, out / "adapter", out / "merged")
    trainable, total = model.get_nb_trainable_parameters()
    return {
        "parameters": {"trained": trainable, "all": total},
        "processes": trainer.args.world_size,
        "device": str(trainer.args.device),
        "steps": trainer.state.global_step,
        "seconds": round(trained["train_runtime"]),
        "dev": {"loss": measured["eval_loss"], "plans": planned.as_json()},
        "log": trainer.state.log_history,
        "versions": {m.__name__: m.__version__ for m in (torch, transformers, accelerate)},
    }


def chats(data: Path, recipe: Recipe, prompting: Prompting) -> tuple[Chats, Chats]:
    """The chats to learn from, and those to look at on the way.

    These are of ``dev.jsonl``, or where that is not there of ``heldout.jsonl``.  Raises
    UsageError where there are none.
    """
    file = next((f for n in ("dev", "heldout") if (f := data / f"{n}.jsonl").exists()), None)
    if file is None:
        raise UsageError(f"there is no dev.jsonl in {data}", f"tinyagent lab data --out {data}")
    examples, looked_at = read(data / "train.jsonl", recipe.limit), read(file, recipe.dev)
    specs, selector = load_manifest(), TrainedSelector()
    train = Chats(examples, specs, selector, prompting, examples, recipe.seed)
    dev = Chats(looked_at, specs, selector, prompting, examples, recipe.seed + 1)
    if not train or not dev:
        raise UsageError(f"there are no examples in {data}", f"tinyagent lab data --out {data}")
    return train, dev


def _told(
    options: argparse.Namespace, recipe: Recipe, prompting: Prompting, train: Chats
) -> dict[str, Any]:
    """What the manifest tells of what went in."""
    with (options.data / "train.jsonl").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "model": options.model,
        "qlora": options.qlora,
        "recipe": asdict(recipe),
        "prompting": asdict(prompting),
        "data": digest,
        "examples": len(train),
        "refused": train.refused,
    }


def _of(kind: type[_R], options: argparse.Namespace) -> _R:
    return kind(**{field.name: getattr(options, field.name) for field in fields(kind)})


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="tinyagent lab finetune",
        description="LoRA or QLoRA of a causal language model on the lab's examples.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--model", required=True, help="a folder, or the hub's name of one kept")
    parser.add_argument("--data", type=Path, required=True, help="where train.jsonl is")
    parser.add_argument("--out", type=Path, required=True, help="a folder for what is made")
    parser.add_argument("--qlora", action="store_true", help="the model in 4 bits; needs CUDA")
    parser.add_argument("--merge", action="store_true", help="write a whole model, too")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    parser.add_argument("--download", action="store_true", help="let the hub be asked for it")
    for name, value in (asdict(Recipe()) | asdict(Prompting())).items():
        flag = "--" + name.replace("_", "-")
        parser.add_argument(flag, type=type(value), default=value, help=_ABOUT[name])
    return parser.parse_args(arguments)


if __name__ == "__main__":
    try:
        main()
    except TinyagentError as error:
        print(f"tinyagent: {error}", file=sys.stderr)
        sys.exit(error.exit)
