"""What quizzes need that is made when it is first used, made beforehand: for servers and measurements, not for one quiz."""

from assistant.lasting import set_apart
from assistant.reading.phrases import phrasebook
from eval.quiz.desk import Desk
from eval.quiz.story import named


def warm(desk: Desk) -> None:
    """Makes every case, reads every sentence and worked scenario, compiles every phrase: seconds of a processor, once."""
    for topic in desk.plan.topics.values():
        for table in topic.tables:
            desk.cases.covering(table)
    _ = desk.worked
    for sentence in desk.sayings.fixed():
        desk.alone(named(sentence, desk.plan.persons[0]))
    book = phrasebook()
    for fact in desk.rulebook.specs:
        book.replied(fact)
    book.language.make_ready()
    set_apart()
