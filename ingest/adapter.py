"""An embedding model adapted to how staff write: small matrices that are added to its weights (LoRA), kept in a corpus folder.

`python -m eval.adapting` learns them from said/ and topics.yaml; docs/decisions/0009-listening.md says how and what it gains.
They are added once, when the model is made ready (`ingest.export`), so a question costs what it did.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from ingest.errors import IngestError

FILE = "adapter.npz"
DOWN, UP = ".down", ".up"  # a layer's two matrices: (rank, inputs) and (outputs, rank)


def changes(path: Path) -> dict[str, NDArray[np.float64]]:
    """What is added to each layer's weight (outputs, inputs), by the layer's name; raises IngestError for another file."""
    try:
        return {layer: up.astype(np.float64) @ down.astype(np.float64) for layer, (down, up) in read_adapter(path).items()}
    except ValueError:
        raise _another(path) from None


def read_adapter(path: Path) -> dict[str, tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """Each layer's matrices, down and up, as `write_adapter` kept them; raises IngestError for another file."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            layers = [name.removesuffix(UP) for name in kept.files if name.endswith(UP)]
            if sorted(kept.files) != sorted(layer + end for layer in layers for end in (DOWN, UP)):
                raise ValueError
            return {layer: (kept[layer + DOWN].astype(np.float32), kept[layer + UP].astype(np.float32)) for layer in layers}
    except (OSError, EOFError, BadZipFile, ValueError, KeyError):
        raise _another(path) from None


def _another(path: Path) -> IngestError:
    return IngestError(f"{path}: is no adapter of an embedding model. Put it back as it was, or take it away")


def write_adapter(path: Path, layers: Mapping[str, tuple[NDArray[np.float32], NDArray[np.float32]]]) -> None:
    """Keeps each layer's matrices, down (rank, inputs) and up (outputs, rank), in half precision."""
    with path.open("wb") as file:
        halves = {name + end: half for name, pair in layers.items() for end, half in zip((DOWN, UP), pair, strict=True)}
        np.savez(file, allow_pickle=False, **{name: half.astype(np.float16) for name, half in halves.items()})


def adapt(model: Any, path: Path) -> None:
    """Adds them to a torch model's layers; raises IngestError where they are another model's."""
    import torch  # noqa: PLC0415 - only an export needs it

    layers = dict(model.named_modules())
    for name, added in changes(path).items():
        weight = getattr(layers.get(name), "weight", None)
        if weight is None or tuple(weight.shape) != added.shape:
            raise IngestError(f"{path}: was made for another model: {name} is not a layer of this one of the same size")
        weight.data = (weight.data.double() + torch.from_numpy(added)).float()
