"""manifest.json: what a generation of the index holds, written last. A folder without one was never finished.

Every file that is served has its sha256 here. Chroma's have not: opening it rewrites its database, and few who ask open it. It
is compared with the rows and vectors instead (`ingest.probe`), and the files of its graph with graph.json (`ingest.store`).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.disk import write_whole
from ingest.errors import DamagedIndex
from ingest.rows import Row
from ingest.sources import sha256_of

FORMAT = 7  # raised when a generation written before can no longer be read
NAME = "manifest.json"
WHAT_TO_DO = "Run `aftercare ingest` to build it anew, or `aftercare ingest rollback` to serve the one before it."


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds.

    previous     name of the generation that was served when this one was built, or None
    model        name of the embedding model; model_hash tells its exact weights and settings
    listener     the model_hash of what messages are heard with: the same model adapted, or as it is
    corpus_hash  over the documents and the corpus folder's YAML files
    recipe       over the code of ingest: the same corpus and the same recipe make the same index
    rows_hash    over each row's id, words and vector, in order
    counts       documents, paragraphs, passages, points, rows
    files        name inside the generation -> sha256
    probe        seconds the probe took, and how many probe queries agreed with exact search
    """

    format: int
    created: str
    previous: str | None
    model: str
    model_hash: str
    listener: str
    dimensions: int
    corpus_hash: str
    recipe: str
    rows_hash: str
    counts: Mapping[str, int]
    files: Mapping[str, str]
    probe: Mapping[str, float]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Finishes a generation."""
    body = asdict(manifest)
    write_whole(folder / NAME, json.dumps({**body, "seal": _seal(body)}, indent=1).encode())


def read_manifest(folder: Path) -> Manifest:
    """The manifest, checked against its own seal; raises DamagedIndex."""
    path = folder / NAME
    try:
        body = json.loads(path.read_bytes())
        seal = body.pop("seal")
    except FileNotFoundError:
        raise damaged(path, "is missing") from None
    except (ValueError, KeyError, AttributeError, TypeError):
        raise damaged(path, "cannot be read") from None
    if seal != _seal(body):
        raise damaged(path, "is not as it was written")
    if body["format"] != FORMAT:
        raise damaged(path, f"has format {body['format']}; this version of Aftercare reads format {FORMAT}")
    return Manifest(**{field.name: body[field.name] for field in fields(Manifest)})


def check_files(folder: Path, manifest: Manifest) -> None:
    """Every file that is served is the one that was built; raises DamagedIndex naming the first that is not."""
    for name, wanted in manifest.files.items():
        path = folder / name
        try:
            found = sha256_of(path)
        except OSError as error:
            raise damaged(path, "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read ({error})") from None
        if found != wanted:
            raise damaged(path, "is not the file that was built: its sha256 differs")


def hashes(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """The sha256 of each of the files."""
    return {name: sha256_of(folder / name) for name in names}


def rows_hash(rows: Iterable[Row], vectors: NDArray[np.float32]) -> str:
    """One hash over every row's id, words and vector, in order: it ties each vector to its words."""
    whole = hashlib.sha256()
    for row, vector in zip(rows, vectors, strict=True):
        whole.update(f"{row.id}\0{text_hash(row.text)}\0".encode())
        whole.update(np.ascontiguousarray(vector, dtype="<f4").tobytes())
    return whole.hexdigest()


def text_hash(text: str) -> str:
    """What a vector is kept under, so that unchanged words are not embedded again."""
    return hashlib.sha256(text.encode()).hexdigest()


def damaged(path: Path, what: str) -> DamagedIndex:
    """The error for a file of a generation, with what to do."""
    return DamagedIndex(f"{path}: {what}. This index is not served. {WHAT_TO_DO}")


def _seal(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
