"""What is added to a model's weights, so that it hears how staff write."""

from pathlib import Path

import numpy as np
import pytest
import torch

from ingest.adapter import FILE, adapt, changes, write_adapter
from ingest.embeddings import OnnxEmbeddings
from ingest.errors import IngestError
from ingest.index import open_index
from ingest.models import models_of

ONE = np.array([[1.0, 2.0, 3.0]], np.float32), np.array([[1.0], [-1.0]], np.float32)  # 3 inputs, rank 1, 2 outputs


class Two(torch.nn.Module):
    """A model with a layer of the size of ONE, and one of another."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = torch.nn.Linear(3, 2, bias=False), torch.nn.Linear(2, 2)


def test_the_product_is_added_to_the_layer_it_is_named_after(tmp_path: Path) -> None:
    """And to no other."""
    model = Two()
    before, other = model.first.weight.detach().numpy().copy(), model.second.weight.detach().numpy().copy()
    write_adapter(tmp_path / FILE, {"first": ONE})
    adapt(model, tmp_path / FILE)
    assert np.allclose(model.first.weight.detach().numpy() - before, [[1, 2, 3], [-1, -2, -3]], atol=1e-6)
    assert (model.second.weight.detach().numpy() == other).all()


@pytest.mark.parametrize("layer", ["second", "third"])
def test_another_models_adapter_is_refused(tmp_path: Path, layer: str) -> None:
    """A layer of another size, or none of that name: the error names the file and the layer."""
    write_adapter(tmp_path / FILE, {layer: ONE})
    with pytest.raises(IngestError, match=rf"{FILE}: was made for another model: {layer} is not a layer"):
        adapt(Two(), tmp_path / FILE)


@pytest.mark.parametrize("kept", [b"", b"PK\x03\x04 not whole", b"\x80\x04."])
def test_another_file_is_refused(tmp_path: Path, kept: bytes) -> None:
    """Cut off, or something else: the error says what to do."""
    (tmp_path / FILE).write_bytes(kept)
    with pytest.raises(IngestError, match=r"is no adapter of an embedding model\. Put it back"):
        changes(tmp_path / FILE)


def test_half_of_a_pair_is_refused(tmp_path: Path) -> None:
    """Each layer has two matrices."""
    np.savez(tmp_path / FILE, **{"first.up": ONE[1]})
    with pytest.raises(IngestError, match="is no adapter"):
        changes(tmp_path / FILE)


def test_messages_are_heard_with_the_adapted_model_and_documents_read_with_the_published_one(home: Path) -> None:
    """Two models, both made ready; what one embedded is not taken for the other's."""
    with open_index(home) as index:
        assert index.manifest.listener != index.manifest.model_hash
        text = "he was discharged last week"
        heard, read = index.listener.vectors([text]), index.embeddings.vectors([text])
    assert not np.allclose(heard, read, atol=1e-3)
    assert np.linalg.norm(heard) == pytest.approx(1, abs=1e-5)


def test_without_an_adapter_both_are_the_published_model(home: Path, tmp_path: Path) -> None:
    """As in a corpus that has none."""
    models = models_of(tmp_path, home)
    assert isinstance(models.listener, OnnxEmbeddings)
    assert models.listener.model_hash == models.reader.model_hash
