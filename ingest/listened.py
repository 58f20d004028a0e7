"""The vectors of what is learnt from, kept for the next ingest alone: unchanged words are not embedded again.

They are most of what is learnt from in bytes and no answer needs them, so they are no file of those that are served, and a
process that answers neither checks nor reads them.
"""

from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from ingest.classifier import Floats
from ingest.manifest import text_hash

FILE = "listened.npz"


def write_listened(folder: Path, given: Sequence[tuple[Sequence[str], Floats]], model_hash: str) -> None:
    """Keeps texts, each list with a vector a text, and the model that gave them."""
    hashes = [text_hash(text) for texts, _ in given for text in texts]
    vectors = np.vstack([each for _, each in given])
    np.savez(folder / FILE, texts=np.array(hashes), vectors=vectors, model=np.array(model_hash))


def read_listened(folder: Path, model_hash: str) -> dict[str, Floats]:
    """The vectors by the hash of the words; none where the file is missing, damaged (its parts have checksums) or of another
    model: then all is embedded anew."""
    try:
        with np.load(folder / FILE, allow_pickle=False) as kept:
            same = kept["model"].item() == model_hash
            return dict(zip(kept["texts"].tolist(), kept["vectors"], strict=True)) if same else {}
    except (OSError, BadZipFile, KeyError, ValueError):
        return {}
