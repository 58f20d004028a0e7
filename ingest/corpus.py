"""A corpus folder, read whole: documents to paragraphs, passages and rows, with what asked.yaml adds."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ingest import asked
from ingest.asked import Point
from ingest.blocks import Block
from ingest.contents import Contents
from ingest.errors import UnreadableDocument
from ingest.paragraphs import Paragraph, paragraphs_of
from ingest.readers import READERS
from ingest.rows import passages_of, rows_of
from ingest.sources import Sources, document_path, load_sources


def read_corpus(corpus: Path, read: Callable[[int, int], None]) -> tuple[Contents, tuple[str, ...]]:
    """What is indexed, and one line for each stale point of asked.yaml; `read` is told how many documents of how many are read.

    Raises SourcesError and UnreadableDocument.
    """
    sources = load_sources(corpus)
    paragraphs = {paragraph.id: paragraph for paragraph in _paragraphs(corpus, sources, read)}
    points = asked.load_asked(corpus) if (corpus / "asked.yaml").exists() else {}
    fresh = {name: _standing(known, paragraphs[name]) for name, known in points.items() if name in paragraphs}
    passages = passages_of(list(paragraphs.values()), _withheld(sources))
    rows = tuple(rows_of(passages, paragraphs, fresh))
    contents = Contents(rows, {passage.paragraph: passage for passage in passages}, paragraphs, fresh, sources)
    return contents, tuple(asked.problems(points, paragraphs))


def read_blocks(path: Path) -> Sequence[Block]:
    """The blocks of one document."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableDocument(f"{path.name}: files like this are not read. Save it as one of {', '.join(READERS)}")
    return list(reader(path.read_bytes()))


def hash_of(corpus: Path) -> str:
    """One hash over what the index is made from. sources.yaml holds every document's sha256, and reading checks them."""
    whole = hashlib.sha256()
    for name in ("sources.yaml", "asked.yaml"):
        path = corpus / name
        whole.update(f"{name}\0".encode() + (path.read_bytes() if path.is_file() else b"") + b"\0")
    return whole.hexdigest()


def _paragraphs(corpus: Path, sources: Sources, read: Callable[[int, int], None]) -> Iterator[Paragraph]:
    for done, source in enumerate(sources.documents, start=1):
        yield from paragraphs_of(source.id, read_blocks(document_path(corpus, source)))
        read(done, len(sources.documents))


def _standing(points: Sequence[Point], paragraph: Paragraph) -> Sequence[Point]:
    return [point for point in points if point.quote in paragraph.text]


def _withheld(sources: Sources) -> frozenset[str]:
    return frozenset(entry.paragraph for source in sources.documents for entry in source.withheld)
