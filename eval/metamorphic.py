"""Does saying the same in other words change the answer? `python -m eval.metamorphic --count 150 --seed 1 [--show]`.

Messages of the tune half, generated and worked, are changed in ways that leave what they say alone: an irrelevant detail added,
punctuation, letters, slips, synonyms, the order of sentences, a woman for a man. How each turn ends, what the tables decide
and what is asked next must stay. Which of two answers is right is for `eval.run` and `eval.reading` to say.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.holdings import Holdings, open_holdings
from assistant.model import Answer
from eval.generate import Made, Maker, generate
from eval.generated.chance import seeded
from eval.generated.changes import CHANGES
from eval.generated.style import neat, of_a_woman
from eval.rates import Rate
from eval.run import AS_AT, ask_all
from eval.worked import Expected, Scenario, load_scenarios

Told = tuple[str, ...]  # the messages of a conversation
Outcome = tuple[str, tuple[tuple[str, str], ...], str]


@dataclass(frozen=True)
class Again:
    """A conversation, and the same said otherwise, with what each came to."""

    name: str
    change: str
    before: Told
    after: Told
    outcomes: tuple[tuple[Outcome, ...], tuple[Outcome, ...]]

    @property
    def stays(self) -> bool:
        """Whether every turn came to the same."""
        return self.outcomes[0] == self.outcomes[1]


def outcome_of(answer: Answer) -> Outcome:
    """How a turn ended, what each table made of it, and what is asked."""
    decisions = tuple(sorted((one["table"], one["outcome"]) for one in answer.decisions))
    return str(answer.status), decisions, answer.ask.fact if answer.ask else ""


class Checker:
    """Asks the same in other words."""

    def __init__(self, holdings: Holdings, seed: int) -> None:
        self.holdings, self.seed = holdings, seed
        self.known: dict[Told, tuple[Outcome, ...]] = {}

    def made(self, count: int) -> Iterator[Again]:
        """Generated messages, changed."""
        for one in generate(self.holdings.rulebook, count, self.seed, "tune"):
            plain = (neat(self._pieces(one), seeded(0)),)
            yield from self._changed(one.id, plain)
            yield from self._otherwise(one, plain)

    def worked(self, scenarios: Iterable[Scenario]) -> Iterator[Again]:
        """Worked scenarios, changed."""
        for one in scenarios:
            yield from self._changed(one.id, tuple(turn.say for turn in one.turns))

    def _pieces(self, made: Made) -> list[str]:
        return [*(clause.text for clause in made.clauses), f"{made.question.text}?"]

    def _changed(self, name: str, told: Told) -> Iterator[Again]:
        for change, apply in CHANGES.items():
            random = seeded(self.seed, name, change)
            yield from self._again(name, change, told, tuple(apply(say, random) for say in told))

    def _otherwise(self, made: Made, plain: Told) -> Iterator[Again]:
        random = seeded(self.seed, made.id)
        maker = Maker(self.holdings.rulebook, random, "tune", AS_AT)
        others = [clause.text for clause in maker.in_order(made.clauses)]
        yield from self._again(made.id, "order", plain, (neat([*others, f"{made.question.text}?"], random),))
        yield from self._again(made.id, "asked first", plain, (neat([f"{made.question.text}?", *others], random),))
        yield from self._again(made.id, "a woman", plain, (of_a_woman(plain[0]),))

    def _again(self, name: str, change: str, before: Told, after: Told) -> Iterator[Again]:
        if before != after:
            yield Again(name, change, before, after, (self._outcomes(before), self._outcomes(after)))

    def _outcomes(self, told: Told) -> tuple[Outcome, ...]:
        if told not in self.known:
            scenario = Scenario(id="again", about="said again", turns=[Expected(say=say) for say in told])
            self.known[told] = tuple(map(outcome_of, ask_all(self.holdings, [scenario])[0].answers))
        return self.known[told]


def by_change(again: Sequence[Again]) -> Mapping[str, Rate]:
    """How often each change leaves everything as it was."""
    names = dict.fromkeys(one.change for one in again)
    return {name: staying([one for one in again if one.change == name]) for name in names}


def staying(again: Sequence[Again]) -> Rate:
    """How many came to the same."""
    return Rate(sum(one.stays for one in again), len(again))


def main(arguments: Sequence[str] = ()) -> int:
    """Prints how often each change changes nothing; with --show, where it did."""
    parser = argparse.ArgumentParser(prog="python -m eval.metamorphic")
    parser.add_argument("--count", type=int, default=150, help="generated messages; the worked ones are all taken")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="what changed, and into what")
    parser.add_argument("--home", type=Path, default=Path("var"))
    chosen = parser.parse_args(arguments or sys.argv[1:])
    checker = Checker(open_holdings(chosen.home, "North Lincolnshire"), chosen.seed)
    _report("generated", list(checker.made(chosen.count)), chosen.show)
    _report("worked", list(checker.worked(tuned_on())), chosen.show)
    return 0


def tuned_on() -> list[Scenario]:
    """The worked scenarios that may be looked at."""
    return [one for one in load_scenarios() if one.split == "tune"]


def _report(name: str, again: Sequence[Again], show: bool) -> None:
    print(f"\n{name}: stays {staying(again)}")
    for change, rate in by_change(again).items():
        print(f"  {change:<14} stays {rate}")
    for one in again if show else []:
        if not one.stays:
            _show(one)


def _show(one: Again) -> None:
    pairs = zip(one.before, one.after, *one.outcomes, strict=True)
    before, after, was, became = next(pair for pair in pairs if pair[2] != pair[3])
    print(f"\n{one.name}, {one.change}\n  {before!r}\n    {was}\n  {after!r}\n    {became}")


if __name__ == "__main__":
    sys.exit(main())
