"""The cases and the graph that our decisions are compared on."""

import json
from itertools import pairwise

import pytest

from assistant.rules.compiled import Compiled
from assistant.rules.engine import Rulebook
from assistant.rules.load import rulebook
from benchmarks.decisions import TABLE, TODAY, drawn, figures, is_settled, jdm, ours


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return rulebook()


def test_cases_are_whole_and_all_different(book: Rulebook) -> None:
    """Each case decides without a question, and none is drawn twice; the draw is the same each time."""
    cases = drawn(book, 200)
    assert cases == drawn(book, 200)
    assert len({tuple(case.items()) for case in cases}) == 200
    assert not any(book.decide(TABLE, case, TODAY).ask for case in cases)
    assert ours(book)(cases[0]) in book.forms[TABLE].question.outcomes


def test_the_graph_has_every_row_of_every_table(book: Rulebook) -> None:
    """From input to output through each table under entitlement, each after those it needs, with all its rows."""
    graph = jdm(book)
    names = [node["id"] for node in graph["nodes"]]
    assert names[0] == "in"
    assert names[-2:] == [TABLE, "out"]
    assert [(edge["sourceId"], edge["targetId"]) for edge in graph["edges"]] == list(pairwise(names))
    for node in graph["nodes"][1:-1]:
        form = book.forms[node["id"]]
        assert isinstance(form, Compiled)
        assert [rule["_id"] for rule in node["content"]["rules"]] == [row.id for row in form.table.rows]
        needed = [derived.table.name for fact, derived in form.derived.items() if is_settled(book.specs[fact])]
        assert all(names.index(name) < names.index(form.name) for name in needed)
    gateway = next(node for node in graph["nodes"] if node["id"] == "detention_gateway")
    said = {value for rule in gateway["content"]["rules"] for value in json.loads(f"[{rule['section']}]")}
    assert said == set(book.specs["section"].options)


def test_figures_are_median_p95_and_how_many_a_second() -> None:
    """Ten decisions of 1 to 10 µs: median 5, p95 10, and ten in 55 µs."""
    assert figures("ours", [float(n) for n in range(1, 11)]) == ["ours", "5", "10", "181,818"]
