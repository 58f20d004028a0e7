"""An exchange in one line, for whoever looks at many: written with the exchange, gone with it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from api.store.base import Feedback, Kept
from api.store.desk_tables import marks, summaries
from api.store.engine import alone
from api.store.rows import kept_of
from api.store.tables import exchanges, feedback
from assistant.model import Answer
from ingest.paragraphs import section_of

LONGEST = 300  # characters of what was answered
LONGEST_MARK = 200
BATCH = 500


def add_summary(connection: Connection, kept: Kept, helpful: bool | None = None) -> None:
    """Keeps the line of an exchange, and what its answer rests on."""
    line = {"helpful": helpful, "again": False, "sorted": False}
    connection.execute(insert(summaries).values(**line, **summary_of(kept)))
    if rows := list(marks_of(kept)):
        connection.execute(insert(marks), rows)


def summary_of(kept: Kept) -> Mapping[str, Any]:
    """The line itself."""
    exchange = kept.exchange
    return {
        "answer": exchange.answer.id,
        "conversation": kept.conversation,
        "turn": kept.turn,
        "at": exchange.at,
        "status": str(exchange.answer.status),
        "question": exchange.message,
        "said": said(exchange.answer)[:LONGEST],
    }


def said(answer: Answer) -> str:
    """What an answer says, in its leading sentence; "" where it only quotes."""
    for kind in ("answer", "note"):
        for block in answer.blocks:
            if block.kind == kind:
                return " ".join(run.text for run in block.runs)
    return ""


def marks_of(kept: Kept) -> Iterator[Mapping[str, Any]]:
    """What an answer rests on, each once."""
    answer = kept.exchange.answer
    cited = [one.paragraph for one in answer.citations]
    found = {
        "document": [one.document for one in answer.citations],
        "paragraph": cited,
        "section": [section_of(one) for one in cited],
        "table": [str(one["table"]) for one in answer.decisions],
    }
    for kind, values in found.items():
        for value in dict.fromkeys(values):
            yield {"answer": answer.id, "kind": kind, "value": value[:LONGEST_MARK], "at": kept.exchange.at}


def note_rating(connection: Connection, given: Feedback) -> None:
    """What was said of an answer stands in its line too; one that did not help is sorted anew."""
    changed = update(summaries).where(summaries.c.answer == given.answer)
    connection.execute(changed.values(helpful=given.helpful, sorted=summaries.c.sorted & given.helpful))


def sum_up_earlier(engine: Engine) -> None:
    """Exchanges of a version that wrote no lines get theirs, some at a time."""
    while True:
        with alone(engine.url), engine.begin() as connection:
            for row in (rows := _without(connection)):
                add_summary(connection, kept_of(row), row.helpful)
        if len(rows) < BATCH:
            return


def _without(connection: Connection) -> Sequence[Any]:
    joined = exchanges.outerjoin(summaries, summaries.c.answer == exchanges.c.answer).outerjoin(
        feedback, feedback.c.answer == exchanges.c.answer
    )
    missing = select(exchanges, feedback.c.helpful).select_from(joined).where(summaries.c.answer.is_(None))
    return connection.execute(missing.limit(BATCH)).all()
