"""python -m benchmarks.desk HOME: the policy owner's desk over 100,000 stored answers, every page timed over HTTP.

HOME has an index. Sixty messages of the scenarios are answered; their answers are stored over and over, each sealed and with a
line of its own as the service keeps them, in a scratch database that is thrown away. `make bench` prints the table too.
"""

import http.client
import random
import socket
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import uuid4

import numpy as np
import uvicorn
from sqlalchemy import Connection, insert

from api.app import create_app
from api.desk import Desk
from api.owner.ledger import Ledger, ledger_of
from api.owner.sorting import LACKING
from api.served import shelf_of
from api.settings import Settings
from api.shelf import Shelf
from api.store.base import Exchange, Kept, Sealed, Store
from api.store.desk_tables import grouped, groups, marks, summaries
from api.store.memory import MemoryStore
from api.store.opened import open_store
from api.store.rows import exchange_row
from api.store.seal import sealed
from api.store.summing import marks_of, summary_of
from api.store.tables import audit, conversations, exchanges, feedback
from api.web.owner.menu import MENU
from benchmarks.tables import percentile, table
from eval.worked import load_scenarios

ANSWERS, TURNS, TOGETHER = 100_000, 4, 1_000
MESSAGES, GROUPS, LOW = 60, 400, 0.1  # messages that are answered; groups; the share that did not help
TIMES = 7  # each page, after one that does not count
LIMIT = 500  # milliseconds
SEED = 1
QUERIES = ["status=not_covered", "rating=low", "paragraph=nl-policy/7.16", "document=nl-policy", "table=charging"]
QUERIES += ["text=section", "text=aardvark", "since=2026-02-10&until=2026-02-11", "document=nl-policy&rating=low&text=who"]
BEHIND = ["/owner/unanswered/group1", "/owner/unanswered/asked", "/owner/unanswered/export.csv"]
FIRST = datetime(2026, 2, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Timed:
    """How long a page took, in milliseconds: by the clock, and of the processor, which says more on a busy machine."""

    path: str
    took: Sequence[float]
    worked: Sequence[float]

    def row(self) -> list[str]:
        """A row of the table."""
        halves = [f"{percentile(each, 0.5):.0f}" for each in (self.took, self.worked)]
        return [self.path, halves[0], f"{max(self.took):.0f}", halves[1], str(LIMIT)]


def measured(home: Path, answers: int = ANSWERS) -> list[Timed]:
    """Every page of the desk over so many answers."""
    shelf = shelf_of(home, Settings().area)
    shelf.look()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), limit_network=0, retention_days=3_650)
        with closing(open_store(settings)) as store:
            fill(store, answered(shelf), answers)
        # Opened again, it notes the end of the chain.
        with closing(open_store(settings)) as store, serving(settings, shelf, store) as (host, port):
            return [timed(host, port, path) for path in paths(ledger_of(store))]


def figures(measured: Sequence[Timed]) -> str:
    """The table."""
    return table(
        ["A page of the desk", "median, ms", "slowest, ms", "of the processor, ms", "at most"], [one.row() for one in measured]
    )


def answered(shelf: Shelf) -> list[Exchange]:
    """Real answers to messages of the tune half."""
    kept = MemoryStore()
    desk = Desk(shelf, kept, 50)
    said = [one.turns[0].say for one in load_scenarios() if one.split == "tune"][:MESSAGES]
    return [_ask(desk, kept, message) for message in said]


def _ask(desk: Desk, kept: MemoryStore, message: str) -> Exchange:
    conversation = kept.start()
    desk.ask(conversation, message, date(2026, 2, 1))
    return kept.exchanges(conversation)[0]


def fill(store: Store, exchanges_: Sequence[Exchange], answers: int) -> None:
    """Stores them over and over, with the audit's chain, lines, marks, ratings and groups."""
    ledger, chance, before = ledger_of(store), random.Random(SEED), None  # noqa: S311 - the same every time
    made = kept_of(exchanges_, answers, chance)
    ledger.write(_groups)
    while some := list(islice(made, TOGETHER)):
        before = ledger.write(lambda connection, some=some, before=before: _keep(connection, some, before, chance))


