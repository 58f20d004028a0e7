"""A sentence-transformers model to ONNX, once, at ingest: `python -m ingest.export MODEL_FOLDER NEW_FOLDER`.

It runs in a process of its own, so that torch's memory and its chatter end with it. What it writes is all a question needs:
model.onnx (pooling and normalising are part of the graph), words.npy (its largest table, a row a token), tokenizer.json and
model.json.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np

from ingest.adapter import FILE, adapt
from ingest.embeddings import WORDS, OnnxEmbeddings

os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1", TOKENIZERS_PARALLELISM="false")

LONG = "Aftercare lasts until both bodies agree, after a review, that it has ended. " * 8
CHECKED_ON = ("Who pays for the care home?", LONG, "s117")
LARGEST_DIFFERENCE = 1e-5


def export(source: Path, into: Path) -> None:
    """Writes the four files; raises RuntimeError where the copy does not agree with the model it was made from."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    model = SentenceTransformer(str(source), device="cpu", local_files_only=True)
    if (source / FILE).exists():
        adapt(model[0].auto_model, source / FILE)
    tokenizer = model.tokenizer
    tokenizer.backend_tokenizer.save(str(into / "tokenizer.json"))
    names = _to_onnx(model, into / "model.onnx")
    settings = {
        "inputs": names,
        "words": _set_words_apart(into / "model.onnx", into / WORDS),
        "max_tokens": int(model.max_seq_length or 256),
        "pad_id": tokenizer.pad_token_id,
        "pad_token": tokenizer.pad_token,
        "dimensions": model.get_embedding_dimension(),
    }
    (into / "model.json").write_text(json.dumps(settings, indent=1))
    _check(model, into)


def _to_onnx(model: Any, path: Path) -> list[str]:
    import torch  # noqa: PLC0415
    from torch.export import Dim  # noqa: PLC0415

    features = {name: value for name, value in model.preprocess(list(CHECKED_ON[:2])).items() if hasattr(value, "shape")}
    names = list(features)

    class Whole(torch.nn.Module):
        """Tokens in, the finished vector out."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *inputs: Any) -> Any:
            return self.model(dict(zip(names, inputs, strict=True)))["sentence_embedding"]

    sizes = {0: Dim("batch", min=1, max=4096), 1: Dim("tokens", min=2, max=int(model.max_seq_length or 256))}
    torch.onnx.export(
        Whole().eval(),
        tuple(features.values()),
        str(path),
        input_names=names,
        output_names=["vector"],
        opset_version=18,
        dynamo=True,
        external_data=False,
        dynamic_shapes=(tuple(sizes for _ in names),),
        verbose=False,
    )
    return names


def _set_words_apart(model: Path, words: Path) -> str:
    """Moves the largest table, half of the model, into a file of its own, and gives its name: a text needs few rows of it."""
    import onnx  # noqa: PLC0415
    from onnx import external_data_helper, numpy_helper  # noqa: PLC0415

    whole = onnx.load(model)
    largest = max(whole.graph.initializer, key=lambda table: len(table.raw_data))
    size = len(largest.raw_data)
    np.save(words, numpy_helper.to_array(largest), allow_pickle=False)
    external_data_helper.set_external_data(largest, words.name, offset=words.stat().st_size - size, length=size)
    largest.ClearField("raw_data")
    onnx.save(whole, model)
    return str(largest.name)


def _check(model: Any, into: Path) -> None:
    made = OnnxEmbeddings(into, checked=False).vectors(CHECKED_ON)
    difference = float(np.abs(made - model.encode(list(CHECKED_ON), normalize_embeddings=True)).max())
    if difference > LARGEST_DIFFERENCE:
        raise RuntimeError(f"the ONNX copy differs from the model by {difference:.1e}, more than {LARGEST_DIFFERENCE:.0e}")


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]))
