"""The desk's rehearsals: a draft edition uploaded, tried beside what is in use, signed off, and published or thrown away."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.auth import OWNER, Principal, WithPrincipal
from api.owner.drafts import (
    Described,
    Draft,
    draft_in,
    drafts,
    file_of,
    folder_of,
    forget_words,
    keep_draft,
    throw_away,
)
from api.owner.jobs import State, begin, state
from api.owner.placing import put_back
from api.owner.publishing import PUBLISHED, check_base
from api.owner.scripted import check_no_script
from api.owner.typed import typed
from api.parts import Parts, WithHoldings, WithParts
from api.problems import Invalid, Problem
from api.routes.answers import printed
from api.store.base import Act, ActKind
from api.uploads import Sent, uploaded
from api.web.forms import Form, WithForm
from api.web.owner.drawing import desk_page
from assistant.holdings import Holdings
from assistant.words import say
from ingest.corpus import hash_of
from ingest.errors import IngestError

HERE = "/owner/rehearsals"
SEE_OTHER = 303
AT_ONCE = 60  # items that one form signs off
GONE = "its words no longer stand, so it decides nothing until it is rewritten"
SIGNED, THROWN, UPLOADED = "signed_off", "thrown_away", "uploaded"
router = APIRouter(prefix="/rehearsals")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and could not be taken; it is shown again."""

    problem: Problem
    form: Form


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that somebody has to look at before the draft may be published; `act`: who did."""

    id: str
    words: str
    act: Act | None


async def _sent(request: Request) -> AsyncIterator[Sent | Problem]:
    """The form with its file, or what was wrong with it: the page says so."""
    try:
        async with uploaded(request) as sent:
            yield sent
    except Problem as problem:
        yield problem


@router.get("")
def rehearsals(parts: WithParts, holdings: WithHoldings) -> HTMLResponse:
    """Every draft, and the form for another."""
    return _list(parts, holdings)


@router.post("", dependencies=[OWNER])
def upload(
    sent: Annotated[Sent | Problem, Depends(_sent)], parts: WithParts, holdings: WithHoldings, asker: WithPrincipal
) -> Response:
    """Keeps a draft and begins its rehearsal."""
    form = sent.form if isinstance(sent, Sent) else Form({})
    try:
        draft = _kept(sent, parts, holdings, asker)
    except Problem as problem:
        return _list(parts, holdings, Typed(problem, form))
    return RedirectResponse(f"{HERE}/{draft.id}", SEE_OTHER)


@router.get("/{name}")
def rehearsal(name: str, parts: WithParts) -> HTMLResponse:
    """A draft: how far its rehearsal is, or everything that it found."""
    return _shown(parts, _folder(parts, name))


@router.post("/{name}/again")
def again(name: str, parts: WithParts) -> Response:
    """Rehearses a draft once more."""
    folder = _folder(parts, name)
    begin(folder / "rehearsal", "rehearse", parts.settings)
    return _go(folder)


@router.post("/{name}/sign")
def sign(name: str, form: WithForm, parts: WithParts, asker: WithPrincipal) -> Response:
    """Signs off the items that were ticked."""
    folder = _folder(parts, name)
    try:
        wanted = [item for item in items(folder, parts) if item.id in form.all("item") and item.act is None]
        if not wanted:
            raise Invalid("Tick what you have looked at")
        why = typed(form["why"], "What you found", printed(parts))
        details = {"items": [item.id for item in wanted], "rehearsed": _rehearsed(folder)}
        parts.store.act(Act(ActKind.DRAFT, folder.name, SIGNED, asker.name, why, datetime.now(UTC), details))
    except Problem as problem:
        return _shown(parts, folder, Typed(problem, form))
    return _go(folder, "#sign")


@router.post("/{name}/publish")
def publish(name: str, form: WithForm, parts: WithParts, asker: WithPrincipal) -> Response:
    """Begins the publishing of a draft that is signed off."""
    folder = _folder(parts, name)
    try:
        why = typed(form["why"], "Why it is published", printed(parts))
        _check_ready(folder, parts)
        begin(folder / "publishing", "publish", parts.settings, who=asker.name, why=why)
    except Problem as problem:
        return _shown(parts, folder, Typed(problem, form))
    return _go(folder)


@router.post("/{name}/discard")
def discard(name: str, form: WithForm, parts: WithParts, asker: WithPrincipal) -> Response:
    """Throws a draft away; nothing that is in use changes."""
    folder = _folder(parts, name)
    try:
        why = typed(form["why"], "Why it is thrown away", printed(parts))
        draft = draft_in(folder)
        published = state(folder / "publishing").result is not None
        if not published:
            put_back(parts.settings.corpus, folder, draft)
        throw_away(folder)
        parts.store.act(Act(ActKind.DRAFT, draft.id, THROWN, asker.name, why, datetime.now(UTC), {"document": draft.document}))
    except Problem as problem:
        return _shown(parts, folder, Typed(problem, form))
    return RedirectResponse(HERE, SEE_OTHER)


def _kept(sent: Sent | Problem, parts: Parts, holdings: Holdings, asker: Principal) -> Draft:
    if isinstance(sent, Problem):
        raise sent
    draft = keep_draft(parts.settings.home, sent.file, sent.suffix, _described(sent.form, parts, holdings, asker))
    folder = folder_of(parts.settings.home, draft.id)
    try:
        check_no_script(file_of(folder, draft))
    except IngestError as error:
        throw_away(folder)
        raise Invalid(str(error)) from None
    details = {"document": draft.document, "edition": draft.edition, "sha256": draft.sha256}
    said = f"A draft of {draft.document}"
    parts.store.act(Act(ActKind.DRAFT, draft.id, UPLOADED, asker.name, said, datetime.now(UTC), details))
    begin(folder / "rehearsal", "rehearse", parts.settings)
    return draft


def _described(form: Form, parts: Parts, holdings: Holdings, asker: Principal) -> Described:
    if form["document"] not in {source.id for source in holdings.sources.documents}:
        raise Invalid("Choose the document that it is a new edition of")
    edition = typed(form["edition"], "The edition", printed(parts), 60)
    if '"' in edition or "\\" in edition:
        raise Invalid("The edition holds a quotation mark or a backslash. Leave it out")
    days = (_day(form["approved"], "approved"), _day(form["review_due"], "review due"))
    return Described(form["document"], edition, *days, asker.name, hash_of(parts.settings.corpus))


def _day(given: str, called: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise Invalid(f"The day {called} must be a day that exists, written 2026-02-28") from None


def _check_ready(folder: Path, parts: Parts) -> None:
    if state(folder / "rehearsal").result is None:
        raise Invalid("It has not been rehearsed to its end yet")
    if left := [item for item in items(folder, parts) if item.act is None]:
        raise Invalid(f"{len(left)} things on the sign-off list have not been signed off yet")
    try:
        check_base(parts.settings.corpus, draft_in(folder))
    except IngestError as error:
        raise Invalid(str(error)) from None


def items(folder: Path, parts: Parts) -> list[Item]:
    """The sign-off list: what the rehearsal found, and who has looked at each."""
    result, rehearsed = state(folder / "rehearsal").result, _rehearsed(folder)
    acts = [act for act in parts.store.acts(ActKind.DRAFT) if act.about == folder.name and act.choice == SIGNED]
    signed = {item: act for act in acts if act.details["rehearsed"] == rehearsed for item in act.details["items"]}
    return [Item(name, words, signed.get(name)) for name, words in _wanted(result or {})]


def _wanted(result: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for kind, words in {
        "changes": "paragraphs that are added, changed, moved or gone",
        "points": "approved answers whose words no longer stand",
        "notices": "advisories and conflicts on paragraphs that change",
        "extracts": "paragraphs of other documents that were taken from what changes, and go on saying what it said",
        "items": "quiz items on paragraphs that change",
    }.items():
        if result.get(kind):
            yield kind, f"{len(result[kind])} {words}"
    for row in result.get("rows", ()):
        stands = "its words still stand" if row["stands"] else GONE
        yield f"row:{row['table']}/{row['row']}/{row['cite']}", f"Row {row['table']}/{row['row']} on {row['cite']}: {stands}"
    for one in result.get("scenarios", {}).get("differ", ()):
        yield f"scenario:{one['id']}", f"Scenario {one['id']}: {'its outcome flips' if one['flips'] else 'other words'}"
    if differ := result.get("questions", {}).get("differ"):
        yield "questions", f"{len(differ)} past questions whose answer would differ"


def _rehearsed(folder: Path) -> str:
    """When the rehearsal ended: what was signed off of an earlier one does not hold for this."""
    ended = state(folder / "rehearsal").ended
    return ended.isoformat() if ended else ""


def _folder(parts: Parts, name: str) -> Path:
    folder = folder_of(parts.settings.home, name)
    forget_words(folder, parts.settings.retention_days)
    return folder


def _list(parts: Parts, holdings: Holdings, sent: Typed | None = None) -> HTMLResponse:
    found = [(draft, _told(folder_of(parts.settings.home, draft.id))) for draft in drafts(parts.settings.home)]
    done = [act for act in parts.store.acts(ActKind.DRAFT) if act.choice in (PUBLISHED, THROWN)][::-1]
    documents = {source.id: source.title for source in holdings.sources.documents}
    status = sent.problem.status if sent else 200
    return desk_page("rehearsals.html", HERE, status, drafts=found, done=done, documents=documents, sent=sent)


def _told(folder: Path) -> str:
    """How far a draft is, in a few words."""
    publishing, rehearsing = state(folder / "publishing"), state(folder / "rehearsal")
    if publishing.result is not None:
        return "Published"
    if publishing.running:
        return "Being published"
    if rehearsing.running:
        return f"Being rehearsed: {rehearsing.stage}"
    if rehearsing.result is not None:
        return "Rehearsed"
    return "Could not be rehearsed"


def _shown(parts: Parts, folder: Path, sent: Typed | None = None) -> HTMLResponse:
    rehearsed: State = state(folder / "rehearsal")
    listed = items(folder, parts)
    return desk_page(
        "rehearsal.html",
        HERE,
        sent.problem.status if sent else 200,
        draft=draft_in(folder),
        job=rehearsed,
        publishing=state(folder / "publishing"),
        found=rehearsed.result,
        items=listed,
        open=[item for item in listed if item.act is None][:AT_ONCE],
        asked=_asked(rehearsed.result, parts),
        statuses=lambda status: say("statuses", status),
        sent=sent,
    )


def _asked(result: Mapping[str, Any] | None, parts: Parts) -> Sequence[tuple[str, Mapping[str, Any]]]:
    """The past questions, as long as their words are kept."""
    found = []
    for one in (result or {}).get("questions", {}).get("differ", ()):
        kept = parts.store.kept(one["answer"])
        if kept is not None:
            found.append((kept.exchange.message, one))
    return found


def _go(folder: Path, place: str = "") -> Response:
    return RedirectResponse(f"{HERE}/{folder.name}{place}", SEE_OTHER)
