"""Scenarios made from the tables, their right answers known from the rules: `python -m eval.generate --count 20 --seed 1`.

Three kinds are made: cases of a table's rows (`table`), one value of one fact among others (`value`), and whole histories, with
corrections, denials, other people and suppositions (`history`).
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from assistant.rules.engine import Rulebook
from assistant.rules.model import Kind
from eval.generated.cases import Case, Walk
from eval.generated.chance import seeded
from eval.generated.clauses import Clause, Speaker, agree
from eval.generated.sayings import History, noise, renderings, sayable
from eval.generated.style import STYLES, of_person
from eval.questions import SPLITS, Split

AS_AT = date(2026, 11, 21)
KINDS = ("table", "table", "table", "value", "value", "history", "history")
UNTOLD = 0.5  # how often a presumption is left unsaid
FORGOTTEN = 0.12  # how often one more fact is
ASKED_FIRST, MOST_NOISE = 0.2, 2
QUALIFYING = ("3", "3", "3", "37_hospital", "37/41", "47", "48", "45A", "47/49")
NOT_QUALIFYING = ("2", "2", "2", "136", "4", "5(2)", "35", "38")
MOST_FACTS, OTHERS_TOLD = 6, 3


@dataclass(frozen=True, slots=True)
class Made:
    """A message, and what is right of it.

    clauses   what it says of the case, in order; noise: what it says that matters to nothing
    question  how it asks, and what that says of the case besides
    outcomes  any of these is what the table says
    """

    id: str
    split: Split
    kind: str
    table: str
    message: str
    clauses: tuple[Clause, ...]
    noise: tuple[str, ...]
    question: Clause
    outcomes: frozenset[str]

    @property
    def facts(self) -> dict[str, Sequence[str]]:
        """What must be understood: any of the values of each."""
        return {fact: values for clause in self.clauses for fact, values in clause.facts.items()}

    @property
    def also(self) -> dict[str, Sequence[str]]:
        """What may be understood besides."""
        return {fact: values for clause in (*self.clauses, self.question) for fact, values in clause.also.items()}

    @property
    def never(self) -> dict[str, Sequence[str]]:
        """What must not be understood."""
        return {fact: values for clause in self.clauses for fact, values in clause.never.items()}


def generate(rulebook: Rulebook, count: int, seed: int, split: Split, as_at: date = AS_AT) -> list[Made]:
    """So many scenarios in the sayings of one half. The same seed gives the same."""
    makers = (Maker(rulebook, seeded(seed, split, n), split, as_at).made(f"{split}-{seed}-{n}") for n in _counted())
    found = (made for made in makers if made is not None)
    return [made for made, _ in zip(found, range(count), strict=False)]


def _counted() -> Iterator[int]:
    n = 0
    while True:
        yield n
        n += 1


class Maker:
    """Makes one scenario."""

    def __init__(self, rulebook: Rulebook, random: Random, split: Split, as_at: date) -> None:
        self.rulebook, self.random, self.split, self.as_at = rulebook, random, split, as_at
        self.walk = Walk(rulebook, random, as_at)
        self.speaker = Speaker(random, split)

    def made(self, name: str) -> Made | None:
        """A scenario, or None where what was drawn cannot be said or contradicts itself."""
        kind = self.random.choice(KINDS)
        if kind == "history":
            return self._of_history(name)
        table, case = self._of_value() if kind == "value" else self._of_row()
        return self._of_case(name, kind, table, self._as_told(case)) if case else None

    def _of_row(self) -> tuple[str, Case | None]:
        table = self.random.choice(sorted(renderings().asks))
        return table, self.walk.case(table)

    def _of_value(self) -> tuple[str, Case]:
        """Any value of any fact, each fact as likely as another, among others of a table that asks it."""
        fact = self.random.choice(sorted(name for name in self.rulebook.specs if sayable(name)))
        table = self.random.choice(self._tables_with(fact))
        others = list((self.walk.case(table) or {}).items())
        case = dict(self.random.sample(others, min(len(others), self.random.randint(0, OTHERS_TOLD))))
        return table, case | {fact: self.walk.value(fact)}

    def _tables_with(self, fact: str) -> list[str]:
        asks = renderings().asks
        found = sorted(name for name, form in self.rulebook.forms.items() if name in asks and fact in form.leaves)
        return found or ["entitlement"]

    def _as_told(self, case: Case) -> Case:
        """Without some of what goes without saying, and sometimes without what does not."""
        presumed = self.rulebook.presumed()
        told = {fact: value for fact, value in case.items() if fact not in presumed or self.random.random() > UNTOLD}
        told = told or dict(case)
        if len(told) > 1 and self.random.random() < FORGOTTEN:
            told.pop(self.random.choice(sorted(told)))
        return dict(list(told.items())[:MOST_FACTS])

    def _of_case(self, name: str, kind: str, table: str, case: Case) -> Made | None:
        clauses = [self.speaker.clause(fact, value, case) for fact, value in case.items()]
        if not clauses or None in clauses or not self.walk.holds(case):
            return None
        return self._made(name, kind, table, [one for one in clauses if one], case)

    def _of_history(self, name: str) -> Made | None:
        told = self.random.choice(renderings().histories)
        saying = self.speaker.one_of(told.say)
        if saying is None:
            return None
        clause, case = self._history(told, saying)
        return self._made(name, told.kind, "entitlement", [clause], case)

    def _history(self, told: History, saying: str) -> tuple[Clause, Case]:
        kinds = {"q": self.random.choice(QUALIFYING), "n": self.random.choice(NOT_QUALIFYING)}
        names = {mark: self.random.choice(renderings().sections[section]) for mark, section in kinds.items()}
        years = sorted(self.random.sample(range(1996, 2025), 2))
        text = self.speaker.filled(saying, **names, y=str(years[0]), z=str(years[1]))
        facts = {fact: [kinds.get(value.strip("{}"), value) for value in values] for fact, values in told.facts.items()}
        return Clause(text, facts, told.also, told.never, saying), {fact: values[0] for fact, values in facts.items()}

    def _made(self, name: str, kind: str, table: str, clauses: list[Clause], case: Case) -> Made | None:
        question = self._question(table)
        if question is None or not agree([*clauses, question]) or not _can_be(case):
            return None
        outcomes = self._outcomes(table, case, [*clauses, question])
        ordered = self.in_order(clauses)
        around = tuple(self.random.sample([*noise().irrelevant, *noise().asides], self.random.randint(0, MOST_NOISE)))
        message = self.message([one.text for one in ordered], around, question.text)
        return Made(name, self.split, kind, table, message, tuple(ordered), around, question, outcomes)

    def _question(self, table: str) -> Clause | None:
        asks = renderings().asks[table]
        asked = self.speaker.one_of(asks.say)
        return Clause(self.speaker.filled(asked), {}, asks.also, saying=asked) if asked else None

    def _outcomes(self, table: str, case: Case, clauses: Sequence[Clause]) -> frozenset[str]:
        """What the table says of what was told, without and with what was said besides."""
        besides = {fact: values[0] for clause in clauses for fact, values in clause.also.items() if fact not in case}
        cases = [case, case | besides]
        return frozenset(self.walk.outcome(table, one) for one in cases if self.walk.holds(one))

    def in_order(self, clauses: Sequence[Clause]) -> list[Clause]:
        """In any order in which nothing is spoken of as "it" before it is named."""
        ordered = self.random.sample(list(clauses), len(clauses))
        return sorted(ordered, key=lambda clause: any(fact in renderings().after for fact in clause.facts))

    def message(self, said: Sequence[str], around: Sequence[str], question: str) -> str:
        """What staff would type: an opening, what is so with what does not matter, and the question."""
        pieces = list(said)
        for one in around:
            pieces.insert(self.random.randint(0, len(pieces)), one)
        pieces.insert(0 if self.random.random() < ASKED_FIRST else len(pieces), f"{question}?")
        person = self.random.choice(noise().persons)
        told = [pieces[0]] if person != "she" else pieces
        pieces = [of_person(one, person) for one in told] + pieces[len(told) :]
        opening, closing = self.random.choice(noise().openers), self.random.choice(noise().closers)
        return self.random.choice(STYLES)([piece for piece in (opening, *pieces, closing) if piece], self.random)


def _can_be(case: Case) -> bool:
    """Whether it is nothing that nobody can be at once."""
    together = renderings().never_together
    return not any(all(str(case.get(fact)) in values for fact, values in one.items()) for one in together)


def decided(outcome: str) -> bool:
    """Whether an outcome is one of the table's own."""
    return outcome not in (Kind.ASK.value, "not_known", "left_out")


def main(arguments: Sequence[str] = ()) -> int:
    """Prints some scenarios, to be looked at."""
    parser = argparse.ArgumentParser(prog="python -m eval.generate")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split", choices=SPLITS, default="tune")
    chosen = parser.parse_args(arguments or sys.argv[1:])
    from assistant.rules.load import rulebook  # noqa: PLC0415 - a second to read

    for made in generate(rulebook(), chosen.count, chosen.seed, chosen.split):
        outcomes = "/".join(sorted(made.outcomes))
        print(f"{made.id} {made.kind} {made.table} -> {outcomes}\n  {made.message!r}\n  {_shown(made.facts)}")
    return 0


def _shown(facts: Mapping[str, Any]) -> str:
    return ", ".join(f"{fact}: {'/'.join(values)}" for fact, values in facts.items())


if __name__ == "__main__":
    sys.exit(main())
