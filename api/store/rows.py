"""Exchanges, feedback and records as rows, and back."""

import json
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row

from api.problems import ActNotAsSealed
from api.store.base import Act, ActKind, Exchange, Feedback, Kept, Reason, Sealed
from api.store.seal import hash_of
from assistant.model import Answer

ANSWERS = TypeAdapter(Answer)


def exchange_row(exchange: Exchange) -> dict[str, Any]:
    """An exchange as a row, without its place."""
    return {
        "answer": exchange.answer.id,
        "at": exchange.at,
        "as_at": exchange.as_at,
        "message": exchange.message,
        "given": json.dumps(dict(exchange.given)),
        "corrected": exchange.corrected,
        "body": ANSWERS.dump_json(exchange.answer).decode(),
    }


def exchange_of(row: Row[Any]) -> Exchange:
    """The exchange of a row."""
    answer = ANSWERS.validate_json(row.body)
    return Exchange(row.message, answer, row.at, row.as_at, json.loads(row.given), row.corrected)


def kept_of(row: Row[Any]) -> Kept:
    """The exchange of a row, in its place."""
    return Kept(row.conversation, row.turn, row.salt, exchange_of(row))


def feedback_row(given: Feedback) -> dict[str, Any]:
    """Feedback as a row."""
    return {
        "answer": given.answer,
        "helpful": given.helpful,
        "reasons": json.dumps(given.reasons),
        "comment": given.comment,
        "at": given.at,
    }


def feedback_of(row: Row[Any]) -> Feedback:
    """The feedback of a row."""
    return Feedback(row.answer, row.helpful, tuple(map(Reason, json.loads(row.reasons))), row.comment, row.at)


def sealed_of(row: Row[Any]) -> Sealed:
    """The record of a row."""
    return Sealed(row.seq, row.answer, row.previous, row.record, row.hash, row.kind)


def act_of(row: Row[Any] | Sealed) -> Act:
    """The act that a record is of; a record that somebody has changed by hand is NotAsSealed."""
    try:
        read = _unchanged(row)
        said = {name: str(read[name]) for name in ("about", "choice", "who", "why")}
        return Act(ActKind(read["kind"]), **said, at=datetime.fromisoformat(read["at"]), details=dict(read["details"]))
    except (ValueError, KeyError, TypeError):
        raise ActNotAsSealed(row.seq) from None


def _unchanged(row: Row[Any] | Sealed) -> dict[str, Any]:
    """What a record says; ValueError where it is not what was sealed in its place."""
    if row.hash != hash_of(row.seq, row.previous, row.record):
        raise ValueError
    read: dict[str, Any] = json.loads(row.record)
    return read
