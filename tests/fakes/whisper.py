"""A Whisper of 64 dimensions that says one sentence, whatever it hears: real files, real code.

Its decoder is a chain: every token makes the next one of the sentence the likeliest, as all its
layers add nothing.  So faster-whisper loads, encodes, decodes and times it as any other.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

_WIDTH, _HEADS, _FRAMES, _TOKENS = 64, 2, 1500, 448
_SPECIAL = (
    "<|endoftext|>", "<|startoftranscript|>", "<|en|>", "<|translate|>", "<|transcribe|>",
    "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>",
)  # fmt: skip


def saying(folder: Path, sentence: str, *, sure: float = 40.0) -> Path:
    """*folder*, made one with a model that says *sentence*; *sure* is its logit for each word."""
    import numpy as np
    from ctranslate2.specs import WhisperSpec

    words = [f"Ġ{word}" for word in dict.fromkeys(sentence.split())]
    vocabulary = _vocabulary(words)
    ids = {token: number for number, token in enumerate(vocabulary)}
    chain = [f"Ġ{word}" for word in sentence.split()]
    if len(set(chain)) < len(chain):
        raise ValueError("a word that comes twice has two that follow it")
    spec = WhisperSpec(1, _HEADS, 1, _HEADS)
    embedded = np.zeros((len(vocabulary), _WIDTH), dtype=np.float32)
    projected = np.zeros_like(embedded)
    follows = [
        ("<|startoftranscript|>", "<|0.00|>"), ("<|0.00|>", chain[0]),
        ("<|notimestamps|>", chain[0]), *pairwise(chain),
        (chain[-1], "<|1.00|>"), ("<|1.00|>", "<|endoftext|>"),
    ]  # fmt: skip
    for place, (token, following) in enumerate(follows):
        embedded[ids[token], place] = 1.0
        projected[ids[following], place] += sure / np.sqrt(_WIDTH)
    # Where times are not wanted, the sentence ends where it would have said one.
    projected[ids["<|endoftext|>"], len(follows) - 2] += sure / np.sqrt(_WIDTH) / 2
    _encoder(spec.encoder)
    _decoder(spec.decoder, embedded, projected)
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = []
    spec.config.lang_ids = []
    spec.config.alignment_heads = [(0, 0)]
    spec.register_vocabulary(vocabulary)
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    _tokenizer(folder / "tokenizer.json", vocabulary, ids)
    return folder


def _vocabulary(words: list[str]) -> list[str]:
    from tokenizers.pre_tokenizers import ByteLevel

    times = [f"<|{number * 0.02:.2f}|>" for number in range(1501)]
    return [*sorted(ByteLevel.alphabet()), *words, *_SPECIAL, *times]


def _tokenizer(path: Path, vocabulary: list[str], ids: dict[str, int]) -> None:
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    text = {token: ids[token] for token in vocabulary if not token.startswith("<|")}
    tokenizer = Tokenizer(models.BPE(vocab=text, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = [token for token in vocabulary if token.startswith("<|")]
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in special])
    tokenizer.save(str(path))
    assert json.loads(path.read_text())["model"]["vocab"]
    assert tokenizer.token_to_id("<|notimestamps|>") == ids["<|notimestamps|>"]


def _encoder(encoder: Any) -> None:
    import numpy as np

    rng = np.random.default_rng(0)
    for conv, inner in ((encoder.conv1, 80), (encoder.conv2, _WIDTH)):
        conv.weight = rng.normal(0, 0.1, (_WIDTH, inner, 3)).astype(np.float32)
        conv.bias = np.zeros(_WIDTH, dtype=np.float32)
    encoder.position_encodings.encodings = np.zeros((_FRAMES, _WIDTH), dtype=np.float32)
    _norm(encoder.layer_norm)
    for layer in encoder.layer:
        _attention(layer.self_attention, crossed=False)
        _forward(layer.ffn)


def _decoder(decoder: Any, embedded: Any, projected: Any) -> None:
    import numpy as np

    decoder.embeddings.weight = embedded
    decoder.projection.weight = projected
    decoder.position_encodings.encodings = np.zeros((_TOKENS, _WIDTH), dtype=np.float32)
    _norm(decoder.layer_norm)
    for layer in decoder.layer:
        _attention(layer.self_attention, crossed=False)
        _attention(layer.attention, crossed=True)
        _forward(layer.ffn)


def _attention(attention: Any, *, crossed: bool) -> None:
    """Attention that looks about, as words are timed by it, and adds nothing."""
    import numpy as np

    _norm(attention.layer_norm)
    rows = (_WIDTH, 2 * _WIDTH, _WIDTH) if crossed else (3 * _WIDTH, _WIDTH)
    rng = np.random.default_rng(1)
    for linear, height in zip(attention.linear, rows, strict=True):
        _linear(linear, height, _WIDTH)
        if linear is not attention.linear[-1]:
            linear.weight = rng.normal(0, 0.2, (height, _WIDTH)).astype(np.float32)


def _forward(ffn: Any) -> None:
    _norm(ffn.layer_norm)
    _linear(ffn.linear_0, 2 * _WIDTH, _WIDTH)
    _linear(ffn.linear_1, _WIDTH, 2 * _WIDTH)


def _linear(linear: Any, height: int, width: int) -> None:
    import numpy as np

    linear.weight = np.zeros((height, width), dtype=np.float32)
    linear.bias = np.zeros(height, dtype=np.float32)


def _norm(norm: Any) -> None:
    import numpy as np

    norm.gamma = np.ones(_WIDTH, dtype=np.float32)
    norm.beta = np.zeros(_WIDTH, dtype=np.float32)
