"""What would change a decision: every single fact whose change alone flips the outcome.

Worked out form by form, those under a form first; when a fact changes only the forms that look at it are worked out again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.rules.compiled import END, KEPT, Column, Derived, Form, Mask, in_words
from assistant.rules.decision import Change
from assistant.rules.facts import FactSpec
from assistant.rules.given import Case, Values, implied_value
from assistant.rules.model import Kind

Said = Mapping[str, Values | None]  # fact -> what was given of it, or None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Values of a fact that nothing in a form or the tables under it tells apart; `sample` stands for them all."""

    values: tuple[str, ...]  # days and numbers: one, in words
    sample: str | int
    last: int = 0  # for days and numbers: they run from `sample` to this


@dataclass(frozen=True, slots=True)
class Step:
    """A form to work out again when a fact changes: the facts of it that can change then, and those that stay."""

    form: Form
    changing: tuple[tuple[str, Column, Derived | None], ...]
    staying: tuple[str, ...]


class Changing:
    """The single-fact changes of one form, worked out once."""

    def __init__(self, specs: Mapping[str, FactSpec], form: Form) -> None:
        self.form = form
        self.whole = tuple(Step(one, tuple(_facts(one)), ()) for one in form.order)
        self.following = {leaf: specs[leaf] for leaf in form.leaves if _follows_a_value(specs[leaf])}
        self.implied = {leaf: self._implied(leaf) for leaf in form.leaves}
        self.alternatives = {leaf: tuple(self._alternatives(specs[leaf], leaf)) for leaf in form.leaves}
        self.steps = {leaf: tuple(self._steps(leaf)) for leaf in form.leaves}
        self.seen: dict[tuple[object, ...], tuple[Change, ...]] = {}  # what each case asked about before would change

    def changes(self, case: Case, outcome: str) -> tuple[Change, ...]:
        """Each change of one given fact that gives another outcome; "ask" where it would depend on more."""
        key = (outcome, *[self._told(case, leaf) for leaf in self.form.leaves])
        if key not in self.seen:
            if len(self.seen) >= KEPT:
                self.seen.clear()
            self.seen[key] = tuple(_Case(self, case, outcome).changes())
        return self.seen[key]

    def _told(self, case: Case, leaf: str) -> tuple[object, ...] | None:
        given = case.get(leaf)
        return (given.values, str(given.raw), given.sources) if given is not None else None

    def _implied(self, leaf: str) -> Mapping[str, Mapping[str, str]]:
        found = ((fact, spec.implied_by) for fact, spec in self.following.items())
        return {fact: implied.values for fact, implied in found if implied and implied.fact == leaf}

    def _steps(self, leaf: str) -> Iterator[Step]:
        """The forms that look at a fact, at what follows from it, or at one another."""
        facts, tables = {leaf, *self.implied[leaf]}, set[str]()
        for step in self.whole:
            changing = tuple(one for one in step.changing if one[0] in facts or (one[2] and one[2].table.name in tables))
            if changing:
                tables.add(step.form.name)
                yield Step(step.form, changing, tuple(one[0] for one in step.changing if one not in changing))

    def _alternatives(self, spec: FactSpec, leaf: str) -> Iterator[Alternative]:
        forms = [one for one in self.form.closure if leaf in one.columns]
        if spec.is_span:
            starts = sorted({start for one in forms for start in one.columns[leaf].starts})
            lasts = [*(start - 1 for start in starts[1:]), spec.most or END]
            for first, last in zip(starts, lasts, strict=True):
                yield Alternative((f"{in_words(spec, first)} to {in_words(spec, last)}",), first, last)
            return
        told_apart: dict[tuple[object, ...], list[str]] = {}
        for value in spec.choices:
            follows = (values.get(value) for values in self.implied[leaf].values())
            told_apart.setdefault((*(self._seen_by(one, leaf, value) for one in forms), *follows), []).append(value)
        yield from (Alternative(tuple(values), values[0]) for values in told_apart.values())

    def _seen_by(self, form: Form, leaf: str, value: str) -> object:
        """What a form makes of a value: of a table under this one that looks at nothing else, only the outcome counts."""
        mask = form.columns[leaf].mask((value,))
        return form.outcomes_of(mask) if form is not self.form and len(form.columns) == 1 else mask


