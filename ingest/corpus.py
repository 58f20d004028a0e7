"""A corpus folder, read whole: documents to paragraphs, passages and rows, with what asked.yaml adds."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ingest import asked, knowledge
from ingest.adapter import FILE as ADAPTER
from ingest.asked import Point
from ingest.contents import Contents
from ingest.knowledge import Knowledge, load_knowledge
from ingest.paragraphs import Paragraph, paragraphs_of
from ingest.reading import read_document
from ingest.rows import passages_of, rows_of
from ingest.said import FOLDER, files_of
from ingest.silences import rows_of_silences
from ingest.sources import Sources, document_path, load_sources


def read_corpus(corpus: Path, read: Callable[[int, int], None]) -> tuple[Contents, Knowledge, tuple[str, ...]]:
    """What is indexed, what is known beside it, and one line for each thing that rests on words that are not there.

    `read` is told how many documents of how many are read.

    Raises SourcesError and UnreadableDocument.
    """
    sources = load_sources(corpus)
    paragraphs = {paragraph.id: paragraph for paragraph in _paragraphs(corpus, sources, read)}
    points = asked.load_asked(corpus) if (corpus / "asked.yaml").exists() else {}
    fresh = {name: _standing(known, paragraphs[name]) for name, known in points.items() if name in paragraphs}
    passages = passages_of(list(paragraphs.values()), _withheld(sources))
    known = load_knowledge(corpus)
    rows = (*rows_of(passages, paragraphs, fresh), *rows_of_silences(known.silences))
    contents = Contents(rows, {passage.paragraph: passage for passage in passages}, paragraphs, fresh, sources)
    return contents, known, (*asked.problems(points, paragraphs), *knowledge.problems(known, paragraphs))


def hash_of(corpus: Path) -> str:
    """One hash over what the index is made from. sources.yaml holds every document's sha256, and reading checks them."""
    whole = hashlib.sha256()
    said = [f"{FOLDER}/{path.name}" for path in files_of(corpus)]
    for name in ("sources.yaml", "asked.yaml", *knowledge.FILES, *said, ADAPTER):
        path = corpus / name
        whole.update(f"{name}\0".encode() + (path.read_bytes() if path.is_file() else b"") + b"\0")
    return whole.hexdigest()


def _paragraphs(corpus: Path, sources: Sources, read: Callable[[int, int], None]) -> Iterator[Paragraph]:
    for done, source in enumerate(sources.documents, start=1):
        yield from paragraphs_of(source.id, read_document(document_path(corpus, source)))
        read(done, len(sources.documents))


def _standing(points: Sequence[Point], paragraph: Paragraph) -> Sequence[Point]:
    return [point for point in points if point.quote in paragraph.text]


def _withheld(sources: Sources) -> frozenset[str]:
    return frozenset(entry.paragraph for source in sources.documents for entry in source.withheld)
