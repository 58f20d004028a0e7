"""A real server that stops in the middle of an answer, and comes back at the same address with what it had kept."""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest
import uvicorn
from playwright.sync_api import Page, expect

from api.app import create_app
from api.settings import Settings
from api.shelf import Opened, Shelf
from api.store.opened import open_store
from assistant.holdings import Holdings, open_holdings
from tests.api.doors import TODAY, StopsAt

QUESTION = "Can we charge for a section 117 care home?"
HELD = 30  # seconds that an answer is held back at most


@pytest.fixture(scope="module")
def holdings(home: Path) -> Holdings:
    return open_holdings(home, Settings().area)


@contextmanager
def running(holdings: Holdings, kept: Settings, port: int) -> Iterator[None]:
    """The server at a port; at the end its connections are cut."""
    shelf = Shelf(lambda: "one", lambda: Opened(holdings, "one", 12, None))
    shelf.look()
    with closing(open_store(kept)) as store, socket.create_server(("127.0.0.1", port)) as listening:
        app = create_app(kept, shelf, lambda: TODAY, store=store)
        server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="critical", timeout_graceful_shutdown=1))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.should_exit = server.force_exit = True
            thread.join(timeout=HELD)


def test_an_answer_cut_by_a_restart_is_asked_again(opened: Callable[..., Page], holdings: Holdings, tmp_path: Path) -> None:
    """The widget says so, with the question in the box; at the server's return the same conversation goes on."""
    kept, port, let_go = Settings(home=tmp_path), _free_port(), Event()
    holding = replace(holdings, retriever=StopsAt(lambda: let_go.wait(HELD) or None))
    page = opened()
    with running(holding, kept, port):
        page.goto(f"http://127.0.0.1:{port}/")
        page.get_by_label("Your question").fill(QUESTION)
        page.keyboard.press("Enter")
        expect(page.get_by_text("Finding the words")).to_be_visible()
        page.evaluate("document.querySelector('aftercare-chat').chat.conversation.patience = 3000")
    expect(page.locator("aftercare-chat .turn .problem")).to_contain_text("Nothing you typed is lost.")
    expect(page.get_by_label("Your question")).to_have_value(QUESTION)
    let_go.set()
    with running(holdings, kept, port):
        page.evaluate("document.querySelector('aftercare-chat').chat.conversation.patience = 60000")
        page.get_by_role("button", name="Try again").click()
        expect(page.locator("aftercare-chat .turn .actions")).to_have_count(1)
        expect(page.locator("aftercare-chat .turn .lead").first).to_contain_text("free")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
