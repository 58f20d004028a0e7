"""python -m benchmarks.decisions: a decision of ours on entitlement beside zen-engine's, on the same tables and cases.

The tables under entitlement are written out as one JDM graph, each table a node; a case in which the two differ stops the run.
Ours comes with reasons, citations, the facts used and every change that would flip it; zen's with its trace, which names the
rows that matched, or bare. It needs zen-engine beside Aftercare: pip install zen-engine.
"""

import argparse
import json
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import islice, pairwise
from math import prod
from time import perf_counter_ns
from typing import Any

from assistant.rules.compiled import Compiled, Form
from assistant.rules.engine import Rulebook
from assistant.rules.errors import RuleError
from assistant.rules.facts import FactSpec
from assistant.rules.load import rulebook
from assistant.rules.model import Condition, Period
from benchmarks.machine import is_busy
from benchmarks.tables import percentile, table

TABLE = "entitlement"
TODAY = date(2026, 11, 21)
Case = Mapping[str, str]
Decide = Callable[[Case], str]
Json = dict[str, Any]


def main() -> None:
    """Checks that both agree, times them, prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.decisions", description=__doc__)
    parser.add_argument("--cases", type=int, default=2000, help="cases drawn from all there are (2000)")
    chosen = parser.parse_args()
    cases, book = drawn(rulebook(), chosen.cases), rulebook()  # what draws them has seen them
    bare, traced = zen(jdm(book), trace=False), zen(jdm(book), trace=True)
    fresh = [micros(ours(book), [case])[0] for case in cases]
    seen = micros(ours(book), cases)
    if differ := [case for case in cases if ours(book)(case) != bare(case)]:
        raise SystemExit(f"the two differ in {len(differ)} cases, for one in {differ[0]}")
    print(f"{len(cases)} cases of {TABLE}, the same outcome by both{'; the machine is busy' if is_busy() else ''}\n")
    rows = [
        figures("ours, explained, a case seen for the first time", fresh),
        figures("ours, explained, a case seen before", seen),
        figures("zen-engine, with its trace", micros(traced, cases)),
        figures("zen-engine, bare", micros(bare, cases)),
    ]
    print(table(["", "median, µs", "p95, µs", "a second"], rows))


def figures(name: str, times: Sequence[float]) -> list[str]:
    """A row of the table."""
    median = percentile(times, 0.5)
    return [name, f"{median:.0f}", f"{percentile(times, 0.95):.0f}", f"{1e6 * len(times) / sum(times):,.0f}"]


def micros(decide: Decide, cases: Sequence[Case]) -> list[float]:
    """How long each case takes, in microseconds."""
    times = []
    for case in cases:
        began = perf_counter_ns()
        decide(case)
        times.append((perf_counter_ns() - began) / 1000)
    return times


def drawn(book: Rulebook, count: int) -> list[Case]:
    """So many different complete cases whose facts do not contradict one another, the same each time, or all there are."""
    facts = {leaf: book.specs[leaf].choices for leaf in book.forms[TABLE].leaves if not is_settled(book.specs[leaf])}
    numbers = list(range(prod(map(len, facts.values()))))
    random.Random(117).shuffle(numbers)  # noqa: S311 - a draw, not a secret
    accepted = (case for number in numbers if _is_accepted(book, case := _case(facts, number)))
    return list(islice(accepted, count))


def _is_accepted(book: Rulebook, case: Case) -> bool:
    try:
        return bool(book.decide(TABLE, case, TODAY))
    except RuleError:
        return False


def _case(facts: Mapping[str, Sequence[str]], number: int) -> Case:
    case = {}
    for fact, values in facts.items():
        number, place = divmod(number, len(values))
        case[fact] = values[place]
    return case


def ours(book: Rulebook) -> Decide:
    """A whole decision with its explanation."""
    return lambda case: book.decide(TABLE, case, TODAY).outcome


def zen(graph: Json, *, trace: bool) -> Decide:
    """The same by zen-engine."""
    try:
        from zen import ZenEngine  # noqa: PLC0415 - whoever only reads the cases or the graph needs no zen-engine
    except ImportError:
        raise SystemExit("zen-engine is not installed here. Install it with: pip install zen-engine") from None
    decision = ZenEngine().create_decision(json.dumps(graph))
    options: Any = {"trace": trace}
    return lambda case: str(decision.evaluate(dict(case), options)["result"]["outcome"])


def jdm(book: Rulebook) -> Json:
    """The table and those under it as a JDM graph: input, the tables one after another, output."""
    tables = [form for form in map(book.forms.__getitem__, _in_order(book, book.forms[TABLE])) if isinstance(form, Compiled)]
    nodes = [_node("in", "inputNode"), *(_table_node(book, one) for one in tables), _node("out", "outputNode")]
    edges = [{"id": f"{a['id']}-{b['id']}", "sourceId": a["id"], "targetId": b["id"]} for a, b in pairwise(nodes)]
    return {"nodes": nodes, "edges": edges}


def is_settled(spec: FactSpec) -> bool:
    """Whether a table decides the fact in every case. Where it leaves some open, the fact is given like any other."""
    means = [outcome for outcomes in spec.values.values() for outcome in outcomes]
    return bool(spec.table) and len(means) == len(set(means))


def _in_order(book: Rulebook, form: Form) -> list[str]:
    """The tables, each after those it needs."""
    under = [derived.table for fact, derived in form.derived.items() if is_settled(book.specs[fact])]
    return list(dict.fromkeys([*(name for one in under for name in _in_order(book, one)), form.name]))


def _node(name: str, kind: str, content: Json | None = None) -> Json:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": content or {}}


def _table_node(book: Rulebook, form: Compiled) -> Json:
    meant = _meant(book, form)
    content = {
        "hitPolicy": "first",
        "passThrough": True,
        "inputs": [{"id": fact, "name": fact, "field": fact} for fact in form.table.facts],
        "outputs": [{"id": f"= {name}", "name": name, "field": name} for name in meant],
        "rules": [
            {"_id": row.id}
            | {fact: _written(book.specs[fact], row.when.get(fact)) for fact in form.table.facts}
            | {f"= {name}": json.dumps(value_of[row.then]) for name, value_of in meant.items()}
            for row in form.table.rows
        ],
    }
    return _node(form.name, "decisionTableNode", content)


def _meant(book: Rulebook, form: Compiled) -> dict[str, dict[str, str]]:
    """What a table's node puts out: the facts it decides, or the outcome itself; each with the value for an outcome."""
    if form.name == TABLE:
        return {"outcome": {name: name for name in form.table.outcomes}}
    decided = {fact: spec.values for fact, spec in book.specs.items() if spec.table == form.name}
    return {fact: {one: value for value, those in values.items() for one in those} for fact, values in decided.items()}


def _written(spec: FactSpec, condition: Condition | None) -> str:
    """A condition as zen-engine has it; the empty one is met by any value."""
    if isinstance(condition, Period) or spec.is_span:
        raise ValueError("no table under entitlement has a condition on a day or a number; write it here if one has")
    values = [condition] if isinstance(condition, str) else condition or []
    return ", ".join(json.dumps(value) for value in values)


if __name__ == "__main__":
    main()
