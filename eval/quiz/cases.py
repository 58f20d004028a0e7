"""The cases of a table that quizzes are made from: a small set that meets every row and every pair of values of its facts.

Values that nothing in the table tells apart are one group; a case is a group for each fact that can be told. Which value of a
group is told, the item's own chance decides.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from random import Random
from typing import Any

from assistant.rules.changes import Alternative
from assistant.rules.checklist import CompiledChecklist
from assistant.rules.compiled import BEGINNING, Compiled, Form, ends
from assistant.rules.engine import Rulebook
from assistant.rules.errors import FactError
from assistant.rules.facts import FactSpec, FactType
from assistant.rules.given import Case, Given, read_case
from assistant.rules.model import Condition, Period, Requirement, Row
from eval.generated.chance import seeded

Facts = dict[str, Any]
Groups = tuple[tuple[str, int], ...]  # each fact with the place of its group
Pair = tuple[tuple[str, int], tuple[str, int]]
EARLIEST = date(2015, 1, 1)
SPREAD = {"age": (6, 88), "months_in_custody": (0, 14), "weeks_of_care": (1, 40), "working_days_since": (0, 30)}
HALF, SELDOM = 0.5, 0.12
WANTED = 3  # cases made of each thing that has to stand in some
CANDIDATES, TRIES = 6, 30  # cases compared for each pair; cases tried before a pair is taken to contradict itself


@dataclass(frozen=True)
class Covering:
    """The cases of one table. `impossible`: pairs of values that contradict each other; `pairs`: how many others there are."""

    table: str
    cases: tuple[Groups, ...]
    pairs: int
    impossible: frozenset[Pair]
    rows_missed: tuple[str, ...]


class Cases:
    """Makes the cases of one rulebook. The same rulebook gives the same cases.

    unsaid  whether a value of a fact that another table decides cannot be said: what leads to it is told instead
    common  values that are told more often than others
    wanted  of a table, facts that have to stand together in some case: any of the values listed
    """

    def __init__(
        self,
        rulebook: Rulebook,
        as_at: date,
        unsaid: Callable[[str, str], bool],
        common: Mapping[str, Sequence[str]],
        wanted: Callable[[str], Sequence[Mapping[str, Sequence[str]]]],
    ) -> None:
        self.rulebook, self.as_at, self.unsaid, self.common, self.wanted = rulebook, as_at, unsaid, common, wanted
        self._coverings: dict[str, Covering] = {}
        self._given: dict[tuple[str, type, str], Given] = {}

    def tellable(self, form: Form) -> tuple[str, ...]:
        """The facts that a story tells: those of the table, and where one is not asked, those of the table that decides it."""
        return tuple(dict.fromkeys(self._tellable(form)))

    def _tellable(self, form: Form) -> Iterator[str]:
        for fact in form.columns:
            if fact in form.derived and not self.rulebook.specs[fact].asked:
                yield from self._tellable(form.derived[fact].table)
            else:
                yield fact

    def groups(self, table: str, fact: str) -> Sequence[Alternative]:
        """The values of a fact, those that the table does not tell apart together."""
        return self.rulebook.changing[table].alternatives[fact]

    def holds(self, facts: Mapping[str, Any]) -> bool:
        """Whether the facts agree with one another."""
        try:
            self.whole(facts)
        except FactError:
            return False
        return True

    def whole(self, facts: Mapping[str, Any]) -> Case:
        """The case as the engine reads it, with what follows. FactError for facts that contradict, or that no fact can be."""
        return self.rulebook.whole({name: self._read(name, value) for name, value in facts.items() if value is not None})

    def _read(self, name: str, value: Any) -> Given:
        """One fact as the engine reads it; the same few values come again in thousands of cases."""
        key = (name, type(value), str(value))
        if key not in self._given:
            self._given[key] = read_case(self.rulebook.specs, {name: value}, self.as_at, self.rulebook.judge)[name]
        return self._given[key]

    def covering(self, table: str) -> Covering:
        """The cases of a table, made once."""
        if table not in self._coverings:
            self._coverings[table] = _Cover(self, table).covering()
        return self._coverings[table]

    def told(self, table: str, groups: Groups, random: Random) -> Facts | None:
        """A case with values; None where those drawn contradict each other."""
        for _ in range(TRIES):
            values = {fact: self.value(fact, self.groups(table, fact)[place], random) for fact, place in groups}
            facts = self._sayable(values, random)
            if self.holds(facts) and self._lead_there(facts, values):
                return facts
        return None

    def _sayable(self, values: Facts, random: Random) -> Facts:
        """The facts, with what leads to it in place of each value that cannot be said."""
        facts = {fact: value for fact, value in values.items() if not self._led_to(fact, str(value), random)}
        for fact in [fact for fact in values if fact not in facts]:
            self._below(fact, values[fact], facts, random)
        return facts

    def _led_to(self, fact: str, value: str, random: Random) -> bool:
        """Whether what leads to a value is told in its place: where it cannot be said, and now and then where it can."""
        return self.unsaid(fact, value) or bool(self.rulebook.specs[fact].table and random.random() < SELDOM)

    def _below(self, fact: str, value: str, facts: Facts, random: Random) -> None:
        spec = self.rulebook.specs[fact]
        form = self.rulebook.form(str(spec.table))
        assert isinstance(form, Compiled)
        for name, condition in random.choice(_rows_for(form, spec, value)).when.items():
            if name not in facts:
                self._meet(form, name, condition, facts, random)

    def _meet(self, form: Compiled, fact: str, condition: Condition, facts: Facts, random: Random) -> None:
        """Tells a fact so that it meets a condition of a row."""
        spec = self.rulebook.specs[fact]
        if isinstance(condition, Period):
            groups = [one for one in self.groups(form.name, fact) if _meets(spec, condition, one)]
            facts[fact] = self.value(fact, random.choice(groups), random)
            return
        chosen = random.choice([condition] if isinstance(condition, str) else list(condition))
        if fact in form.derived and (not spec.asked or self.unsaid(fact, chosen)):
            self._below(fact, chosen, facts, random)
        else:
            facts[fact] = chosen

    def left_open(self, table: str, fact: str, facts: Facts, random: Random) -> Facts | None:
        """The facts with what leaves another one open: told for it by a row that does not settle it. None where none is."""
        under = self.rulebook.form(table).derived.get(fact)
        if under is None or not isinstance(under.table, Compiled):
            return None
        rows = [row for row in under.table.table.rows if len(under.values_of[row.then]) > 1]
        if not rows:
            return None
        told = dict(facts)
        for name, condition in random.choice(rows).when.items():
            self._meet(under.table, name, condition, told, random)
        return told if self.holds(told) else None

    def _lead_there(self, facts: Facts, values: Facts) -> bool:
        """Whether what is told in place of values leads to them."""
        for fact, value in values.items():
            if fact not in facts:
                spec = self.rulebook.specs[fact]
                outcome = self.rulebook.decide(str(spec.table), facts, self.as_at).outcome
                if outcome not in spec.values[value]:
                    return False
        return True

    def value(self, fact: str, group: Alternative, random: Random) -> Any:
        """One value of a group; of days and numbers the first and the last as often as any between."""
        spec = self.rulebook.specs[fact]
        if not spec.is_span:
            often = [value for value in group.values if value in self.common.get(fact, ())]
            return random.choice(often if often and random.random() < HALF else group.values)
        first, last = self._span(fact, spec, group)
        ordinal = random.choice((first, last, random.randint(first, last)))
        return date.fromordinal(ordinal).isoformat() if spec.type is FactType.DATE else ordinal

    def _span(self, fact: str, spec: FactSpec, group: Alternative) -> tuple[int, int]:
        if spec.type is FactType.DATE:
            first = EARLIEST.toordinal() if group.sample == BEGINNING else int(group.sample)
            low, high = first, self.as_at.toordinal()
            ends = (low, min(group.last, high)) if group.sample != group.last else (low, low)
            return (low, ends[1]) if low <= ends[1] else (ends[1], ends[1])
        low, high = SPREAD[fact]
        first, last = int(group.sample), group.last
        return max(first, min(low, last)), min(last, max(high, first))


class _Cover:
    """Makes the covering of one table, pair by pair, then row by row."""

    def __init__(self, cases: Cases, table: str) -> None:
        self.cases, self.table, self.form = cases, table, cases.rulebook.form(table)
        self.random = seeded("covering", table)
        self.facts = cases.tellable(self.form)
        self.places = {fact: range(len(cases.groups(table, fact))) for fact in self.facts}
        self.found: list[Groups] = []
        self.impossible: set[Pair] = set()

    def covering(self) -> Covering:
        """Every pair, then every row that no pair led to."""
        pairs = self._pairs()
        left = set(pairs)
        for pair in pairs:
            if pair in left:
                self._cover(pair, left)
        for place in range(len(self.places[self.facts[0]])) if len(self.facts) == 1 else ():
            self.found.append(((self.facts[0], place),))
        missed = tuple(row for row in self._rows() if not self._reach(row))
        wanted = [self._wanted(one) for one in self.cases.wanted(self.table) for _ in range(WANTED)]
        self.found = list(dict.fromkeys([*self.found, *(made for made in wanted if made)]))
        return Covering(self.table, tuple(self.found), len(pairs) - len(self.impossible), frozenset(self.impossible), missed)

    def _wanted(self, facts: Mapping[str, Sequence[str]]) -> Groups | None:
        """A case in which these stand together; None where the table cannot tell them, as with words that are vague."""
        fixed: dict[str, int] = {}
        for fact, values in facts.items():
            groups = self.cases.groups(self.table, fact) if fact in self.places else ()
            places = [place for place, group in enumerate(groups) if set(group.values) & set(values)]
            if not places:
                return None
            fixed[fact] = places[0]
        return next((made for made in (self._candidate(fixed, set()) for _ in range(TRIES)) if made), None)

    def _pairs(self) -> list[Pair]:
        facts = combinations(self.facts, 2)
        return [((a, m), (b, n)) for a, b in facts for m, n in product(self.places[a], self.places[b])]

    def _cover(self, pair: Pair, left: set[Pair]) -> None:
        candidates = [made for made in (self._candidate(dict(pair), left) for _ in range(CANDIDATES)) if made]
        if not candidates:
            made = next((made for made in (self._candidate(dict(pair), set()) for _ in range(TRIES)) if made), None)
            candidates = [made] if made else []
        if not candidates:
            self.impossible.add(pair)
            left.discard(pair)
            return
        best = max(candidates, key=lambda made: len(left & set(_pairs_of(made))))
        self.found.append(best)
        left.difference_update(_pairs_of(best))

    def _candidate(self, fixed: Mapping[str, int], left: set[Pair]) -> Groups | None:
        """A whole case around what is fixed, each further fact as meets most pairs that are left."""
        chosen = dict(fixed)
        order = [fact for fact in self.facts if fact not in chosen]
        self.random.shuffle(order)
        for fact in order:
            places = list(self.places[fact])
            self.random.shuffle(places)
            chosen[fact] = max(places, key=lambda place: self._gain(chosen, fact, place, left)) if left else places[0]
        made = tuple((fact, chosen[fact]) for fact in self.facts)
        return made if self.cases.told(self.table, made, self.random) else None

    def _gain(self, chosen: Mapping[str, int], fact: str, place: int, left: set[Pair]) -> int:
        return sum(self._ordered((fact, place), one) in left for one in chosen.items())

    def _ordered(self, one: tuple[str, int], other: tuple[str, int]) -> Pair:
        return (one, other) if self.facts.index(one[0]) < self.facts.index(other[0]) else (other, one)

    def _rows(self) -> list[str]:
        met = {row for groups in self.found for row in self._rows_of(groups)}
        return [one.id for one in parts(self.form) if one.id not in met]

    def _rows_of(self, groups: Groups) -> Iterable[str]:
        told = self.cases.told(self.table, groups, self.random)
        return rows_decided(self.cases.rulebook, self.table, told, self.cases.as_at) if told else ()

    def _reach(self, row: str) -> bool:
        """Adds a case of a row that no case led to so far."""
        part = next(one for one in parts(self.form) if one.id == row)
        for _ in range(TRIES * 4):
            fixed = self._of_row(self.form, part) if isinstance(part, Row) else self._of_requirement(part)
            made = self._candidate(fixed, set())
            if made and row in self._rows_of(made):
                self.found.append(made)
                return True
        return False

    def _of_row(self, form: Form, row: Row) -> dict[str, int]:
        fixed: dict[str, int] = {}
        for fact, condition in row.when.items():
            if fact in self.places:
                fixed[fact] = self.random.choice(self._meeting(fact, condition) or [0])
            elif fact in form.derived:
                fixed = self._under(form, fact, condition) | fixed
        return fixed

    def _under(self, form: Form, fact: str, condition: Condition) -> dict[str, int]:
        """What makes a fact that another table decides meet a condition."""
        assert not isinstance(condition, Period)
        wanted = [condition] if isinstance(condition, str) else condition
        under = form.derived[fact]
        rows = [row for row in under.table.table.rows if set(under.values_of[row.then]) & set(wanted)]
        return self._of_row(under.table, self.random.choice(rows)) if rows else {}

    def _meeting(self, fact: str, condition: Condition) -> list[int]:
        spec = self.cases.rulebook.specs[fact]
        groups = enumerate(self.cases.groups(self.table, fact))
        return [place for place, group in groups if _meets(spec, condition, group)]

    def _of_requirement(self, part: Requirement) -> dict[str, int]:
        """Everything else met, so that this requirement decides."""
        assert isinstance(self.form, CompiledChecklist)
        fixed: dict[str, int] = {}
        for one in self.form.checklist.requirements:
            values = [*one.stop, *one.not_yet] if one.id == part.id else one.met
            for fact, wanted in [*one.applies_when.items(), (one.fact, values)] if one.id == part.id else [(one.fact, values)]:
                if fact in self.places:
                    fixed.setdefault(fact, self.random.choice(self._meeting(fact, list(wanted)) or [0]))
                elif fact in self.form.derived:
                    fixed = self._under(self.form, fact, list(wanted)) | fixed
        own = self._meeting(part.fact, [*part.stop, *part.not_yet]) if part.fact in self.places else []
        if own:
            return fixed | {part.fact: self.random.choice(own)}
        return fixed | self._under(self.form, part.fact, [*part.stop, *part.not_yet])


def parts(form: Form) -> Sequence[Row | Requirement]:
    """The rows of a table, or the requirements of a checklist."""
    if isinstance(form, CompiledChecklist):
        return form.checklist.requirements
    assert isinstance(form, Compiled)
    return form.table.rows


def rows_decided(rulebook: Rulebook, table: str, facts: Mapping[str, Any], as_at: date) -> tuple[str, ...]:
    """The row that a case comes to; of a checklist the requirements that decide it."""
    decision = rulebook.decide(table, facts, as_at)
    if decision.unmet:
        return tuple(one.requirement for one in decision.unmet)
    return decision.rows if len(decision.possible) == 1 and decision.row else ()


def _rows_for(form: Compiled, spec: FactSpec, value: str) -> list[Row]:
    """The rows of a table that make a fact a value and no other; where there is none, those that leave it possible."""
    possible = [row for row in form.table.rows if row.then in spec.values[value]]
    others = {outcome for name, outcomes in spec.values.items() if name != value for outcome in outcomes}
    return [row for row in possible if row.then not in others] or possible


def _pairs_of(groups: Groups) -> Iterator[Pair]:
    return combinations(groups, 2)


def _meets(spec: FactSpec, condition: Condition, group: Alternative) -> bool:
    if not isinstance(condition, Period):
        return bool(set(group.values) & set([condition] if isinstance(condition, str) else condition))
    first, last = ends(spec, condition)
    return first <= int(group.sample) <= last
