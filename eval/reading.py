"""How well facts are read from words, over generated scenarios: `python -m eval.reading --count 3000 --seed 1 [--show FACT]`.

For each fact: recall, of those said; precision, of those understood. A wrong value (another than was said, or of a fact that
nobody said) is worse than none: none is asked about. Outcomes are compared too: what the table makes of what was understood,
and of what was said. --show gives messages of the tune half only.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from assistant.holdings import Holdings, open_holdings
from assistant.model import Turn
from assistant.rules.errors import FactError
from assistant.rules.facts import UNKNOWN
from assistant.rules.given import meanings, read_case
from assistant.steps.read import read
from eval.generate import AS_AT, Made, decided, generate
from eval.generated.sayings import renderings
from eval.questions import SPLITS, Split
from eval.rates import Rate


class Mark(StrEnum):
    """What became of one fact of one message."""

    RIGHT = "right"
    VAGUER = "vaguer"  # a word that can mean it: it is asked about
    MISSED = "missed"
    WRONG = "wrong"  # another value
    INVENTED = "invented"  # nobody said anything of it
    IDLE = "idle"  # nor did anybody say this, but the table asked about does not look at it
    FORBIDDEN = "forbidden"  # said of another person, taken back, or only supposed


class End(StrEnum):
    """What the table makes of what was understood, beside what it makes of what was said."""

    SAME = "same"
    ASKS = "asks instead"
    DECIDES = "decides instead of asking"
    OTHER = "decides otherwise"


@dataclass(frozen=True)
class Marked:
    """One scenario as it was understood. `marks`: fact, mark, the value understood."""

    made: Made
    marks: tuple[tuple[str, Mark, Any], ...]
    end: End
    topic: bool


@dataclass
class Tally:
    """The marks of one fact."""

    marks: Counter[Mark] = field(default_factory=Counter)

    @property
    def recall(self) -> Rate:
        """Of those said, how many were understood."""
        said = (self.marks[mark] for mark in (Mark.RIGHT, Mark.VAGUER, Mark.MISSED, Mark.WRONG))
        return Rate(self.marks[Mark.RIGHT], sum(said))

    @property
    def precision(self) -> Rate:
        """Of those understood, how many were said so; a vague word that can mean it is neither."""
        return Rate(self.marks[Mark.RIGHT], self.marks[Mark.RIGHT] + self.wrong + self.marks[Mark.IDLE])

    @property
    def bearing(self) -> Rate:
        """The same of those that the table asked about looks at."""
        return Rate(self.marks[Mark.RIGHT], self.marks[Mark.RIGHT] + self.wrong)

    @property
    def wrong(self) -> int:
        """How many were understood as what was not said, and bear on what was asked."""
        return self.marks[Mark.WRONG] + self.marks[Mark.INVENTED] + self.marks[Mark.FORBIDDEN]


class Marker:
    """Marks what the assistant understands of scenarios."""

    def __init__(self, holdings: Holdings) -> None:
        self.holdings, self.rulebook = holdings, holdings.rulebook

    def marked(self, made: Made) -> Marked:
        """One scenario, read and marked."""
        turn = read(Turn(made.message, made.id, AS_AT, self.holdings))
        case = {name: fact.value for name, fact in turn.case.items()}
        understood = self._with_implied(case)
        marks = (*self._of_said(made, understood), *self._unsaid(made, case))
        return Marked(made, marks, self._end(made, case), made.table in turn.question.topics)

    def _of_said(self, made: Made, understood: Mapping[str, Any]) -> Iterator[tuple[str, Mark, Any]]:
        for fact, values in made.facts.items():
            yield fact, self._mark(fact, values, understood.get(fact)), understood.get(fact)

    def _mark(self, fact: str, values: Sequence[str], got: Any) -> Mark:
        if got is None or str(got) == UNKNOWN:
            return Mark.MISSED
        if str(got) in values:
            return Mark.RIGHT
        return Mark.VAGUER if self._can_mean(fact, got, values) else Mark.WRONG

    def _can_mean(self, fact: str, got: Any, values: Sequence[str]) -> bool:
        spec = self.rulebook.specs[fact]
        meant = meanings(spec, str(got)) if str(got) in spec.vague else ()
        return any(set(meant) & set(meanings(spec, value)) for value in values)

    def _unsaid(self, made: Made, case: Mapping[str, Any]) -> Iterator[tuple[str, Mark, Any]]:
        follows = self._with_implied({fact: values[0] for fact, values in made.facts.items()})
        looked_at = self.rulebook.form(made.table).leaves
        for fact, value in case.items():
            if str(value) in made.never.get(fact, ()):
                yield fact, Mark.FORBIDDEN, value
            elif fact not in made.facts and str(follows.get(fact)) != str(value) and not self._may(made, fact, value):
                yield fact, Mark.INVENTED if fact in looked_at else Mark.IDLE, value

    def _may(self, made: Made, fact: str, value: Any) -> bool:
        """Whether a fact may be understood although it was not what was to be said. A list of detentions is judged by what
        follows from it."""
        presumed = self.rulebook.presumed()
        if fact == "detentions" or value == UNKNOWN or (fact in presumed and presumed[fact].value == value):
            return True
        may = [*made.also.get(fact, ()), *renderings().always.get(fact, ())]
        return str(value) in may or bool(may and self._can_mean(fact, value, may))

    def _with_implied(self, case: Mapping[str, Any]) -> dict[str, Any]:
        """The case and what follows from it."""
        try:
            whole = self.rulebook.whole(read_case(self.rulebook.specs, case, AS_AT, self.rulebook.judge))
        except FactError:
            return dict(case)
        return {name: one.raw for name, one in whole.items()}

    def _end(self, made: Made, case: Mapping[str, Any]) -> End:
        outcome = self.rulebook.decide(made.table, case, AS_AT, presumed=True).outcome
        if outcome in made.outcomes:
            return End.SAME
        if not decided(outcome):
            return End.ASKS
        return End.OTHER if any(map(decided, made.outcomes)) else End.DECIDES


def tallies(marked: Sequence[Marked]) -> dict[str, Tally]:
    """The marks by fact."""
    found: dict[str, Tally] = defaultdict(Tally)
    for one in marked:
        for fact, mark, _ in one.marks:
            found[fact].marks[mark] += 1
    return found


def whole(marked: Sequence[Marked]) -> Tally:
    """The marks of all facts together."""
    return Tally(sum((one.marks for one in tallies(marked).values()), Counter()))


def main(arguments: Sequence[str] = ()) -> int:
    """Prints a report of both halves, or of one; with --show, messages of the tune half that were misread in a fact."""
    parser = argparse.ArgumentParser(prog="python -m eval.reading")
    parser.add_argument("--count", type=int, default=3000, help="scenarios a half")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split", choices=SPLITS, help="one half only")
    parser.add_argument("--show", help="a fact, or `all`: messages of the tune half in which it was misread")
    parser.add_argument("--only", choices=list(Mark), help="with --show: misread in this way only")
    parser.add_argument("--home", type=Path, default=Path("var"))
    chosen = parser.parse_args(arguments or sys.argv[1:])
    marker = Marker(open_holdings(chosen.home, "North Lincolnshire"))
    splits: Sequence[Split] = ["tune"] if chosen.show else [chosen.split] if chosen.split else SPLITS
    for split in splits:
        marked = [marker.marked(made) for made in generate(marker.rulebook, chosen.count, chosen.seed, split)]
        if chosen.show:
            _show(marked, chosen.show, chosen.only)
        else:
            _report(split, marked)
    return 0


def _report(split: str, marked: Sequence[Marked]) -> None:
    every = whole(marked)
    print(f"\n{split}: {len(marked)} messages")
    print(f"  facts      recall {every.recall}  precision {every.precision}, bearing {every.bearing}")
    print(f"             {_counts(every)}")
    ends = Counter(one.end for one in marked)
    print("  outcomes   " + "  ".join(f"{end} {Rate(ends[end], len(marked))}" for end in End))
    print(f"  topics     {Rate(sum(one.topic for one in marked), len(marked))}")
    for kind in sorted({one.made.kind for one in marked}):
        of_kind = [one for one in marked if one.made.kind == kind]
        other = Rate(sum(one.end in (End.OTHER, End.DECIDES) for one in of_kind), len(of_kind))
        print(f"    {kind:<14} recall {whole(of_kind).recall}  bearing {whole(of_kind).bearing}  decided wrongly {other}")
    print(f"  {'fact':<30} {'said':>5} {'recall':>7} {'precision':>9} {'bearing':>7}")
    for fact, tally in sorted(tallies(marked).items(), key=lambda one: (-one[1].wrong, one[1].recall.value or 0)):
        rates = f"{_two(tally.recall):>7} {_two(tally.precision):>9} {_two(tally.bearing):>7}"
        print(f"  {fact:<30} {tally.recall.of:>5} {rates}  {_counts(tally)}")


def _two(rate: Rate) -> str:
    return "-" if rate.value is None else f"{rate.value:.2f}"


def _counts(tally: Tally) -> str:
    return ", ".join(f"{tally.marks[mark]} {mark}" for mark in Mark if mark is not Mark.RIGHT and tally.marks[mark])


def _show(marked: Sequence[Marked], fact: str, only: str | None) -> None:
    for one in marked:
        for name, mark, value in one.marks:
            if fact in (name, "all") and mark is not Mark.RIGHT and only in (mark, None):
                said = "/".join(one.made.facts.get(name, ("nothing",)))
                print(f"{one.made.id} {name}: {said} said, {value} understood ({mark})\n    {one.made.message!r}")


if __name__ == "__main__":
    sys.exit(main())
