"""Every worked example of every table is a test: its facts give what it says, and replaying the decision gives it again."""

import json
from datetime import date

import pytest

from assistant.rules.engine import Rulebook, replay
from assistant.rules.model import Example
from assistant.rules.written import Written, parts_of, read_rules

TODAY = date(2026, 11, 21)
EXAMPLES = [(name, example) for name, table in read_rules().tables.items() for example in table.examples]


@pytest.mark.parametrize(("table", "example"), EXAMPLES, ids=[f"{table}: {one.name}" for table, one in EXAMPLES])
def test_example(rulebook: Rulebook, table: str, example: Example) -> None:
    """An example gives its outcome, asks what it says is asked, and its decision replays to the same record."""
    decision = rulebook.decide(table, example.facts, example.as_at or TODAY)
    assert decision.outcome == example.then
    assert (decision.ask.fact if decision.ask else None) == example.asks
    record = json.loads(json.dumps(decision.as_json()))
    assert replay(rulebook, record)[0]


def test_there_are_three_examples_a_row(written: Written) -> None:
    """On average a row has at least three examples; a checklist's requirement at least two."""
    tables = [table for table in written.tables.values() if table.form == "table"]
    assert sum(len(one.examples) for one in tables) >= 3 * sum(len(parts_of(one)) for one in tables)
    for name, table in written.tables.items():
        assert len(table.examples) >= 2 * len(parts_of(table)), name


def test_names_of_examples_differ(written: Written) -> None:
    """Two examples of a table never have one name, so that a failure names one of them."""
    for name, table in written.tables.items():
        names = [example.name for example in table.examples]
        assert len(set(names)) == len(names), name
