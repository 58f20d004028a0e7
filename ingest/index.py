"""The index as the assistant uses it: everything checked when it is opened, nothing of torch, YAML or Chroma imported."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from ingest import contents, keywords, knowledge, learned, said, store, topics, vectors
from ingest.embeddings import Embedder, embeddings_of
from ingest.errors import DamagedIndex
from ingest.generation import ancestors, building, current, held, previous, swap
from ingest.manifest import Manifest, check_files, damaged
from ingest.probe import probe
from ingest.recent import RecentEmbeddings

if TYPE_CHECKING:
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings

SERVED = (*contents.FILES, knowledge.FILE, vectors.FILE, *learned.FILES, *topics.FILES, *said.FILES, *keywords.FILES)


@dataclass(frozen=True, slots=True)
class Hit:
    """A row found: its place among the rows, and its score."""

    row: int
    score: float


class Index:
    """One generation, open. While it is open it is not pruned.

    fell_back  "" or, where `open_index` was told to fall back, why an older generation is served
    reason     "" or why Chroma is not used (`degraded`); exact search gives the same answers
    """

    def __init__(self, home: Path, folder: Path, fell_back: str = "") -> None:
        self.home, self.folder, self.fell_back, self.reason = home, folder, fell_back, ""
        self._client: Any = None
        self._store: Chroma | None = None
        self.manifest, self._lock = _opened(folder)
        try:
            self._read(folder)
        except (TypeError, KeyError, ValueError, AttributeError):  # whole, but with other fields than ours
            raise damaged(folder, "was written by another version of Aftercare") from None
        self.ids = [row.id for row in self.rows]
        self.places = {name: at for at, name in enumerate(self.ids)}
        if not len(self.rows) == len(self.vectors) == self.keywords.count:
            raise damaged(folder, "holds unequal numbers of rows, vectors and keyword entries")

    def _read(self, folder: Path) -> None:
        kept = contents.read_contents(folder)
        self.rows, self.passages, self.paragraphs = kept.rows, kept.passages, kept.paragraphs
        self.points, self.sources = kept.points, kept.sources
        self.knowledge = knowledge.read_knowledge(folder)
        self.vectors = vectors.read_vectors(folder)
        self.learned = learned.read_learned(folder)
        self.topics = topics.read_topics(folder)
        self.heard = said.read_said(folder)
        self.keywords = keywords.Keywords(folder)

    def __enter__(self) -> "Index":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets the generation go; it may be pruned from here on."""
        if self._client is not None:
            self._client.close()
        self._lock.close()

    @property
    def degraded(self) -> bool:
        """Has Chroma failed, so that exact search alone answers?"""
        return bool(self.reason)

    @cached_property
    def embeddings(self) -> Embedder:
        """The model that the rows were embedded with; raises IngestError if it is not there or damaged."""
        return RecentEmbeddings(embeddings_of(self.home, self.manifest.model_hash))

    @cached_property
    def listener(self) -> Embedder:
        """The model that ways of asking and telling were embedded with; raises IngestError if it is not there or damaged."""
        if self.manifest.listener == self.manifest.model_hash:
            return self.embeddings
        return RecentEmbeddings(embeddings_of(self.home, self.manifest.listener))

    def similarities(self, query: Sequence[float] | NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine of every row with a query vector, in the order of the rows."""
        return vectors.similarities(self.vectors, query)

    def exact(self, query: Sequence[float] | NDArray[np.float32], k: int) -> list[Hit]:
        """The k nearest rows, best first, ties broken by row id."""
        scores = self.similarities(query)
        return [Hit(at, float(scores[at])) for at in vectors.best(scores, self.ids, k)]

    def chroma(self, embeddings: "Embeddings | None" = None) -> "Chroma | None":
        """The rows as LangChain's Chroma, or None where Chroma fails: then `reason` says why, and exact search serves.

        The first call probes it in a child process (a second or two) and then opens it here; a server calls it at start.
        """
        if self._store is None and not self.degraded:
            self._open_store(embeddings)
        return self._store

    def nearest(self, query: Sequence[float] | NDArray[np.float32], k: int) -> list[Hit]:
        """As `exact`, by way of Chroma where it is open and well."""
        if self._client is None:
            return self.exact(query, k)
        try:
            found = store.nearest(self._client, query, min(3 * k, len(self.ids)))  # more, because equals come in any order
        except Exception as error:  # Chroma raises errors of many kinds; exact search answers after every one
            self._fail(error)
            return self.exact(query, k)
        at = [self.places[name] for name in found]
        scores = vectors.similarities(self.vectors[at], query)
        order = vectors.best(scores, found, k)
        return [Hit(at[place], float(scores[place])) for place in order]

    def _open_store(self, embeddings: "Embeddings | None") -> None:
        verdict = probe(self.folder)
        if not verdict.passed:
            self.reason = verdict.reason
            return
        try:
            self._client = store.client_of(self.folder)
            self._store = store.langchain_store(self._client, embeddings)
        except Exception as error:  # as above
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self.reason = f"Chroma failed: {type(error).__name__}: {error}"
        self._client = self._store = None


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
        Index(home, folder).close()
        verdict = probe(folder)
        if not verdict.passed:
            raise DamagedIndex(f"{folder}: {verdict.reason}. The index that is served was not changed")
        swap(home, folder)
        return folder
