"""Spoil a table in one place and it is caught: by the checker's proof that there is one row a case, or by an example."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.rules.check import Corpus, problems_of
from assistant.rules.compiled import OPEN
from assistant.rules.model import Checklist, Period, Requirement, Row, Table
from assistant.rules.written import Written, read_rules

Mutant = tuple[str, Table | Checklist]
NAMES = list(read_rules().tables)


def mutants(table: Table | Checklist) -> Iterator[Mutant]:
    """The table spoilt in one place, in every place, with what was done."""
    if isinstance(table, Table):
        for n, row in enumerate(table.rows):
            yield f"drop row {row.id}", with_rows(table, n, [])
            for spoilt, how in row_mutants(row, list(table.outcomes)):
                yield f"{row.id}: {how}", with_rows(table, n, [spoilt])
    else:
        for n, one in enumerate(table.requirements):
            yield f"drop requirement {one.id}", with_requirements(table, n, [])
            for spoilt_one, how in requirement_mutants(one):
                yield f"{one.id}: {how}", with_requirements(table, n, [spoilt_one])


def with_rows(table: Table, n: int, rows: list[Row]) -> Table:
    return table.model_copy(update={"rows": [*table.rows[:n], *rows, *table.rows[n + 1 :]]})


def with_requirements(table: Checklist, n: int, requirements: list[Requirement]) -> Checklist:
    return table.model_copy(update={"requirements": [*table.requirements[:n], *requirements, *table.requirements[n + 1 :]]})


def row_mutants(row: Row, outcomes: list[str]) -> Iterator[tuple[Row, str]]:
    """Another outcome, where the table has one; a boundary a step away; a value out of a list; a condition gone."""
    if (other := outcomes[(outcomes.index(row.then) + 1) % len(outcomes)]) != row.then:
        yield row.model_copy(update={"then": other}), f"say {other}"
    for fact, condition in row.when.items():
        left = {name: one for name, one in row.when.items() if name != fact}
        yield row.model_copy(update={"when": left}), f"ignore {fact}"
        if isinstance(condition, Period):
            for moved in moved_periods(condition):
                yield row.model_copy(update={"when": row.when | {fact: moved}}), f"{fact} {moved.first} to {moved.last}"
        elif isinstance(condition, list):
            for value in condition if len(condition) > 1 else []:
                kept = [one for one in condition if one != value]
                yield row.model_copy(update={"when": row.when | {fact: kept}}), f"{fact} without {value}"


def moved_periods(period: Period) -> Iterator[Period]:
    for end in ("first", "last"):
        value = getattr(period, end)
        if value not in (OPEN, "0", "120"):
            for step in (-1, 1):
                yield period.model_copy(update={end: moved(value, step)})


def moved(value: str, step: int) -> str:
    return str(int(value) + step) if value.isdigit() else str(date.fromisoformat(value) + timedelta(days=step))


def requirement_mutants(one: Requirement) -> Iterator[tuple[Requirement, str]]:
    """Never failing; failing the other way; applying always."""
    all_met = [*one.met, *one.not_yet, *one.stop]
    yield one.model_copy(update={"met": all_met, "not_yet": [], "stop": [], "stops_with": None}), "cannot fail"
    turned = {"met": [*one.not_yet, *one.stop], "not_yet": one.met, "stop": [], "stops_with": None}
    yield one.model_copy(update=turned), "turned round"
    if one.applies_when:
        yield one.model_copy(update={"applies_when": {}}), "applies to everyone"


def is_caught(written: Written, corpus: Corpus, name: str, mutant: Table | Checklist) -> bool:
    spoilt = replace(written, tables={**written.tables, name: mutant})
    return next(problems_of(spoilt, corpus, name), None) is not None


@pytest.mark.parametrize("name", NAMES)
def test_every_mutant_of_a_table_is_caught(
    written: Written, corpus: Corpus, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every row dropped, outcome swapped, boundary moved and value deleted is refused; the figure is printed."""
    made = list(mutants(written.tables[name]))
    missed = [how for how, mutant in made if not is_caught(written, corpus, name, mutant)]
    with capsys.disabled():
        print(f"\n{name}: {len(made) - len(missed)} of {len(made)} mutants caught", end="")
    assert not missed
