"""One contender in a process of its own; the last line it prints is its figures, as JSON.

python -m benchmarks.worker ingest NAME MATERIAL FOLDER
python -m benchmarks.worker ask NAME MATERIAL FOLDER [SPLIT ...]     also what it finds for the questions of these splits
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.contenders import Contender, Search, contender
from benchmarks.material import Question, read_material

FIRST = "can we charge her for her 117 care home?"
WARM_UP = 5


def ingest(each: Contender, material: Path, folder: Path) -> dict[str, Any]:
    """How many texts, the seconds from the model being loaded to the index being kept, and memory."""
    ready: list[float] = []
    texts = each.ingest(read_material(material), folder, lambda: ready.append(time.monotonic()))
    return {"texts": texts, "seconds": time.monotonic() - ready[0], **memory()}


def ask(each: Contender, material: Path, folder: Path, splits: Sequence[str]) -> dict[str, Any]:
    """When the first answer was there (system's monotonic clock), milliseconds for each warm one, memory, what was found.

    `cpu` is what the processor worked, in seconds up to the first answer, and `warm_cpu_ms` in milliseconds for a question:
    on a busy machine it says more than the clock does.
    """
    search = each.search(folder)
    search(FIRST)
    first, cpu = time.monotonic(), time.process_time()
    questions = read_material(material).questions
    timings, worked = warm(search, [question.text for question in questions["tune"]])
    return {
        "first": first,
        "cpu": cpu,
        "warm_ms": timings,
        "warm_cpu_ms": worked,
        **memory(),
        "found": {split: found(search, questions[split]) for split in splits},
    }


def warm(search: Search, questions: Sequence[str]) -> tuple[list[float], float]:
    """Milliseconds for each question by the clock, after a few that are not counted; and of the processor for one."""
    for question in questions[:WARM_UP]:
        search(question)
    before = time.process_time()
    timings = [_timed(search, question) for question in questions]
    return timings, (time.process_time() - before) * 1000 / len(questions)


def found(search: Search, questions: Sequence[Question]) -> list[int | None]:
    """For each question that the documents answer, the place (from 0) of the first result that holds a right section."""
    answerable = [question for question in questions if question.sections]
    return [_place(search(question.text), set(question.sections)) for question in answerable]


def memory() -> dict[str, float]:
    """Resident megabytes: the most there ever was (VmHWM: unlike ru_maxrss, nothing of the parent's is in it), and now."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines())
    kept = {"peak_mb": "VmHWM", "own_mb": "RssAnon", "mapped_mb": "RssFile"}
    return {name: int(status[key].split()[0]) / 1024 for name, key in kept.items()}


def _timed(search: Search, question: str) -> float:
    started = time.perf_counter()
    search(question)
    return (time.perf_counter() - started) * 1000


def _place(results: list[list[str]], wanted: set[str]) -> int | None:
    return next((at for at, sections in enumerate(results) if wanted & set(sections)), None)


def main(what: str, name: str, material: str, folder: str, *splits: str) -> None:
    """Runs one part and prints its figures."""
    each, given, into = contender(name), Path(material), Path(folder)
    figures = ingest(each, given, into) if what == "ingest" else ask(each, given, into, splits)
    print("\n" + json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
