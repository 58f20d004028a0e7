"""Every case of every table has exactly one outcome, and every outcome can be reached."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, product
from math import prod
from typing import Any

import pytest

from assistant.rules.check import Corpus, check_written
from assistant.rules.checklist import CompiledChecklist
from assistant.rules.compiled import Column, Compiled, in_words
from assistant.rules.engine import Rulebook
from assistant.rules.facts import FactSpec
from assistant.rules.given import Given
from assistant.rules.written import Written, read_rules

ALL = 1_000_000  # cases a table; more than this are covered in pairs
TODAY = date(2026, 11, 21)
TABLES = [name for name, table in read_rules().tables.items() if table.form == "table"]
CHECKLISTS = [name for name, table in read_rules().tables.items() if table.form == "checklist"]


def values_of(column: Column) -> list[str | int]:
    """Every value of a choice; both ends of every period of days or numbers."""
    if not column.starts:
        return list(column.of_value)
    ends = {end for start in column.starts[1:] for end in (start - 1, start)}
    return sorted(ends | {int(group.sample) for group in column.groups})


@pytest.mark.parametrize("name", TABLES)
def test_every_case_of_a_table_has_one_row(rulebook: Rulebook, name: str) -> None:
    """Each combination of facts that do not contradict one another leaves exactly one row; all outcomes are reached."""
    form = rulebook.forms[name]
    assert isinstance(form, Compiled)
    columns = list(form.columns.items())
    every = [values_of(column) for _, column in columns]
    assert prod(map(len, every)) < ALL
    reached = set()
    for values in product(*every):
        case = {fact: Given(fact, value, (value,)) for (fact, _), value in zip(columns, values, strict=True)}
        if any(form.values(fact, case) == () for fact in form.columns):
            continue
        assert form.live(case).bit_count() == 1, values
        reached.add(form.possible(case)[0])
    assert reached == set(form.table.outcomes)


@pytest.mark.parametrize("name", CHECKLISTS)
def test_every_pair_of_answers_to_a_checklist_has_one_outcome(rulebook: Rulebook, name: str) -> None:
    """Any two answers, in a case where all else is met, give one outcome; all outcomes are reached."""
    form = rulebook.forms[name]
    assert isinstance(form, CompiledChecklist)
    reached = set()
    for case in pairs(form):
        possible = form.possible({fact: Given(fact, value, (value,)) for fact, value in case.items()})
        assert len(possible) == 1, case
        reached.add(possible[0])
    assert reached == set(form.checklist.outcomes)


def pairs(form: CompiledChecklist) -> Iterator[dict[str, str]]:
    """Every two answers together, the other facts as they should be."""
    met = {one.fact: one.met[0] for one in reversed(form.checklist.requirements)}
    met |= {fact: form.columns[fact].groups[0].values[0] for fact in form.columns if fact not in met}
    for (one, first), (other, second) in combinations(form.columns.items(), 2):
        for value, beside in product(first.of_value, second.of_value):
            yield met | {one: value, other: beside}


def given(spec: FactSpec, value: str | int) -> Any:
    """A value as a caller would give it."""
    return in_words(spec, value) if isinstance(value, int) else value


@pytest.mark.parametrize("name", TABLES)
def test_every_value_alone_gives_a_whole_decision(rulebook: Rulebook, name: str) -> None:
    """With only one fact given, whatever it is, a table decides or asks for something else, with words."""
    for fact in rulebook.forms[name].leaves:
        spec = rulebook.specs[fact]
        for value in (*spec.choices, *spec.vague, "unknown") if not spec.is_span else ("unknown",):
            decision = rulebook.decide(name, {fact: value}, TODAY)
            assert decision.words
            assert bool(decision.ask) == (decision.outcome == "ask")


def test_what_is_asked_is_never_asked_twice(rulebook: Rulebook) -> None:
    """Answering every question with "unknown" comes to an end, and no question comes back. What needs no fact asks nothing."""
    for name in rulebook.forms:
        facts: dict[str, str] = {}
        while (decision := rulebook.decide(name, facts, TODAY)).ask:
            assert decision.ask.fact not in facts
            facts[decision.ask.fact] = "unknown"
        if not facts:  # a table that needs none answers at once
            continue
        assert decision.outcome == "not_known"
        assert any(one.unknown and one.finds_out for one in decision.missing)
        assert decision.certain


def test_the_rulebook_has_no_problems(written: Written, corpus: Corpus) -> None:
    """The checker finds nothing wrong with the rulebook as it stands."""
    assert check_written(written, corpus) == []
