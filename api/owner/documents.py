"""The documents as their owner looks after them: edition, review, how often each is cited, advisories."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from api.store.desk_tables import marks
from assistant.holdings import Holdings
from ingest.notices import Advisory
from ingest.paragraphs import Paragraph, ParagraphKind
from ingest.sources import ReviewDue, Source

SAYS_SOMETHING = (ParagraphKind.TEXT, ParagraphKind.ITEM)


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document.

    due      the latest day its review was or is due, or None
    overdue  the review that was due before today, if any
    cited    in how many kept answers
    never    how many of its paragraphs no kept answer cites
    """

    source: Source
    due: date | None
    overdue: ReviewDue | None
    cited: int
    paragraphs: int
    never: int


@dataclass(frozen=True, slots=True)
class ParagraphLine:
    """A paragraph, and in how many kept answers it is cited; `withheld`: it is never given in an answer."""

    paragraph: Paragraph
    cited: int
    withheld: bool


@dataclass(frozen=True, slots=True)
class AdvisoryLine:
    """An advisory, where it stands today, and what its trigger names that the documents do not have."""

    advisory: Advisory
    state: str
    missing: tuple[str, ...]


def counted(connection: Connection, kind: str) -> Mapping[str, int]:
    """In how many kept answers each document or paragraph is cited; `kind` is a mark's. An index alone answers it."""
    wanted = select(marks.c.value, func.count()).where(marks.c.kind == kind).group_by(marks.c.value)
    return {row[0]: row[1] for row in connection.execute(wanted)}


def document_lines(
    holdings: Holdings, documents: Mapping[str, int], paragraphs: Mapping[str, int], today: date
) -> list[DocumentLine]:
    """Every document."""
    return [_document(source, holdings, documents, paragraphs, today) for source in holdings.sources.documents]


def _document(
    source: Source, holdings: Holdings, documents: Mapping[str, int], paragraphs: Mapping[str, int], today: date
) -> DocumentLine:
    lines = paragraph_lines(holdings, source, paragraphs)
    never = sum(not line.cited and not line.withheld for line in lines)
    due = max((review.due for review in source.reviews_due), default=None)
    return DocumentLine(source, due, source.overdue(today), documents.get(source.id, 0), len(lines), never)


def paragraph_lines(holdings: Holdings, source: Source, cited: Mapping[str, int]) -> list[ParagraphLine]:
    """Every paragraph of a document that says something, in its order."""
    withheld = {entry.paragraph for entry in source.withheld}
    found = (one for one in holdings.paragraphs.values() if one.document == source.id and one.kind in SAYS_SOMETHING)
    return [
        ParagraphLine(one, cited.get(one.id, 0), not withheld.isdisjoint({one.id, f"{one.document}/{one.section}"}))
        for one in found
    ]


def advisory_lines(advisories: Iterable[Advisory], held: Mapping[str, Paragraph], today: date) -> Sequence[AdvisoryLine]:
    """Every advisory."""
    return [
        AdvisoryLine(one, _state(one, today), tuple(name for name in one.when.paragraphs if name not in held))
        for one in advisories
    ]


def _state(advisory: Advisory, today: date) -> str:
    if advisory.holds(today):
        return "Shown today"
    return "Not yet shown" if advisory.since and today < advisory.since else "No longer shown"
