"""Words become facts of the case and topics of the question; what was understood goes back with the answer."""

from assistant.model import Question, Turn
from assistant.reading.consistent import consistent
from assistant.reading.mention import Message
from assistant.reading.reader import Reading
from assistant.reading.reader import read as read_words
from assistant.reading.topics import DOCUMENTS, is_follow_up, speaks_of_a_case, topics_of

ENTITLEMENT = "entitlement"  # what a case told without any question is taken to ask
IN_GENERAL = {ENTITLEMENT: "detention_gateway"}  # asked of no person, it is asked of the kind of detention


def read(turn: Turn) -> Turn:
    """The turn with the case as it is now known, what is only supposed, and what is asked."""
    reading = Reading(turn.case) if turn.corrected else read_words(_message(turn), turn.number)
    turn = _with_case(turn, reading)
    given = {name for name, fact in turn.case.items() if fact.turn == turn.number}
    return turn.but(question=_question(turn, frozenset({*reading.said, *given}), reading.fresh))


def _message(turn: Turn) -> Message:
    asked = turn.earlier[-1].answer.ask if turn.earlier else None
    return Message(turn.message, turn.as_at, turn.holdings, turn.case, asked)


def _with_case(turn: Turn, reading: Reading) -> Turn:
    """Nothing contradicts anything: what was said last is believed."""
    if not reading.said and not turn.case:
        return turn.but(case={}, supposed={})
    rulebook = turn.holdings.rulebook
    case = consistent(reading.case, rulebook, turn.as_at)
    both = consistent({**case, **reading.supposed}, rulebook, turn.as_at)
    supposed = {name: fact for name, fact in both.items() if name in reading.supposed}
    return turn.but(case=case, supposed=supposed)


def _question(turn: Turn, told: frozenset[str], fresh: bool) -> Question:
    before = _asked_before(turn)
    topics = [topic.table for topic in topics_of(turn.message, turn.holdings, before, turn.facts)]
    follows = bool(turn.earlier) and (turn.corrected or is_follow_up(turn.message) or bool(told and not topics))
    if follows and not topics:
        topics = list(before)
    if not topics and told and not turn.earlier:
        topics = [ENTITLEMENT]
    of_a_case = speaks_of_a_case(turn.message) or follows or (bool(told) and bool(turn.earlier))
    tables = [topic for topic in topics if topic != DOCUMENTS]
    return Question(
        words=f"{turn.earlier[-1].message} {turn.message}" if follows and turn.earlier else turn.message,
        topics=tuple(dict.fromkeys(tables if of_a_case else [IN_GENERAL.get(table, table) for table in tables])),
        told=told,
        of_a_case=of_a_case,
        documents=DOCUMENTS in topics,
    )


def _asked_before(turn: Turn) -> tuple[str, ...]:
    """The tables that the turn before was about."""
    return tuple(decision["table"] for decision in turn.earlier[-1].answer.decisions) if turn.earlier else ()
