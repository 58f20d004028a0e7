"""What a turn may look things up in: one opened index, its search, its notices, and the versions they make."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.model import Citation, Versions
from assistant.retrieval.base import Retriever
from assistant.retrieval.hybrid import HybridRetriever
from assistant.retrieval.query import QueryReader
from assistant.retrieval.spelling import WORD, Spelling
from assistant.retrieval.weights import STANDARD, Weights
from assistant.rules.edition import edition
from ingest.asked import Point
from ingest.contacts import Contact
from ingest.embeddings import Embedder
from ingest.index import Index, open_index
from ingest.knowledge import Knowledge
from ingest.notices import Notices
from ingest.paragraphs import Paragraph
from ingest.rows import Row
from ingest.said import Heard, nothing_heard
from ingest.sources import Sources
from ingest.topics import Topics, nothing_learnt

if TYPE_CHECKING:
    from assistant.rules.engine import Rulebook
    from ingest.gazetteer import Gazetteer


@dataclass(frozen=True)
class Holdings:
    """The corpus as one generation of the index has it.

    area        the area this installation speaks for
    paragraphs  every paragraph, by id
    points      the points of asked.yaml, by paragraph id
    notices     conflicts and advisories, and when each is shown
    contacts    whom the documents name to ask
    knowledge   these and the rest of the corpus folder's own files
    topics      what ingest learnt about which table a message is for; listener makes the vectors it is asked with
    heard       what ingest learnt about how staff tell each fact; asked with the same vectors
    """

    area: str
    sources: Sources
    paragraphs: Mapping[str, Paragraph]
    points: Mapping[str, Sequence[Point]]
    notices: Notices
    contacts: Sequence[Contact]
    retriever: Retriever
    versions: Versions
    knowledge: Knowledge
    topics: Topics = field(default_factory=nothing_learnt)
    heard: Heard = field(default_factory=nothing_heard)
    listener: Embedder | None = None

    @cached_property
    def rulebook(self) -> "Rulebook":
        """The rulebook over these paragraphs; read when first asked for, because most questions need none."""
        from assistant.rules.load import rulebook  # noqa: PLC0415 - a second to read

        return rulebook(paragraphs={name: paragraph.text for name, paragraph in self.paragraphs.items()})

    @property
    def gazetteer(self) -> "Gazetteer | None":
        """The places of this generation and their bodies, read when first asked for; None where the corpus has none."""
        return self.knowledge.gazetteer

    def citation(self, n: int, paragraph: Paragraph, start: int, end: int) -> Citation:
        """The citation of a span of a paragraph."""
        return Citation(
            n=n,
            document=paragraph.document,
            title=self.sources[paragraph.document].title,
            paragraph=paragraph.id,
            heading=paragraph.heading,
            quote=paragraph.text[start:end],
            start=start,
            end=end,
            page=paragraph.page,
            url=f"/paragraphs/{paragraph.id}",
        )

    def contact_for(self, paragraph: str) -> Contact | None:
        """Whom the documents name to ask about the matter of a paragraph, if anyone."""
        return next((contact for contact in self.contacts if contact.covers(self.paragraphs[paragraph])), None)


def open_holdings(home: Path, area: str) -> Holdings:
    """The holdings of the index in use under `home`; raises NoIndex or DamagedIndex, whose words say what to do."""
    return holdings_of(open_index(home), area)


def holdings_of(index: Index, area: str) -> Holdings:
    """The holdings of an opened index."""
    return Holdings(
        area=area,
        sources=index.sources,
        paragraphs=index.paragraphs,
        points=index.points,
        notices=index.knowledge.notices,
        contacts=index.knowledge.contacts,
        retriever=retriever_of(index),
        versions=Versions(corpus=index.manifest.corpus_hash[:12], rules=edition(), app=version("aftercare")),
        knowledge=index.knowledge,
        topics=index.topics,
        heard=index.heard,
        listener=index.listener,
    )


def retriever_of(index: Index, weights: Weights = STANDARD) -> HybridRetriever:
    """The hybrid retriever over an opened index."""
    reader = QueryReader(spelling_of(index), index.knowledge.glossary, index.sources.documents)
    return HybridRetriever(
        passages=list(index.passages.values()),
        paragraphs=index.paragraphs,
        rows=index.rows,
        silences=index.knowledge.silences,
        sources=index.sources,
        embedder=index.embeddings,
        learned=index.learned,
        keywords=index.keywords,
        reader=reader,
        weights=weights,
    )


def spelling_of(index: Index) -> Spelling:
    """Correction against the documents' words and the glossary's; of the ways of asking, whose typing is staff's own, only
    the words that are English."""
    written = _rows_with(row for row in index.rows if row.point is None)
    written.update(index.knowledge.glossary.words)
    return Spelling(written, _rows_with(row for row in index.rows if row.point is not None))


def _rows_with(rows: Iterable[Row]) -> Counter[str]:
    """In how many rows each word stands."""
    return Counter(chain.from_iterable(set(WORD.findall(row.text.lower())) for row in rows))
