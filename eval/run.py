"""The assistant scored on the worked scenarios: `python -m eval.run [--split tune] [--show] [--only WORD]`.

Asking and scoring are apart: `ask_all` asks, `score` scores what was answered. A conversation passes where every metric
passes at every turn. Whoever tunes looks at the tune half only (`--split tune --show`); both halves are reported.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.holdings import Holdings, open_holdings
from assistant.model import Answer
from eval.asking import hold
from eval.metrics import METRICS, Held
from eval.questions import SPLITS
from eval.rates import Rate
from eval.worked import FOLDER, Scenario, load_scenarios

AS_AT = date(2026, 11, 21)  # the day the scenarios are written for


@dataclass(frozen=True)
class Asked:
    """A scenario and what was answered, turn by turn."""

    scenario: Scenario
    answers: tuple[Answer, ...]

    @property
    def faults(self) -> tuple[tuple[int, str, str], ...]:
        """What is wrong: turn from 1, metric, why."""
        return tuple(self._faults())

    def _faults(self) -> Iterator[tuple[int, str, str]]:
        for number in range(1, len(self.answers) + 1):
            for metric in METRICS:
                score = metric.score(Held(self.scenario, number, self.answers)) if metric.demanded else None
                if score is not None and not score.passed:
                    yield number, metric.name, score.why


def ask_all(holdings: Holdings, scenarios: Sequence[Scenario], as_at: date = AS_AT) -> list[Asked]:
    """Holds every conversation, each on its own."""
    return [Asked(scenario, hold(holdings, scenario, as_at).answers) for scenario in scenarios]


def passing(asked: Sequence[Asked]) -> Rate:
    """How many conversations are right in every way."""
    return Rate(sum(not one.faults for one in asked), len(asked))


def wrongly_decided(asked: Sequence[Asked]) -> Rate:
    """How many conversations hold a decision that is wrong: the worst that can happen."""
    return Rate(sum(any(name == "outcome" for _, name, _ in one.faults) for one in asked), len(asked))


def main(arguments: Sequence[str] = ()) -> int:
    """Prints a report of both halves, or of one; with --show, what is wrong and why."""
    parser = argparse.ArgumentParser(prog="python -m eval.run")
    parser.add_argument("--split", choices=SPLITS, help="one half only")
    parser.add_argument("--show", action="store_true", help="what is wrong, conversation by conversation")
    parser.add_argument("--only", default="", help="only scenarios with this in their id")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="other scenarios, such as eval/told")
    parser.add_argument("--home", type=Path, default=Path("var"))
    chosen = parser.parse_args(arguments or sys.argv[1:])
    holdings = open_holdings(chosen.home, "North Lincolnshire")
    for split in [chosen.split] if chosen.split else SPLITS:
        scenarios = [one for one in load_scenarios(chosen.folder) if one.split == split and chosen.only in one.id]
        _report(split, ask_all(holdings, scenarios), chosen.show)
    return 0


def _report(split: str, asked: Sequence[Asked], show: bool) -> None:
    print(f"{split}: {passing(asked)} pass; {wrongly_decided(asked)} wrongly decided")
    for name, count in Counter(name for one in asked for name in {fault[1] for fault in one.faults}).most_common():
        print(f"  {name:<10} wrong in {count}")
    for one in asked if show else []:
        _show(one)


def _show(one: Asked) -> None:
    for number, name, why in one.faults:
        print(f"\n{one.scenario.id} turn {number}, {name}: {why}\n    {one.scenario.turns[number - 1].say[:300]}")


if __name__ == "__main__":
    sys.exit(main())
