"""The documents that answers come from."""

from datetime import date

from fastapi import APIRouter

from api.auth import READER
from api.parts import WithHoldings, WithParts
from api.passages import counts
from api.schemas import DocumentOut, Documents, Overdue, problems
from ingest.sources import Source

router = APIRouter(prefix="/documents", tags=["documents"])


@router.get("", responses=problems(503), dependencies=[READER])
def list_documents(parts: WithParts, holdings: WithHoldings) -> Documents:
    """Every document, with its edition and whether its review is overdue."""
    paragraphs, today = counts(holdings), parts.desk.today()
    return Documents(documents=[_out(source, paragraphs[source.id], today) for source in holdings.sources.documents])


def overdue(source: Source, today: date) -> Overdue | None:
    """The latest review that was due before today."""
    review = source.overdue(today)
    return Overdue(document=source.id, due=review.due, said_in=review.said_in) if review else None


def _out(source: Source, paragraphs: int, today: date) -> DocumentOut:
    same = ("id", "title", "short", "publisher", "area", "kind", "authority", "edition", "approved", "licence")
    return DocumentOut(
        **{name: getattr(source, name) for name in same},
        overdue=overdue(source, today),
        source=source.url,
        paragraphs=paragraphs,
        url=f"/documents/{source.id}",
    )
