"""A table made ready to decide by: each row is a bit, and each value of each fact knows which rows it leaves standing.

What is known of a case is then one `&` a fact, and the rows still possible are the bits left. Sets of rows are ints.
"""

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from assistant.rules.facts import FactSpec, FactType
from assistant.rules.given import Case, Values
from assistant.rules.model import Condition, Period, Question, Row, Table

Mask = int
OPEN = "open"
KEPT = 20_000  # sets of facts remembered a table
BEGINNING, END = -(10**9), 10**9  # before and after any ordinal


@dataclass(frozen=True, slots=True)
class Group:
    """Values of a fact that no row of the table tells apart. `sample` stands for them all."""

    mask: Mask
    values: tuple[str, ...]
    sample: str | int


@dataclass(frozen=True, slots=True)
class Column:
    """One fact of a table: which rows stand for each of its values.

    open    the rows while nothing narrows the fact
    starts  for days and numbers: the first ordinal of each group, in order; groups then stand in that order
    known   the rows for values of a choice that were asked about before
    """

    fact: str
    groups: tuple[Group, ...]
    open: Mask
    of_value: Mapping[str, Mask] = field(default_factory=dict)
    starts: tuple[int, ...] = ()
    known: dict[Values, Mask] = field(default_factory=dict)

    def mask(self, values: Values | None) -> Mask:
        """The rows that stand for at least one of the values; None where nothing narrows the fact."""
        if values is None:
            return self.open
        found = self.known.get(values)
        return self._mask(values) if found is None else found

    def _mask(self, values: Values) -> Mask:
        mask = 0
        for value in values:
            mask |= self.of_value.get(value, 0) if isinstance(value, str) else self.group_of(value).mask
        if self.of_value:
            self.known[values] = mask
        return mask

    def group_of(self, ordinal: int) -> Group:
        """The period a day or a number lies in."""
        return self.groups[bisect_right(self.starts, ordinal) - 1]


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact that another table decides: that table, and what each of its outcomes can mean here."""

    table: "Compiled"
    values_of: Mapping[str, tuple[str, ...]]
    known: dict[Mask, Values] = field(default_factory=dict)  # what each set of that table's rows means here, once seen

    def meanings_of(self, live: Mask) -> Values:
        """The values that a set of the other table's rows can mean."""
        if live not in self.known:
            names = self.table.outcomes_of(live)
            self.known[live] = tuple(dict.fromkeys(value for name in names for value in self.values_of[name]))
        return self.known[live]

    def narrowed(self, live: Mask, said: Values | None) -> Values | None:
        """What the fact can be by a set of the other table's rows and by what was given of it; () where they contradict."""
        if not live:
            return said
        follows = self.known.get(live) or self.meanings_of(live)
        return follows if said is None else tuple([value for value in follows if value in said])

    @property
    def settled(self) -> bool:
        """Whether every outcome means one value. Where one means several, the table tells only sometimes."""
        return all(len(values) == 1 for values in self.values_of.values())


@dataclass(frozen=True, eq=False)
class Form(ABC):
    """What tables and checklists have in common once they are ready to decide by: their facts, and what decides those."""

    name: str
    columns: Mapping[str, Column]
    derived: Mapping[str, Derived]
    seen: dict[tuple[Values | None, ...], Mask] = field(default_factory=dict, init=False)  # what each set of facts left

    @property
    @abstractmethod
    def question(self) -> Question:
        """What is written of it."""

    @property
    @abstractmethod
    def start(self) -> Mask:
        """The form while nothing is known of any fact."""

    @staticmethod
    @abstractmethod
    def join(one: Mask, other: Mask) -> Mask:
        """What two facts leave together."""

    @abstractmethod
    def outcomes_of(self, live: Mask) -> tuple[str, ...]:
        """The outcomes of what is left, in the order written."""

    def values(self, fact: str, case: Case) -> Values | None:
        """What a fact can still be; None where nothing narrows it. What was given and what follows both narrow it."""
        given = case.get(fact)
        said = given.values or None if given is not None else None
        derived = self.derived.get(fact)
        return derived.narrowed(derived.table.live(case), said) if derived else said

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """Every fact this form or a table under it looks at, in order; a derived fact can be given too."""
        under = (leaf for fact in self.columns for leaf in (fact, *self._under(fact)))
        return tuple(dict.fromkeys(under))

    def _under(self, fact: str) -> tuple[str, ...]:
        return self.derived[fact].table.leaves if fact in self.derived else ()

    @cached_property
    def closure(self) -> tuple["Form", ...]:
        """This form and all tables under it, each once."""
        found: dict[str, Form] = {self.name: self}
        for derived in self.derived.values():
            found |= {one.name: one for one in derived.table.closure}
        return tuple(found.values())

    @cached_property
    def order(self) -> tuple["Form", ...]:
        """The same, each after those it needs, and this form last."""
        under = (one for derived in self.derived.values() for one in derived.table.order)
        return (*dict.fromkeys(under), self)

    def possible(self, case: Case) -> tuple[str, ...]:
        """The outcomes still possible for a case, in the order written; () where the form does not answer for it."""
        return self.outcomes_of(self.live(case))

    def live(self, case: Case) -> Mask:
        """What the facts of a case leave of the form."""
        key = tuple([case[leaf].values if leaf in case else None for leaf in self.leaves])
        if key not in self.seen:
            if len(self.seen) >= KEPT:
                self.seen.clear()
            self.seen[key] = self._live(case)
        return self.seen[key]

    def _live(self, case: Case) -> Mask:
        live = self.start
        for fact, column in self.columns.items():
            live = self.join(live, column.mask(self.values(fact, case)))
        return live


