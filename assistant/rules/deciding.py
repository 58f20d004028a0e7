"""One decision being made: from a case and the form it is decided by to the whole record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assistant.rules.checklist import CompiledChecklist
from assistant.rules.compiled import Compiled, Form
from assistant.rules.decision import Asked, Certain, Change, Decision, Missing, Option, Reason, Unmet, Used
from assistant.rules.facts import FactSpec
from assistant.rules.given import TAKEN, Case, Given, meanings
from assistant.rules.model import LEFT_OUT, UNSETTLED, Kind, Outcome, Requirement, Row
from assistant.rules.wording import label, said_label, taken_label, worded

if TYPE_CHECKING:
    from assistant.rules.engine import Rulebook


@dataclass(frozen=True, slots=True)
class _Grounds:
    """What a decision rests on, from a table's rows or a checklist's requirements."""

    rows: tuple[str, ...]
    parts: tuple[Row | Requirement, ...]
    unmet: tuple[Requirement, ...] = ()


class Deciding:
    """One decision being made."""

    def __init__(
        self, rulebook: "Rulebook", form: Form, given: Case, case: Case, as_at: date, *, talking: bool = False
    ) -> None:
        self.rulebook, self.form, self.given, self.case, self.as_at = rulebook, form, given, case, as_at
        self.talking = talking

    def decision(self) -> Decision:
        """The whole record."""
        question = self.form.question
        possible = self.possible()
        ask = self.next_question(self.form) if len(possible) > 1 else None
        outcome = _outcome_name(possible, ask)
        said = question.outcomes.get(outcome)
        grounds = self.grounds(outcome)
        reasons = tuple(_reasons(grounds.parts)) if said else ()
        return Decision(
            table=self.form.name,
            question=question.question,
            as_at=self.as_at.isoformat(),
            outcome=outcome,
            kind=said.kind if said else Kind.ASK if ask else Kind.REFER,
            words=self.words(outcome, said, ask, grounds),
            who=said.who if said else "" if ask else self.finds_out(),
            row=grounds.rows[0] if len(grounds.rows) == 1 else None,
            rows=grounds.rows,
            possible=possible,
            reasons=reasons,
            facts_used=tuple(self.used()),
            missing=tuple(self.missing(self.form, decided=len(possible) == 1)),
            ask=ask,
            would_change=self.would_change(self.form.possible(self.case)),
            certain=() if len(possible) == 1 else tuple(self.certain()),
            citations=tuple(dict.fromkeys(reason.cite for reason in reasons)),
            notices=tuple(dict.fromkeys(notice for part in grounds.parts for notice in part.notices if said)),
            statute="; ".join(dict.fromkeys(part.statute for part in grounds.parts if said and part.statute)),
            unmet=tuple(Unmet(one.id, one.say, one.cite, one.quote) for one in grounds.unmet),
            versions=self.rulebook.versions[self.form.name],
            facts=tuple((name, one.raw) for name, one in sorted(self.given.items())),
        )

    def possible(self) -> tuple[str, ...]:
        """The outcomes still possible; in a conversation only "not yet" where a step is not done."""
        form = self.form
        if self.talking and isinstance(form, CompiledChecklist):
            told = form.checklist.not_yet if form.is_not_yet(self.case) else form.stop_told(self.case)
            return (told,) if told else form.possible(self.case)
        return form.possible(self.case)

    def grounds(self, outcome: str) -> _Grounds:
        """The rows left, or the requirements that decide."""
        if isinstance(self.form, Compiled):
            rows = tuple(self.form.rows(self.form.live(self.case)))
            return _Grounds(tuple(row.id for row in rows), rows)
        assert isinstance(self.form, CompiledChecklist)
        return self._checklist_grounds(self.form, outcome)

    def _checklist_grounds(self, form: CompiledChecklist, outcome: str) -> _Grounds:
        state = form.state(self.case)
        stopping = tuple(one for one in form.requirements(state.stopped) if one.stops_with == outcome)[:1]
        unmet = tuple(form.requirements(state.failed))
        parts = stopping or unmet or tuple(form.checklist.requirements)
        return _Grounds(tuple(one.id for one in parts), parts, unmet)

    def would_change(self, possible: tuple[str, ...]) -> tuple[Change, ...]:
        """The single-fact changes that flip the outcome, once there is one."""
        return self.rulebook.changing[self.form.name].changes(self.case, possible[0]) if len(possible) == 1 else ()

    def words(self, outcome: str, said: Outcome | None, ask: Asked | None, grounds: _Grounds) -> str:
        """What is said: the outcome's words, and the row's where there is one; or the question."""
        if said is None:
            return ask.question if ask else self.unsettled_words(outcome)
        adds = [part.adds for part in grounds.parts if isinstance(part, Row) and part.adds] if len(grounds.rows) == 1 else []
        return worded(" ".join([said.words, *adds]), self.rulebook.specs, self.case)

    def unsettled_words(self, outcome: str) -> str:
        """What is said where nothing more can be asked, or the table does not answer."""
        if outcome == LEFT_OUT:
            return self.rulebook.words[LEFT_OUT].format(why=self.why_left_out())
        return self.rulebook.words[UNSETTLED].format(finds_out=self.finds_out())

    def why_left_out(self) -> str:
        """The table's own reasons for not answering."""
        assert isinstance(self.form, Compiled)
        left_out = self.form.table.leaves_out.items()
        values = {fact: self.form.values(fact, self.case) or () for fact, _ in left_out}
        return " ".join(why for fact, reasons in left_out for value, why in reasons.items() if value in values[fact])

    def finds_out(self) -> str:
        """Who can find out what nobody has been able to say."""
        missing = self.missing(self.form, decided=False)
        return " ".join(dict.fromkeys(one.finds_out for one in missing if one.unknown))

    def used(self) -> Iterator[Used]:
        """The facts of the case that this form looks at."""
        looked_at = {source for leaf in self.form.leaves for source in _sources(self.case, leaf)}
        for name, one in sorted(self.case.items()):
            if name in looked_at:
                spec = self.rulebook.specs[name]
                text = taken_label(spec, one) if one.said == TAKEN else said_label(spec, one, self.rulebook.specs)
                yield Used(name, one.raw, text, one.said, one.turn, one.sources)

    def next_question(self, form: Form) -> Asked | None:
        """The one thing to ask next, or None where no question helps."""
        fact = self.next_fact(form)
        return self.asked(form, fact) if fact else None

    def next_fact(self, form: Form) -> str | None:
        """The fact of this form that is worth asking next."""
        if isinstance(form, Compiled):
            asking = self.rulebook.askings[form.name]
            return asking.next_fact(form.live(self.case), self.case, lambda fact: self.may(form, fact))
        assert isinstance(form, CompiledChecklist)
        return next((fact for fact in form.next_fact(self.case) if self.may(form, fact)), None)

    def may(self, form: Form, fact: str) -> bool:
        """Whether a fact can be asked: it, or something under it, has not been answered with "unknown"."""
        if self.rulebook.specs[fact].asked and not self.is_unknown(fact):
            return True
        derived = form.derived.get(fact)
        return derived is not None and derived.settled and self.next_fact(derived.table) is not None

    def is_unknown(self, fact: str) -> bool:
        """Whether staff have said that they do not know."""
        return fact in self.case and self.case[fact].unknown

    def asked(self, form: Form, fact: str) -> Asked | None:
        """The question to put: the fact's own, or that of the table which decides it."""
        spec = self.rulebook.specs[fact]
        derived = form.derived.get(fact)
        begun = derived and self.has_begun(derived.table) and self.next_question(derived.table)
        if spec.asked and not self.is_unknown(fact):
            return begun or self.as_question(fact, spec)
        return self.next_question(form.derived[fact].table)

    def has_begun(self, table: Compiled) -> bool:
        """Whether staff have said what a table of its own rests on, so that it is gone on with."""
        return not table.table.helper and any(leaf in self.given and self.given[leaf].said != TAKEN for leaf in table.leaves)

    def as_question(self, fact: str, spec: FactSpec) -> Asked:
        """The question of a fact; where a vague word was said, that word's question, with what it can mean."""
        given = self.case.get(fact)
        vague = spec.vague.get(str(given.raw)) if given else None
        choices = [value for value in (vague.means if vague else spec.choices) if self.can_be(fact, value)]
        options = tuple(Option(value, label(spec, value)) for value in choices)
        question, more = (vague.question, vague.help or spec.help) if vague else (spec.question, spec.help)
        return Asked(fact, spec.type.value, question, more, options)

    def can_be(self, fact: str, value: str) -> bool:
        """Whether an answer would not contradict a fact that follows from it and has been given."""
        for name, one in self.case.items():
            implied = self.rulebook.specs[name].implied_by
            follows = implied.values.get(value) if implied and implied.fact == fact else None
            if follows and one.values and follows not in one.values:
                return False
        return self.rulebook.agrees(self.case | {fact: Given(fact, value, meanings(self.rulebook.specs[fact], value))})

    def missing(self, form: Form, *, decided: bool) -> Iterator[Missing]:
        """The facts that can still matter: none once a table has decided; a checklist lists every one that is open."""
        if decided and isinstance(form, Compiled):
            return
        for fact in open_facts(form, self.case):
            if fact in form.derived and not self.rulebook.specs[fact].asked:
                yield from self.missing(form.derived[fact].table, decided=False)
            else:
                spec = self.rulebook.specs[fact]
                yield Missing(fact, spec.question, self.is_unknown(fact), spec.finds_out)

    def certain(self) -> Iterator[Certain]:
        """What is certain while the outcome is not: what tables under this one decide, and the table's own words."""
        for form in self.form.closure[1:]:
            assert isinstance(form, Compiled)
            possible = form.possible(self.case)
            if len(possible) == 1 and not form.table.helper and form.table.outcomes[possible[0]].kind is Kind.DECIDED:
                rows = tuple(form.rows(form.live(self.case)))
                words = worded(form.table.outcomes[possible[0]].words, self.rulebook.specs, self.case)
                yield Certain(form.name, words, tuple(_reasons(rows)))
        meanwhile = self.form.question.meanwhile
        yield Certain(self.form.name, meanwhile.words, (Reason("meanwhile", meanwhile.cite, meanwhile.quote),))


def _outcome_name(possible: tuple[str, ...], ask: Asked | None) -> str:
    if len(possible) == 1:
        return possible[0]
    if not possible:
        return LEFT_OUT
    return Kind.ASK.value if ask else UNSETTLED


def _reasons(parts: tuple[Row | Requirement, ...]) -> Iterator[Reason]:
    for part in parts:
        yield Reason(part.id, part.cite, part.quote, part.statute)
        yield from (Reason(part.id, more.cite, more.quote) for more in part.also)


def _sources(case: Case, leaf: str) -> tuple[str, ...]:
    return (leaf, *case[leaf].sources) if leaf in case else (leaf,)


def open_facts(form: Form, case: Case) -> Iterator[str]:
    """The facts of a form that can still matter."""
    if isinstance(form, CompiledChecklist):
        yield from dict.fromkeys(form.next_fact(case))
        return
    assert isinstance(form, Compiled)
    live = form.live(case)
    for fact, column in form.columns.items():
        values = form.values(fact, case)
        if (values is None or len(values) > 1) and any(group.mask & live != live for group in column.groups):
            yield fact
