"""Health, readiness, what answers are made from, and the generation that is served."""

from dataclasses import asdict, replace
from threading import Event, Thread

import httpx
from doors import TODAY, StopsAt, serving, shelf_with

from api.app import create_app
from api.settings import Settings
from api.shelf import Opened, Shelf
from assistant.holdings import Holdings
from assistant.model import Versions
from ingest.errors import DamagedIndex

QUESTION = {"message": "can we charge for a care home?"}


def _api(address: str) -> httpx.Client:
    return httpx.Client(base_url=f"{address}/api/v1", timeout=60)


def _ask(client: httpx.Client) -> httpx.Response:
    return client.post(f"/conversations/{client.post('/conversations').json()['id']}/messages", json=QUESTION)


def test_ready_names_the_generation_and_its_rows(client: httpx.Client) -> None:
    """With nothing degraded."""
    assert client.get("/ready").json() == {"status": "ready", "generation": "one", "rows": 12, "degraded": None}


def test_ready_says_why_it_is_degraded(holdings: Holdings) -> None:
    """Still 200: exact search answers."""
    app = create_app(Settings(), shelf_with(holdings, "Chroma counts 3 rows of 12"), lambda: TODAY)
    with serving(app) as address, _api(address) as client:
        ready = client.get("/ready")
    assert ready.status_code == 200
    assert ready.json()["status"] == "degraded"
    assert ready.json()["degraded"] == "Chroma counts 3 rows of 12"


def test_meta_says_what_answers_are_made_from(client: httpx.Client, holdings: Holdings) -> None:
    """Area, versions, documents, what is overdue, and the limits."""
    meta = client.get("/meta").json()
    assert meta["area"] == "North Lincolnshire"
    assert meta["versions"] == asdict(holdings.versions)
    assert meta["documents"] == ["code", "nl-policy", "leaflet"]
    assert [late["document"] for late in meta["overdue"]] == ["nl-policy"]
    assert meta["limits"] == {"message_characters": 2000, "messages": 50}


def test_without_an_index_everything_but_health_says_what_to_do() -> None:
    """503 problems, `unavailable`; a conversation can be started, so that it is there when the index is."""
    with serving(create_app(Settings(), Shelf(lambda: None, _never))) as address, _api(address) as client:
        assert client.get("/health").status_code == 200
        for response in (client.get("/ready"), client.get("/meta"), client.get("/documents"), _ask(client)):
            assert response.status_code == 503
            assert response.json()["type"] == "urn:aftercare:problem:unavailable"
            assert "aftercare ingest" in response.json()["detail"]
        page = httpx.get(f"{address}/documents/nl-policy")
        assert page.status_code == 503
        assert "aftercare ingest" in page.text


def test_a_damaged_index_is_not_served_and_its_words_say_what_to_do() -> None:
    """The error's own message is the problem's detail."""

    def damaged() -> Opened:
        raise DamagedIndex("rows.json: is missing. Run `aftercare ingest` to build it anew")

    with serving(create_app(Settings(), Shelf(lambda: "one", damaged))) as address, _api(address) as client:
        assert client.get("/ready").json()["detail"].startswith("rows.json: is missing")


def test_a_new_generation_is_served_without_a_restart_and_turns_begun_keep_the_old(holdings: Holdings) -> None:
    """A turn that waits in its search over the swap is answered from the generation it began with."""
    searching, go = Event(), Event()

    def wait() -> None:
        searching.set()
        assert go.wait(60)

    libraries = {
        "one": replace(holdings, retriever=StopsAt(wait), versions=Versions("one", "", "")),
        "two": replace(holdings, versions=Versions("two", "", "")),
    }
    current = ["one"]
    shelf = Shelf(lambda: current[0], lambda: Opened(libraries[current[0]], current[0], 12))
    with serving(create_app(Settings(), shelf, lambda: TODAY)) as address, _api(address) as client:
        slow: list[httpx.Response] = []
        thread = Thread(target=lambda: slow.append(_ask(client)))
        thread.start()
        assert searching.wait(60)
        current[0] = "two"
        shelf.look()
        assert client.get("/ready").json()["generation"] == "two"
        assert _ask(client).json()["versions"]["corpus"] == "two"
        go.set()
        thread.join(60)
    assert slow[0].json()["versions"]["corpus"] == "one"


def test_a_swap_is_noticed_by_itself(holdings: Holdings) -> None:
    """Within moments, by the shelf's own watch."""
    current: list[str | None] = [None]
    opened = Event()

    def open_it() -> Opened:
        opened.set()
        return Opened(holdings, "one", 12)

    shelf = Shelf(lambda: current[0], open_it)
    with shelf.watching(every=0.01):
        current[0] = "one"
        assert opened.wait(10)
        shelf.look()
        assert shelf.opened().generation == "one"


def test_a_new_generation_that_cannot_be_opened_leaves_the_old_one_in_use(holdings: Holdings) -> None:
    """And says so in ready; it is not tried again and again."""
    current, tried = ["good"], []

    def open_it() -> Opened:
        tried.append(current[0])
        if current[0] == "bad":
            raise DamagedIndex("vectors.npy: is not the file that was built")
        return Opened(holdings, current[0], 12)

    shelf = Shelf(lambda: current[0], open_it)
    with serving(create_app(Settings(), shelf, lambda: TODAY)) as address, _api(address) as client:
        current[0] = "bad"
        shelf.look()
        shelf.look()
        ready = client.get("/ready").json()
        assert _ask(client).status_code == 200
    assert (ready["generation"], ready["status"]) == ("good", "degraded")
    assert "vectors.npy" in ready["degraded"]
    assert tried == ["good", "bad"]


def _never() -> Opened:
    raise AssertionError("there is nothing to open")


def test_feedback_is_kept_for_an_answer_and_refused_for_none(client: httpx.Client) -> None:
    """204 for an answer that was given, 404 for another, 422 for a reason that is none of ours."""
    answer = _ask(client).json()["id"]
    path = f"/answers/{answer}/feedback"
    assert client.post(path, json={"helpful": True}).status_code == 204
    assert client.post(path, json={"helpful": False, "reasons": ["wrong", "wrong"], "comment": "old"}).status_code == 204
    assert client.post("/answers/none/feedback", json={"helpful": True}).status_code == 404
    assert client.post(path, json={"helpful": False, "reasons": ["943 476 5919"]}).status_code == 422
    assert "943 476" not in client.post(path, json={"helpful": False, "reasons": ["943 476 5919"]}).text
    assert client.post(path, json={"helpful": True, "comment": "x" * 1001}).status_code == 422


def test_an_error_nobody_expected_leaves_the_old_index_in_use_and_is_named(holdings: Holdings) -> None:
    """Only by its kind; the watch goes on."""
    current = ["good"]

    def open_it() -> Opened:
        if current[0] == "odd":
            raise MemoryError("943 476 5919")
        return Opened(holdings, current[0], 12)

    shelf = Shelf(lambda: current[0], open_it)
    for name in ("good", "odd"):
        current[0] = name
        shelf.look()
    assert shelf.opened().generation == "good"
    assert shelf.refused == "The index could not be opened (MemoryError). Run `aftercare doctor`"
    current[0] = "better"
    shelf.look()
    assert (shelf.opened().generation, shelf.refused) == ("better", "")