@dataclass(frozen=True, eq=False)
class Compiled(Form):
    """A table ready to decide by. `every` has a bit for each row; `outcomes` says which rows give which."""

    table: Table
    every: Mask
    outcomes: tuple[tuple[str, Mask], ...]

    @property
    def question(self) -> Question:
        """The table as written."""
        return self.table

    def rows(self, live: Mask) -> Iterator[Row]:
        """The rows of a set, in the order written."""
        return (row for n, row in enumerate(self.table.rows) if live >> n & 1)

    def outcomes_of(self, live: Mask) -> tuple[str, ...]:
        """The outcomes that a set of rows can give, in the order written."""
        return tuple([name for name, mask in self.outcomes if mask & live])

    @property
    def start(self) -> Mask:
        """Every row."""
        return self.every

    @staticmethod
    def join(one: Mask, other: Mask) -> Mask:
        """The rows that both leave standing."""
        return one & other


def compile_table(name: str, table: Table, specs: Mapping[str, FactSpec], done: Mapping[str, Compiled]) -> Compiled:
    """The table ready to decide by; `done` holds the tables its derived facts come from."""
    columns = {fact: _column(fact, specs[fact], table) for fact in table.facts}
    outcomes = tuple((outcome, _rows_giving(table, outcome)) for outcome in table.outcomes)
    return Compiled(name, columns, derived_facts(table.facts, specs, done), table, (1 << len(table.rows)) - 1, outcomes)


def derived_facts(facts: Iterable[str], specs: Mapping[str, FactSpec], done: Mapping[str, Compiled]) -> dict[str, Derived]:
    """Those of the facts that other tables decide."""
    return {fact: _derived(specs[fact], done) for fact in facts if specs[fact].table}


def _rows_giving(table: Table, outcome: str) -> Mask:
    return sum(1 << n for n, row in enumerate(table.rows) if row.then == outcome)


def _derived(spec: FactSpec, done: Mapping[str, Compiled]) -> Derived:
    assert spec.table
    table = done[spec.table]
    meant = {name: tuple(value for value, names in spec.values.items() if name in names) for name in table.table.outcomes}
    return Derived(table, meant)


def _column(fact: str, spec: FactSpec, table: Table) -> Column:
    conditions = [row.when.get(fact) for row in table.rows]
    return column(fact, spec, conditions, table.leaves_out.get(fact, {}))


def column(fact: str, spec: FactSpec, conditions: Sequence[Condition | None], leaves_out: Collection[str] = ()) -> Column:
    """Which of the conditions each value of a fact meets, as bits; None is met by every value."""
    every = mask_of(True for _ in conditions)
    if spec.is_span:
        starts = cuts(spec, [one for one in conditions if isinstance(one, Period)])
        bounds = zip(starts, (*(start - 1 for start in starts[1:]), END), strict=True)
        groups = tuple(_period(spec, conditions, first, last) for first, last in bounds)
        return Column(fact, groups, every, starts=starts)
    kept = [value for value in spec.choices if value not in leaves_out]
    of_value = {value: mask_of(accepts(one, value) for one in conditions) for value in kept}
    return Column(fact, tuple(alike(of_value)), every, of_value)


def accepts(condition: Condition | None, value: str) -> bool:
    """Whether a condition on a choice is met by a value; no condition is met by any."""
    assert not isinstance(condition, Period)
    return condition is None or value in ((condition,) if isinstance(condition, str) else condition)


def mask_of(bits: Iterable[bool]) -> Mask:
    """Bits as a number, the first lowest."""
    return sum(1 << n for n, bit in enumerate(bits) if bit)


def alike(of_value: Mapping[str, Mask]) -> Iterator[Group]:
    """The values that no row tells apart, together."""
    for mask in dict.fromkeys(of_value.values()):
        values = tuple(value for value, rows in of_value.items() if rows == mask)
        yield Group(mask, values, values[0])


def ends(spec: FactSpec, period: Period) -> tuple[int, int]:
    """The first and last ordinal of a period. ValueError where an end is not a day or a number."""
    first = BEGINNING if period.first == OPEN else ordinal(spec, period.first)
    return first, END if period.last == OPEN else ordinal(spec, period.last)


def ordinal(spec: FactSpec, word: str) -> int:
    """A day or a number as an int."""
    return date.fromisoformat(word).toordinal() if spec.type is FactType.DATE else int(word)


def cuts(spec: FactSpec, periods: Iterable[Period]) -> tuple[int, ...]:
    """Where something can change along a line of days or numbers: the first ordinal of each part."""
    lowest = spec.least if spec.type is FactType.NUMBER else BEGINNING
    highest = spec.most if spec.type is FactType.NUMBER else END
    found = {lowest}
    for period in periods:
        first, last = ends(spec, period)
        found |= {first, last + 1}
    return tuple(sorted(cut for cut in found if lowest <= cut <= highest))


def _period(spec: FactSpec, conditions: Sequence[Condition | None], first: int, last: int) -> Group:
    mask = mask_of(one is None or _covers(spec, one, first) for one in conditions)
    last = min(last, spec.most) if spec.type is FactType.NUMBER else last
    sample = first if first != BEGINNING else last
    return Group(mask, (f"{in_words(spec, first)} to {in_words(spec, last)}",), sample)


def _covers(spec: FactSpec, condition: Condition, point: int) -> bool:
    assert isinstance(condition, Period)
    first, last = ends(spec, condition)
    return first <= point <= last


def in_words(spec: FactSpec, value: int) -> str:
    """An ordinal as it is written: a day, a number, or "open"."""
    if value in (BEGINNING, END):
        return OPEN
    return date.fromordinal(value).isoformat() if spec.type is FactType.DATE else str(value)
