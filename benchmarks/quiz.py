"""python -m benchmarks.quiz: a live quiz with 200 learners on loopback, each with a phone that listens and answers.

The server is the real one in a process of its own, and is killed in the middle of a question, while answers are on their way,
and started again. Every answer that a learner was told is kept has to be there afterwards, once, as it was chosen.
"""

import argparse
import asyncio
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.contest import Bench, environment
from benchmarks.load import OURS, ROOT, ready
from benchmarks.phone import ITEM, PLACE, Phone
from benchmarks.tables import percentile, table

AIM = 300  # milliseconds, p95
DATABASE = "quiz.db"
KEPT = """SELECT l.nickname, a.place, a.chosen, a.late FROM quiz_answers a
    JOIN quiz_learners l ON l.id = a.learner WHERE a.session = ?"""
CODE = re.compile(r"join\?code=(\w+)")


@dataclass(frozen=True, slots=True)
class Plan:
    """So many learners, so many questions, answered within so many seconds; `killed`: the question in which the server is."""

    learners: int = 200
    questions: int = 4
    spread: float = 5.0
    killed: int = 0


@dataclass(slots=True)
class Figures:
    """What was measured.

    times    seconds of each answer that the server was there for
    told     answers whose learner was told that they are kept
    delayed  those that had to wait for the server to come back; they are not timed
    """

    plan: Plan
    times: list[float] = field(default_factory=list)
    told: dict[tuple[str, int], int] = field(default_factory=dict)
    delayed: int = 0
    lost: list[tuple[str, int]] = field(default_factory=list)
    late: int = 0

    def row(self) -> list[str]:
        """A row of the table."""
        when = f"within {self.plan.spread:.0f} s" if self.plan.spread else "all at once"
        what = f"{when}{', killed and started again' if self.plan.killed else ''}"
        p50, p95 = (f"{1000 * percentile(self.times, share):.0f}" for share in (0.5, 0.95))
        counts = [str(len(self.told)), p50, p95, str(AIM), str(len(self.lost)), str(self.late), str(self.delayed)]
        return [what, str(self.plan.learners), *counts]


