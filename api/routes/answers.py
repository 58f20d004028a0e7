"""Answers: read one as it was sealed, decide it again, say whether it helped."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from fastapi import APIRouter

from api.auth import READER
from api.parts import Parts, WithHoldings, WithParts
from api.problems import NotAsSealed, PersonalData, Unavailable, WordsDeleted
from api.record import Record
from api.replaying import replayed
from api.schemas import FeedbackIn, Rerun, problems
from api.store.base import Feedback, Kept
from api.store.seal import words_as_sealed
from api.web.records import record_in
from assistant.model import Answer
from assistant.privacy.find import kinds_in
from assistant.privacy.lists import lists
from ingest.characters import visible

router = APIRouter(prefix="/answers", tags=["answers"])


@router.get("/{answer}", responses=problems(404, 503), dependencies=[READER])
def read_answer(answer: str, parts: WithParts) -> Answer:
    """The answer as it was sealed; 404 says whether there never was one, or its words have been deleted since."""
    return sealed_answer(parts, answer).exchange.answer


@router.get("/{answer}/rerun", responses=problems(404, 503), dependencies=[READER])
def rerun_answer(answer: str, parts: WithParts, holdings: WithHoldings) -> Rerun:
    """Decide the answer again from its sealed facts, as `aftercare audit replay` does: are the words the same?"""
    return Rerun.model_validate(replayed(parts.store, answer, holdings))


@router.get("/{answer}/record", responses=problems(404, 503), dependencies=[READER])
def read_record(answer: str, parts: WithParts, holdings: WithHoldings) -> Record:
    """The record for the case file: a dated note of the answer, also as text and as HTML; deleted words are left out."""
    return record_in(parts, holdings, answer)


@router.post("/{answer}/feedback", status_code=204, responses=problems(404, 413, 503), dependencies=[READER])
def give_feedback(answer: str, body: FeedbackIn, parts: WithParts) -> None:
    """Say whether an answer helped; said again, the last counts. A comment that identifies a person is refused."""
    comment = visible(body.comment).strip()
    _check_comment(comment, parts)
    parts.store.put(Feedback(answer, body.helpful, tuple(dict.fromkeys(body.reasons)), comment, datetime.now(UTC)))


def sealed_answer(parts: Parts, answer: str) -> Kept:
    """An answer in its place; raises UnknownAnswer, WordsDeleted, or NotAsSealed where it has been changed since."""
    record, kept = parts.store.sealed(answer), parts.store.kept(answer)
    if kept is None:
        raise WordsDeleted(parts.settings.retention_days)
    if not words_as_sealed(kept, record):
        raise NotAsSealed
    return kept


def _check_comment(comment: str, parts: Parts) -> None:
    """As a message is checked: raises PersonalData where it identifies a person."""
    if found := kinds_in(comment, lambda: printed(parts)):
        raise PersonalData("body.comment", [lists().kinds[kind] for kind in found])


def printed(parts: Parts) -> Iterable[str]:
    """The documents' texts, whose own telephone numbers and addresses identify nobody; none without an index."""
    try:
        held: Sequence[str] = [one.text for one in parts.shelf.opened().holdings.paragraphs.values()]
    except Unavailable:
        return ()
    return held
