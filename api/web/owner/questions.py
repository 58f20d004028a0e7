"""`/owner/questions`: what was asked and what was answered, and each answer step by step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.owner.questions import Filter, Found, Key, Rating, by_status, find
from api.owner.steps import steps_of
from api.parts import WithHoldings, WithLedger, WithParts
from api.record import Record, Safe
from api.routes.tables import rules_of
from api.store.base import Kept
from api.web.layout import view_of
from api.web.owner.drawing import desk_page
from api.web.records import record_in
from assistant.holdings import Holdings
from assistant.model import Status
from assistant.words import say

HERE = "/owner/questions"
FIELDS = ("status", "table", "paragraph", "document", "since", "until", "rating", "text")
RATINGS = {Rating.LOW: "Did not help", Rating.GOOD: "Helped", Rating.NONE: "Nobody said"}
LONGEST = 200  # characters of a field
T = TypeVar("T")
router = APIRouter(prefix="/questions")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters as they were typed, what they mean, and what of them cannot be meant."""

    typed: Mapping[str, str]
    filter: Filter
    wrong: Mapping[str, str]

    def address(self, **more: str) -> str:
        """The address of the page with these filters."""
        return f"{HERE}?{urlencode({name: value for name, value in {**self.typed, **more}.items() if value})}"


@router.get("")
def questions(request: Request, ledger: WithLedger, parts: WithParts, holdings: WithHoldings) -> HTMLResponse:
    """A page of them, the newest first."""
    wanted, safe = wanted_in(request, holdings), Safe(holdings)
    after = _key(request.query_params.get("after", ""))
    found = Found([], 0, None) if wanted.wrong else ledger.read(lambda connection: find(connection, wanted.filter, after))
    return desk_page(
        "questions.html",
        HERE,
        422 if wanted.wrong else 200,
        wanted=wanted,
        found=found,
        older=_older(wanted, found),
        counts={one: (say("statuses", one), count) for one, count in ledger.read(by_status).items()},
        statuses={one: say("statuses", one) for one in Status},
        tables={name: table.question for name, table in rules_of(request, parts).written.tables.items()},
        documents={source.id: source.title for source in holdings.sources.documents},
        ratings=RATINGS,
        days=parts.settings.retention_days,
        safe=safe,
    )


@router.get("/{answer}")
def question(answer: str, request: Request, parts: WithParts, holdings: WithHoldings) -> HTMLResponse:
    """One question: the answer and what each step came to; of one whose words are deleted, what was sealed."""
    record = record_in(parts, holdings, answer)
    kept = parts.store.kept(answer)
    days = parts.settings.retention_days
    if kept is None:
        return desk_page("gone.html", HERE, record=record, days=days)
    return _whole(request, parts, kept, record)


def _whole(request: Request, parts: WithParts, kept: Kept, record: Record) -> HTMLResponse:
    answer = kept.exchange.answer
    view = view_of(kept.exchange, kept.turn, rules_of(request, parts), parts.store.feedback(answer.id))
    shown = {"view": view, "record": record, "steps": list(steps_of(answer)), "days": parts.settings.retention_days}
    return desk_page("question.html", HERE, **shown)


def wanted_in(request: Request, holdings: Holdings) -> Wanted:
    """The filters of an address."""
    typed = {name: request.query_params.get(name, "").strip()[:LONGEST] for name in FIELDS}
    wrong: dict[str, str] = {}

    def read(name: str, parse: Callable[[str], T], why: str) -> T | None:
        try:
            return parse(typed[name]) if typed[name] else None
        except ValueError:
            wrong[name] = why
            return None

    found = Filter(
        status=read("status", Status, "Choose one of the list"),
        table=typed["table"],
        document=typed["document"],
        paragraph=_place(typed["paragraph"], holdings),
        since=read("since", date.fromisoformat, "Write a day that exists, such as 2026-02-28"),
        until=read("until", date.fromisoformat, "Write a day that exists, such as 2026-02-28"),
        rating=read("rating", Rating, "Choose one of the list"),
        text=typed["text"],
    )
    return Wanted(typed, found, wrong)


def _place(typed: str, holdings: Holdings) -> str:
    """The id of a paragraph or section that was typed without its document, where one has it."""
    if not typed or "/" in typed:
        return typed
    return next((name for one in holdings.sources.documents if (name := f"{one.id}/{typed}") in holdings.paragraphs), typed)


def _older(wanted: Wanted, found: Found) -> str:
    return wanted.address(after=f"{found.older.at.isoformat()}~{found.older.answer}") if found.older else ""


def _key(given: str) -> Key | None:
    """Where a page begins; anything else than a key of ours begins at the newest."""
    moment, _, answer = given.partition("~")
    try:
        return Key(datetime.fromisoformat(moment), answer)
    except ValueError:
        return None
