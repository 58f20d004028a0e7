"""Chroma: written once by the process that builds a generation, compared with the rows and vectors before it is served.

It is written through Chroma's own client and opened as LangChain's `Chroma`: same folder, same collection, same fields.

Opening it rewrites its database but never the files of its search graph, so those are held to their bytes (graph.json). A graph
can be damaged where no probe query passes: then it would answer wrongly, or kill the server, on somebody's question.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import IngestError
from ingest.rows import Row
from ingest.sources import sha256_of

if TYPE_CHECKING:
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings

FOLDER = "chroma"
COLLECTION = "passages"
GRAPH = "graph.json"  # the name of each file of Chroma's graph -> sha256
HELD = "index_metadata.pickle"  # beside a graph that is kept; of less than a thousand rows Chroma makes it anew each time
BATCH = 5_000  # Chroma takes at most 5,461 rows at once, and gives out no more than some 32,000 with all that it holds of them
# The space is fixed at creation. The rest makes its approximate search find what exact search finds: of 1,954 queries over
# 10,740 rows (many of them near-copies) none differed in its ten best; with 16 neighbours five did.
CONFIGURATION = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 1_000, "max_neighbors": 48}}


def write_store(folder: Path, rows: Sequence[Row], vectors: NDArray[np.float32], done: Callable[[int], None]) -> None:
    """The rows and their vectors into a new Chroma; it is closed again before this returns. Raises IngestError."""
    try:
        with client_of(folder) as client:
            _fill(client, rows, vectors, done)
        write_graph(folder)
    except Exception as error:  # Chroma raises errors of many kinds; a full disk is the likeliest
        raise IngestError(
            f"Chroma could not be written in {folder / FOLDER}: {type(error).__name__}: {error}. "
            "Free some space and run `aftercare ingest` again. The index that was there is still served"
        ) from error


def write_graph(folder: Path) -> None:
    """Keeps what the files of Chroma's graph are. Chroma must be closed."""
    parts = {held.parent for held in (folder / FOLDER).glob(f"*/{HELD}")}
    files = {_name(path): sha256_of(path) for part in parts for path in part.iterdir()}
    (folder / GRAPH).write_text(json.dumps(files, indent=1, sort_keys=True), encoding="utf-8")


def graph_damage(folder: Path) -> str:
    """What is wrong with the files of Chroma's graph, or "". Nothing of Chroma is opened."""
    try:
        wanted = dict[str, str](json.loads((folder / GRAPH).read_bytes()))
    except (OSError, ValueError, TypeError):
        return f"Chroma's files cannot be checked: {GRAPH} is missing or damaged"
    for name, sha256 in wanted.items():
        path = folder / FOLDER / name
        if not path.is_file():
            return f"Chroma's file {path.name} is missing"
        if sha256_of(path) != sha256:
            return f"Chroma's file {path.name} is not as it was written"
    return ""


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _fill(client: Any, rows: Sequence[Row], vectors: NDArray[np.float32], done: Callable[[int], None]) -> None:
    collection = client.create_collection(COLLECTION, configuration=CONFIGURATION, embedding_function=None)
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        collection.add(
            ids=[row.id for row in batch],
            embeddings=vectors[start : start + BATCH],
            documents=[row.text for row in batch],
            metadatas=[metadata(row) for row in batch],
        )
        done(start + len(batch))


def langchain_store(client: Any, embeddings: "Embeddings | None" = None) -> "Chroma":
    """The store as LangChain's Chroma. Raises whatever Chroma raises; only open what `ingest.probe` has passed."""
    from langchain_chroma import Chroma  # noqa: PLC0415

    collection_of(client)  # an absent collection is an error, not a new one
    return Chroma(COLLECTION, embeddings, client=client)


def collection_of(client: Any) -> Any:
    """The store as Chroma's own collection, without LangChain, which takes a while to import."""
    return client.get_collection(COLLECTION, embedding_function=None)


def nearest(client: Any, query: Sequence[float] | NDArray[np.float32], k: int) -> list[str]:
    """The ids of the k nearest rows."""
    found: list[str] = collection_of(client).query(query_embeddings=[query], n_results=k, include=[])["ids"][0]
    return found


def metadata(row: Row) -> dict[str, str | int]:
    """What Chroma keeps beside a row's words; scalars only."""
    kept: dict[str, str | int] = {"paragraph": row.paragraph, "way": row.way.value, "at": row.at}
    return kept if row.point is None else {**kept, "point": row.point}


def client_of(folder: Path) -> Any:
    """Opens a generation's Chroma. Close it when done."""
    import chromadb  # noqa: PLC0415
    from chromadb.config import Settings  # noqa: PLC0415

    return chromadb.PersistentClient(str(folder / FOLDER), settings=Settings(anonymized_telemetry=False))
