"""Every contender in turn, each run in a process of its own, the rounds interleaved so that a busy minute hits everyone."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.contenders import CONTENDERS, Contender
from benchmarks.worker import FIRST

OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
}
SPLITS = ("tune", "test")
INGESTS = 2  # of each index: they take the longest and differ the least
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Bench:
    """Where things are.

    root    the repository
    work    what is made, kept for the next run: model, embeddings of the large corpora
    peers   the interpreter of the tools compared with
    """

    root: Path
    work: Path
    peers: Path

    @property
    def corpus(self) -> Path:
        """A copy: an ingest writes the corpus's paragraphs beside it."""
        return self.work / "corpus"

    @property
    def material(self) -> Path:
        """What every contender is given."""
        return self.work / "material.json"

    def folder(self, store: str) -> Path:
        """The index of a contender."""
        return self.work / store

    def python(self, each: Contender) -> Path:
        """The interpreter that a contender runs in."""
        return Path(sys.executable) if each.ours else self.peers

    def run(self, python: Path, module: str, *given: object) -> dict[str, Any]:
        """A module in a process of its own; returns the JSON of its last line. Raises RuntimeError with what it said."""
        command = [str(python), "-m", module, *map(str, given)]
        done = subprocess.run(command, cwd=self.root, env=environment(), capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
        figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return figures


@dataclass(slots=True)
class Figures:
    """What was measured of one contender; a list holds one entry for each run.

    ingest  seconds of the whole process, texts, seconds with the model loaded, megabytes
    cold    seconds from the start of the process to the first answer
    asked   warm milliseconds, megabytes, what was found
    """

    ingest: list[dict[str, Any]] = field(default_factory=list)
    cold: list[float] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)


def environment() -> dict[str, str]:
    """No hub, no telemetry."""
    return {**os.environ, **OFFLINE}


def prepare(bench: Bench, say: Say) -> None:
    """The copy of the corpus, and the material."""
    bench.work.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(bench.corpus, ignore_errors=True)
    shutil.copytree(bench.root / "corpus", bench.corpus)
    command = [sys.executable, "-m", "benchmarks.extract", bench.corpus, bench.root / "eval" / "questions", bench.material]
    subprocess.run([str(word) for word in command], cwd=bench.root, env=environment(), check=True)
    say("material ready")


def contest(bench: Bench, rounds: int, chosen: Sequence[Contender], say: Say) -> dict[str, Figures]:
    """Builds every index, then asks, round after round. The first round also scores what is found."""
    figures = {each.name: Figures() for each in chosen}
    stores = [each for each in CONTENDERS if each.name in {one.store for one in chosen}]
    for turn in range(min(rounds, INGESTS)):
        for each in stores:
            figures.setdefault(each.name, Figures()).ingest.append(_ingest(bench, each))
            say(f"ingest {turn + 1}: {each.label}")
    for turn in range(rounds):
        for each in chosen:
            _ask(bench, each, figures[each.name], SPLITS if turn == 0 else ())
            say(f"round {turn + 1}: {each.label}")
    return figures


def command_line(bench: Bench, rounds: int, home: Path) -> list[float]:
    """Seconds of a whole `aftercare ask` process, from its start to its end."""
    command = [str(Path(sys.executable).parent / "aftercare"), "ask", FIRST, "--json"]
    took = []
    for _ in range(rounds):
        started = time.monotonic()
        env = {**environment(), "AFTERCARE_HOME": str(home)}
        subprocess.run(command, cwd=bench.root, env=env, capture_output=True, check=True)
        took.append(time.monotonic() - started)
    return took


def _ingest(bench: Bench, each: Contender) -> dict[str, Any]:
    """From nothing, but with our ONNX model made already: that is once for each model, not for each ingest."""
    folder = bench.folder(each.store)
    for made in folder.glob("*"):
        if made.name != "model":
            shutil.rmtree(made) if made.is_dir() else made.unlink()
    folder.mkdir(exist_ok=True)
    started = time.monotonic()
    measured = bench.run(bench.python(each), "benchmarks.worker", "ingest", each.name, bench.material, folder)
    return {**measured, "process": time.monotonic() - started}


def _ask(bench: Bench, each: Contender, figures: Figures, splits: Sequence[str]) -> None:
    folder, started = bench.folder(each.store), time.monotonic()
    measured = bench.run(bench.python(each), "benchmarks.worker", "ask", each.name, bench.material, folder, *splits)
    figures.cold.append(measured["first"] - started)
    figures.asked.append(measured)
