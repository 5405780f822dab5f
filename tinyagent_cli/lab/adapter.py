"""The model that is fine-tuned and what trains it: transformers, peft and accelerate.

Whether one GPU, several or none, and on how many machines, is accelerate's business; here
it shows only in that a file is written by one process.
"""

from __future__ import annotations

import math
import shutil
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import torch
from accelerate import PartialState
from huggingface_hub import snapshot_download
from peft import LoraConfig, PeftModel, get_peft_model, prepare_model_for_kbit_training
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    BitsAndBytesConfig,
    EarlyStoppingCallback,
    PrinterCallback,
    Trainer,
    TrainerCallback,
    TrainingArguments,
)

from tinyagent_cli.core.errors import MissingExtra, NotReady, UsageError
from tinyagent_cli.lab.encoding import Encoder, Rows

if TYPE_CHECKING:
    from tinyagent_cli.lab.finetune import Recipe

# What a model's folder needs to hold; hubs keep the weights a second time in other forms.
_FILES: Final = ("*.json", "*.safetensors", "*.jinja", "*.model", "*.txt")
_CHECKPOINTED: Final = {"use_reentrant": False}  # whose gradients also reach frozen layers

# Of names that go with version 6; those used here hold for all of 5.
warnings.filterwarnings("ignore", category=FutureWarning, module=r"transformers\.")


def folder_of(model: str, download: bool) -> Path:
    """The folder of *model*: itself, or where the hub's files of that name are kept.

    The hub is asked only with *download*.  Raises NotReady where there is none.
    """
    if (folder := Path(model).expanduser()).is_dir():
        return folder
    try:
        return Path(snapshot_download(model, local_files_only=not download, allow_patterns=_FILES))
    except (OSError, ValueError) as error:
        if download:
            raise NotReady(f"{model} cannot be downloaded: {error}") from error
        raise NotReady(
            f"{model} is no folder, and no model of that name was downloaded", "--download does it"
        ) from error


def tokenizer_of(folder: Path) -> Any:
    """The tokenizer of the model in *folder*.  Raises NotReady where it cannot be read."""
    try:
        return AutoTokenizer.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError) as error:
        raise NotReady(f"no tokenizer can be read from {folder}: {_first(error)}") from error


def checkpoint_in(out: Path, resume: bool) -> str | None:
    """The last whole checkpoint under *out* to go on from, None to begin.

    Raises UsageError where there is none to *resume*, or one that would be written over.
    """
    # The state is what Trainer writes last into a checkpoint.
    whole = [file.parent for file in out.glob("checkpoints/checkpoint-*/trainer_state.json")]
    last = max(whole, key=lambda folder: int(folder.name.rpartition("-")[2]), default=None)
    if resume and last is None:
        raise UsageError(f"there is no checkpoint in {out}", "leave --resume out to begin")
    if last is not None and not resume:
        raise UsageError(
            f"{out} holds checkpoints of a run", "--resume goes on with it, another --out begins"
        )
    return str(last) if last else None


def adapted(folder: Path, recipe: Recipe, qlora: bool) -> Any:
    """The model in *folder*, frozen, with new LoRA matrices beside all its linear layers.

    With *qlora* the frozen part is in 4 bits (NF4, Dettmers et al. 2023).  Raises NotReady
    where there is no GPU for that or no model in the folder.
    """
    options: dict[str, Any] = {"local_files_only": True, "dtype": _precision()}
    if qlora:
        if not torch.cuda.is_available():
            raise NotReady(
                "--qlora needs a CUDA GPU, and there is none", "without it, LoRA runs anywhere"
            )
        if find_spec("bitsandbytes") is None:
            raise MissingExtra("bitsandbytes", "finetune")
        options["device_map"] = {"": PartialState().local_process_index}
        options["quantization_config"] = BitsAndBytesConfig(
            load_in_4bit=True,
            bnb_4bit_quant_type="nf4",
            bnb_4bit_use_double_quant=True,
            bnb_4bit_compute_dtype=torch.bfloat16 if _bfloat16() else torch.float16,
        )
    try:
        model = AutoModelForCausalLM.from_pretrained(folder, **options)
    except (OSError, ValueError) as error:
        raise NotReady(f"no model can be read from {folder}: {_first(error)}") from error
    if qlora:
        model = prepare_model_for_kbit_training(model, gradient_checkpointing_kwargs=_CHECKPOINTED)
    return get_peft_model(
        model,
        LoraConfig(
            task_type="CAUSAL_LM",
            target_modules="all-linear",
            r=recipe.rank,
            lora_alpha=recipe.alpha,
            lora_dropout=recipe.drop,
        ),
    )


