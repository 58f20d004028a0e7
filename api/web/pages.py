"""The pages for people: a passage, a document, and those of `asking.py` and `records.py`. All of them work without scripts."""

from collections.abc import Sequence
from datetime import date

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from api.parts import WithHoldings, WithParts
from api.passages import find_place, find_source, shown
from api.problems import Problem
from api.web import asking, records
from api.web.drawing import TEMPLATES, WEB, page
from api.web.layout import marked, way_back
from assistant.holdings import Holdings
from assistant.words import say
from ingest.sources import Source

__all__ = ["TEMPLATES", "WEB", "install", "respond", "router"]

router = APIRouter(include_in_schema=False)
router.include_router(asking.router)
router.include_router(records.router)


def _offset(request: Request, name: str) -> int | None:
    """A place in a paragraph from the address; anything else than a number marks nothing."""
    given = request.query_params.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= 7 else None


@router.get("/paragraphs/{document}/{paragraph}")
def paragraph(document: str, paragraph: str, request: Request, parts: WithParts, holdings: WithHoldings) -> HTMLResponse:
    """A passage with what stands around it, the cited words marked, and the way back to the answer that cites them."""
    place = find_place(holdings, document, paragraph)
    words = marked(place.paragraph.text, _offset(request, "start"), _offset(request, "end"))
    notices = _about(holdings, place.source, parts.desk.today())
    way = way_back(request.query_params.get("back", ""))
    return page("paragraph.html", place=place, source=place.source, words=words, notices=notices, way=way)


@router.get("/documents/{document}")
def document(document: str, parts: WithParts, holdings: WithHoldings) -> HTMLResponse:
    """A whole document, every paragraph with its link."""
    source = find_source(holdings, document)
    notices = _about(holdings, source, parts.desk.today())
    return page("document.html", source=source, paragraphs=list(shown(holdings, document)), notices=notices)


@router.get("/assets/style.css")
def style() -> FileResponse:
    """The look of all pages."""
    return FileResponse(WEB / "style.css", media_type="text/css", headers={"Cache-Control": "max-age=3600"})


@router.get("/assets/owner.css")
def owner_style() -> FileResponse:
    """The look of what only the desk's pages have."""
    return FileResponse(WEB / "owner.css", media_type="text/css", headers={"Cache-Control": "max-age=3600"})


def respond(path: str, problem: Problem) -> Response:
    """A problem as a page for people, or as a document under /api."""
    if path.startswith("/api/"):
        return problem.response()
    if path.startswith("/quiz/"):
        return page("quiz/problem.html", problem.status, problem=problem)
    return page("problem.html", problem.status, problem=problem, sent=path in ("/ask", "/ask/case", "/ask/feedback"))


def install(app: FastAPI) -> None:
    """The pages join the app."""
    app.include_router(router)


def _about(holdings: Holdings, source: Source, today: date) -> Sequence[str]:
    """What a reader of the document must know: it is overdue, or not of this area."""
    found = []
    if review := source.overdue(today):
        due = f"{review.due.day} {review.due:%B %Y}"
        found.append(say("notices", "overdue", document=source.short, due=due))
    if source.area is None:
        found.append(say("notices", "other_area", document=source.short, area=holdings.area))
    return found
