"""Keys and what stands beside them: what the engine says of a case, and of every case that differs from it in one fact."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from assistant.rules.changes import Alternative
from assistant.rules.compiled import BEGINNING
from assistant.rules.decision import Decision, Reason
from assistant.rules.errors import RuleError
from assistant.rules.facts import FactSpec, FactType
from assistant.rules.model import ENGINE_OUTCOMES
from assistant.rules.wording import label, worded
from eval.quiz.desk import Desk
from eval.quiz.model import Source

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Neighbour:
    """The case with one fact otherwise.

    label    that fact's other value in plain words
    outcome  what the table then comes to; "" where more than one outcome is possible, or none
    """

    desk: Desk
    table: str
    facts: Facts
    fact: str
    label: str
    outcome: str

    @cached_property
    def decision(self) -> Decision:
        """All that the engine says of it."""
        return self.desk.decide(self.table, self.facts)


def decided(decision: Decision) -> bool:
    """Whether an outcome is the table's own, and one row or the requirements stand for it."""
    return decision.outcome not in ENGINE_OUTCOMES and bool(decision.reasons)


def neighbours(desk: Desk, table: str, facts: Facts) -> Iterator[Neighbour]:
    """Every case one fact away, a value for each group that the table tells apart; none that contradicts itself."""
    for fact in facts:
        for group in desk.rulebook.changing[table].alternatives.get(fact, ()):
            value = _sample(desk.rulebook.specs[fact], group, desk.as_at)
            if value is None or str(value) == str(facts[fact]) or desk.unsaid(fact, str(value)):
                continue
            other = {**facts, fact: value}
            try:
                possible = desk.possible(table, other)
            except RuleError:
                continue
            words = _group_in_words(desk, fact, group, value)
            yield Neighbour(desk, table, other, fact, words, possible[0] if len(possible) == 1 else "")


def decides(fact: str, around: list[Neighbour], outcome: str) -> bool:
    """Whether some other value of a fact would change the outcome, or leave it open."""
    return any(one.fact == fact and one.outcome != outcome for one in around)


def in_words(desk: Desk, fact: str, value: Any) -> str:
    """A value as it is said."""
    spec = desk.rulebook.specs[fact]
    if spec.type is FactType.DATE:
        day = date.fromisoformat(str(value))
        return f"{day.day} {day:%B %Y}"
    return label(spec, str(value)) if spec.choices else str(value)


def _group_in_words(desk: Desk, fact: str, group: Alternative, value: Any) -> str:
    """A value that stands for a group: of a number all that are alike, "0 to 17"."""
    if desk.rulebook.specs[fact].type is FactType.NUMBER and int(group.sample) != group.last:
        return f"{group.sample} to {group.last}"
    return in_words(desk, fact, value)


def outcome_words(desk: Desk, table: str, outcome: str, facts: Facts) -> str:
    """An outcome's words for this case."""
    case = desk.cases.whole(facts)
    return worded(desk.rulebook.form(table).question.outcomes[outcome].words, desk.rulebook.specs, case)


def source_of(desk: Desk, decision: Decision) -> Source:
    """The first words a decision rests on."""
    first: Reason = decision.reasons[0]
    return desk.source(first.cite, first.quote)


def _sample(spec: FactSpec, group: Alternative, as_at: date) -> Any:
    if not spec.is_span:
        return group.sample
    if spec.type is FactType.DATE:
        ordinal = group.last if group.sample == BEGINNING else int(group.sample)
        return date.fromordinal(ordinal).isoformat() if ordinal <= as_at.toordinal() else None
    return int(group.sample)
