"""May this change go in? A run's figures held against a baseline that is committed.

Hard: every citation exists and every quotation is exact, always; nothing more is decided wrongly, and no more forbidden
claims are made, than the baseline allows. Soft: a figure may not fall clearly below the baseline, that is, below it by
more than chance and SLACK explain. The baseline holds sums only, of each half: the test half's failures stay unseen.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.errors import EvalError
from eval.metrics import METRICS, Gate
from eval.questions import SPLITS, Split
from eval.rates import Rate
from eval.scoring import Scored, figure, passing

BASELINE = Path(__file__).with_name("reports") / "baseline.json"
PERFECT = ("validity", "fidelity")  # these are not measured against anything
SLACK = 0.01
EXACT = 1e-5  # what writing it down rounds off
PASSED = "passed"  # the scenarios that pass: soft
Share = Annotated[float, Field(ge=0, le=1)]


class Base(BaseModel):
    """What one choice of scenarios came to: of each half, each figure; and how many scenarios they were."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scenarios: dict[Split, int]
    figures: dict[Split, dict[str, Share]]


class Baseline(BaseModel):
    """baseline.json: what is held against, for the whole set and for the fast one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    versions: dict[str, str]
    sets: dict[Literal["whole", "fast"], Base]


@dataclass(frozen=True, slots=True)
class Held:
    """One figure held against the baseline.

    hard   it may not be worse at all
    now    what it is; was: what the baseline says; limit: what it may be at worst
    """

    name: str
    title: str
    split: Split
    hard: bool
    now: Rate
    was: float
    limit: float
    less: bool

    @property
    def passed(self) -> bool:
        """Whether it is not worse than it may be."""
        value = self.now.value
        return value is None or (value <= self.limit + EXACT if self.less else value >= self.limit - EXACT)

    def told(self) -> str:
        """One line."""
        mark = "held " if self.passed else "FAILS"
        kind = "hard" if self.hard else "soft"
        value = "nothing to score" if self.now.value is None else f"{100 * self.now.value:.1f} % of {self.now.of}"
        bound = "at most" if self.less else "at least"
        return f"{mark}  {kind}  {self.split}  {self.title}: {value}; {bound} {100 * self.limit:.1f} %"


def hold(scored: Sequence[Scored], base: Base) -> list[Held]:
    """Every figure that is held against something."""
    return [held for split, half in _halves(scored).items() for held in _of_half(half, split, base)]


def measured(scored: Sequence[Scored]) -> Base:
    """What a baseline keeps of a run."""
    halves = _halves(scored)
    kept = {split: {name: rate.value for name, rate in _rates(half).items()} for split, half in halves.items()}
    figures = {split: {name: value for name, value in of.items() if value is not None} for split, of in kept.items()}
    return Base(scenarios={split: len(half) for split, half in halves.items()}, figures=figures)


def read_baseline(file: Path = BASELINE) -> Baseline:
    """The baseline. EvalError where there is none, or it is damaged."""
    try:
        return Baseline.model_validate_json(file.read_bytes())
    except OSError:
        raise EvalError(f"{file}: there is no baseline to hold against. Make one: aftercare eval gate --accept") from None
    except ValidationError as error:
        first = error.errors()[0]
        said = f"{'.'.join(str(part) for part in first['loc']) or 'the file'}: {first['msg']}"
        raise EvalError(f"{file}: {said}. Restore the committed one, or make it anew: aftercare eval gate --accept") from None


def accept(name: Literal["whole", "fast"], base: Base, versions: Mapping[str, str], file: Path = BASELINE) -> None:
    """Writes what a run came to as the baseline of its set; the other set's stays. EvalError where it cannot be written."""
    before = read_baseline(file).sets if file.exists() else {}
    made = Baseline(versions=dict(versions), sets={**before, name: base})
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(_rounded(made), indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise EvalError(f"{file}: it cannot be written ({error.strerror})") from None


def _halves(scored: Sequence[Scored]) -> dict[Split, list[Scored]]:
    return {split: [one for one in scored if one.placed.scenario.split == split] for split in SPLITS}


def _rates(half: Sequence[Scored]) -> Mapping[str, Rate]:
    found = {PASSED: passing(half)}
    for metric in METRICS:
        if metric.gate is not Gate.NONE:
            made = figure(metric, half)
            found[metric.name] = Rate(int(made.hits), made.of)
    return found


def _of_half(half: Sequence[Scored], split: Split, base: Base) -> Iterator[Held]:
    known = {metric.name: metric for metric in METRICS}
    for name, now in _rates(half).items():
        metric = known.get(name)
        hard, less = metric is not None and metric.gate is Gate.HARD, metric is not None and metric.less
        was = 1.0 if name in PERFECT else base.figures.get(split, {}).get(name)
        if was is not None:
            title = metric.title if metric else "Scenarios passed"
            yield Held(name, title, split, hard, now, was, was if hard else _limit(was, now), less)


def _limit(was: float, now: Rate) -> float:
    """The least that is not clearly below: where the baseline is still within what chance explains."""
    if now.interval is None or now.value is None:
        return 0.0
    return max(0.0, was - SLACK - (now.interval[1] - now.value))


def _rounded(made: Baseline) -> dict[str, object]:
    whole: dict[str, object] = json.loads(made.model_dump_json(), parse_float=lambda text: round(float(text), 6))
    return whole
