"""Paragraphs and sections, by the id a citation gives."""

from collections.abc import Iterable

from fastapi import APIRouter

from api.auth import READER
from api.parts import WithHoldings
from api.passages import find_place
from api.schemas import ParagraphOut, PlaceOut, problems
from ingest.paragraphs import Paragraph

router = APIRouter(prefix="/paragraphs", tags=["documents"])


@router.get("/{document}/{paragraph}", responses=problems(404, 503), dependencies=[READER])
def read_paragraph(document: str, paragraph: str, holdings: WithHoldings) -> PlaceOut:
    """A paragraph with its neighbours, or a section with everything in it."""
    place = find_place(holdings, document, paragraph)
    return PlaceOut(
        document=place.source.id,
        title=place.source.title,
        edition=place.source.edition,
        headings=list(place.paragraph.headings),
        paragraph=_out(place.paragraph),
        before=_all(place.before),
        after=_all(place.after),
        subsections=_all(place.subsections),
    )


def _all(paragraphs: Iterable[Paragraph]) -> list[ParagraphOut]:
    return [_out(paragraph) for paragraph in paragraphs]


def _out(p: Paragraph) -> ParagraphOut:
    return ParagraphOut(id=p.id, kind=p.kind, text=p.text, marker=p.marker, page=p.page, url=f"/paragraphs/{p.id}")
