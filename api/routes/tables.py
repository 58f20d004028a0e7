"""The rulebook: its tables, and what a table decides of a case."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Request

from api.auth import READER
from api.decisions import refused, shown
from api.parts import WithParts
from api.pausing import RUNNING
from api.places import PlaceError, decided
from api.problems import Invalid, Problem, Unavailable
from api.rulebook import Rules, RuleShelf
from api.schemas import CaseIn, DecisionOut, FactsOut, Tables, problems
from api.shapes import TableShown
from api.shelf import Shelf
from api.tables import fact_words, table_lines, table_shown
from assistant.holdings import Holdings
from assistant.rules.errors import UnknownTable
from assistant.rules.naming import naming
from ingest.errors import IngestError

router = APIRouter(tags=["rules"])


class NoSuchTable(Problem):
    """No table has this name."""

    type, status, title = "unknown-table", 404, "No such table"

    def __init__(self) -> None:
        super().__init__("The rulebook has no table with this name. GET /api/v1/tables lists them")


def rules_of(request: Request, parts: WithParts) -> Rules:
    """The rulebook over the index in use, or over the documents where there is none; raises Unavailable."""
    shelf: RuleShelf = request.app.state.rules
    try:
        return shelf.over(_holdings(parts.shelf))
    except IngestError as error:
        raise Unavailable(str(error)) from None


def _holdings(shelf: Shelf) -> Holdings | None:
    try:
        return shelf.opened().holdings
    except Unavailable:
        return None


WithRules = Annotated[Rules, Depends(rules_of)]


@router.get("/facts", responses=problems(503), dependencies=[READER])
def list_facts(rules: WithRules) -> FactsOut:
    """Every fact that a table may ask for, in words: to show what was understood of a case, and to correct it."""
    return FactsOut(facts={name: fact_words(spec) for name, spec in rules.written.specs.items()})


@router.get("/tables", responses=problems(503), dependencies=[READER])
def list_tables(rules: WithRules) -> Tables:
    """Every table with the question it answers."""
    return Tables(tables=table_lines(rules), edition=rules.edition)


@router.get("/tables/{name}", responses=problems(404, 503), dependencies=[READER])
def read_table(name: str, rules: WithRules, parts: WithParts) -> TableShown:
    """A table: its facts and how to ask them, its rows with their words, what it leaves to people, who checked it."""
    return known_table(rules, name, parts)


def known_table(rules: Rules, name: str, parts: WithParts) -> TableShown:
    """The table of this name; raises NoSuchTable."""
    try:
        return table_shown(rules, name, parts.desk.today())
    except UnknownTable:
        raise NoSuchTable from None


@router.post("/decisions/{table}", responses=problems(404, 413, 503), dependencies=[READER, RUNNING])
def decide(table: str, body: CaseIn, rules: WithRules, parts: WithParts) -> DecisionOut:
    """What a table says of a case, what it rests on, and the one fact to ask next."""
    day = body.as_at or parts.desk.today()
    if table in rules.rulebook.forms:
        parts.board.switches.check_topics(one.name for one in rules.rulebook.forms[table].closure)
    try:
        decision, named = decided(rules, table, body.facts, body.places, day)
        return DecisionOut.model_validate({**shown(rules, decision), "named": list(map(asdict, named))})
    except UnknownTable:
        raise NoSuchTable from None
    except PlaceError as error:
        raise _no_place(error) from None
    except ValueError as error:
        raise refused(rules, body.facts, day, error) from None


def _no_place(error: PlaceError) -> Invalid:
    """The problem for a place that answers no fact; a name that is no fact's is not repeated."""
    known = error.field in naming().facts
    where = f"body.places.{error.field}" if known else "body.places"
    what = error.problem if known else f"Only these facts are answered by a place: {', '.join(naming().facts)}"
    return Invalid(f"{where}: {what}", [{"where": where, "what": what}])
