"""python -m benchmarks.load: many users at once, ours over HTTP with everything it does for a turn (read, decide, cite, keep,
seal), beside the plain LangChain pattern's search alone, on the same messages and in the same run.

Each user has a connection of its own and sends the next message when the last is answered. Ours are whole conversations of
eval/scenarios, message by message; the pattern is given the same messages, and knows of no conversation.
"""

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from benchmarks.contenders import contender
from benchmarks.contest import Bench, environment, prepare
from benchmarks.machine import described, is_busy
from benchmarks.tables import percentile, table

ROOT = Path(__file__).parents[1]
PATTERN, OURS = "langchain_plain", "aftercare_search"
JSON = {"content-type": "application/json"}
Talk = Sequence[str]  # the messages of one conversation
WARM_UP = 5.0  # seconds
Running = tuple[str, int]  # a server's address and its process
Served = AbstractContextManager[Running]
User = Callable[[http.client.HTTPConnection, Iterator[Talk]], Iterator[float]]


@dataclass(frozen=True, slots=True)
class Load:
    """What was measured with so many users at once. `cpu_ms`: of the processor, for one turn, all of the server's processes."""

    users: int
    times: Sequence[float]
    seconds: float
    cpu_ms: float

    def row(self, label: str) -> list[str]:
        """A row of the table."""
        p50, p95 = (f"{1000 * percentile(self.times, share):.0f}" for share in (0.5, 0.95))
        rate = f"{len(self.times) / self.seconds:.0f}"
        return [label, str(self.users), str(len(self.times)), rate, p50, p95, f"{self.cpu_ms:.1f}"]


def main() -> None:
    """Both, with each number of users; prints a table."""
    chosen = arguments().parse_args()
    bench = Bench(ROOT, chosen.work.resolve(), chosen.peers.absolute())
    prepare(bench, lambda line: print(line, file=sys.stderr, flush=True))
    for name in (PATTERN, OURS):
        if not any(bench.folder(name).glob("[!m]*")):
            each = contender(name)
            bench.folder(name).mkdir(exist_ok=True)
            bench.run(bench.python(each), "benchmarks.worker", "ingest", name, bench.material, bench.folder(name))
    busy = "Something else was running: times say more about that than about either; the processor's say more.\n"
    print("\n".join(f"- {line}" for line in described(bench.peers)), "\n", busy if is_busy() else "", sep="\n")
    rows = [load.row("Aftercare, whole turns") for load in measured(ours(bench, chosen.workers), our_user, chosen)]
    rows += [load.row("LangChain + Chroma, search") for load in measured(pattern(bench), their_user, chosen)]
    print(table(["", "users", "turns", "turns a second", "p50, ms", "p95, ms", "of the processor, ms a turn"], rows))


