"""What a run found: everything that any form of the report shows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from eval.again import AGAIN, STABLE, Stability
from eval.compare import Change, Comparison, compare
from eval.errors import EvalError
from eval.kept import Run, all_runs
from eval.messages import GENERATED, TOLD, Told
from eval.questions import SPLITS, Split
from eval.rates import Rate
from eval.report.coverage import Coverage, coverage
from eval.scoring import Figure, Scored, by_part, figures, passing, score
from eval.search import QUESTIONS, SEARCHED, CurvePoint, Found, Searched, curve, found
from eval.worked import Placed, load_placed
from ingest.paragraphs import section_of

PASSAGE = 600  # characters of a passage that are shown
TREND = 20  # runs


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table of rates."""

    name: str
    title: str
    rate: Rate


@dataclass(frozen=True, slots=True)
class Passage:
    """What the documents say where a scenario says that the answer stands."""

    paragraph: str
    text: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A scenario that does not pass, with the passages that answer."""

    scored: Scored
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One run of the trend."""

    run: str
    begun: str
    passed: Rate
    wrong: Rate


@dataclass(frozen=True)
class Findings:
    """What a run found.

    shown     the halves whose single failures are shown; the test half's only where that was asked for
    placed    every scenario of today
    stale     ids of scenarios that are gone, or whose messages have changed since
    missing   how many of those to be asked have no answer yet
    figures   what every metric comes to, of all and of each half
    change    beside the run before it of the same choice, if there is one
    """

    run: Run
    scored: Sequence[Scored]
    shown: tuple[Split, ...]
    stale: Sequence[str]
    missing: int
    figures: Mapping[str, Sequence[Figure]]
    sections: Sequence[Line]
    topics: Sequence[Line]
    facts: Sequence[tuple[str, Rate, Rate]]
    failures: Sequence[Failure]
    change: Comparison | None
    trend: Sequence[Point]
    placed: Sequence[Placed]
    searched: Sequence[Searched]
    generated: Sequence[Told]
    again: Sequence[Stability]

    @property
    def curve(self) -> Sequence[CurvePoint]:
        """Answering less and being right more often; empty where nothing was searched for."""
        return curve(self.searched)

    @property
    def search(self) -> Mapping[str, Found]:
        """How search did, of all and of each half; empty where nothing was searched for."""
        return {name: found(self.searched, split) for name, split in _named_halves()} if self.searched else {}

    @cached_property
    def coverage(self) -> Sequence[Coverage]:
        """What rests on each section; some seconds, and only a page shows it."""
        return coverage(self.run, self.scored, self.placed)

    def half(self, split: Split | None) -> list[Scored]:
        """The scenarios of a half, or all."""
        return _half(self.scored, split)

    def passed(self, split: Split | None = None) -> Rate:
        """How many pass."""
        return passing(self.half(split))

    def wrongly_decided(self, split: Split | None = None) -> Rate:
        """How many hold a wrong decision."""
        return _wrong(self.half(split))

    def changed(self, change: Change) -> int:
        """How many of this change there are since the run before."""
        return len(self.change.of(change)) if self.change else 0

    def as_json(self) -> dict[str, Any]:
        """All of it, in JSON's types."""
        about = self.run.about
        return {
            "made": {"begun": about.begun, "as_at": str(about.as_at), "seconds": about.seconds, "choice": dict(about.choice)},
            "versions": dict(about.versions),
            "seeds": dict(about.seeds),
            "scenarios": {name: _rate(self.passed(split)) for name, split in _named_halves()},
            "wrongly_decided": {name: _rate(self.wrongly_decided(split)) for name, split in _named_halves()},
            "metrics": {name: {one.metric.name: _figure(one) for one in found} for name, found in self.figures.items()},
            "sections": {line.name: _rate(line.rate) for line in self.sections},
            "kinds": {line.name: _rate(line.rate) for line in self.topics},
            "facts": {name: {"recall": _rate(recall), "precision": _rate(right)} for name, recall, right in self.facts},
            "failures": [_failure(one) for one in self.failures],
            "generated": [_generated(one) for one in self.generated],
            "said_again": {one.change: _rate(one.rate) for one in self.again},
            "search": {name: _search(one) for name, one in self.search.items()},
            "stale": list(self.stale),
            "not_asked": self.missing,
        }


def findings(run: Run, folder: Path, home: Path, split: Split | None = None) -> Findings:
    """What a run found. EvalError for a damaged run or one without answers; YamlError for scenarios that cannot be read."""
    placed = load_placed(folder)
    scored, stale = score(run, placed)
    if not scored:
        raise EvalError(f"{run.folder}: it holds no answer to any scenario of today. Go on with it: --resume {run.name}")
    shown: tuple[Split, ...] = (split,) if split else ("tune",)
    failed = [one for one in scored if not one.passed and one.placed.scenario.split in shown]
    return Findings(
        run=run,
        scored=scored,
        shown=shown,
        stale=stale,
        missing=len(set(run.about.scenarios) - {one.placed.scenario.id for one in scored} - set(stale)),
        figures={name: figures(_half(scored, half)) for name, half in _named_halves()},
        sections=_lines(scored, _sections, lambda name: _heading(run, name)),
        topics=_lines(scored, lambda one: [one.placed.topic], lambda name: name.replace("_", " ")),
        facts=_facts(scored),
        failures=[Failure(one, _passages(run, one)) for one in failed],
        change=_change(run, home, placed),
        trend=_trend(run, home, placed),
        placed=placed,
        searched=run.beside(QUESTIONS, SEARCHED),
        generated=run.beside(GENERATED, TOLD),
        again=run.beside(AGAIN, STABLE),
    )


