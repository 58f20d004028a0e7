"""The answers that were given, to read: for statistics of items, for practice, for certificates.

No nickname is in them. A learner is their id in one session; `person` is the hash that is theirs in every session.
"""

from collections.abc import Iterator
from functools import cache, partial

from api.quiz.model import Given, Learner, Sat
from api.quiz.store import QuizStore


def given_in(store: QuizStore, session: str) -> Iterator[Given]:
    """Every answer of a session that counts, in the order they came."""
    paper_of = cache(partial(store.paper, session))
    for one in store.answers_in(session):
        paper = paper_of(one.attempt)
        if paper and not one.late:
            yield Given(session, one, paper.items[one.place - 1])


def given_to(store: QuizStore, owner: str) -> Iterator[Given]:
    """Every answer in the sessions that somebody has shared."""
    for session in store.sessions(owner):
        yield from given_in(store, session.id)


def sat(store: QuizStore, learner: Learner) -> Iterator[Sat]:
    """A learner's attempts in their session, with questions and answers. Raises NoSession."""
    session = store.session(learner.session)
    for attempt in store.attempts(learner.id):
        if paper := store.paper(session.id, attempt.number):
            yield Sat(session, learner, attempt, paper, store.answers(learner.id, attempt.number))
