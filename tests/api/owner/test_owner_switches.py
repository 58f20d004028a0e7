"""The switches: what is paused is not answered, staff are told why, and who paused it is kept."""

import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from desks import Desks
from doors import TODAY, serving, shelf_with

from api.app import create_app
from api.owner.board import Board
from api.owner.switches import NOTHING_PAUSED
from api.problems import ActNotAsSealed, Paused, Unavailable
from api.settings import Settings
from api.store.base import Act, ActKind
from api.store.engine import FILE
from api.store.memory import MemoryStore
from api.store.opened import open_store
from assistant.holdings import Holdings
from tests.api.store.stores import NOW

MESSAGE = "The charging rules are being looked at. Ask the Mental Health Act office."
WHY = "A row is doubted"
PAGES = {"sec-fetch-site": "same-origin"}


def _pause(desks: Desks, switch: str, who: str = "owner") -> httpx.Response:
    return desks.post("/owner/switches", who, switch=switch, message=MESSAGE, why=WHY)


def _ask(desks: Desks, words: str = "who attends the review?", **headers: str) -> httpx.Response:
    with desks.client("reader", **headers) as client:
        started = client.post("/api/v1/conversations")
        if started.status_code != 201:
            return started
        return client.post(f"/api/v1/conversations/{started.json()['id']}/messages", json={"message": words})


def test_paused_everything_answers_nobody_and_says_why(desks: Desks) -> None:
    """Status 503 and a problem document with the owner's message; health, the documents and the desk go on."""
    assert _pause(desks, "api").status_code == 200
    refused = _ask(desks)
    assert refused.status_code == 503
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["type"] == "urn:aftercare:problem:paused"
    assert refused.json()["detail"] == MESSAGE
    with desks.client("reader") as client:
        assert client.post("/api/v1/decisions/charging", json={"facts": {}}).status_code == 503
        assert client.get("/api/v1/search?q=review").status_code == 503
        for path in ("/api/v1/health", "/api/v1/ready", "/api/v1/documents", "/documents/nl-policy"):
            assert client.get(path).status_code == 200, path
        asked = client.post("/ask", data={"question": "who attends the review?"})
        assert asked.status_code == 503
        assert MESSAGE in asked.text
        assert "who attends the review?" in asked.text  # what was typed is not lost
        assert MESSAGE in client.get("/ask").text
    assert desks.get("/owner/switches").status_code == 200


def test_paused_pages_leave_other_programs_alone(desks: Desks) -> None:
    """Browsers say that they are browsers; programs do not."""
    _pause(desks, "widget")
    assert _ask(desks).status_code == 200
    assert _ask(desks, **PAGES).status_code == 503


def test_a_paused_topic_is_not_decided_and_all_else_is(desks: Desks) -> None:
    """In a conversation and by its table; nor by another table that rests on it."""
    _pause(desks, "topic:charging")
    for words in (
        "can we charge for a care home provided under section 117?",
        "he is entitled, can we charge him for day care?",
    ):
        refused = _ask(desks, words)
        assert refused.status_code == 503, words
        assert refused.json()["detail"] == MESSAGE
    assert _ask(desks).status_code == 200
    with desks.client("reader") as client:
        assert client.post("/api/v1/decisions/charging", json={"facts": {}}).status_code == 503


def test_what_is_resumed_is_answered_again_and_every_change_is_kept(desks: Desks) -> None:
    """Who, when and why, in the audit's chain and on the page."""
    _pause(desks, "api")
    page = desks.post("/owner/switches", "second", switch="api", resume="yes", why="It was mended")
    assert _ask(desks).status_code == 200
    paused, resumed = desks.store.acts(ActKind.SWITCH)
    assert (paused.choice, paused.who, paused.why) == ("paused", desks.ids["owner"], WHY)
    assert (resumed.choice, resumed.who, resumed.why) == ("running", desks.ids["second"], "It was mended")
    assert "Nothing is paused" in page.text
    assert "It was mended" in page.text
    assert WHY in page.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"switch": "", "message": MESSAGE, "why": WHY}, "Choose what to pause"),
        ({"switch": "topic:nothing", "message": MESSAGE, "why": WHY}, "Choose what to pause"),
        ({"switch": "api", "message": " ", "why": WHY}, "The message to staff is missing"),
        ({"switch": "api", "message": "a" * 301, "why": WHY}, "has 301 characters, and at most 300 are kept"),
        ({"switch": "api", "message": "Ask Dr John Smith", "why": WHY}, "It seems to hold"),
        ({"switch": "api", "message": MESSAGE, "why": ""}, "Why is missing"),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_typed_is_lost(desks: Desks, fields: dict[str, str], said: str) -> None:
    """And nothing is paused."""
    page = desks.post("/owner/switches", **fields)
    assert page.status_code == 422
    assert said in page.text
    assert fields["why"] in page.text
    assert desks.store.acts(ActKind.SWITCH) == []


def test_another_process_goes_by_it_when_it_looks(desks: Desks) -> None:
    """A board of its own over the same database."""
    other = Board(desks.store)
    other.look()
    assert other.switches == NOTHING_PAUSED
    _pause(desks, "api")
    other.look()
    with pytest.raises(Paused, match="charging rules"):
        other.switches.check(in_browser=False)


class _Counted(MemoryStore):
    """A store that counts what is read of it, and may be out of reach."""

    def __init__(self) -> None:
        super().__init__()
        self.read, self.gone = 0, False

    def last_act(self) -> int:
        self.read += 1
        if self.gone:
            raise Unavailable("The database is out of reach")
        return super().last_act()


def test_whoever_asks_reads_nothing_and_a_database_out_of_reach_pauses_and_resumes_nothing() -> None:
    """What was read last holds."""
    store = _Counted()
    board = Board(store)
    board.decide(Act(ActKind.SWITCH, "api", "paused", "k", "why", NOW, {"message": "Wait"}))
    store.gone = True
    board.look()
    read = store.read
    for _ in range(3):
        with pytest.raises(Paused):
            board.switches.check(in_browser=True)
    assert store.read == read


def test_a_switch_that_was_changed_by_hand_is_not_guessed_at(holdings: Holdings, tmp_path: Path) -> None:
    """Nobody is answered until somebody has looked; the message says what to do."""
    settings = Settings(home=tmp_path, limit_network=0)
    with closing(open_store(settings)) as store:
        store.act(Act(ActKind.SWITCH, "api", "paused", "k", "why", NOW, {"message": "Wait"}))
        with sqlite3.connect(settings.home / FILE) as connection:
            connection.execute("""UPDATE audit SET record = replace(record, '"paused"', '"running"')""")
        with serving(create_app(settings, shelf_with(holdings), lambda: TODAY, store=store)) as address:
            refused = httpx.post(f"{address}/api/v1/conversations")
            assert refused.status_code == 500
            assert "aftercare audit verify" in refused.json()["detail"]
            assert httpx.get(f"{address}/owner/switches").status_code == 500
        with pytest.raises(ActNotAsSealed):
            store.acts(ActKind.SWITCH)