def before(run: Run, home: Path) -> list[Run]:
    """The runs of the same choice before this one, the oldest first."""
    mine = run.about
    return [one for one in all_runs(home) if one.about.begun < mine.begun and one.about.choice == mine.choice]


def _named_halves() -> list[tuple[str, Split | None]]:
    return [("all", None), *((split, split) for split in SPLITS)]


def _half(scored: Iterable[Scored], split: Split | None) -> list[Scored]:
    return [one for one in scored if split in (None, one.placed.scenario.split)]


def _wrong(scored: Sequence[Scored]) -> Rate:
    return Rate(sum(one.wrongly_decided for one in scored), len(scored))


def _lines(scored: Sequence[Scored], names: Callable[[Scored], Iterable[str]], title: Callable[[str], str]) -> list[Line]:
    found: dict[str, list[Scored]] = {}
    for one in scored:
        for name in names(one):
            found.setdefault(name, []).append(one)
    return [Line(name, title(name), passing(group)) for name, group in sorted(found.items(), key=lambda each: _order(each[0]))]


def _order(name: str) -> tuple[tuple[int, int, str], ...]:
    """7.2 before 7.10."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in name.replace("/", ".").split("."))


def _sections(scored: Scored) -> list[str]:
    return list(dict.fromkeys(section_of(cite) for turn in scored.placed.scenario.turns for cite in turn.cites))


def _heading(run: Run, section: str) -> str:
    return run.texts.get(section, section)


def _facts(scored: Sequence[Scored]) -> list[tuple[str, Rate, Rate]]:
    recall, precision = by_part("fact_recall", scored), by_part("fact_precision", scored)
    return [(name, rate, precision.get(name, Rate(0, 0))) for name, rate in recall.items()]


def _passages(run: Run, scored: Scored) -> tuple[Passage, ...]:
    """The words of what is named at the turns that fail; of a section, its paragraphs."""
    turns = {fault.turn for fault in scored.faults}
    wanted = dict.fromkeys(cite for turn in turns for cite in scored.placed.scenario.turns[turn - 1].cites)
    return tuple(Passage(cite, _words(run, cite)) for cite in wanted)


def _words(run: Run, cite: str) -> str:
    words = " ".join(text for name, text in run.texts.items() if name == cite or name.startswith(f"{cite}."))
    return words if len(words) <= PASSAGE else f"{words[:PASSAGE].rsplit(' ', 1)[0]} ..."


def _change(run: Run, home: Path, placed: Sequence[Placed]) -> Comparison | None:
    try:
        earlier = before(run, home)
        return compare(earlier[-1], run, placed) if earlier else None
    except EvalError:  # the run before is damaged, or of other scenarios: there is nothing to say of it
        return None


def _trend(run: Run, home: Path, placed: Sequence[Placed]) -> list[Point]:
    found = []
    for one in [*before(run, home)[-TREND + 1 :], run]:
        try:
            scored, _ = score(one, placed)
        except EvalError:
            continue
        found.append(Point(one.name, one.about.begun, passing(scored), _wrong(scored)))
    return found


def _rate(rate: Rate) -> dict[str, Any]:
    return {"hits": rate.hits, "of": rate.of, "value": rate.value, "interval": rate.interval}


def _figure(figure: Figure) -> dict[str, Any]:
    measured = {"median": figure.median, "p95": figure.most} if figure.metric.kind == "measure" else {"hits": figure.hits}
    return {"value": figure.value, "interval": figure.interval, "of": figure.of, **measured}


def _search(one: Found) -> dict[str, Any]:
    recalls = {f"recall@{depth}": _rate(rate) for depth, rate in one.recalls}
    return {**recalls, "mrr": one.ranks.value, "ndcg": one.gain.value}


def _generated(told: Told) -> dict[str, Any]:
    whole = told.whole
    rates = {"recall": _rate(whole.recall), "precision": _rate(whole.precision), "bearing": _rate(whole.bearing)}
    return {"split": told.split, "messages": told.messages, "seed": told.seed, **rates, "ends": dict(told.ends)}


def _failure(failure: Failure) -> dict[str, Any]:
    placed = failure.scored.placed
    faults = [{"turn": one.turn, "metric": one.metric.name, "why": one.why} for one in failure.scored.faults]
    where = f"{placed.file.name}:{placed.line}"
    return {"scenario": placed.scenario.id, "about": placed.scenario.about, "where": where, "faults": faults}
