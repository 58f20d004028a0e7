"""What is kept of quizzes as rows, and back."""

import json
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from api.quiz.model import Answered, Attempt, Learner, Mode, Session, Stage, Terms
from eval.quiz.make import Request
from eval.quiz.model import Item, Quiz, quiz_of

PAPERS = 64  # kept in memory; one is never changed


def session_row(session: Session) -> dict[str, Any]:
    """A session as a row."""
    return {
        "id": session.id,
        "code": session.code,
        "owner": session.owner,
        "mode": session.terms.mode,
        "title": session.title,
        "request": json.dumps(asdict(session.request)),
        "pass_mark": session.terms.pass_mark,
        "seconds": session.terms.seconds,
        "made": session.made,
        "closes": session.closes,
        "stage": session.stage,
        "place": session.place,
        "since": session.since,
        "version": session.version,
    }


def session_of(row: Row[Any]) -> Session:
    """The session of a row."""
    asked: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(row.request).items()
    }
    terms = Terms(Mode(row.mode), row.pass_mark, row.seconds)
    place = (Stage(row.stage), row.place, row.since, row.version)
    return Session(row.id, row.code, row.owner, row.title, Request(**asked), terms, row.made, row.closes, *place)


def paper_row(session: str, number: int, paper: Quiz) -> dict[str, Any]:
    """The questions of an attempt as a row."""
    body = json.dumps(paper.as_json(), ensure_ascii=False, default=str)
    return {"session": session, "number": number, "seed": paper.seed, "body": body}


@lru_cache(PAPERS)
def paper_of(body: str) -> Quiz:
    """The questions of a row."""
    return quiz_of(json.loads(body))


def learner_of(row: Row[Any]) -> Learner:
    """The learner of a row."""
    return Learner(row.id, row.session, row.person, row.nickname, row.joined, row.extra)


def attempt_of(row: Row[Any]) -> Attempt:
    """The attempt of a row."""
    return Attempt(row.learner, row.number, row.began, row.due, row.finished)


def answer_row(session: str, given: Answered, item: Item) -> dict[str, Any]:
    """An answer as a row, with what its item rests on."""
    return {
        "learner": given.learner,
        "attempt": given.attempt,
        "place": given.place,
        "session": session,
        "item": item.id,
        "table": item.table,
        "rows": json.dumps(item.rows),
        "kind": item.kind,
        "topic": item.topic,
        "seed": item.seed,
        "paragraphs": json.dumps(item.rests_on),
        "chosen": json.dumps(given.chosen),
        "right": given.right,
        "late": given.late,
        "at": given.at,
    }


def answer_of(row: Row[Any]) -> Answered:
    """The answer of a row."""
    place = (row.learner, row.attempt, row.place)
    return Answered(*place, row.item, tuple(json.loads(row.chosen)), row.right, row.late, row.at)
