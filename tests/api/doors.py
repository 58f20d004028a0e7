"""A real server for a test, and a retriever that does what a test needs it to."""

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from threading import Thread
from time import monotonic, sleep

import uvicorn
from fastapi import FastAPI

from api.shelf import Opened, Shelf
from assistant.holdings import Holdings
from assistant.model import Findings, Passage

TODAY = date(2026, 3, 2)
STARTS_WITHIN = 60.0  # seconds


class StopsAt:
    """A retriever that calls back before it finds nothing: to fail, to wait, to look around."""

    def __init__(self, then: Callable[[], None]) -> None:
        self.then = then

    def search(self, question: str, limit: int) -> Sequence[Passage]:
        """Nothing, after the call."""
        return self.look(question, limit).passages

    def look(self, question: str, limit: int) -> Findings:
        """The same."""
        self.then()
        return Findings()

    def begin(self, question: str) -> None:
        """There is nothing to do."""

    def mended(self, question: str) -> str:
        """As it is."""
        return question


def searching_with(holdings: Holdings, retriever: StopsAt) -> Holdings:
    """The same holdings, searched by another retriever."""
    return replace(holdings, retriever=retriever)


def shelf_with(holdings: Holdings, degraded: str | None = None) -> Shelf:
    """A shelf with something on it."""
    shelf = Shelf(lambda: "one", lambda: Opened(holdings, "one", 12, degraded))
    shelf.look()
    return shelf


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """A real server on a free port of this machine; gives its address, and stops it whatever happens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(app, access_log=False, log_level="warning", proxy_headers=False, timeout_graceful_shutdown=2)
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        _wait(lambda: server.started, STARTS_WITHIN)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=10)


def _wait(until: Callable[[], bool], seconds: float) -> None:
    end = monotonic() + seconds
    while not until():
        assert monotonic() < end, f"it did not happen within {seconds} seconds"
        sleep(0.02)
