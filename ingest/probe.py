"""Is a generation's Chroma whole? Asked in a child process, because a damaged one can kill whoever opens it.

The files of Chroma's graph must be as they were written. Then Chroma's count, the ids that a query for all returns, every
stored vector and every text are compared with the generation's own rows and vectors; last, 20 probe queries must find the same
top 10 as exact search.
"""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.contents import read_rows
from ingest.rows import Row
from ingest.store import BATCH, client_of, collection_of, graph_damage, metadata
from ingest.vectors import best, read_vectors, similarities

QUERIES, DEPTH = 20, 10
LOOKED_AT = 3 * DEPTH  # what Chroma is asked for: equal rows may come in another order than ours
UNLINKED = 10_000  # among near-copies no other row may be linked to a row: of 154,486 one was not. Damage loses far more
TIME_LIMIT = 300  # seconds; a Chroma that another process writes to can hang for minutes


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the probe found. `reason` is empty where it passed."""

    passed: bool
    reason: str
    rows: int
    queries: int
    seconds: float


def probe(folder: Path) -> Verdict:
    """Opens a generation's Chroma in a child process and compares it; never raises for a damaged one."""
    started = time.perf_counter()
    try:
        command = [sys.executable, "-m", "ingest.probe", str(folder)]
        child = subprocess.run(command, capture_output=True, text=True, timeout=TIME_LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return _failed(f"Chroma did not answer within {TIME_LIMIT} seconds", started)
    if child.returncode < 0:
        return _failed(f"Chroma crashed the process that opened it (signal {-child.returncode})", started)
    try:
        verdict = json.loads(child.stdout.splitlines()[-1])
        return Verdict(**{**verdict, "seconds": round(time.perf_counter() - started, 3)})
    except (IndexError, ValueError, TypeError):
        last = (child.stderr.strip().splitlines() or ["it said nothing"])[-1]
        return _failed(f"Chroma could not be opened: {last}", started)


def compare(folder: Path) -> Verdict:
    """The same, in this process: for the child, and for whoever has forked already."""
    started = time.perf_counter()
    if damage := graph_damage(folder):
        return _failed(damage, started)
    try:
        rows, vectors = read_rows(folder), read_vectors(folder)
        with client_of(folder) as client:
            reason = difference(rows, vectors, collection_of(client))
    except Exception as error:  # Chroma raises errors of many kinds, and each of them means the same here
        reason = f"Chroma could not be read: {type(error).__name__}: {error}"
        return _failed(reason, started)
    return Verdict(not reason, reason, len(rows), QUERIES, round(time.perf_counter() - started, 3))


def difference(rows: Sequence[Row], vectors: NDArray[np.float32], collection: Any, at_once: int = BATCH) -> str:
    """The first thing in which Chroma's collection is not what these rows are, or "". `at_once`: rows fetched in one go."""
    if (count := collection.count()) != len(rows):
        return f"Chroma counts {count} rows of {len(rows)}"
    if not rows:
        return ""
    returned = len(set(_ids(collection, vectors[0], len(rows))))
    if len(rows) - returned > len(rows) // UNLINKED:
        return f"a query for all {len(rows)} rows returns {returned}"
    for start in range(0, len(rows), at_once):
        batch = slice(start, start + at_once)
        if reason := _stored_otherwise(rows[batch], vectors[batch], collection):
            return reason
    return _found_otherwise(rows, vectors, collection)


def _stored_otherwise(rows: Sequence[Row], vectors: NDArray[np.float32], collection: Any) -> str:
    kept = collection.get(ids=[row.id for row in rows], include=["embeddings", "documents", "metadatas"])
    at = {name: place for place, name in enumerate(kept["ids"])}
    for row, vector in zip(rows, vectors, strict=True):
        place = at.get(row.id)
        if place is None:
            return f"Chroma does not hold the row {row.id}"
        if kept["documents"][place] != row.text or kept["metadatas"][place] != metadata(row):
            return f"Chroma holds other words for the row {row.id}"
        if not np.allclose(kept["embeddings"][place], vector, atol=1e-5):
            return f"Chroma holds another vector for the row {row.id}"
    return ""


def _found_otherwise(rows: Sequence[Row], vectors: NDArray[np.float32], collection: Any) -> str:
    ids = [row.id for row in rows]
    place = {name: at for at, name in enumerate(ids)}
    for query in _queries(vectors):
        scores = similarities(vectors, query)
        wanted = [scores[at] for at in best(scores, ids, DEPTH)]
        found = [place[name] for name in _ids(collection, query, min(LOOKED_AT, len(rows)))]
        got = sorted((scores[at] for at in found), reverse=True)[:DEPTH]  # by score: equal rows are equally good
        if not np.allclose(wanted, got, atol=1e-5):
            return f"Chroma finds other rows than exact search near {ids[int(np.argmax(scores))]}"
    return ""


def _queries(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probe queries spread over the rows, each between two of them."""
    places = np.linspace(0, len(vectors) - 1, QUERIES).astype(int)
    between = vectors[places] + 0.5 * vectors[(places + 7) % len(vectors)]
    return np.asarray(between / np.linalg.norm(between, axis=1, keepdims=True), dtype=np.float32)


def _ids(collection: Any, query: NDArray[np.float32], k: int) -> list[str]:
    found: list[str] = collection.query(query_embeddings=[query], n_results=k, include=[])["ids"][0]
    return found


def _failed(reason: str, started: float) -> Verdict:
    return Verdict(False, reason, 0, 0, round(time.perf_counter() - started, 3))


if __name__ == "__main__":
    print(json.dumps(asdict(compare(Path(sys.argv[1])))))