def trainer_of(
    model: Any, encoder: Encoder, train: Rows, dev: Rows, out: Path, recipe: Recipe, qlora: bool
) -> Any:
    """What trains *model* by *recipe*, with checkpoints under *out*."""
    cuda = torch.cuda.is_available()
    together = recipe.batch * recipe.accumulate * PartialState().num_processes
    steps = max(1, math.ceil(len(train) / together * recipe.epochs))
    every = min(recipe.every, steps)
    arguments = TrainingArguments(
        output_dir=str(out / "checkpoints"),
        num_train_epochs=recipe.epochs,
        per_device_train_batch_size=recipe.batch,
        per_device_eval_batch_size=recipe.batch,
        gradient_accumulation_steps=recipe.accumulate,
        learning_rate=recipe.rate,
        lr_scheduler_type="cosine",
        warmup_steps=math.ceil(recipe.warm_up * steps),
        optim="paged_adamw_8bit" if qlora else "adamw_torch",
        gradient_checkpointing=True,
        gradient_checkpointing_kwargs=_CHECKPOINTED,
        bf16=_bfloat16(),
        fp16=cuda and not _bfloat16(),
        eval_strategy="steps",
        eval_steps=every,
        save_strategy="steps",
        save_steps=every,
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model="eval_loss",
        greater_is_better=False,
        logging_steps=min(10, every),
        seed=recipe.seed,
        dataloader_num_workers=2 if cuda else 0,  # prompts are made on the way
        dataloader_pin_memory=cuda,
        prediction_loss_only=True,
        label_names=["labels"],
        remove_unused_columns=False,
        ddp_find_unused_parameters=False,
        disable_tqdm=True,
        report_to="none",
    )
    if arguments.n_gpu > 1:  # or Trainer would split each batch over threads, for no gain
        arguments._n_gpu = 1
        print(f"one GPU of {torch.cuda.device_count()}; accelerate launch uses them all")
    trainer = Trainer(
        model=model,
        args=arguments,
        train_dataset=train,
        eval_dataset=dev,
        data_collator=encoder.collate,
        processing_class=encoder.tokenizer,
        callbacks=[EarlyStoppingCallback(recipe.patience), Told()],
    )
    trainer.remove_callback(PrinterCallback)
    return trainer


class Told(TrainerCallback):  # type: ignore[misc]  # transformers is untyped to mypy here
    """Says how far training is, a line now and then."""

    def on_log(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        """Print what was just measured, in one process of all."""
        if not state.is_world_process_zero:
            return
        figures = state.log_history[-1]
        where = f"step {state.global_step}/{state.max_steps}  epoch {figures['epoch']:.2f}"
        if "loss" in figures:
            rate = figures["learning_rate"]
            print(f"{where}  loss {figures['loss']:.4f}  rate {rate:.1e}", flush=True)
        elif "eval_loss" in figures:
            print(f"{where}  dev: loss {figures['eval_loss']:.4f}", flush=True)


def merge(folder: Path, adapter: Path, out: Path) -> None:
    """Write to *out* the model in *folder* with *adapter* added to its weights.

    Read anew, since sums with weights in 4 bits would be in 4 bits.
    """
    base = AutoModelForCausalLM.from_pretrained(folder, local_files_only=True, dtype="auto")
    merged = PeftModel.from_pretrained(base, adapter).merge_and_unload()
    merged.save_pretrained(out)
    tokenizer_of(adapter).save_pretrained(out)
    if (pieces := folder / "tokenizer.model").exists():  # llama.cpp converts by it
        shutil.copy(pieces, out)


def _bfloat16() -> bool:
    """Whether there is a GPU that multiplies in bfloat16 by itself."""
    return bool(
        torch.cuda.is_available() and torch.cuda.is_bf16_supported(including_emulation=False)
    )


def _precision() -> Any:
    return torch.bfloat16 if _bfloat16() else torch.float32


def _first(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