def kept_of(exchanges_: Sequence[Exchange], answers: int, chance: random.Random) -> Iterator[Kept]:
    """Exchanges in conversations of four turns, a minute apart."""
    conversation = ""
    for n in range(answers):
        if n % TURNS == 0:
            conversation = uuid4().hex
        one = chance.choice(exchanges_)
        answer = replace(one.answer, id=uuid4().hex)
        at = FIRST + timedelta(seconds=20 * n)
        yield Kept(conversation, n % TURNS + 1, "salt", replace(one, answer=answer, at=at))


def _keep(connection: Connection, some: Sequence[Kept], before: Sealed | None, chance: random.Random) -> Sealed | None:
    chain = []
    for one in some:
        before = sealed(one, before)
        chain.append(asdict(before))
    low = {one.exchange.answer.id for one in some if chance.random() < LOW}
    begun = [{"id": one.conversation, "started": one.exchange.at} for one in some if one.turn == 1]
    rows: Mapping[Any, list[dict[str, Any]]] = {
        conversations: begun,
        exchanges: [{**_place(one), "salt": one.salt, **exchange_row(one.exchange)} for one in some],
        audit: chain,
        summaries: [{**summary_of(one), **_rated(one, low), "again": chance.random() < LOW, "sorted": True} for one in some],
        marks: [dict(mark) for one in some for mark in marks_of(one)],
        feedback: [_feedback(one) for one in some if one.exchange.answer.id in low],
        grouped: [_grouped(one, chance) for one in some if one.exchange.answer.status in LACKING],
    }
    for into, values in rows.items():
        if values:
            connection.execute(insert(into), values)
    return before


def _place(one: Kept) -> dict[str, Any]:
    return {"conversation": one.conversation, "turn": one.turn}


def _rated(one: Kept, low: set[str]) -> dict[str, Any]:
    return {"helpful": False if one.exchange.answer.id in low else None}


def _feedback(one: Kept) -> dict[str, Any]:
    return {"answer": one.exchange.answer.id, "helpful": False, "reasons": "[]", "comment": "", "at": one.exchange.at}


def _grouped(one: Kept, chance: random.Random) -> dict[str, Any]:
    return {"answer": one.exchange.answer.id, "group": f"group{chance.randrange(GROUPS)}", "near": chance.random()}


def _groups(connection: Connection) -> None:
    centre = np.zeros(384, np.float32).tobytes()
    rows = [{"id": f"group{n}", "name": "", "named_by": "", "centre": centre, "size": 1} for n in range(GROUPS)]
    connection.execute(insert(groups), rows)


def paths(ledger: Ledger) -> list[str]:
    """Every page of the menu, and those behind them."""
    with_answers = summaries.select().order_by(summaries.c.at).offset(1_000).limit(1)
    row = ledger.read(lambda connection: connection.execute(with_answers).first())
    deep = f"{row.at.isoformat()}~{row.answer}".replace("+", "%2B")
    queries = [f"/owner/questions?{query}" for query in (*QUERIES, f"after={deep}")]
    return ["/owner/", *(one.path for one in MENU), *queries, f"/owner/questions/{row.answer}", *BEHIND]


def timed(host: str, port: int, path: str) -> Timed:
    """A page, some times in a row."""
    took = [_once(host, port, path) for _ in range(TIMES + 1)]
    clock, worked = zip(*took[1:], strict=True)
    return Timed(path.partition("~")[0] if "after=" in path else path, clock, worked)


def _once(host: str, port: int, path: str) -> tuple[float, float]:
    with closing(http.client.HTTPConnection(host, port, timeout=120)) as connection:
        started, before = time.perf_counter(), time.process_time()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        took = (time.perf_counter() - started) * 1000, (time.process_time() - before) * 1000
    if response.status != 200:
        raise RuntimeError(f"{path}: status {response.status}")
    return took


@contextmanager
def serving(settings: Settings, shelf: Shelf, store: Store) -> Iterator[tuple[str, int]]:
    """The app in this process."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = create_app(settings, shelf, store=store)
        server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning"))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield listening.getsockname()[:2]
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    print(figures(measured(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else ANSWERS)))
