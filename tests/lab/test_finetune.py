"""Fine-tuning, on a model of some forty thousand parameters that is made here."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tinyagent_cli.core.errors import MissingExtra, NotReady, UsageError
from tinyagent_cli.lab import finetune
from tinyagent_cli.lab.chats import Chat, Prompting
from tinyagent_cli.lab.encoding import UNLEARNT, Encoder
from tinyagent_cli.lab.example import Example, to_json
from tinyagent_cli.planning.embedded.pointing import Call, Result, Span

pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # those of the libraries are not ours to mend
    pytest.mark.timeout(900),  # they take long to import on a busy machine
]

NAMES = ("Sid", "Lutfi", "Nick", "Amir", "Sehoon", "Suhong", "Kurt", "Michael")
TEMPLATE = (
    "{% for m in messages %}<{{ m.role }}>\n{{ m.content }}\n{% endfor %}"
    "{% if add_generation_prompt %}<assistant>\n{% endif %}"
)
# Short prompts: the needed tools alone, and no worked examples.
PLAIN = ("--selected", "0", "--whole", "0", "--negatives", "0", "--own", "0", "--similar", "0")
QUICK = ("--rate", "1e-2", "--batch", "4", "--accumulate", "1", "--every", "4", "--drop", "0")


def _span(first: int, last: int) -> Span:
    return Span(((first, last),))


def _examples() -> list[Example]:
    found = []
    for name in NAMES:
        text = (
            Call("get_phone_number", (_span(1, 1),)),
            Call("send_sms", ((Result(1),), _span(3, 4))),
        )
        found.append(Example(f"text {name} that I'm late", text))
    return found


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    lines = "".join(f"{to_json(example)}\n" for example in _examples())
    (folder / "train.jsonl").write_text(lines, "utf-8")
    (folder / "dev.jsonl").write_text(lines, "utf-8")
    return folder


@pytest.fixture(scope="module")
def chats(data: Path) -> finetune.Chats:
    plain = Prompting(selected=0, whole=0, negatives=0, own=0, similar=0)
    return finetune.chats(data, finetune.Recipe(), plain)[0]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory, chats: finetune.Chats) -> Path:
    """The folder of a Llama with random weights and a byte-level BPE of 400 pieces."""
    for package in finetune.PACKAGES:
        pytest.importorskip(package, reason="fine-tuning is an extra")
    import torch
    from tokenizers import ByteLevelBPETokenizer
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    pieces = ByteLevelBPETokenizer()
    texts = [text for chat in chats for text in (chat.system, chat.user, chat.answer)]
    pieces.train_from_iterator(texts, 400, special_tokens=["<pad>", "</s>"], show_progress=False)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=pieces._tokenizer, eos_token="</s>", pad_token="<pad>"
    )
    tokenizer.chat_template = TEMPLATE
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=2,
        num_attention_heads=2, num_key_value_heads=1, max_position_embeddings=2048,
        eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id,
        bos_token_id=None,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(folder)
    return folder


def _tune(tiny: Path, data: Path, out: Path, *more: str) -> dict[str, Any]:
    where = ("--model", str(tiny), "--data", str(data), "--out", str(out))
    finetune.main([*where, *PLAIN, *QUICK, *more])
    found: dict[str, Any] = json.loads((out / "manifest.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def run(tiny: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of ten epochs."""
    out = tmp_path_factory.mktemp("run")
    _tune(tiny, data, out, "--epochs", "10", "--check", "1", "--merge")
    return out


def test_the_loss_goes_down(run: Path) -> None:
    """On what is learnt and on what is looked at; both are in the manifest, step by step."""
    manifest = json.loads((run / "manifest.json").read_text("utf-8"))
    assert (manifest["examples"], manifest["steps"]) == (8, 20)
    learnt = [row["loss"] for row in manifest["log"] if "loss" in row]
    looked_at = [row["eval_loss"] for row in manifest["log"] if "eval_loss" in row]
    assert learnt[-1] < learnt[0]
    assert looked_at[-1] < looked_at[0]
    assert manifest["dev"]["loss"] == min(looked_at)
    assert manifest["dev"]["plans"]["rows"] == 1


def test_only_the_adapter_is_learnt(run: Path) -> None:
    """It is a small part of the model."""
    parameters = json.loads((run / "manifest.json").read_text("utf-8"))["parameters"]
    assert 0 < parameters["trained"] < parameters["all"]


