"""What quizzes need that is made when it is first used, made beforehand: for servers and measurements, not for one quiz."""

from assistant.reading.phrases import phrasebook
from eval.quiz.desk import Desk


def warm(desk: Desk) -> None:
    """Makes every table's cases, reads the worked scenarios, compiles every phrase; some seconds of one processor, once."""
    for topic in desk.plan.topics.values():
        for table in topic.tables:
            desk.cases.covering(table)
    _ = desk.worked
    book = phrasebook()
    for phrase in [*book.phrases, *(one for fact in desk.rulebook.specs for one in book.replied(fact))]:
        next(phrase.pattern.find(""), None)
