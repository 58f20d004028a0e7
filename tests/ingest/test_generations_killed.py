"""kill -9 at 200 moments of a build, spread over all its stages, while another process reads: reading never fails.

Builders are forked from one server that has imported everything, so that a build takes a fraction of a second. A builder tells
its stage through a pipe; half the kills come at a random time of the whole build, half at a random time after a stage begins,
so that the shortest stages (the swap, pruning) are hit as often as the long ones.
"""

import itertools
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

import pytest
from small_corpus import GUIDE, build_quickly, make_corpus

from ingest.build import Stage
from ingest.generation import generations_folder, index_folder
from ingest.index import open_index
from ingest.probe import Verdict, compare

KILLS = 200
SEED = 117
SHORTEST = 0.005  # seconds; the shortest stages last microseconds when there is nothing to do
FORK = multiprocessing.get_context("fork")
PRELOADED = ["small_corpus", "chromadb", "bm25s", "ingest.index", "ingest.build"]


def built(corpus: Path, home: Path, sender: Connection) -> None:
    """What a builder does: it says which stage it is in, and builds. The probe's child is forked beforehand."""
    ask, asked = FORK.Pipe()
    FORK.Process(target=probing, args=(asked, ask, sender), daemon=True).start()
    asked.close()

    def probe(folder: Path) -> Verdict:
        ask.send(folder)
        verdict: Verdict = ask.recv()
        return verdict

    build_quickly(corpus, home, check=probe, progress=lambda stage, done, total: sender.send_bytes(stage.name.encode()))


def probing(asked: Connection, ask: Connection, sender: Connection) -> None:
    """What the probe's child does: it waits for a folder, or for the end of its parent."""
    ask.close()
    sender.close()
    with suppress(EOFError, BrokenPipeError):
        asked.send(compare(asked.recv()))


def reading(home: Path, stop: Connection, said: Connection) -> None:
    """What the reader does until told to stop: open the index, ask it, check the answer. At the end it says how it went."""
    answers, failure = 0, ""
    try:
        while not stop.poll():
            with open_index(home) as index:
                hit = index.exact(index.embeddings.embed_query("who foots the bill"), 1)[0]
                assert index.rows[hit.row].paragraph == "guide/who-pays.p1", index.rows[hit.row]
                assert index.keywords.scores("share in writing").max() > 0
            answers += 1
            time.sleep(0.001)  # a core for the builders
    except Exception as error:  # whatever it is, it is what the test is about
        failure = f"after {answers} answers: {type(error).__name__}: {error}"
    said.send((answers, failure))


def server() -> ForkServerContext:
    """Processes are forked from one that has imported everything."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


class Killer:
    """Starts builders and kills them, and counts which stage each was in."""

    def __init__(self, corpus: Path, home: Path) -> None:
        self.corpus, self.home = corpus, home
        self.random = random.Random(SEED)  # noqa: S311 - any spread will do
        self.lasts, self.hits = self._measure(), Counter[str]()

    def run(self, edition: int) -> None:
        """One build of a new edition, killed."""
        make_corpus(self.corpus, {"guide": GUIDE.replace("every year", f"every {edition} years")})
        builder, receiver = self._start()
        if edition % 2:
            self._kill_at(builder, receiver, "", self.random.uniform(0, sum(self.lasts.values())))
        else:
            stage = self.random.choice(list(Stage)).name
            self._kill_at(builder, receiver, stage, self.random.uniform(0, max(self.lasts[stage], SHORTEST)))

    def _start(self) -> tuple[ForkServerProcess, Connection]:
        receiver, sender = server().Pipe(duplex=False)
        builder = server().Process(target=built, args=(self.corpus, self.home, sender))
        builder.start()
        sender.close()
        return builder, receiver

    def _kill_at(self, builder: ForkServerProcess, receiver: Connection, stage: str, after: float) -> None:
        """Waits for the stage to begin (any, where it is ""), then so many seconds, then kills."""
        at = ""
        with suppress(EOFError):
            while not at or (stage and at != stage):
                at = receiver.recv_bytes().decode()
            time.sleep(after)
            with suppress(ProcessLookupError):
                os.kill(builder.pid or 0, signal.SIGKILL)
            while True:
                at = receiver.recv_bytes().decode()
        builder.join()
        if builder.exitcode == -signal.SIGKILL:  # else it was done before
            self.hits[at] += 1

    def _measure(self) -> dict[str, float]:
        """How long each stage lasts, in a build that nobody kills."""
        builder, receiver = self._start()
        lasts: Counter[str] = Counter()
        at, since = "", time.perf_counter()
        with suppress(EOFError):
            while True:
                stage, now = receiver.recv_bytes().decode(), time.perf_counter()
                lasts[at] += now - since
                at, since = stage, now
        builder.join()
        assert builder.exitcode == 0
        return {stage.name: lasts[stage.name] for stage in Stage}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def corpus(tmp_path: Path, home: Path) -> Path:
    """A corpus whose index is there already."""
    corpus = make_corpus(tmp_path / "corpus")
    build_quickly(corpus, home)
    return corpus


def test_a_build_killed_at_any_moment_leaves_an_index_that_answers(corpus: Path, home: Path) -> None:
    """200 builds killed: the reader never fails, the next build clears up, and no half-written file is left for good."""
    stop, stopped = multiprocessing.Pipe()
    said, say = multiprocessing.Pipe()
    reader = server().Process(target=reading, args=(home, stopped, say))
    reader.start()
    killer = Killer(corpus, home)
    for edition in itertools.count():
        if killer.hits.total() == KILLS:
            break
        killer.run(edition)
        assert reader.is_alive(), said.recv()
    stop.send("stop")
    answers, failure = said.recv()
    reader.join()
    print(f"\n{answers} answers while {KILLS} builds were killed: {dict(killer.hits)}")
    assert not failure
    assert answers > KILLS
    assert {"READ", "STORE", "PROBE", "SEAL", "SWAP", "PRUNE"} <= killer.hits.keys()
    build_quickly(make_corpus(corpus), home)
    assert open_index(home).paragraphs["guide/who-pays.p2"].text.endswith("every year.")
    assert len(os.listdir(generations_folder(home))) <= 3
    assert {"current", "generations", "lock"} == set(os.listdir(index_folder(home)))
    assert not list((corpus / "paragraphs").glob(".*"))
