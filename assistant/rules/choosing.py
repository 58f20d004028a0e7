"""Which table a question is about: the one that knows every fact given and rests on the paragraph that answers the question."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from assistant.model import Passage
from assistant.rules.compiled import Form
from assistant.rules.engine import Rulebook
from assistant.rules.model import Checklist, Table
from assistant.rules.written import quotes_of

TELLING = 2.0  # how much has to be told that only one table asks: two facts of its own
NEAR = 0.93  # of the best passage's score: what is this near speaks to the same question


def table_for(rulebook: Rulebook, passages: Sequence[Passage], facts: Mapping[str, Any]) -> str | None:
    """The name of the table, or None where no table, or no single one, fits: then nothing is decided."""
    knowing = [form for form in rulebook.forms.values() if set(facts) <= _facts(form)]
    if len(knowing) == 1:
        return knowing[0].name
    for passage in passages:
        if passage.score < NEAR * passages[0].score:
            return None
        resting = {form.name: count for form in knowing if (count := _rests_on(form, passage))}
        best = [name for name, count in resting.items() if count == max(resting.values())]
        if len(best) == 1:
            return best[0]
    return None


def belonging(rulebook: Rulebook, told: Collection[str]) -> Mapping[str, float]:
    """How far the facts told belong to each table: a fact that one table asks counts 1 for it, one that four ask a quarter."""
    weight = Counter[str]()
    for fact in told:
        tables = rulebook.asking.get(fact, ())
        weight.update({table: 1 / len(tables) for table in tables})
    return weight


def table_of(rulebook: Rulebook, told: Collection[str]) -> str | None:
    """The table that the facts told belong to, or the one that alone asks one of them and asks it first; None where they tell
    too little, or two are as likely."""
    weight = belonging(rulebook, told)
    best = [table for table, share in weight.items() if share == max(weight.values()) and share >= TELLING]
    best = best or [table for table, share in weight.items() if share >= 1 and _asks_first(rulebook.form(table)) & set(told)]
    return best[0] if len(best) == 1 else None


def _asks_first(form: Form) -> set[str]:
    return set(form.question.ask_first) if isinstance(form.question, Table) else set()


def _facts(form: Form) -> set[str]:
    return {*form.leaves, *_written(form).facts}


def _rests_on(form: Form, passage: Passage) -> int:
    """How many quotations of the table stand in the passage."""
    held = {passage.paragraph, *passage.items}
    return sum(quote.cite in held for quote in quotes_of(_written(form)))


def _written(form: Form) -> Table | Checklist:
    assert isinstance(form.question, Table | Checklist)
    return form.question
