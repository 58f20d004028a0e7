"""The quizzes that trainers have shared, as far as they are kept."""

import json
from collections.abc import Iterator

from sqlalchemy import select

from api.store.reader import DatabaseReader
from api.store.tables import quiz_papers
from eval.quiz.model import Quiz, QuizError, quiz_of

MOST = 200  # papers that are looked through


def kept_quizzes(store: DatabaseReader) -> Iterator[Quiz]:
    """Every paper that can be read."""
    rows = store.read(lambda connection: list(connection.execute(select(quiz_papers.c.body).limit(MOST))))
    for row in rows:
        try:
            yield quiz_of(json.loads(row.body))
        except (QuizError, ValueError, KeyError, TypeError):
            continue
