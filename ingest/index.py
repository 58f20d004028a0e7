"""The index as the assistant uses it: everything checked when it is opened, nothing of torch, YAML or Chroma imported."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from numpy.typing import NDArray

from ingest import contents, keywords, vectors
from ingest.embeddings import Embedder, embeddings_of
from ingest.errors import DamagedIndex, NoIndex
from ingest.generation import ancestors, building, current, held, previous, swap, whole
from ingest.manifest import Manifest, check_files, damaged
from ingest.probe import Verdict, probe
from ingest.store import open_store

if TYPE_CHECKING:
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings

SERVED = (*contents.FILES, vectors.FILE, *keywords.FILES)


@dataclass(frozen=True, slots=True)
class Hit:
    """A row found: its place among the rows, and its score."""

    row: int
    score: float


class Index:
    """One generation, open. While it is open it is not pruned.

    fell_back  "" or, where `open_index` was told to fall back, why an older generation is served
    degraded   "" or why Chroma is not used; exact search gives the same answers
    """

    def __init__(self, home: Path, folder: Path, fell_back: str = "") -> None:
        self.home, self.folder, self.fell_back, self.degraded = home, folder, fell_back, ""
        self.manifest, self._lock = _opened(folder)
        kept = contents.read_contents(folder)
        self.rows, self.passages, self.paragraphs = kept.rows, kept.passages, kept.paragraphs
        self.points, self.sources = kept.points, kept.sources
        self.vectors = vectors.read_vectors(folder)
        self.keywords = keywords.Keywords(folder)
        self.ids = [row.id for row in self.rows]
        self._store: Chroma | None = None
        if not len(self.rows) == len(self.vectors) == self.keywords.count:
            raise damaged(folder, "holds unequal numbers of rows, vectors and keyword entries")

    def __enter__(self) -> "Index":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets the generation go; it may be pruned from here on."""
        self._lock.close()

    @cached_property
    def embeddings(self) -> Embedder:
        """The model that the rows were embedded with; raises IngestError if it is not there or damaged."""
        return embeddings_of(self.home, self.manifest.model_hash)

    def similarities(self, query: Sequence[float] | NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine of every row with a query vector, in the order of the rows."""
        return vectors.similarities(self.vectors, query)

    def exact(self, query: Sequence[float] | NDArray[np.float32], k: int) -> list[Hit]:
        """The k nearest rows, best first, ties broken by row id."""
        scores = self.similarities(query)
        return [Hit(at, float(scores[at])) for at in vectors.best(scores, self.ids, k)]

    def chroma(self, embeddings: "Embeddings | None" = None) -> "Chroma | None":
        """The rows as LangChain's Chroma, or None where Chroma fails: then `degraded` says why, and exact search serves.

        The first call probes it in a child process (about a second) and then opens it here.
        """
        if self._store is None and not self.degraded:
            self._open_store(embeddings)
        return self._store

    def _open_store(self, embeddings: "Embeddings | None") -> None:
        verdict = self.probed()
        if not verdict.passed:
            self.degraded = verdict.reason
            return
        try:
            self._store = open_store(self.folder, embeddings)
        except Exception as error:  # Chroma raises errors of many kinds; exact search answers after every one
            self.degraded = f"Chroma could not be opened: {type(error).__name__}: {error}"

    def probed(self) -> Verdict:
        """The health of this generation's Chroma, asked in a child process."""
        return probe(self.folder)


def open_index(home: Path, *, fall_back: bool = False) -> Index:
    """The generation that is served, every file of it checked.

    fall_back  if it is damaged, open the newest good one before it, and say so in `fell_back`
    Raises NoIndex if none was built, DamagedIndex naming the file and what to do.
    """
    try:
        return _open_current(home)
    except DamagedIndex as error:
        if not fall_back:
            raise
        return _open_earlier(home, error)


def _open_current(home: Path) -> Index:
    """Between finding the generation and locking it a new one may be swapped in and the old one pruned: then look again."""
    folder = current(home)
    while True:
        try:
            return Index(home, folder)
        except (DamagedIndex, OSError):
            if (now := current(home)) == folder:
                raise
            folder = now


def _open_earlier(home: Path, error: DamagedIndex) -> Index:
    for folder in list(ancestors(home, current(home)))[1:]:
        try:
            return Index(home, folder, fell_back=f"{error} Meanwhile the generation {folder.name} is served.")
        except DamagedIndex:
            continue
    raise error


def _opened(folder: Path) -> tuple[Manifest, BinaryIO]:
    manifest, lock = held(folder)
    try:
        if missing := set(SERVED) - set(manifest.files):
            raise damaged(folder / min(missing), "is not in the manifest")
        check_files(folder, manifest)
    except DamagedIndex:
        lock.close()
        raise
    return manifest, lock


def rollback(home: Path) -> Path:
    """Serves the generation before the one that is served, after checking and probing it; returns its folder.

    Raises NoIndex where there is none, DamagedIndex where it is not whole, Busy while an ingest runs.
    """
    with building(home):
        folder = previous(home)
        whole(folder)
        verdict = probe(folder)
        if not verdict.passed:
            raise DamagedIndex(f"{folder}: {verdict.reason}. The index that is served was not changed")
        swap(home, folder)
        return folder


__all__ = ["DamagedIndex", "Hit", "Index", "NoIndex", "open_index", "rollback"]
