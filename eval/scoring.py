"""Answers scored: every metric of every turn, and what they come to together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.errors import EvalError
from eval.kept import Conversation, Run
from eval.metrics import METRICS, Held, Kind, Metric, Score
from eval.rates import Mean, Rate, mean_of
from eval.worked import Placed


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with one turn, in plain words."""

    turn: int
    metric: Metric
    why: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A scenario that was held, with every score. `scores`: of each metric, one for each turn."""

    placed: Placed
    conversation: Conversation
    scores: Mapping[str, tuple[Score | None, ...]]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Why it did not pass: by turn."""
        return tuple(sorted(self._faults(), key=lambda fault: fault.turn))

    @property
    def passed(self) -> bool:
        """Whether every metric that a scenario demands passes at every turn."""
        return not any(True for _ in self._faults())

    @property
    def wrongly_decided(self) -> bool:
        """Whether it holds a wrong decision."""
        return any(score is not None and score.hits for score in self.scores["wrongly_decided"])

    def _faults(self) -> Iterator[Fault]:
        for metric in METRICS:
            for turn, score in enumerate(self.scores[metric.name], 1):
                if metric.demanded and score is not None and not score.passed:
                    yield Fault(turn, metric, score.why)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a metric comes to. `value` and `interval` are None where there was nothing to score."""

    metric: Metric
    value: float | None
    interval: tuple[float, float] | None
    hits: float
    of: int
    median: float | None = None
    most: float | None = None


def score(run: Run, scenarios: Iterable[Placed]) -> tuple[list[Scored], list[str]]:
    """A run's conversations scored by what is expected today, and the ids of those whose scenario is gone or says otherwise.
    EvalError where answers are missing."""
    known = {placed.scenario.id: placed for placed in scenarios}
    scored, stale = [], []
    for one in run.conversations():
        placed = known.get(one.scenario)
        if placed is None or placed.scenario.said != one.said:
            stale.append(one.scenario)
        elif len(one.answers) != len(placed.scenario.turns):
            raise EvalError(
                f"{run.folder}: {one.scenario} has {len(one.answers)} answers to {len(placed.scenario.turns)} messages: "
                f"somebody has changed the file of answers. Make the run again: aftercare eval run"
            )
        else:
            scored.append(scored_one(placed, one, run.texts))
    return scored, stale


def scored_one(placed: Placed, conversation: Conversation, texts: Mapping[str, str]) -> Scored:
    """One conversation, scored."""
    turns = [Held(placed.scenario, number, conversation.answers, texts) for number in range(1, len(conversation.answers) + 1)]
    return Scored(placed, conversation, {metric.name: tuple(map(metric.score, turns)) for metric in METRICS})


def passing(scored: Sequence[Scored]) -> Rate:
    """How many scenarios pass."""
    return Rate(sum(one.passed for one in scored), len(scored))


def figures(scored: Sequence[Scored]) -> list[Figure]:
    """What every metric comes to."""
    return [figure(metric, scored) for metric in METRICS]


def figure(metric: Metric, scored: Sequence[Scored]) -> Figure:
    """What one metric comes to: Wilson's interval where each turn is right or wrong, resampling where it has several parts."""
    scores = [score for one in scored for score in one.scores[metric.name] if score is not None]
    hits, of = [score.hits for score in scores], [score.of for score in scores]
    rate = Rate(int(sum(hits)), sum(of))
    # where all are the same, resampling knows no doubt: Wilson does
    several = any(count != 1 for count in of) and rate.hits not in (0, rate.of)
    if metric.kind is Kind.MEASURE or several:
        return _of_mean(metric, mean_of(hits, of), hits, of)
    return Figure(metric, rate.value, rate.interval, rate.hits, rate.of)


def _of_mean(metric: Metric, mean: Mean, hits: Sequence[float], of: Sequence[int]) -> Figure:
    return Figure(metric, mean.value, mean.interval, sum(hits), sum(of), mean.median, mean.most)


def by_part(metric: str, scored: Sequence[Scored]) -> Mapping[str, Rate]:
    """A metric by its parts, such as facts."""
    found: dict[str, tuple[int, int]] = {}
    for one in scored:
        for score in one.scores[metric]:
            for part, (hits, of) in (score.parts if score else {}).items():
                before = found.get(part, (0, 0))
                found[part] = before[0] + hits, before[1] + of
    return {part: Rate(hits, of) for part, (hits, of) in sorted(found.items())}
