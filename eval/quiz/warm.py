"""What quizzes need that is made when it is first used, made beforehand: for servers and measurements, not for one quiz."""

from collections.abc import Iterator

from assistant.lasting import set_apart
from assistant.reading.phrases import phrasebook
from eval.quiz.desk import Desk
from eval.quiz.story import named


def warm(desk: Desk) -> None:
    """Everything, at once; seconds of a processor."""
    for _ in warming(desk):
        pass


def warming(desk: Desk) -> Iterator[None]:
    """Step by step, so that a server that is stopped need not wait for the rest: makes every case, reads every sentence and
    worked scenario, compiles every phrase."""
    for topic in desk.plan.topics.values():
        for table in topic.tables:
            desk.cases.covering(table)
            yield
    _ = desk.worked
    yield
    for sentence in desk.sayings.fixed():
        desk.alone(named(sentence, desk.plan.persons[0]))
        yield
    book = phrasebook()
    for fact in desk.rulebook.specs:
        book.replied(fact)
        yield
    yield from book.language.making_ready()
    set_apart()
