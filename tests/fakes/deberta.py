"""A DeBERTa of two layers and a tokenizer of whole words, made in a moment and untrained."""

from __future__ import annotations

from pathlib import Path

WORDS = ("alpha", "beta", "gamma", "delta", "map", "open", "text", "sid", "hello")


def make_deberta(folder: Path, labels: int) -> None:
    """Save one with *labels* labels in *folder*, as transformers does."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import (
        DebertaV2Config,
        DebertaV2ForSequenceClassification,
        PreTrainedTokenizerFast,
    )

    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    vocabulary = {word: i for i, word in enumerate([*marks, *WORDS])}
    whole = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    whole.pre_tokenizer = pre_tokenizers.Whitespace()
    ends = [(mark, vocabulary[mark]) for mark in ("[CLS]", "[SEP]")]
    whole.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", special_tokens=ends)
    PreTrainedTokenizerFast(
        tokenizer_object=whole, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]",
        sep_token="[SEP]",
    ).save_pretrained(folder)  # fmt: skip
    torch.manual_seed(1)
    DebertaV2ForSequenceClassification(
        DebertaV2Config(
            vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2,
            num_attention_heads=2, intermediate_size=32, max_position_embeddings=64,
            relative_attention=True, pos_att_type=["p2c", "c2p"], position_buckets=8,
            type_vocab_size=0, initializer_range=0.2, pooler_hidden_size=32, num_labels=labels,
        )
    ).save_pretrained(folder)  # fmt: skip
