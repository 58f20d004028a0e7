"""How many questions does it take to an outcome, beside an interview that asks everything in one order?"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from assistant.model import Answer
from assistant.rules.engine import Rulebook
from assistant.rules.errors import RuleError
from assistant.rules.facts import UNKNOWN
from assistant.rules.load import rulebook
from eval.metrics.base import Held, Kind, Metric, Score
from eval.metrics.outcome import OPEN, decided

Case = Mapping[str, Any]


def questions(held: Held) -> Score | None:
    """Questions asked before the conversation was decided."""
    return Score(sum(one.ask is not None for one in held.answers[:-1])) if _tables(held) else None


def fixed_order(held: Held) -> Score | None:
    """Questions that a form would ask, which puts those of the table one after the other until it is decided."""
    tables = _tables(held)
    told, known = _case(held.answers[0]), _case(held.answers[-1])
    try:
        return Score(sum(_by_form(_rules(), table, told, known) for table in tables)) if tables else None
    except RuleError:  # the rules have changed since it was answered: there is nothing to compare with
        return None


def _tables(held: Held) -> Sequence[str]:
    """The tables that a scenario names and its last turn decides."""
    if not held.last:
        return ()
    return [table for table in held.expected.decides if table in decided(held.answer)]


def _by_form(rules: Rulebook, table: str, told: Case, known: Case) -> int:
    case, asked = dict(told), 0
    for fact in _asked_in_order(rules, table):
        if rules.decide(table, case, presumed=True).outcome not in OPEN:
            break
        if fact not in case:
            asked += 1
            case[fact] = known.get(fact, UNKNOWN)
    return asked


def _asked_in_order(rules: Rulebook, table: str) -> list[str]:
    return [fact for fact in rules.form(table).leaves if rules.specs[fact].asked]


def _case(answer: Answer) -> Case:
    return {fact.fact: fact.value for fact in answer.case}


@cache
def _rules() -> Rulebook:
    return rulebook()


QUESTIONS = Metric(
    name="questions",
    title="Questions to an outcome",
    meaning="Questions that were asked before a conversation was decided; the mean over the conversations that a scenario "
    "wants decided and that were.",
    score=questions,
    kind=Kind.MEASURE,
    less=True,
    unit="questions",
)
FIXED_ORDER = Metric(
    name="fixed_order",
    title="Questions a form would ask",
    meaning="For the same conversations: how many questions a form would put that knows the first message, asks the table's "
    "questions one after the other, and stops once the table decides.",
    score=fixed_order,
    kind=Kind.MEASURE,
    less=True,
    unit="questions",
)
