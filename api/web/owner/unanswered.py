"""`/owner/unanswered`: questions without a good answer, by meaning, and what an owner decides about each group."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from api.auth import WithPrincipal
from api.owner.asking import as_yaml, check_place, places_for
from api.owner.cells import csv_lines
from api.owner.groups import PAGE, Choice, Chosen, biggest, choose, examples, export_row, group_of, history, in_force, rename
from api.owner.ledger import Ledger
from api.owner.sorting import meaning_of, sort_new, waiting
from api.owner.typed import typed
from api.parts import WithHoldings, WithLedger
from api.problems import Invalid, Problem
from api.record import Safe
from api.web.forms import Form, WithForm
from api.web.owner.drawing import desk_page
from assistant.holdings import Holdings

HERE = "/owner/unanswered"
HEADS = ("Group", "Questions", "Not covered", "Referred", "Did not help", "Choice", "Words", "Chosen by", "Chosen on")
CHOICES: Mapping[Choice, tuple[str, str]] = {
    Choice.OUT_OF_SCOPE: ("Out of scope", "The documents need not answer this."),
    Choice.ASKED: ("Add a way of asking", "A paragraph answers it: propose a line for corpus/asked.yaml."),
    Choice.GUIDANCE: ("Add guidance", "The documents should say it and do not. Say what is wanted."),
    Choice.RULE: ("Ask for a rule", "It should be decided by a table. Say what the table should decide."),
}
NEEDS_WORDS = {
    Choice.ASKED: "The way of asking",
    Choice.GUIDANCE: "What the guidance should say",
    Choice.RULE: "What the rule should decide",
}
AT_ONCE = 100  # questions sorted by one press
LONGEST_NAME, LONGEST_WORDS = 120, 400
SEE_OTHER = 303
router = APIRouter(prefix="/unanswered")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and could not be taken; it is shown again."""

    problem: Problem
    form: Form


@router.get("")
def unanswered(ledger: WithLedger, holdings: WithHoldings, after: str = "") -> HTMLResponse:
    """The groups, the biggest first."""
    found = ledger.read(lambda connection: biggest(connection, after, PAGE + 1))
    older = found[PAGE - 1].key if len(found) > PAGE else ""
    left = ledger.read(waiting)
    return desk_page(
        "unanswered.html", HERE, groups=found[:PAGE], older=older, waiting=left, choices=CHOICES, safe=Safe(holdings)
    )


@router.post("/sort")
def sort(ledger: WithLedger, holdings: WithHoldings) -> Response:
    """Sorts some of the new questions now."""
    if meaning := meaning_of(holdings):
        sort_new(ledger, meaning, AT_ONCE)
    return RedirectResponse(HERE, SEE_OTHER)


@router.get("/export.csv")
def export(ledger: WithLedger, holdings: WithHoldings) -> StreamingResponse:
    """Every group as a line; small counts are hidden."""
    safe = Safe(holdings)
    rows = map(export_row, ledger.read(lambda connection: biggest(connection, size=None)))
    lines = csv_lines(HEADS, ([safe(name), *counts] for name, *counts in rows))
    headers = {"Content-Disposition": f'attachment; filename="aftercare-not-answered-{date.today().isoformat()}.csv"'}
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/asked.yaml")
def proposed(ledger: WithLedger, holdings: WithHoldings) -> Response:
    """The proposed ways of asking as a file."""
    text = as_yaml(ledger.read(lambda connection: in_force(connection, Choice.ASKED)), holdings)
    return Response(text, media_type="text/yaml", headers={"Content-Disposition": 'attachment; filename="asked.yaml"'})


@router.get("/asked")
def proposals(ledger: WithLedger, holdings: WithHoldings) -> HTMLResponse:
    """The proposed ways of asking, to look over before they are committed."""
    found = ledger.read(lambda connection: in_force(connection, Choice.ASKED))
    return desk_page("asked.html", HERE, proposed=found, text=as_yaml(found, holdings))


@router.get("/{group}")
def one(group: str, ledger: WithLedger, holdings: WithHoldings) -> HTMLResponse:
    """A group: its questions, its name, and what is to be done."""
    return _shown(group, ledger, holdings)


@router.post("/{group}/name")
def name(group: str, form: WithForm, ledger: WithLedger, holdings: WithHoldings, asker: WithPrincipal) -> Response:
    """Gives the group another name."""
    try:
        called = typed(form["name"], "The name", _printed(holdings), LONGEST_NAME)
        ledger.write(lambda connection: rename(connection, group, called, asker.name))
    except Problem as problem:
        return _shown(group, ledger, holdings, Typed(problem, form))
    return RedirectResponse(f"{HERE}/{group}", SEE_OTHER)


@router.post("/{group}/choice")
def decide(group: str, form: WithForm, ledger: WithLedger, holdings: WithHoldings, asker: WithPrincipal) -> Response:
    """Keeps what is to be done about the group."""
    try:
        chosen = _chosen(group, form, holdings, asker.name)
        ledger.write(lambda connection: choose(connection, chosen))
    except Problem as problem:
        return _shown(group, ledger, holdings, Typed(problem, form))
    return RedirectResponse(f"{HERE}/{group}#decided", SEE_OTHER)


def _chosen(group: str, form: Form, holdings: Holdings, by: str) -> Chosen:
    if form["choice"] not in list(Choice):
        raise Invalid("Choose what is to be done")
    choice = Choice(form["choice"])
    words = place = ""
    if choice in NEEDS_WORDS:
        words = typed(form["words"], NEEDS_WORDS[choice], _printed(holdings), LONGEST_WORDS)
    if choice is Choice.ASKED:
        place = form["place"].strip()
        check_place(place, holdings)
    return Chosen(group, choice, place, words, by, datetime.now(UTC))


def _printed(holdings: Holdings) -> list[str]:
    return [paragraph.text for paragraph in holdings.paragraphs.values()]


def _shown(group: str, ledger: Ledger, holdings: Holdings, sent: Typed | None = None) -> HTMLResponse:
    found = ledger.read(lambda connection: group_of(connection, group))
    return desk_page(
        "group.html",
        HERE,
        sent.problem.status if sent else 200,
        group=found,
        questions=ledger.read(lambda connection: examples(connection, group)),
        history=ledger.read(lambda connection: list(history(connection, group))),
        places=places_for(found.example or found.name, holdings),
        choices=CHOICES,
        safe=Safe(holdings),
        sent=sent,
    )
