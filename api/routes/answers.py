"""Answers: say whether one helped."""

from datetime import UTC, datetime

from fastapi import APIRouter

from api.auth import READER
from api.parts import WithParts
from api.schemas import FeedbackIn, problems
from api.store.base import Feedback

router = APIRouter(prefix="/answers", tags=["answers"])


@router.post("/{answer}/feedback", status_code=204, responses=problems(404), dependencies=[READER])
def give_feedback(answer: str, body: FeedbackIn, parts: WithParts) -> None:
    """Say whether an answer helped; said again, the last counts."""
    parts.feedback.put(Feedback(answer, body.helpful, tuple(dict.fromkeys(body.reasons)), body.comment, datetime.now(UTC)))
