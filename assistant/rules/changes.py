"""What would change a decision: every single fact whose change alone flips the outcome."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.rules.compiled import END, KEPT, Form, in_words
from assistant.rules.decision import Change
from assistant.rules.given import Case, Given
from assistant.rules.model import FactSpec, Kind


@dataclass(frozen=True, slots=True)
class Alternative:
    """Values of a fact that nothing in a form or the tables under it tells apart; `sample` stands for them all."""

    values: tuple[str, ...]
    sample: str | int
    last: int = 0  # for days and numbers: they run from `sample` to this

    def holds(self, value: str | int) -> bool:
        """Whether a value is one of these."""
        return value in self.values if isinstance(value, str) else int(self.sample) <= value <= self.last


class Changing:
    """The single-fact changes of one form, worked out once."""

    def __init__(self, specs: Mapping[str, FactSpec], form: Form) -> None:
        self.form = form
        self.implied = {leaf: self._implied(specs, leaf) for leaf in form.leaves}
        self.alternatives = {leaf: tuple(self._alternatives(specs[leaf], leaf)) for leaf in form.leaves}
        self.seen: dict[tuple[object, ...], tuple[Change, ...]] = {}  # what each case asked about before would change

    def changes(self, case: Case, outcome: str) -> tuple[Change, ...]:
        """Each change of one given fact that gives another outcome; "ask" where it would depend on more."""
        key = (outcome, *(self._told(case, leaf) for leaf in self.form.leaves))
        if key not in self.seen:
            if len(self.seen) >= KEPT:
                self.seen.clear()
            found = (change for leaf in self.form.leaves if leaf in case for change in self._of(case, leaf, outcome))
            self.seen[key] = tuple(found)
        return self.seen[key]

    def _told(self, case: Case, leaf: str) -> tuple[object, ...] | None:
        given = case.get(leaf)
        return (given.values, str(given.raw), given.sources) if given is not None else None

    def _of(self, case: Case, leaf: str, outcome: str) -> Iterator[Change]:
        given = case[leaf]
        flips: dict[str, list[str]] = {}
        for other in self.alternatives[leaf] if given.values else ():
            if not any(other.holds(value) for value in given.values):
                changed = self._but(case, leaf, other)
                possible = self.form.possible(changed)
                if possible and possible != (outcome,) and not self.form.contradicts(changed):
                    flips.setdefault(possible[0] if len(possible) == 1 else Kind.ASK.value, []).extend(other.values)
        for then, values in flips.items():
            yield Change(leaf, str(given.raw), tuple(values), then)

    def _but(self, case: Case, leaf: str, other: Alternative) -> Case:
        """The case with one fact changed, and with what follows from it."""
        changed = case | {leaf: Given(leaf, None, (other.sample,))}
        for fact, values in self.implied[leaf].items():
            if fact in case and case[fact].sources == (leaf,):
                value = values.get(str(other.sample))
                changed[fact] = Given(fact, value, (value,) if value else (), sources=(leaf,))
        return changed

    def _implied(self, specs: Mapping[str, FactSpec], leaf: str) -> Mapping[str, Mapping[str, str]]:
        found = ((fact, specs[fact].implied_by) for fact in self.form.leaves)
        return {fact: implied.values for fact, implied in found if implied and implied.fact == leaf}

    def _alternatives(self, spec: FactSpec, leaf: str) -> Iterator[Alternative]:
        columns = [one.columns[leaf] for one in self.form.closure if leaf in one.columns]
        if spec.is_span:
            starts = sorted({start for one in columns for start in one.starts})
            lasts = [*(start - 1 for start in starts[1:]), spec.most or END]
            for first, last in zip(starts, lasts, strict=True):
                yield Alternative((f"{in_words(spec, first)} to {in_words(spec, last)}",), first, last)
            return
        told_apart: dict[tuple[object, ...], list[str]] = {}
        for value in spec.choices:
            follows = (values.get(value) for values in self.implied[leaf].values())
            told_apart.setdefault((*(one.of_value.get(value) for one in columns), *follows), []).append(value)
        yield from (Alternative(tuple(values), values[0]) for values in told_apart.values())
