"""A Whisper made here by transformers and converted by CTranslate2's own converter, as those of
the catalogue were; its weights are random, and so is what it says."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.plugins.test_whisper import babble
from tinyagent_cli.models.speech import form_of
from tinyagent_cli.plugins.whisper import WhisperTranscriber
from tinyagent_cli.voice.sound import Sound

pytest.importorskip("faster_whisper", reason="comes with the voice extra")
pytest.importorskip("torch", reason="pip install --group torch")
pytest.importorskip("transformers", reason="pip install --group torch")
pytestmark = pytest.mark.filterwarnings("ignore")  # of torch and transformers

SPECIAL = (
    "<|endoftext|>", "<|startoftranscript|>", "<|en|>", "<|translate|>", "<|transcribe|>",
    "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>",
    *(f"<|{number * 0.02:.2f}|>" for number in range(1501)),
)  # fmt: skip


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model of 0.4 million parameters, in 8 bits."""
    from ctranslate2.converters import TransformersConverter

    made = tmp_path_factory.mktemp("made")
    _make(made)
    folder = tmp_path_factory.mktemp("converted") / "whisper-random"
    beside = ["tokenizer.json", "preprocessor_config.json"]
    TransformersConverter(str(made), copy_files=beside).convert(str(folder), quantization="int8")
    return folder


def _make(folder: Path) -> None:
    import torch
    from transformers import (
        GenerationConfig,
        WhisperConfig,
        WhisperFeatureExtractor,
        WhisperForConditionalGeneration,
    )

    ids = _tokenizer(folder)
    end, start = ids["<|endoftext|>"], ids["<|startoftranscript|>"]
    ends = dict.fromkeys(("bos_token_id", "eos_token_id", "pad_token_id"), end)
    sizes = {"encoder_layers": 2, "decoder_layers": 2, "d_model": 64, "num_mel_bins": 80}
    for side in ("encoder", "decoder"):
        sizes |= {f"{side}_attention_heads": 2, f"{side}_ffn_dim": 128}
    torch.manual_seed(0)
    model = WhisperForConditionalGeneration(
        WhisperConfig(
            vocab_size=len(ids), decoder_start_token_id=start,
            suppress_tokens=None, begin_suppress_tokens=[end], **sizes, **ends,
        )
    )  # fmt: skip
    model.generation_config = GenerationConfig(
        decoder_start_token_id=start, no_timestamps_token_id=ids["<|notimestamps|>"],
        suppress_tokens=[], begin_suppress_tokens=[end], alignment_heads=[[0, 0], [1, 1]],
        is_multilingual=False, max_length=448, **ends,
    )  # fmt: skip
    model.save_pretrained(folder)
    WhisperFeatureExtractor(feature_size=80).save_pretrained(folder)


def _tokenizer(folder: Path) -> dict[str, int]:
    """Write the files of one whose words are bytes; its tokens by name."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    letters = {sign: at for at, sign in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    tokenizer = Tokenizer(models.BPE(vocab=letters, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = [AddedToken(each, special=True, normalized=False) for each in SPECIAL]
    tokenizer.add_special_tokens(special)
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "vocab.json").write_text(json.dumps(letters))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    names = ("bos_token", "eos_token", "unk_token", "pad_token")
    about = {"tokenizer_class": "WhisperTokenizer", "model_max_length": 448}
    (folder / "tokenizer_config.json").write_text(
        json.dumps(about | dict.fromkeys(names, "<|endoftext|>"))
    )
    ids: dict[str, int] = tokenizer.get_vocab()
    return ids


@pytest.mark.parametrize("draft", [True, False])
def test_it_is_loaded_and_hears(converted: Path, draft: bool) -> None:
    """By the very code that loads a real one: encoder, decoder, names, times."""
    assert form_of(converted / "model.bin") == "CTranslate2"
    sound = Sound(babble(3.0))
    transcript = WhisperTranscriber(converted, "en").transcribe(sound, ["Sid"], draft=draft)
    assert transcript.language == "en"
    assert 0 < (transcript.speech or 0.0) <= sound.seconds
    for word in transcript.words:
        assert 0.0 <= word.start <= word.end <= sound.seconds
        assert 0.0 <= word.probability <= 1.0


def test_what_was_heard_depends_on_the_weights(converted: Path) -> None:
    """It is the model that hears: the same sound gives the same words, silence none."""
    transcriber = WhisperTranscriber(converted, "en")
    sound = Sound(babble(3.0))
    drafts = {transcriber.transcribe(sound, draft=True).text for _ in range(2)}
    assert len(drafts) == 1
    assert not transcriber.transcribe(Sound(np.zeros(32000, np.float32))).words
