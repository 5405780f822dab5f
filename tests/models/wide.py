"""A small language model in 16 bits, its weights drawn by lot: something to quantise."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import gguf
import numpy as np

from tinyagent_cli.bench.random_model import TINY, write
from tinyagent_cli.models.ruler import TEXT


def write_wide(path: Path) -> None:
    """Write it to *path*: 2 layers of 256, 2 000 tokens, 6 MB."""
    narrow = path.with_suffix(".narrow")
    write(narrow, TINY, [TEXT])
    reader = gguf.GGUFReader(narrow)
    writer = gguf.GGUFWriter(path, "llama")
    own = ("GGUF.", "general.architecture", "general.file_type", "general.quantization_version")
    with closing(writer):
        for name, field in reader.fields.items():
            if not name.startswith(own):
                inner = field.types[1] if len(field.types) > 1 else None
                writer.add_key_value(name, field.contents(), field.types[0], inner)
        writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
        for tensor in reader.tensors:
            wide = gguf.quants.dequantize(tensor.data, tensor.tensor_type)
            vector = len(tensor.shape) == 1
            writer.add_tensor(tensor.name, wide.astype(np.float32 if vector else np.float16))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
    narrow.unlink()
