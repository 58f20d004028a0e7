"""The rows' vectors on disk, and exact search over them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = "vectors.npy"
DIGITS = 6  # scores closer than this are equal, and the id decides


def write_vectors(folder: Path, vectors: NDArray[np.float32]) -> None:
    """One float32 unit vector a row, in the order of the rows."""
    np.save(folder / FILE, np.ascontiguousarray(vectors, dtype=np.float32), allow_pickle=False)


def read_vectors(folder: Path) -> NDArray[np.float32]:
    """The vectors, memory-mapped, read-only."""
    vectors: NDArray[np.float32] = np.load(folder / FILE, mmap_mode="r", allow_pickle=False)
    return vectors


def similarities(vectors: NDArray[np.float32], query: Sequence[float] | NDArray[np.float32]) -> NDArray[np.float32]:
    """Every row's cosine with the query, a unit vector; rounded, so that equal words score equally wherever they stand."""
    return np.round(vectors @ np.asarray(query, dtype=np.float32), DIGITS)


def best(scores: NDArray[np.float32], ids: Sequence[str], k: int) -> list[int]:
    """Positions of the k best scores, best first, ties broken by id."""
    if k >= len(scores):
        candidates = np.arange(len(scores))
    else:
        candidates = np.flatnonzero(scores >= np.partition(scores, len(scores) - k)[len(scores) - k])
    return sorted(map(int, candidates), key=lambda at: (-scores[at], ids[at]))[:k]