def test_adapter_and_merged_model_can_be_loaded_and_say_the_same(
    run: Path, tiny: Path, chats: finetune.Chats
) -> None:
    """And something else than the model did before."""
    import torch
    from peft import PeftModel
    from transformers import AutoModelForCausalLM, AutoTokenizer

    encoder = Encoder(AutoTokenizer.from_pretrained(run / "merged"))
    tokens = torch.tensor([encoder.encode(chats[0])["input_ids"]])
    base = AutoModelForCausalLM.from_pretrained(tiny)
    merged = AutoModelForCausalLM.from_pretrained(run / "merged")
    with torch.inference_mode():
        before = base(tokens).logits
        adapted = PeftModel.from_pretrained(base, run / "adapter")(tokens).logits
        torch.testing.assert_close(adapted, merged(tokens).logits, atol=1e-3, rtol=1e-3)
        assert not torch.allclose(before, adapted, atol=1e-1)


def test_a_run_is_not_written_over_and_can_be_gone_on_with(
    tiny: Path, data: Path, tmp_path: Path
) -> None:
    """With --resume, and only so."""
    first = _tune(tiny, data, tmp_path, "--epochs", "2", "--check", "0")
    with pytest.raises(UsageError, match="--resume"):
        _tune(tiny, data, tmp_path, "--epochs", "4")
    (tmp_path / "checkpoints" / "checkpoint-6").mkdir()  # of a run that was killed
    second = _tune(tiny, data, tmp_path, "--epochs", "4", "--check", "0", "--resume")
    assert (first["steps"], second["steps"]) == (4, 8)
    assert [row["step"] for row in second["log"] if "loss" in row] == [4, 8]


def test_the_labels_are_exactly_the_plan_by_a_real_tokenizer(
    tiny: Path, chats: finetune.Chats
) -> None:
    """In a real template, the prompt before them being what a model is given."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(tiny)
    encoder = Encoder(tokenizer)
    for chat in chats:
        encoded = encoder.encode(chat)
        learnt = [label for label in encoded["labels"] if label != UNLEARNT]
        assert learnt[-1] == tokenizer.eos_token_id
        assert tokenizer.decode(learnt[:-1]) == chat.answer
        prompt = encoder.prompt(chat.system, chat.user, chat.now)
        assert prompt + learnt == encoded["input_ids"]
        assert tokenizer.decode(prompt).endswith(f"{chat.user}\n<assistant>\n")


def test_plans_that_a_model_writes_are_judged_as_the_program_would(
    tiny: Path, chats: finetune.Chats
) -> None:
    """The right one, one of a tool that is not on offer, and rubbish."""
    import torch
    from transformers import AutoTokenizer

    from tinyagent_cli.lab import tuned

    encoder = Encoder(AutoTokenizer.from_pretrained(tiny))

    class Parrot:
        """A model that writes the same whatever it reads."""

        device = "cpu"

        def __init__(self, text: str) -> None:
            self.text = text

        def eval(self) -> None: ...

        def generate(self, input_ids: Any, **how: Any) -> Any:
            tokens = encoder.tokenizer(self.text, add_special_tokens=False).input_ids
            return torch.cat((input_ids, torch.tensor([tokens])), 1)

    def verdict(text: str, chat: Chat) -> Any:
        (found,) = tuned.verdicts(Parrot(text), encoder, [chat])
        return found

    chat = chats[0]
    right = verdict(chat.answer, chat)
    assert right.success
    assert right.strict
    assert right.answer.offered == {"get_phone_number", "send_sms"}
    assert verdict('1. maps_open_location("Sid")\n2. join()\n', chat).answer.plan is None
    assert verdict("Sid Sid Sid", chat).answer.plan is None


def test_a_model_that_is_not_here_is_not_fetched_unasked(
    tiny: Path, data: Path, tmp_path: Path
) -> None:
    """The option that does it is named."""
    with pytest.raises(NotReady, match="--download"):
        _tune(Path("nobody/such-a-model"), data, tmp_path)
    with pytest.raises(NotReady, match="no tokenizer"):
        _tune(tmp_path, data, tmp_path)


def test_qlora_without_a_gpu_is_one_clear_line(tiny: Path, data: Path, tmp_path: Path) -> None:
    """It says what runs anywhere."""
    import torch

    if torch.cuda.is_available():
        pytest.skip("there is a GPU")
    with pytest.raises(NotReady, match="LoRA runs anywhere"):
        _tune(tiny, data, tmp_path, "--qlora")


def test_without_its_packages_the_extra_is_named(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever is missing."""
    monkeypatch.setitem(sys.modules, "peft", None)
    with pytest.raises(MissingExtra, match=r"tinyagent-cli\[finetune\]"):
        _tune(tmp_path, data, tmp_path)


def test_without_examples_the_stage_that_makes_them_is_named(tmp_path: Path) -> None:
    """Before any model is read."""
    with pytest.raises(UsageError, match="tinyagent lab data"):
        finetune.chats(tmp_path, finetune.Recipe(), Prompting())
