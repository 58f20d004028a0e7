"""Which worked scenarios fail, by the last run that was kept. Scoring takes seconds, so it is done once, beside the pages."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from eval.errors import EvalError
from eval.kept import Run, all_runs
from eval.scoring import Scored, score
from eval.worked import load_placed
from ingest.paragraphs import section_of
from ingest.yamlfile import YamlError

PATIENCE = 0.2  # seconds that a page waits
NO_RUN = "No run of the scenarios is kept yet: aftercare eval run makes one"
SOON = "The last run of the scenarios is being scored: open this page again in a few seconds"


@dataclass(frozen=True, slots=True)
class Failure:
    """A scenario that fails. `sections`: where; `refused`: something that should be answered was not; `why`: a line for each
    fault."""

    scenario: str
    about: str
    sections: tuple[str, ...]
    refused: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failures:
    """The failing scenarios of a run; `missing` says why there are none to show, or "" where there is a run."""

    run: str = ""
    failures: tuple[Failure, ...] = ()
    missing: str = ""


def failures_of(run: Run) -> Failures:
    """Scores a run; what cannot be read is said in `missing`."""
    try:
        scored, _ = score(run, load_placed())
    except (EvalError, YamlError) as error:
        return Failures(run.name, missing=str(error))
    return Failures(run.name, tuple(_failure(one) for one in scored if not one.passed))


def _failure(one: Scored) -> Failure:
    turns = {fault.turn for fault in one.faults}
    refusals = one.scores["false_refusals"]
    refused = any(score is not None and score.hits for score in refusals)
    why = tuple(f"Turn {fault.turn}: {fault.why}" for fault in one.faults)
    return Failure(one.placed.scenario.id, one.placed.scenario.about, tuple(_sections(one, turns)), refused, why)


def _sections(one: Scored, turns: set[int]) -> Sequence[str]:
    """Where the failing turns should have rested; where that is not said, where they did."""
    wanted = [cite for turn in turns for cite in one.placed.scenario.turns[turn - 1].cites]
    found = [cited.paragraph for turn in turns for cited in one.conversation.answers[turn - 1].citations]
    return list(dict.fromkeys(section_of(cite) for cite in wanted or found))


class LastRun:
    """The failures of the last run under a home folder, scored once and again when there is another run."""

    def __init__(self, home: Path) -> None:
        self._home, self._lock = home, Lock()
        self._scored: tuple[str, Future[Failures]] | None = None
        self._worker = ThreadPoolExecutor(1, "scoring")

    def failures(self, patience: float = PATIENCE) -> Failures:
        """What fails; says so where it is still being worked out after `patience` seconds."""
        runs = all_runs(self._home)
        if not runs:
            return Failures(missing=NO_RUN)
        try:
            return self._of(runs[-1]).result(patience)
        except NotYet:
            return Failures(runs[-1].name, missing=SOON)

    def _of(self, run: Run) -> "Future[Failures]":
        file = run.folder / "answers.jsonl"
        key = f"{run.name} {file.stat().st_mtime_ns if file.exists() else 0}"
        with self._lock:
            if self._scored is None or self._scored[0] != key:
                self._scored = key, self._worker.submit(failures_of, run)
            return self._scored[1]
