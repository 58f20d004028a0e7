"""Whether a table has exactly one row for every case, proved without listing every case.

Facts are taken one after another; values that no row tells apart are taken together; a branch ends as soon as one row is
left that asks nothing more.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.rules.compiled import Compiled, Mask, in_words
from assistant.rules.facts import FactSpec
from assistant.rules.wording import label

Case = tuple[tuple[str, str | int], ...]  # a value of each fact


@dataclass(frozen=True, slots=True)
class Fault:
    """A case that has no row, or more than one: the rows, and one value of each fact that leads there."""

    rows: tuple[str, ...]
    case: Case

    def in_words(self, specs: Mapping[str, FactSpec]) -> str:
        """The case as a person would say it."""
        said = (f"{fact} is {_shown(specs[fact], value)!r}" for fact, value in self.case)
        return ", ".join(said) or "any case"


def faults(compiled: Compiled) -> Iterator[Fault]:
    """One fault for each set of rows that goes wrong; none where the table has exactly one row a case."""
    walk = _Walk(compiled)
    walk.go(tuple(compiled.columns), compiled.every, ())
    yield from walk.found.values()


class _Walk:
    """One walk through all cases of a table."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.found: dict[Mask, Fault] = {}
        self.seen: set[tuple[int, Mask]] = set()

    def go(self, facts: tuple[str, ...], live: Mask, case: Case) -> None:
        """Follow every answer to the facts that are left."""
        if (len(facts), live) in self.seen:
            return
        self.seen.add((len(facts), live))
        if not live or not facts:
            self.end(live, case)
            return
        column = self.compiled.columns[facts[0]]
        if all(group.mask & live == live for group in column.groups):
            self.go(facts[1:], live, case)
            return
        for group in column.groups:
            self.go(facts[1:], live & group.mask, (*case, (facts[0], group.sample)))

    def end(self, live: Mask, case: Case) -> None:
        """Where a branch ends there is exactly one row."""
        if live.bit_count() != 1:
            rows = tuple(row.id for row in self.compiled.rows(live))
            self.found.setdefault(live, Fault(rows, case))


def _shown(spec: FactSpec, value: str | int) -> str:
    return in_words(spec, value) if isinstance(value, int) else label(spec, value)
