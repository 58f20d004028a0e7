"""The doors as a real browser keeps them: who may ask, frame and post is decided there, by what we told it."""

from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from api.app import create_app
from api.keys import Role, changing_keys, new_key
from api.settings import Settings
from api.shelf import Opened, Shelf
from ingest.errors import NoIndex
from tests.api.doors import serving
from tests.browser.conftest import chromium_path

NAME = "aftercare.test"  # no name of this machine, to a browser: it is told less there
WITHIN = 60_000  # milliseconds, on a busy machine
ASKS = """async ({address, key}) => {
    try {
        const response = await fetch(address + "/api/v1/conversations", {
            method: "POST", headers: {Authorization: "Bearer " + key, "Content-Type": "application/json"},
        });
        return [response.status, response.headers.get("ratelimit-limit")];
    } catch (error) {
        return error.name;
    }
}"""
PREFLIGHTLESS = (
    """address => fetch(address + "/api/v1/conversations", {method: "POST", mode: "no-cors"}).then(r => r.type, e => e.name)"""
)


class _Host(BaseHTTPRequestHandler):
    """Somebody else's page; what stands in its address is its body."""

    body = b""

    def do_GET(self) -> None:
        """The page."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>host</title>" + self.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@dataclass(frozen=True)
class World:
    """Our server, a page that may ask it, and one that may not."""

    address: str
    friend: str
    stranger: str
    key: str


def _hosting() -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Host", (_Host,), {}))
    Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """All three on this machine, each an origin of its own; a key is wanted."""
    file = tmp_path_factory.mktemp("doors") / "keys.json"
    key = _key(file)
    friend, stranger = _hosting(), _hosting()
    origins = [f"http://127.0.0.1:{host.server_port}" for host in (friend, stranger)]
    settings = Settings(auth="keys", keys_file=file, origins=(origins[0],), frame_ancestors=(origins[0],))
    with serving(create_app(settings, Shelf(lambda: None, _nothing))) as address:
        for host in (friend, stranger):
            host.RequestHandlerClass.body = f'<iframe src="{address}/assets/style.css"></iframe>'.encode()  # type: ignore[attr-defined]
        yield World(address, *origins, key)
    for host in (friend, stranger):
        host.shutdown()
        host.server_close()


def _nothing() -> Opened:
    raise NoIndex("Nothing is served here")


def _key(file: Path) -> str:
    key, kept = new_key(Role.READER)
    with changing_keys(file) as keys:
        keys[kept.id] = kept
    return key


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of a browser that knows nothing."""
    context = chromium.new_context()
    context.set_default_timeout(WITHIN)
    yield context.new_page()
    context.close()


def test_a_page_that_may_asks_with_its_key_and_reads_the_limit(world: World, page: Page) -> None:
    """Preflight, key and all."""
    page.goto(world.friend)
    assert page.evaluate(ASKS, {"address": world.address, "key": world.key}) == [201, "300"]
    assert page.evaluate(ASKS, {"address": world.address, "key": "wrong"}) == [401, "600"]


def test_a_page_that_may_not_learns_nothing_even_with_the_key(world: World, page: Page) -> None:
    """The browser keeps the reply from it; without a preflight it gets no further."""
    page.goto(world.stranger)
    assert page.evaluate(ASKS, {"address": world.address, "key": world.key}) == "TypeError"
    refused = []
    page.on("response", lambda response: refused.append(response.status))
    assert page.evaluate(PREFLIGHTLESS, world.address) in ("opaque", "TypeError")
    assert set(refused) <= {403}


@pytest.mark.parametrize("who", ["friend", "stranger"])
def test_only_a_page_that_may_shows_ours_in_a_frame(world: World, page: Page, who: str) -> None:
    """In the stranger's frame the browser shows an error of its own."""
    page.goto(getattr(world, who), wait_until="load")
    frame = page.frames[1]
    assert (frame.url.startswith(world.address)) is (who == "friend")


def test_the_browser_asks_a_person_for_the_key_and_the_page_and_its_form_work(world: World, chromium: Browser) -> None:
    """The form is known to be ours; the look of the page is there."""
    context = chromium.new_context(http_credentials={"username": "ward", "password": world.key})
    page = context.new_page()
    page.set_default_timeout(WITHIN)
    assert page.goto(f"{world.address}/ask").status == 200  # type: ignore[union-attr]
    with page.expect_navigation() as sent:
        page.evaluate("document.querySelector('form textarea').value = 'who pays?'; document.querySelector('form').submit()")
    assert sent.value.status == 503  # it was let in: there is only nothing to answer from
    context.close()


def test_scripts_of_our_own_page_ask_with_the_key_that_the_browser_was_given(world: World, chromium: Browser) -> None:
    """The widget on the first page needs no other."""
    context = chromium.new_context(http_credentials={"username": "ward", "password": world.key})
    page = context.new_page()
    page.set_default_timeout(WITHIN)
    page.goto(world.address)
    assert page.evaluate("fetch('/api/v1/conversations', {method: 'POST'}).then(response => response.status)") == 201
    context.close()


@pytest.fixture
def elsewhere(chromium: Browser) -> Iterator[Page]:
    """A page of a browser on another machine: it reaches us by a name, over plain HTTP."""
    path, seen = chromium_path(), f"--host-resolver-rules=MAP {NAME} 127.0.0.1"
    away = chromium.browser_type.launch(executable_path=path, args=["--no-sandbox", seen])
    page = away.new_page()
    page.set_default_timeout(WITHIN)
    yield page
    away.close()


def test_our_form_works_from_another_machine_over_plain_http(elsewhere: Page) -> None:
    """No Sec-Fetch-Site comes there, so that the form has to say its Origin; one from elsewhere is refused all the same."""
    stranger = _hosting()
    with serving(create_app(Settings(allowed_hosts=(NAME,)), Shelf(lambda: None, _nothing))) as address:
        ours = address.replace("127.0.0.1", NAME)
        stranger.RequestHandlerClass.body = f'<form method="post" action="{ours}/ask"><textarea>'.encode()  # type: ignore[attr-defined]
        assert _posted(elsewhere, f"{ours}/ask") == 503  # it was let in: there is only nothing to answer from
        assert _posted(elsewhere, f"http://127.0.0.1:{stranger.server_port}") == 403
    stranger.shutdown()
    stranger.server_close()


def _posted(page: Page, address: str) -> int:
    """The status that the form of a page gets, where the browser does not say which site asks."""
    page.goto(address)
    with page.expect_navigation() as sent:
        page.evaluate("document.querySelector('form textarea').value = 'who pays?'; document.querySelector('form').submit()")
    assert sent.value
    assert "sec-fetch-site" not in sent.value.request.all_headers()
    return sent.value.status