def arguments() -> argparse.ArgumentParser:
    """What may be chosen."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--users", type=int, nargs="*", default=[1, 8, 16, 32], help="users at once (1 8 16 32)")
    parser.add_argument("--seconds", type=float, default=15, help="for each number of users (15)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes of ours (one for each core)")
    parser.add_argument("--work", type=Path, default=ROOT / "var" / "bench", help="folder for what is made (var/bench)")
    parser.add_argument("--peers", type=Path, default=ROOT / ".venv-bench" / "bin" / "python", help="python of the other tools")
    return parser


def measured(server: Served, user: User, chosen: argparse.Namespace) -> Iterator[Load]:
    """One server, and each number of users in turn, after a warm-up that does not count."""
    talks = conversations()
    with server as running:
        loaded(running, user, talks, max(chosen.users), WARM_UP)
        for users in chosen.users:
            yield loaded(running, user, talks, users, chosen.seconds)


def loaded(running: Running, user: User, talks: Sequence[Talk], users: int, seconds: float) -> Load:
    """So many users for so many seconds; each begins at another conversation."""
    address, process = running
    worked, began = processor(process), time.monotonic()
    starts = [islice(cycle(talks), n * len(talks) // users, None) for n in range(users)]
    with ThreadPoolExecutor(users) as pool:
        found = list(pool.map(lambda start: one_user(address, user, start, began + seconds), starts))
    times = [one for each in found for one in each]
    return Load(users, times, time.monotonic() - began, 1000 * (processor(process) - worked) / len(times))


def one_user(address: str, user: User, talks: Iterator[Talk], end: float) -> list[float]:
    """Seconds for each turn, until it is time to stop."""
    connection, times = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120), list[float]()
    for took in user(connection, talks):
        times.append(took)
        if time.monotonic() > end:
            break
    connection.close()
    return times


def our_user(connection: http.client.HTTPConnection, talks: Iterator[Talk]) -> Iterator[float]:
    """Conversation after conversation; only the messages are timed."""
    for talk in talks:
        conversation = post(connection, "/api/v1/conversations", {})["id"]
        for message in talk:
            yield timed(connection, f"/api/v1/conversations/{conversation}/messages", message)


def their_user(connection: http.client.HTTPConnection, talks: Iterator[Talk]) -> Iterator[float]:
    """The same messages, each by itself."""
    for talk in talks:
        for message in talk:
            yield timed(connection, "/", message)


def timed(connection: http.client.HTTPConnection, path: str, message: str) -> float:
    """Seconds for one message."""
    began = time.monotonic()
    post(connection, path, {"message": message})
    return time.monotonic() - began


def post(connection: http.client.HTTPConnection, path: str, body: dict[str, str]) -> Any:
    """What comes back; RuntimeError where that is no answer."""
    connection.request("POST", path, json.dumps(body), JSON)
    response = connection.getresponse()
    text = response.read()
    if response.status >= 300:
        raise RuntimeError(f"{path}: {response.status} {text[:300]!r}")
    return json.loads(text)


def conversations() -> list[Talk]:
    """The messages of every worked scenario."""
    files = sorted((ROOT / "eval" / "scenarios").glob("*.yaml"))
    scenarios = [one for file in files for one in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)]
    return [[turn["say"] for turn in one["turns"]] for one in scenarios]


@contextmanager
def ours(bench: Bench, workers: int) -> Iterator[Running]:
    """The real server, with a new database; its address and its process."""
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0"]
    with tempfile.TemporaryDirectory() as kept:
        settings = {"AFTERCARE_HOME": str(bench.folder(OURS)), "AFTERCARE_WORKERS": str(workers)}
        settings |= {"AFTERCARE_DATABASE": f"sqlite:///{kept}/load.db", "AFTERCARE_LIMIT_NETWORK": "0"}
        with started(command, settings, bench) as (address, process):
            ready(address)
            yield address, process


@contextmanager
def pattern(bench: Bench) -> Iterator[Running]:
    """The other tool's search, served; its address and its process."""
    command = [str(bench.peers), "-m", "benchmarks.pattern", PATTERN, str(bench.folder(PATTERN))]
    with started(command, {}, bench) as found:
        yield found


@contextmanager
def started(command: Sequence[str], settings: dict[str, str], bench: Bench) -> Iterator[Running]:
    """A server from its start to its end."""
    env = {**environment(), **settings, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=bench.root, env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            found = next(match for line in process.stdout if (match := re.search(r"http://[\d.:]+", line)))
            yield found[0], process.pid
        finally:
            process.terminate()


def ready(address: str) -> None:
    """Waits until the server answers."""
    for _ in range(600):
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
        connection.request("GET", "/api/v1/ready")
        if connection.getresponse().status == 200:
            return
        time.sleep(0.2)
    raise RuntimeError("the server was not ready within two minutes")


def processor(process: int) -> float:
    """Seconds that a process and those under it have worked."""
    parents, worked = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended
        name = int(path.parent.name)
        parents[name], worked[name] = int(fields[1]), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    family = {process}
    while more := {name for name, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(worked[name] for name in family if name in worked)


if __name__ == "__main__":
    main()
