"""The two models of an index, and the vectors that a build takes from them.

reader    embeds what the documents say, and the questions that are searched for: the published model as it is
listener  hears what is asked and told: the same model, adapted to how staff write where the corpus holds an adapter
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest import contents, generation, vectors
from ingest.adapter import FILE
from ingest.embeddings import Embedder, OnnxEmbeddings, prepared
from ingest.errors import DamagedIndex, NoIndex
from ingest.listened import read_listened
from ingest.manifest import Manifest, text_hash

Vectors = NDArray[np.float32]
Texts = tuple[Sequence[str], Sequence[str], Sequence[str]]  # of the rows, the ways of asking and the ways of telling


@dataclass(frozen=True, slots=True)
class Models:
    """Both; a fake is both at once."""

    reader: Embedder
    listener: Embedder


@dataclass(frozen=True, slots=True)
class Embedded:
    """Vectors of the rows, the ways of asking and the ways of telling, each in their order; how many texts were new."""

    rows: Vectors
    asked: Vectors
    told: Vectors
    models: Models
    fresh: int
    reused: int


def models_of(corpus: Path, home: Path) -> Models:
    """Both, made ready; raises IngestError."""
    adapter = corpus / FILE
    reader = prepared(home)
    listener = prepared(home, adapter=adapter) if adapter.exists() else reader
    return Models(*(OnnxEmbeddings(folder, threads=2) for folder in (reader, listener)))


def embed(home: Path, models: Models, texts: Texts, done: Callable[[int, int], None]) -> Embedded:
    """A vector a text; each different text once, and only if the generation that is served has none for it.

    done  told how many of how many texts are embedded
    """
    rows, asked, told = texts
    read = _Known(models.reader, _known_rows(home, models.reader))
    heard = _Known(models.listener, _known_sayings(home, models.listener))
    new = read.missing(rows), heard.missing([*asked, *told])
    first, total = len(new[0]), sum(map(len, new))
    done(0, total)
    read.add(new[0], lambda now: done(now, total))
    heard.add(new[1], lambda now: done(first + now, total))
    reused = len(set(rows)) + len({*asked, *told}) - total
    return Embedded(read.stacked(rows), heard.stacked(asked), heard.stacked(told), models, total, reused)


@dataclass(frozen=True, slots=True)
class _Known:
    """The vectors that a model has given, by the hash of the words."""

    model: Embedder
    vectors: dict[str, Vectors]

    def missing(self, texts: Iterable[str]) -> list[str]:
        return [text for text in dict.fromkeys(texts) if text_hash(text) not in self.vectors]

    def add(self, texts: Sequence[str], done: Callable[[int], None]) -> None:
        self.vectors.update(zip(map(text_hash, texts), self.model.vectors(texts, done), strict=True))

    def stacked(self, texts: Sequence[str]) -> Vectors:
        found = [self.vectors[text_hash(text)] for text in texts]
        return np.array(found, dtype=np.float32).reshape(len(texts), self.model.dimensions)


def _known_rows(home: Path, reader: Embedder) -> dict[str, Vectors]:
    """What the served generation holds, by the hash of the words; nothing if it is damaged or of another model."""
    folder = _served(home, lambda made: made.model_hash == reader.model_hash)
    if folder is None:
        return {}
    return dict(zip(map(text_hash, contents.read_texts(folder)), np.array(vectors.read_vectors(folder)), strict=True))


def _known_sayings(home: Path, listener: Embedder) -> dict[str, Vectors]:
    folder = _served(home, lambda made: made.listener == listener.model_hash)
    return {} if folder is None else read_listened(folder, listener.model_hash)


def _served(home: Path, fits: Callable[[Manifest], bool]) -> Path | None:
    try:
        folder = generation.current(home)
        return folder if fits(generation.whole(folder)) else None
    except (NoIndex, DamagedIndex):
        return None
