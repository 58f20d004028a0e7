"""Cases made by walking the tables: a row, values that meet its conditions, and rows of tables under it for what follows."""

from datetime import date
from random import Random
from typing import Any

from assistant.rules.checklist import CompiledChecklist
from assistant.rules.compiled import BEGINNING, END, Compiled, Form, ends
from assistant.rules.engine import Rulebook
from assistant.rules.errors import FactError
from assistant.rules.facts import FactSpec, FactType
from assistant.rules.given import read_case
from assistant.rules.model import Condition, Period, Row

Case = dict[str, Any]
FIRST_DAY = date(1995, 1, 1)
GIVEN_OUTRIGHT = 0.6  # how often a fact that a table decides is said itself, where it can be
LIKELY = {"age": (6, 88), "months_in_custody": (0, 14), "weeks_of_care": (1, 40), "working_days_since": (0, 30)}
REQUIREMENTS_TOLD = (2, 5)


class Walk:
    """Makes cases of a rulebook. The same `random` gives the same cases."""

    def __init__(self, rulebook: Rulebook, random: Random, as_at: date) -> None:
        self.rulebook, self.random, self.as_at = rulebook, random, as_at

    def case(self, table: str) -> Case | None:
        """The facts of a case of one row, or of some requirements; None where what was drawn contradicts itself."""
        form = self.rulebook.form(table)
        case: Case = {}
        if isinstance(form, CompiledChecklist):
            self._some_requirements(form, case)
        else:
            assert isinstance(form, Compiled)
            self._row(form, self.random.choice(form.table.rows), case)
        return case if self.holds(case) else None

    def holds(self, case: Case) -> bool:
        """Whether the facts agree with one another."""
        try:
            self.rulebook.whole(read_case(self.rulebook.specs, case, self.as_at, self.rulebook.judge))
        except FactError:
            return False
        return True

    def value(self, fact: str) -> Any:
        """Any value of a fact, a vague word included."""
        spec = self.rulebook.specs[fact]
        return self._in_period(fact, spec, None) if spec.is_span else self.random.choice([*spec.choices, *spec.vague])

    def outcome(self, table: str, case: Case) -> str:
        """What the table says of the case in a conversation."""
        return self.rulebook.decide(table, case, self.as_at, presumed=True).outcome

    def _some_requirements(self, form: CompiledChecklist, case: Case) -> None:
        all_of_them = list(form.checklist.requirements)
        for one in self.random.sample(all_of_them, min(len(all_of_them), self.random.randint(*REQUIREMENTS_TOLD))):
            values = [*one.met, *one.met, *one.not_yet, *one.stop]
            self._give(form, one.fact, self.random.choice(values), case)

    def _row(self, form: Compiled, row: Row, case: Case) -> None:
        for fact, condition in row.when.items():
            spec = self.rulebook.specs[fact]
            if spec.is_span:
                case.setdefault(fact, self._in_period(fact, spec, condition))
            else:
                self._give(form, fact, self._choice(condition), case)

    def _choice(self, condition: Condition) -> str:
        assert not isinstance(condition, Period)
        return self.random.choice([condition] if isinstance(condition, str) else list(condition))

    def _give(self, form: Form, fact: str, value: str, case: Case) -> None:
        """The fact itself, or facts from which the table under it makes it so."""
        spec = self.rulebook.specs[fact]
        said_itself = spec.asked and (fact not in form.derived or self.random.random() < GIVEN_OUTRIGHT)
        if said_itself:
            case.setdefault(fact, value)
            return
        under = form.derived[fact]
        rows = [row for row in under.table.table.rows if under.values_of[row.then] == (value,)]
        if rows:
            self._row(under.table, self.random.choice(rows), case)
        elif spec.asked:
            case.setdefault(fact, value)

    def _in_period(self, fact: str, spec: FactSpec, condition: Condition | None) -> Any:
        first, last = ends(spec, condition) if isinstance(condition, Period) else (BEGINNING, END)
        if spec.type is FactType.DATE:
            earliest, latest = max(first, FIRST_DAY.toordinal()), min(last, self.as_at.toordinal())
            return date.fromordinal(self.random.randint(earliest, latest))
        low, high = LIKELY[fact]
        low, high = max(first, low), min(last, high)
        return self.random.randint(low, high) if low <= high else max(first, min(last, low))
