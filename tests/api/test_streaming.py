"""An answer as server-sent events."""

import json
from collections.abc import Iterator
from threading import Event
from time import monotonic, sleep

import httpx
import pytest
from doors import TODAY, StopsAt, searching_with, serving, shelf_with

from api.app import create_app
from api.settings import Settings
from assistant.conversation import STEPS
from assistant.holdings import Holdings

QUESTION = {"message": "can we charge for a care home?"}
MEETING = "who comes to the discharge meeting?"  # which no table decides
STREAM = {"accept": "text/event-stream"}


def _events(response: httpx.Response) -> Iterator[tuple[str, dict[str, object]]]:
    name = ""
    for line in response.iter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        if line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def _stream(client: httpx.Client, conversation: str) -> list[tuple[str, dict[str, object]]]:
    with client.stream("POST", f"/conversations/{conversation}/messages", json=QUESTION, headers=STREAM) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        return list(_events(response))


def test_the_events_come_in_the_order_of_the_contract(client: httpx.Client, conversation: str) -> None:
    """accepted, a stage for each step, citations, blocks, done."""
    names = [name for name, _ in _stream(client, conversation)]
    assert names[0] == "accepted"
    assert names[1 : 1 + len(STEPS)] == ["stage"] * len(STEPS)
    rest = names[1 + len(STEPS) :]
    assert rest == sorted(rest, key=["citation", "block", "done"].index)
    assert rest[-1] == "done"


def test_the_events_hold_the_very_answer_that_is_kept(client: httpx.Client, conversation: str) -> None:
    """done is the whole Answer; citations and blocks are its own; the transcript has the same."""
    events = _stream(client, conversation)
    done = dict(events)["done"]
    assert [data for name, data in events if name == "citation"] == done["citations"]
    assert [data for name, data in events if name == "block"] == done["blocks"]
    assert client.get(f"/conversations/{conversation}").json()["exchanges"][0]["answer"] == done


def test_what_is_refused_before_it_begins_is_a_problem_and_no_stream(client: httpx.Client) -> None:
    """An unknown conversation is 404 as ever."""
    response = client.post("/conversations/nope/messages", json=QUESTION, headers=STREAM)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("wanted", ["text/html", "application/json", "*/*"])
def test_anything_else_that_is_accepted_gets_json(client: httpx.Client, conversation: str, wanted: str) -> None:
    """Only text/event-stream streams."""
    response = client.post(f"/conversations/{conversation}/messages", json=QUESTION, headers={"accept": wanted})
    assert response.headers["content-type"] == "application/json"


def test_a_mistake_of_ours_ends_the_stream_with_an_error_event(holdings: Holdings) -> None:
    """The event is a problem that repeats nothing."""

    def fail() -> None:
        raise RuntimeError("NHS 943 476 5919")

    app = create_app(Settings(), shelf_with(searching_with(holdings, StopsAt(fail))), lambda: TODAY)
    with serving(app) as address, httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        events = _stream(client, client.post("/conversations").json()["id"])
    assert events[-1][0] == "error"
    assert events[-1][1]["status"] == 500
    assert "943 476" not in json.dumps(events)


def test_stages_are_told_while_the_work_goes_on_and_the_server_answers_others(holdings: Holdings) -> None:
    """While a turn waits in its search, its stage has been told and health is answered."""
    go = Event()
    app = create_app(Settings(), shelf_with(searching_with(holdings, StopsAt(lambda: assert_went_on(go)))), lambda: TODAY)
    with serving(app) as address, httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        path = f"/conversations/{client.post('/conversations').json()['id']}/messages"
        with client.stream("POST", path, json=QUESTION, headers=STREAM) as response:
            events = _events(response)
            while next(events) != ("stage", {"stage": "retrieve"}):
                pass
            assert httpx.get(f"{address}/api/v1/health").json() == {"status": "ok"}
            go.set()
            assert "done" in dict(events)


def test_done_holds_the_decisions_and_what_is_asked(client: httpx.Client, conversation: str) -> None:
    """As the answer without a stream does."""
    asked = QUESTION | {"facts": {"entitled": "yes"}}
    with client.stream("POST", f"/conversations/{conversation}/messages", json=asked, headers=STREAM) as response:
        done = dict(_events(response))["done"]
    assert done["decisions"][0]["table"] == "charging"
    assert done["ask"]["options"]
    assert [fact["fact"] for fact in done["case"] if fact["said"] == "given"] == ["entitled"]


def test_a_client_that_goes_away_has_still_had_its_turn(holdings: Holdings) -> None:
    """The turn is finished and kept; the transcript has it."""
    go = Event()
    app = create_app(Settings(), shelf_with(searching_with(holdings, StopsAt(lambda: assert_went_on(go)))), lambda: TODAY)
    with serving(app) as address, httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        conversation = client.post("/conversations").json()["id"]
        path = f"/conversations/{conversation}/messages"
        with client.stream("POST", path, json={"message": MEETING}, headers=STREAM) as response:
            assert next(_events(response))[0] == "accepted"
        go.set()
        end = monotonic() + 60
        while not (said := client.get(f"/conversations/{conversation}").json()["exchanges"]):
            assert monotonic() < end
            sleep(0.02)
    assert [one["message"] for one in said] == [MEETING]


def assert_went_on(go: Event) -> None:
    """Waits to be let go, within bounds."""
    assert go.wait(60)
