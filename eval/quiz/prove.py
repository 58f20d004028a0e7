"""Proof by many seeds: `python -m eval.quiz.prove --seeds 10000`.

Each seed makes one item, going through every case of every table with every kind. Every item is checked again from what is
printed of it: exactly one right answer, the key the engine's (and the second implementation's where it has one), each quotation
in its paragraph, no slot, no repeated or overlong option, the story read back as its facts. What the items met is printed as a
table. Exits with 1 for any fault or gap.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter, process_time

from assistant.rules.checklist import CompiledChecklist
from assistant.rules.errors import RuleError
from eval.quiz import second
from eval.quiz.cases import parts, rows_decided
from eval.quiz.check import faults, misread
from eval.quiz.desk import Desk, open_desk
from eval.quiz.exports import scorm
from eval.quiz.kinds.bodies import COUNCIL, ICB
from eval.quiz.make import ONLY_OF, Request, make, single
from eval.quiz.model import Item, Kind
from eval.quiz.warm import warm

QUIZZES, ITEMS = 200, 20


@dataclass
class Met:
    """What the items met, and what was wrong with any."""

    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    traps: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    items: int = 0
    refused: int = 0
    compared: int = 0
    asked: int = 0
    told: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, desk: Desk, item: Item) -> None:
        """Counts an item, and everything found wrong with it."""
        self.items += 1
        self.kinds[item.kind] += 1
        self.traps.update(item.traps)
        self.rows.update(rows_met(desk, item))
        self.asked += sum(bool(line.question) for line in item.lines)
        self.told += len(item.lines)
        found = [*faults(desk, item), *self._beside(desk, item)]
        found += ["the story is read otherwise"] if misread(desk, item) else []
        self.wrong += [f"{item.seed} {item.table} {item.kind}: {fault}" for fault in found]

    def _beside(self, desk: Desk, item: Item) -> Iterator[str]:
        """Where the second implementation does not allow the key."""
        if item.kind in (Kind.ORDER, Kind.GROUND, Kind.ASK_NEXT) or not second.at_hand():
            return
        choices = {fact: desk.rulebook.specs[fact].choices for fact in desk.rulebook.specs}
        for table in (COUNCIL, ICB) if item.kind is Kind.BODIES else (item.table,):
            allowed = second.allowed(table, item.facts, choices)
            if allowed is not None:
                self.compared += 1
                outcome = desk.decide(table, item.facts).outcome
                if outcome not in allowed:
                    yield f"the second implementation allows {', '.join(sorted(allowed))}, not {outcome}"


def rows_met(desk: Desk, item: Item) -> set[tuple[str, str]]:
    """The rows and requirements that an item is about: of its table, and of the tables under it that its facts decide."""
    tables = (COUNCIL, ICB) if item.kind is Kind.BODIES else (item.table,)
    met = {(table, row) for table in tables for row in item.rows}
    for table in tables:
        for form in desk.rulebook.form(table).closure:
            try:
                met |= {(form.name, row) for row in rows_decided(desk.rulebook, form.name, item.facts, desk.as_at)}
            except RuleError:
                continue
    return met


def combinations(desk: Desk) -> list[tuple[str, Kind, int]]:
    """Every case of every table, by its place, with every kind of item that the table can give: all first cases come first."""
    tables = [table for topic in desk.plan.topics.values() for table in topic.tables]
    only = {**ONLY_OF, Kind.SCENARIO: tuple(desk.worked)}
    pairs = [(table, kind) for kind in Kind for table in tables if table in only.get(kind, (table,))]
    found = [(table, kind, place) for table, kind in pairs for place in range(len(desk.cases.covering(table).cases))]
    return sorted(found, key=lambda one: one[2])


def prove(desk: Desk, seeds: Iterable[int]) -> Met:
    """An item for each seed, all checked."""
    met = Met()
    every = combinations(desk)
    for seed in seeds:
        table, kind, place = every[seed % len(every)]
        item = single(desk, table, kind, f"prove/{seed}", place)
        if item is None:
            met.refused += 1
        else:
            met.add(desk, item)
    return met


def gaps(desk: Desk, met: Met) -> list[str]:
    """What no item met: rows, requirements and traps."""
    rows = [(name, part.id) for name, form in desk.rulebook.forms.items() for part in parts(form)]
    found = [f"{table}: {row}" for table, row in rows if (table, row) not in met.rows]
    return found + [f"trap {name}: {trap.about}" for name, trap in desk.plan.traps.items() if name not in met.traps]


def report(desk: Desk, met: Met) -> Iterator[str]:
    """The table of what was met."""
    yield f"{'table':<32} {'rows met':>9} {'items':>7} {'pairs':>6} {'cases':>6}"
    for name, form in desk.rulebook.forms.items():
        ids = [part.id for part in parts(form)]
        covering = desk.cases.covering(name)
        counts = [met.rows[name, row] for row in ids]
        word = " requirements" if isinstance(form, CompiledChecklist) else ""
        of = f"{sum(map(bool, counts))}/{len(ids)}"
        yield f"{name:<32} {of:>9} {sum(counts):>7} {covering.pairs:>6} {len(covering.cases):>6}{word}"
    total = [(name, part.id) for name, form in desk.rulebook.forms.items() for part in parts(form)]
    yield f"rows and requirements met: {sum(one in met.rows for one in total)} of {len(total)}"
    for name, trap in desk.plan.traps.items():
        yield f"  trap {name:>2} {met.traps[name]:>6} items  {trap.about}"
    yield f"kinds: {', '.join(f'{kind} {met.kinds[kind]}' for kind in Kind)}"
    yield f"items {met.items}, drafts refused {met.refused}, compared with the second implementation {met.compared}"
    yield f"facts told {met.told}, of them as question and answer {met.asked}"
    yield f"faults {len(met.wrong)}"


def speed(desk: Desk) -> str:
    """How long quizzes of twenty take on a desk made ready: by the clock, and of the processor alone; and a package of one."""
    warm(desk)
    clock, processor, packages = [], [], []
    for seed in range(QUIZZES):
        began, worked = perf_counter(), process_time()
        quiz = make(desk, Request(items=ITEMS), seed)
        clock.append((perf_counter() - began) * 1000)
        processor.append((process_time() - worked) * 1000)
        began = perf_counter()
        scorm.write(quiz)
        packages.append((perf_counter() - began) * 1000)
    told = (f"{name} {_spread(times)}" for name, times in (("clock", clock), ("processor", processor), ("SCORM", packages)))
    return f"{QUIZZES} quizzes of {ITEMS}, in ms: {'; '.join(told)}"


def _spread(times: Sequence[float]) -> str:
    ninety = sorted(times)[int(0.9 * len(times))]
    return f"median {median(times):.0f}, nine in ten within {ninety:.0f}, at most {max(times):.0f}"


def main(arguments: Sequence[str] = ()) -> int:
    """Prints the proof."""
    parser = argparse.ArgumentParser(prog="python -m eval.quiz.prove")
    parser.add_argument("--seeds", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    chosen = parser.parse_args(arguments or sys.argv[1:])
    desk = open_desk()
    began = perf_counter()
    met = prove(desk, range(chosen.first, chosen.first + chosen.seeds))
    print("\n".join(report(desk, met)))
    missed = gaps(desk, met)
    print(f"{chosen.seeds} seeds in {perf_counter() - began:.0f} s; {speed(desk)}")
    print("\n".join([f"not met: {one}" for one in missed] + met.wrong[:20]) or "nothing missed, nothing wrong")
    return 1 if missed or met.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
