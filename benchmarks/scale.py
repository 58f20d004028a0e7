"""Ours on a corpus of a given size, each part in a process of its own; the last line printed is its figures, as JSON.

python -m benchmarks.scale build SIZE CORPUS WORK      makes the corpus and the index
python -m benchmarks.scale ask SIZE MATERIAL WORK      opens it and answers the questions of the tune half
python -m benchmarks.scale store SIZE MATERIAL WORK    how many of the true ten nearest rows Chroma finds
"""

import json
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.contenders import Search
from benchmarks.contenders.aftercare_search import AREA, section
from benchmarks.material import read_material
from benchmarks.worker import FIRST, WARM_UP, found, memory

NEAREST = 10


def build_at(size: int, corpus: Path, work: Path) -> dict[str, Any]:
    """The stages' seconds; embedding is counted at the rate at which the texts were embedded when they were new."""
    from benchmarks.filler import make_corpus  # noqa: PLC0415 - asking needs none of this
    from benchmarks.kept import KeptEmbeddings  # noqa: PLC0415
    from ingest.build import build  # noqa: PLC0415
    from ingest.embeddings import OnnxEmbeddings, prepared  # noqa: PLC0415

    made, home = _corpus(size, work), _home(size, work)
    make_corpus(corpus, made, size)
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    model = KeptEmbeddings(OnnxEmbeddings(prepared(work), threads=2), work / "kept")
    (home / "model").symlink_to((work / "model").resolve())
    report = build(made, home, embeddings=model)
    texts = report.embedded + report.reused
    stages = {**report.seconds, "embedding": texts / model.spent.rate}
    return {"counts": report.counts, "texts": texts, "rate": model.spent.rate, "stages": stages, **memory()}


def ask_at(size: int, material: Path, work: Path) -> dict[str, Any]:
    """Search and whole answers, warm; what search finds; memory while serving."""
    from assistant.conversation import answer  # noqa: PLC0415 - measured: what the process imports for an answer and no more
    from assistant.holdings import open_holdings  # noqa: PLC0415
    from assistant.model import Turn  # noqa: PLC0415

    started = time.perf_counter()
    holdings = open_holdings(_home(size, work), AREA)
    answer(Turn(FIRST, "bench", date.today(), holdings))
    first = time.perf_counter() - started
    questions = read_material(material).questions
    asked = [question.text for question in questions["tune"]]

    def search(question: str) -> list[list[str]]:
        return [[section(holdings, passage.paragraph)] for passage in holdings.retriever.search(question, 5)]

    def whole(question: str) -> list[list[str]]:
        return [[citation.paragraph] for citation in answer(Turn(question, "bench", date.today(), holdings)).citations]

    timings = {**_paced("search", search, asked), **_paced("answer", whole, asked)}
    return {"first": first, **timings, **memory(), "found": {split: found(search, questions[split]) for split in questions}}


def _paced(name: str, search: Search, questions: Sequence[str]) -> dict[str, list[float]]:
    """Milliseconds for each question, by the clock and of the processor: on a busy machine the second says more."""
    for question in questions[:WARM_UP]:
        search(question)
    took = [_both(search, question) for question in questions]
    return {f"{name}_ms": [clock for clock, _ in took], f"{name}_cpu_ms": [worked for _, worked in took]}


def _both(search: Search, question: str) -> tuple[float, float]:
    started, before = time.perf_counter(), time.process_time()
    search(question)
    return (time.perf_counter() - started) * 1000, (time.process_time() - before) * 1000


def store_at(size: int, material: Path, work: Path) -> dict[str, Any]:
    """Chroma's ten nearest rows beside the true ten, for each question of the tune half; equal rows count as the same."""
    from ingest.index import open_index  # noqa: PLC0415
    from ingest.store import client_of, nearest  # noqa: PLC0415
    from ingest.vectors import similarities  # noqa: PLC0415

    with open_index(_home(size, work)) as index, client_of(index.folder) as client:
        shares, took = [], []
        for question in read_material(material).questions["tune"]:
            vector = index.embeddings.vectors([question.text])[0]
            near = similarities(index.vectors, vector)
            least = sorted(near, reverse=True)[NEAREST - 1]
            ids, seconds = _timed(lambda vector=vector: nearest(client, vector, NEAREST))  # type: ignore[misc]
            shares.append(sum(near[index.places[name]] >= least for name in ids) / NEAREST)
            took.append(seconds * 1000)
        return {"recall": sum(shares) / len(shares), "worst": min(shares), "chroma_ms": took, **memory()}


def _timed(call: Callable[[], list[str]]) -> tuple[list[str], float]:
    started = time.perf_counter()
    return call(), time.perf_counter() - started


def _corpus(size: int, work: Path) -> Path:
    return work / "scale" / str(size) / "corpus"


def _home(size: int, work: Path) -> Path:
    return work / "scale" / str(size) / "home"


PARTS = {"build": build_at, "ask": ask_at, "store": store_at}

if __name__ == "__main__":
    part, how_many, given, into = sys.argv[1:]
    print("\n" + json.dumps(PARTS[part](int(how_many), Path(given), Path(into))))