class Server:
    """The real server over a home folder, with a database of its own; it can be killed and started again at its address."""

    def __init__(self, home: Path, kept: Path) -> None:
        self.kept, self.port = kept, 0
        settings = {"AFTERCARE_HOME": str(home), "AFTERCARE_DATABASE": f"sqlite:///{kept}", "AFTERCARE_LIMIT_NETWORK": "0"}
        self._env = {**os.environ, **environment(), **settings, "PYTHONUNBUFFERED": "1"}
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        command = [sys.executable, "-m", "api.cli", "serve", "--port", str(self.port)]
        self._process = subprocess.Popen(command, cwd=ROOT, env=self._env, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        self.port = int(next(found[1] for line in self._process.stdout if (found := re.search(r"http://[\d.]+:(\d+)", line))))
        ready(f"http://127.0.0.1:{self.port}")

    def kill(self) -> None:
        """Ends it as a fault of the machine would."""
        if self._process:
            self._process.kill()
            self._process.wait()


def measure(home: Path, plan: Plan) -> Figures:
    """One live quiz, over a home folder with an index."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(home, Path(folder) / DATABASE)
        try:
            server.start()
            return asyncio.run(_Quiz(server, plan).run())
        finally:
            server.kill()


class _Quiz:
    """A trainer, a room of learners, and what happens to them."""

    def __init__(self, server: Server, plan: Plan) -> None:
        self.server, self.plan, self.figures = server, plan, Figures(plan)
        self.trainer = Phone("127.0.0.1", server.port)
        self.address = self.code = ""
        self.restarts = 0  # counted at both ends: while it is odd, there is no server

    async def run(self) -> Figures:
        """The whole quiz."""
        await self._share()
        phones = [Phone("127.0.0.1", self.server.port) for _ in range(self.plan.learners)]
        await asyncio.gather(*(self._join(phone, n) for n, phone in enumerate(phones)))
        steps = [asyncio.create_task(phone.follow(f"/quiz/play/{self.code}/events")) for phone in phones]
        for question in range(1, self.plan.questions + 1):
            await self._question(phones, question)
        for task in steps:
            task.cancel()
        self._compare()
        return self.figures

    async def _share(self) -> None:
        form = {"items": str(self.plan.questions), "seed": "117", "mode": "live", "kind": "outcome"}
        shared, _ = await self.trainer.surely("POST", "/quiz/sessions", form)
        self.address = shared.location
        found = CODE.search((await self.trainer.get(self.address)).body)
        assert found
        self.code = found[1]

    async def _join(self, phone: Phone, n: int) -> None:
        await phone.surely("POST", "/quiz/join", {"code": self.code, "nickname": f"n{n}"})
        await phone.get(f"/quiz/play/{self.code}")

    async def _question(self, phones: Sequence[Phone], question: int) -> None:
        asked, told = 2 * question - 1, 2 * question
        await self._step(asked)
        answering = [asyncio.create_task(self._answer(phone, n, asked)) for n, phone in enumerate(phones)]
        if question == self.plan.killed:
            await self._kill_halfway(len(self.figures.told))
        await asyncio.gather(*answering)
        await self._step(told)
        await asyncio.gather(*(self._read(phone, told) for phone in phones))

    async def _step(self, version: int) -> None:
        await self.trainer.surely("POST", f"{self.address}/step", {"version": str(version - 1)})

    async def _answer(self, phone: Phone, n: int, version: int) -> None:
        """Looks at the question, thinks, answers, and looks at what comes back."""
        await phone.until(version)
        page = (await phone.get(f"/quiz/play/{self.code}")).body
        place, item = PLACE.search(page), ITEM.search(page)
        assert place
        assert item
        await asyncio.sleep(random.uniform(0, self.plan.spread))  # noqa: S311
        choice = n % page.count('name="choice"')
        form = {"place": place[1], "item": item[1], "choice": str(choice)}
        restarts = self.restarts
        reply, seconds = await phone.surely("POST", f"/quiz/play/{self.code}/answer", form)
        assert reply.status == 303, reply.body
        if restarts % 2 or restarts != self.restarts:
            self.figures.delayed += 1
        else:
            self.figures.times.append(seconds)
        self.figures.told[f"n{n}", int(place[1])] = choice
        await phone.get(reply.location)

    async def _kill_halfway(self, before: int) -> None:
        while len(self.figures.told) - before < self.plan.learners // 2:
            await asyncio.sleep(0.01)
        self.restarts += 1
        self.server.kill()
        await asyncio.to_thread(self.server.start)
        self.restarts += 1

    async def _read(self, phone: Phone, version: int) -> None:
        await phone.until(version)
        await phone.get(f"/quiz/play/{self.code}")

    def _compare(self) -> None:
        """What learners were told beside what is kept."""
        with closing(sqlite3.connect(f"file:{self.server.kept}?mode=ro", uri=True)) as database:
            rows = database.execute(KEPT, [self.address.rpartition("/")[2]]).fetchall()
        kept = {(name, place): chosen for name, place, chosen, _ in rows}
        told = self.figures.told.items()
        self.figures.lost = [where for where, chosen in told if kept.get(where) != f"[{chosen}]"]
        self.figures.late = sum(late for *_, late in rows)


def measured(home: Path, learners: int = 200) -> str:
    """The table: answers spread out, all at once, and with the server killed in the middle."""
    plans = [Plan(learners), Plan(learners, spread=0.0), Plan(learners, killed=2)]
    head = ["A live quiz: answers", "learners", "kept", "p50, ms", "p95, ms", "aim", "lost", "late", "waited for it"]
    return table(head, [measure(home, plan).row() for plan in plans])


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quiz", description=__doc__)
    parser.add_argument("--learners", type=int, default=200, help="learners at once (200)")
    parser.add_argument("--work", type=Path, default=ROOT / "var" / "bench", help="folder for what is made (var/bench)")
    parser.add_argument("--home", type=Path, help="a home folder with an index; the benchmarks' own unless given")
    chosen = parser.parse_args()
    bench = Bench(ROOT, chosen.work.resolve(), Path(sys.executable))
    print(measured(chosen.home or bench.folder(OURS), chosen.learners))


if __name__ == "__main__":
    main()
