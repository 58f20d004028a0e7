"""What neither a table nor a document has answered may be about somebody after all: then the tables decide, or ask."""

from dataclasses import replace

from assistant.model import GIVEN, Status, Turn
from assistant.reading.spoken_of import speaks_of_a_case
from assistant.rules.choosing import table_for
from assistant.steps.decide import decide


def reconsider(turn: Turn) -> Turn:
    """The turn with what the tables decide of what may be somebody's, or as it was."""
    if turn.decisions:
        return turn
    asked = turn.question
    if not asked.topics and _is_given_facts(turn):  # by a door: they belong to the table that rests on what was found
        found = table_for(turn.holdings.rulebook, turn.findings.passages, turn.facts)
        return decide(turn.but(question=replace(asked, topics=(found,)))) if found else turn
    silent = turn.found is Status.NOT_COVERED and asked.topics and not asked.of_a_case
    if silent and speaks_of_a_case(turn.message):  # "who pays?"
        return decide(turn.but(question=replace(asked, of_a_case=True)))
    return turn


def _is_given_facts(turn: Turn) -> bool:
    return any(fact.turn == turn.number and fact.said == GIVEN for fact in turn.case.values())
