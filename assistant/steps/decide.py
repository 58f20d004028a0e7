"""Where facts of the case are given, the table that the question is about decides. Nothing else ever does."""

from assistant.model import Ask, Status, Turn
from assistant.rules.choosing import table_for
from assistant.rules.decision import Decision
from assistant.rules.model import Kind

ENDINGS = {
    Kind.DECIDED: Status.DECIDED,
    Kind.REFER: Status.REFERRED,
    Kind.POLICY_SILENT: Status.REFERRED,
    Kind.CONFLICT: Status.CONFLICT,
    Kind.ASK: Status.NEEDS_FACT,
}


def decide(turn: Turn) -> Turn:
    """The turn with the decision of its table, or as it was where no facts are given or no single table fits.

    Raises RuleError for a fact or a value that the rulebook does not know.
    """
    if not turn.facts:
        return turn
    rulebook = turn.holdings.rulebook
    rulebook.known(turn.facts)
    name = table_for(rulebook, turn.findings.passages, turn.facts)
    if name is None:
        return turn
    decision = rulebook.decide(name, turn.facts, turn.as_at)
    return turn.but(decision=decision, status=ENDINGS[decision.kind], ask=_ask(decision))


def _ask(decision: Decision) -> Ask | None:
    if (asked := decision.ask) is None:
        return None
    return Ask(asked.fact, asked.question, asked.help, tuple(option.label for option in asked.options))
