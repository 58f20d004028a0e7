"""A case in, a decision out. The engine knows no policy: it knows rows, requirements, and what is not known.

Rows still possible are worked out from what is given. Where they all give one outcome it is decided, even though facts are
missing; else the one fact worth asking next is named. "unknown" is never taken for "no": it leaves every row standing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from assistant.model import Fact
from assistant.rules.asking import Asking
from assistant.rules.changes import Changing
from assistant.rules.compiled import Compiled, Form
from assistant.rules.deciding import Deciding, open_facts
from assistant.rules.decision import Decision, Versions
from assistant.rules.errors import FactError, UnknownTable, meant
from assistant.rules.facts import FactSpec
from assistant.rules.given import Case, Facts, Given, read_case, with_implied
from assistant.rules.model import Checklist, Table
from assistant.rules.presuming import with_presumed


class Presumed(NamedTuple):
    """What is taken as so where nothing is said, and the words that show it."""

    value: str
    words: str


@dataclass(frozen=True)
class Rulebook:
    """Every table and checklist, ready to decide by. Made by `load.rulebook`."""

    specs: Mapping[str, FactSpec]
    forms: Mapping[str, Form]
    askings: Mapping[str, Asking]
    changing: Mapping[str, Changing]
    versions: Mapping[str, Versions]
    words: Mapping[str, str]

    def decide(self, name: str, facts: Facts, as_at: date | None = None, *, presumed: bool = False) -> Decision:
        """What a table says of a case. RuleError for an unknown table, fact or value, or facts that contradict.

        presumed  as a conversation decides: where nothing is said of a fact, what facts.yaml presumes of it is taken as so,
                  and shown; a step that is not done decides before the stops are asked, where the checklist says so
        """
        form = self.form(name)
        day = as_at or date.today()
        given = read_case(self.specs, facts, day, self.judge)
        if presumed:
            given = with_presumed(self, form, given)
        return Deciding(self, form, given, self.whole(given), day, talking=presumed).decision()

    def presumed(self) -> Mapping[str, Presumed]:
        """What is taken as so, by fact, where nothing is said of it."""
        return self._presumed

    @cached_property
    def _presumed(self) -> Mapping[str, Presumed]:
        found = ((name, spec.presumed, spec.presumed_words) for name, spec in self.specs.items())
        return {name: Presumed(value, words) for name, value, words in found if value}

    def whole(self, given: Case) -> Case:
        """What was given, and what follows from it. FactError where they contradict."""
        case = with_implied(self.following, given)
        self.agree(case)
        return case

    @cached_property
    def asking(self) -> Mapping[str, tuple[str, ...]]:
        """The tables and checklists that ask each fact."""
        written = {form.name: form.question for form in self.forms.values()}
        asked = {name: one.facts for name, one in written.items() if isinstance(one, Table | Checklist)}
        return {fact: tuple(name for name, facts in asked.items() if fact in facts) for fact in self.specs}

    @cached_property
    def following(self) -> Mapping[str, FactSpec]:
        """The facts that can follow from others."""
        return {name: spec for name, spec in self.specs.items() if spec.implied_by}

    def standing(self, form: Form, case: Case) -> tuple[object, str | None]:
        """What a case leaves of a form, and the fact to ask next."""
        left = form.live(case) if isinstance(form, Compiled) else (form.possible(case), tuple(open_facts(form, case)))
        return left, Deciding(self, form, case, case, date.max).next_fact(form)

    def agree(self, case: Case) -> None:
        """FactError where a fact was given that a table, by the other facts, decides otherwise."""
        for fact, given in case.items():
            table = self.specs[fact].table
            if not table or not given.values:
                continue
            possible = set(self.forms[table].possible(case))
            left = [value for value, outcomes in self.specs[fact].values.items() if not possible.isdisjoint(outcomes)]
            if possible and set(left).isdisjoint(given.values):
                raise _contradiction(given, self.forms[table], case, left)

    def agrees(self, case: Case) -> bool:
        """Whether no fact of the case contradicts the others."""
        try:
            self.agree(case)
        except FactError:
            return False
        return True

    def known(self, facts: Mapping[str, Any]) -> None:
        """Raises FactError for a fact that no table asks about."""
        for name in facts:
            if name not in self.specs:
                raise FactError("facts", f"there is no fact {name!r}.{meant(name, self.specs)}", sorted(self.specs))

    def form(self, name: str) -> Form:
        """A table or checklist by its name. UnknownTable where there is none."""
        if name not in self.forms:
            raise UnknownTable("table", f"there is no table {name!r}.{meant(name, self.forms)}", sorted(self.forms))
        return self.forms[name]

    def judge(self, spec: FactSpec, facts: Mapping[str, Any]) -> bool | None:
        """Whether one detention of a list qualifies, by the table that the fact names; None where it is not settled."""
        assert spec.qualifying
        case = read_case(self.specs, facts, date.max, self.judge)
        outcomes = set(self.forms[spec.qualifying.table].possible(case))
        if outcomes <= set(spec.qualifying.qualifies):
            return True
        return False if outcomes <= set(spec.qualifying.does_not) else None


def replay(rulebook: Rulebook, record: Mapping[str, Any]) -> tuple[bool, Decision]:
    """Decide a recorded decision again. Whether the whole record comes out the same, and the decision as it is now."""
    sayings = {used["fact"]: (used["said"], used["turn"]) for used in record["facts_used"]}
    facts = [Fact(name, value, *sayings.get(name, ("", 0))) for name, value in record["facts"].items()]
    again, *talking = (
        rulebook.decide(record["table"], facts, date.fromisoformat(record["as_at"]), presumed=presumed)
        for presumed in (False, True)
    )
    same = next((one for one in (again, *talking) if one.as_json() == dict(record)), None)
    return same is not None, same or again


def _contradiction(given: Given, form: Form, case: Case, follows: list[str]) -> FactError:
    sources = sorted(leaf for leaf in form.leaves if leaf in case)
    make = "makes" if len(sources) == 1 else "make"
    said = f"{given.raw!r} was given, but {', '.join(sources)} {make} it {' or '.join(map(repr, follows))}"
    return FactError(given.fact, f"{said}. Correct one of them")
