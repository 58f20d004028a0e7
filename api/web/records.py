"""The record for the case file as a page, to print, to keep as text or HTML, and to run again from its id."""

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.parts import Parts, WithHoldings, WithParts
from api.problems import NotAsSealed
from api.record import Record, Stored, made_from, moment_in_words, record_of
from api.replaying import replayed
from api.store.seal import words_as_sealed
from api.web.drawing import TEMPLATES, page
from api.web.layout import way_back
from assistant.holdings import Holdings

MEDIA = {"txt": "text/plain", "html": "text/html"}
router = APIRouter(prefix="/answers", include_in_schema=False)


def record_in(parts: Parts, holdings: Holdings, answer: str) -> Record:
    """The record of an answer; raises UnknownAnswer, or NotAsSealed where its words have been changed since."""
    sealed, kept = parts.store.sealed(answer), parts.store.kept(answer)
    if kept and not words_as_sealed(kept, sealed):
        raise NotAsSealed
    earlier = parts.store.exchanges(kept.conversation)[: kept.turn - 1] if kept else ()
    return record_of(Stored(sealed, kept, earlier), holdings, sheet)


def sheet(record: Record) -> str:
    """The note as HTML, without a page around it."""
    words = {"asked_on": moment_in_words(record.asked_on), "made_from": ", ".join(made_from(record))}
    return TEMPLATES.get_template("record_sheet.html").render(record=record, **words).strip()


@router.get("/{answer}/record")
def record(answer: str, request: Request, parts: WithParts, holdings: WithHoldings) -> HTMLResponse:
    """The note, as it will be printed."""
    return page("record.html", record=record_in(parts, holdings, answer), **_back(request))


@router.get("/{answer}/record.{form}")
def download(answer: str, form: Literal["txt", "html"], parts: WithParts, holdings: WithHoldings) -> Response:
    """The note as a file."""
    made = record_in(parts, holdings, answer)
    words = made.text + "\n" if form == "txt" else TEMPLATES.get_template("record_file.html").render(record=made)
    name = f"aftercare-record-{made.asked_on[:10]}-{made.answer_id[:8]}.{form}"
    return Response(words, media_type=MEDIA[form], headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.get("/{answer}/rerun")
def rerun(answer: str, request: Request, parts: WithParts, holdings: WithHoldings) -> HTMLResponse:
    """The answer decided again: the same, or what changed."""
    again = replayed(parts.store, answer, holdings)
    return page("rerun.html", again=again, record=record_in(parts, holdings, answer), **_back(request))


def _back(request: Request) -> dict[str, str | None]:
    """The way back to the answer, and how it was written; nothing where it is none of ours."""
    back = request.query_params.get("back", "")
    way = way_back(back)
    return {"back": back if way else "", "way": way}