class _Case:
    """One case, as the forms stand for it."""

    def __init__(self, changing: Changing, case: Case, outcome: str) -> None:
        self.changing, self.case, self.outcome = changing, case, outcome
        self.said = {leaf: case[leaf].values or None for leaf in changing.form.leaves if leaf in case}
        self.lives: dict[str, Mask] = {}
        self.masks = {step.form.name: self._masks(step) for step in changing.whole}

    def _masks(self, step: Step) -> Mapping[str, Mask]:
        """What each fact leaves of a form; the form as a whole is kept in `lives`."""
        masks = {}
        for fact, column, derived in step.changing:
            said = self.said.get(fact)
            masks[fact] = column.mask(derived.narrowed(self.lives[derived.table.name], said) if derived else said)
        self.lives[step.form.name] = _joined(step.form, masks.values())
        return masks

    def changes(self) -> Iterator[Change]:
        """Fact by fact."""
        for leaf, values in self.said.items():
            if values and not self._follows(leaf):
                yield from self._of(leaf, values)

    def _follows(self, leaf: str) -> bool:
        """Whether a fact follows from another's value, and so cannot be otherwise by itself."""
        spec = self.changing.following.get(leaf)
        return spec is not None and implied_value(spec, leaf, self.case) is not None

    def _of(self, leaf: str, values: Values) -> Iterator[Change]:
        rests = [self._rest(step) for step in self.changing.steps[leaf]]
        if self._possible(leaf, rests, None) == (self.outcome,):
            return  # whatever it is, the outcome is the same
        flips: dict[str, list[str]] = {}
        for other in self.changing.alternatives[leaf]:
            if not set(other.values) & set(values):
                possible = self._possible(leaf, rests, other)
                if possible and possible != (self.outcome,):
                    flips.setdefault(possible[0] if len(possible) == 1 else Kind.ASK.value, []).extend(other.values)
        for then, named in flips.items():
            yield Change(leaf, str(self.case[leaf].raw), tuple(named), then)

    def _rest(self, step: Step) -> Mask:
        """What the facts of a form that stay leave of it."""
        masks = self.masks[step.form.name]
        return _joined(step.form, [masks[fact] for fact in step.staying])

    def _possible(self, leaf: str, rests: Sequence[Mask], other: Alternative | None) -> tuple[str, ...]:
        """The outcomes with one fact changed, or not known; () where that contradicts what else is given."""
        said, lives = self._but(leaf, other), self.lives.copy()
        if said is None:
            return ()
        for step, rest in zip(self.changing.steps[leaf], rests, strict=True):
            form, live = step.form, rest
            for fact, column, derived in step.changing:
                values = said.get(fact)
                if derived:
                    values = derived.narrowed(lives[derived.table.name], values)
                    if values == ():
                        return ()
                live = form.join(live, column.mask(values))
            lives[form.name] = live
        return self.changing.form.outcomes_of(lives[self.changing.form.name])

    def _but(self, leaf: str, other: Alternative | None) -> Said | None:
        """What is given with one fact changed, and what follows from it; None where that contradicts what else was said."""
        said = self.said | {leaf: (other.sample,) if other else None}
        for fact, values in self.changing.implied[leaf].items():
            value = values.get(str(other.sample)) if other else None
            own = None if fact in self.case and self.case[fact].sources == (leaf,) else said.get(fact)
            if own and value and value not in own:
                return None
            said[fact] = (value,) if value else own
        return said


def _follows_a_value(spec: FactSpec) -> bool:
    return spec.implied_by is not None and spec.implied_by.fact is not None


def _facts(form: Form) -> Iterator[tuple[str, Column, Derived | None]]:
    return ((fact, column, form.derived.get(fact)) for fact, column in form.columns.items())


def _joined(form: Form, masks: Iterable[Mask]) -> Mask:
    whole = form.start
    for mask in masks:
        whole = form.join(whole, mask)
    return whole
