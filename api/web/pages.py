"""The pages: ask and answer, a passage, a document. They work without scripts, and say what they hold of whom and when."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.parts import WithHoldings, WithParts
from api.passages import find_place, find_source, shown
from api.problems import Problem
from api.web.layout import links, marked, parts_of
from assistant.holdings import Holdings
from assistant.model import Answer, Status
from assistant.words import say
from ingest.sources import Source

WEB = Path(__file__).parent
FORM = "application/x-www-form-urlencoded"
TEMPLATES = Environment(loader=FileSystemLoader(WEB / "templates"), autoescape=True, undefined=StrictUndefined)
TEMPLATES.filters["runs_of_kind"] = lambda found: [(kind, list(run)) for kind, run in groupby(found, attrgetter("kind"))]
TEMPLATES.filters["day"] = lambda day: f"{day.day} {day:%B %Y}"
router = APIRouter(include_in_schema=False)


async def _asked(request: Request) -> str:
    """The question of the form."""
    body = (await request.body()).decode("utf-8", "replace")
    return parse_qs(body, keep_blank_values=True).get("question", [""])[0].replace("\r\n", "\n")


def _offset(request: Request, name: str) -> int | None:
    """A place in a paragraph from the address; anything else than a number marks nothing."""
    given = request.query_params.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= 7 else None


@router.get("/")
def home(parts: WithParts) -> HTMLResponse:
    """The form."""
    return _page("ask.html", area=parts.settings.area, question="", answer=None)


@router.get("/ask")
def asked_again(parts: WithParts) -> HTMLResponse:
    """The form, for whoever reloads the answer's address."""
    return home(parts)


@router.post("/ask")
def ask(question: Annotated[str, Depends(_asked)], parts: WithParts) -> HTMLResponse:
    """The answer to the form's question, under the form."""
    answer = parts.desk.ask(parts.conversations.start(), question)
    return _page("ask.html", area=parts.settings.area, question=_repeated(question, answer), **_answer(answer))


@router.get("/paragraphs/{document}/{paragraph}")
def paragraph(document: str, paragraph: str, request: Request, parts: WithParts, holdings: WithHoldings) -> HTMLResponse:
    """A passage with what stands around it, the cited words marked."""
    place = find_place(holdings, document, paragraph)
    words = marked(place.paragraph.text, _offset(request, "start"), _offset(request, "end"))
    notices = _about(holdings, place.source, parts.desk.today())
    return _page("paragraph.html", place=place, source=place.source, words=words, notices=notices)


@router.get("/documents/{document}")
def document(document: str, parts: WithParts, holdings: WithHoldings) -> HTMLResponse:
    """A whole document, every paragraph with its link."""
    source = find_source(holdings, document)
    notices = _about(holdings, source, parts.desk.today())
    return _page("document.html", source=source, paragraphs=list(shown(holdings, document)), notices=notices)


@router.get("/assets/style.css")
def style() -> FileResponse:
    """The look of all pages."""
    return FileResponse(WEB / "style.css", media_type="text/css", headers={"Cache-Control": "max-age=3600"})


def respond(path: str, problem: Problem) -> Response:
    """A problem as a page for people, or as a document under /api."""
    if path.startswith("/api/"):
        return problem.response()
    return _page("problem.html", problem.status, problem=problem)


def install(app: FastAPI) -> None:
    """The pages join the app."""
    app.include_router(router)


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "answer": answer,
        "said": say("statuses", answer.status),
        "parts": list(parts_of(answer)),
        "links": links(answer.citations),
    }


def _repeated(question: str, answer: Answer) -> str:
    """The question stays in the form, except where it should not be seen again."""
    return "" if answer.status is Status.PERSONAL_DATA else question


def _about(holdings: Holdings, source: Source, today: date) -> Sequence[str]:
    """What a reader of the document must know: it is overdue, or not of this area."""
    found = []
    if review := source.overdue(today):
        due = f"{review.due.day} {review.due:%B %Y}"
        found.append(say("notices", "overdue", document=source.short, due=due))
    if source.area is None:
        found.append(say("notices", "other_area", document=source.short, area=holdings.area))
    return found


def _page(template: str, status: int = 200, /, **shown: Any) -> HTMLResponse:
    return HTMLResponse(TEMPLATES.get_template(template).render(**shown), status)
