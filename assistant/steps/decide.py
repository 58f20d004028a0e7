"""The tables that the question is about decide, from the facts of the case. Nothing else ever does."""

from assistant.model import Ask, Status, Turn
from assistant.rules.choosing import table_for
from assistant.rules.decision import Decision
from assistant.rules.engine import Rulebook
from assistant.rules.model import Kind

ENDINGS = {
    Kind.DECIDED: Status.DECIDED,
    Kind.REFER: Status.REFERRED,
    Kind.POLICY_SILENT: Status.REFERRED,
    Kind.CONFLICT: Status.CONFLICT,
    Kind.ASK: Status.NEEDS_FACT,
}


def decide(turn: Turn) -> Turn:
    """The turn with what its tables decide, or as it was where it is about none.

    Raises RuleError for a fact or a value that the rulebook does not know.
    """
    if not turn.topics and not turn.facts:
        return turn
    rulebook = turn.holdings.rulebook
    rulebook.known({name: fact.value for name, fact in turn.facts.items()})
    decisions = tuple(rulebook.decide(table, turn.facts.values(), turn.as_at) for table in _tables(turn, rulebook))
    if not decisions:
        return turn
    return turn.but(decisions=decisions, status=_status(decisions), ask=_ask(decisions))


def _tables(turn: Turn, rulebook: Rulebook) -> tuple[str, ...]:
    """The tables asked about; where none is named, the one that knows the facts and rests on what was found."""
    found = None if turn.topics else table_for(rulebook, turn.findings.passages, turn.facts)
    return turn.topics or ((found,) if found else ())


def _status(decisions: tuple[Decision, ...]) -> Status:
    """How the turn ends: what is asked comes first, because the rest may hang on it; else what was asked about first."""
    endings = [ENDINGS[decision.kind] for decision in decisions]
    return Status.NEEDS_FACT if Status.NEEDS_FACT in endings else endings[0]


def _ask(decisions: tuple[Decision, ...]) -> Ask | None:
    """One question at a time: the first that is still to be asked."""
    asked = next((decision.ask for decision in decisions if decision.ask), None)
    return Ask(asked.fact, asked.question, asked.help, tuple(option.label for option in asked.options)) if asked else None
