"""The one who writes: everything that is to be kept goes through here, and what comes together is committed together."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, text

from api.store.engine import alone, is_sqlite

T = TypeVar("T")
TOGETHER = 64  # most jobs in one commit
LOCK = 8_117  # PostgreSQL's name, a number, for the lock that a writer holds


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[Connection], Any]
    done: "Future[Any]"


class Writer:
    """A thread that owns the writing connection. `committed` is called after each commit with what its jobs gave back, before
    anyone is told of it."""

    def __init__(self, engine: Engine, committed: Callable[[Sequence[Any]], None]) -> None:
        self._engine, self._committed = engine, committed
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def do(self, work: Callable[[Connection], T]) -> T:
        """What the work gives back, once it is committed; or what it raised, and then nothing of it is kept."""
        if not self._thread.is_alive():
            raise RuntimeError("the store is closed")
        job = _Job(work, Future())
        self._jobs.put(job)
        result: T = job.done.result()
        return result

    def close(self) -> None:
        """Finishes what was asked for before."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._jobs.get()) is not None:
            jobs = [first, *self._waiting()]
            try:
                told = self._commit(jobs)
            except Exception as error:
                told = [error] * len(jobs)
            for job, outcome in zip(jobs, told, strict=True):
                _tell(job.done, outcome)

    def _waiting(self) -> Sequence[_Job]:
        """What else has come, without waiting for more."""
        found: list[_Job] = []
        try:
            while len(found) < TOGETHER - 1:
                job = self._jobs.get_nowait()
                if job is None:
                    self._jobs.put(None)
                    break
                found.append(job)
        except Empty:
            pass
        return found

    def _commit(self, jobs: Sequence[_Job]) -> list[Any]:
        with alone(self._engine.url):
            with self._engine.begin() as connection:
                if not is_sqlite(self._engine.url):
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
                told = [job.work(connection) for job in jobs] if len(jobs) == 1 else [_tried(connection, job) for job in jobs]
            self._committed(told)
        return told


def _tried(connection: Connection, job: _Job) -> Any:
    """What a job gives back, or its error; one that fails takes no other with it."""
    try:
        with connection.begin_nested():
            return job.work(connection)
    except Exception as error:
        return error


def _tell(done: "Future[Any]", outcome: Any) -> None:
    if isinstance(outcome, Exception):
        done.set_exception(outcome)
    else:
        done.set_result(outcome)
