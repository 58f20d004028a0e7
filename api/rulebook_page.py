"""The rulebook's pages: the list of tables, and each table as a policy owner reads, prints and signs it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse

from api.owner.approvals import Signature
from api.parts import WithParts
from api.routes.tables import WithRules, known_table
from api.rulebook import Rules
from api.shapes import TableShown
from api.tables import overdue, resting_on, table_lines, table_shown
from api.web.pages import TEMPLATES, WEB
from assistant.rules.model import Checklist, Table
from assistant.rules.written import parts_of, quotes_of

STYLES = ("style.css", "rules.css")
router = APIRouter(prefix="/rules", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a paragraph. `rows`: the rows that rest on them; none where nothing does."""

    text: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassageShown:
    """A paragraph that a table rests on, in pieces."""

    paragraph: str
    heading: str
    pieces: tuple[Piece, ...]


def passages(rules: Rules, name: str) -> list[PassageShown]:
    """Every paragraph that a table quotes, in the order of the documents, with the words marked that rows rest on."""
    table = rules.written.tables[name]
    cited = {quote.cite for quote in quotes_of(table)}
    found = (one for one in rules.paragraphs.values() if one.id in cited)
    return [PassageShown(one.id, one.heading, tuple(_pieces(one.text, _relied(table, one.id)))) for one in found]


def _relied(table: Table | Checklist, paragraph: str) -> Mapping[str, list[str]]:
    """Quotations of a paragraph, and the rows that rest on each."""
    found: dict[str, list[str]] = {}
    for part in parts_of(table):
        for quote in (part, *part.also):
            if quote.cite == paragraph:
                found.setdefault(quote.quote, []).append(part.id)
    if table.meanwhile.cite == paragraph:
        found.setdefault(table.meanwhile.quote, []).append("meanwhile")
    return found


def _pieces(text: str, relied: Mapping[str, Iterable[str]]) -> Iterator[Piece]:
    """The text cut wherever a quotation begins or ends."""
    spans = [(text.find(quote), text.find(quote) + len(quote), rows) for quote, rows in relied.items() if quote in text]
    cuts = sorted({0, len(text), *(end for first, last, _ in spans for end in (first, last))})
    for start, end in pairwise(cuts):
        rows = dict.fromkeys(row for first, last, names in spans if first <= start and end <= last for row in names)
        yield Piece(text[start:end], tuple(rows))


@router.get("/")
def index(rules: WithRules, parts: WithParts) -> HTMLResponse:
    """Every table, by the section of the policy that it rests on."""
    lines = table_lines(rules)
    topics = [(topic, list(found)) for topic, found in groupby(lines, attrgetter("topic"))]
    late = overdue(rules.sources.documents, parts.desk.today())
    return HTMLResponse(TEMPLATES.get_template("rules.html").render(topics=topics, edition=rules.edition, overdue=late))


@router.get("/assets/rules.css")
def look() -> FileResponse:
    """The look of what only these pages have."""
    return FileResponse(WEB / "rules.css", media_type="text/css", headers={"Cache-Control": "max-age=3600"})


@router.get("/{name}")
def table(name: str, rules: WithRules, parts: WithParts) -> HTMLResponse:
    """A table with the paragraphs it rests on."""
    shown = known_table(rules, name, parts)
    signed = {row.id: found for row in shown.rows if (found := parts.board.approvals.of_row(name, row.id))}
    return HTMLResponse(_rendered(rules, shown, parts.desk.today(), "", signed))


def table_page(rules: Rules, name: str, as_at: date) -> str:
    """A table's page as one file that needs nothing beside it. UnknownTable where there is no such table."""
    return _rendered(rules, table_shown(rules, name, as_at), as_at, "\n".join(_text(WEB / style) for style in STYLES))


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _rendered(
    rules: Rules, shown: TableShown, as_at: date, styles: str, signed: Mapping[str, Signature] = MappingProxyType({})
) -> str:
    """The page; with `styles` it holds them, and its links lead to places on itself. `signed`: signatures by row."""
    documents = list(resting_on(rules, shown))
    resting = {"passages": passages(rules, shown.name), "documents": documents, "overdue": overdue(documents, as_at)}
    return TEMPLATES.get_template("rules_table.html").render(
        table=shown, styles=styles, signed=signed, **resting, **_kept(shown)
    )


def _kept(shown: TableShown) -> dict[str, Any]:
    """Notices of the rows, each once, and the rows whose words have changed."""
    notices = dict.fromkeys(notice for row in shown.rows for notice in row.notices)
    return {"notices": list(notices), "changed": [row.id for row in shown.rows if not row.stands]}
