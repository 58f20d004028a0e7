"""An answer read by its id, decided again, and what is said of it."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from doors import TODAY, serving, shelf_with

from api.app import create_app
from api.settings import Settings
from api.shelf import Opened, Shelf
from api.store.base import Store
from api.store.engine import FILE
from api.store.memory import MemoryStore
from api.store.opened import open_store
from assistant.holdings import Holdings
from ingest.errors import NoIndex

DECIDED = {"message": "can we charge for a care home?", "facts": {"service_is_aftercare": "yes", "entitled": "yes"}}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A database of its own."""
    with closing(open_store(Settings(home=tmp_path))) as store:
        yield store


@pytest.fixture
def own(holdings: Holdings, store: Store) -> Iterator[httpx.Client]:
    """A client of a server over it."""
    app = create_app(Settings(), shelf_with(holdings), lambda: TODAY, store=store)
    with serving(app) as address, httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        yield client


def _ask(client: httpx.Client, **body: object) -> dict[str, object]:
    conversation = client.post("/conversations").json()["id"]
    made: dict[str, object] = client.post(f"/conversations/{conversation}/messages", json=body or DECIDED).json()
    return made


def test_an_answer_is_read_back_as_it_was_given(own: httpx.Client) -> None:
    """Every word, by its id."""
    made = _ask(own)
    assert own.get(f"/answers/{made['id']}").json() == made


@pytest.mark.parametrize("name", ["none", "x" * 500, "%00", "..%2f..", "'%20OR%201=1", "é"])
@pytest.mark.parametrize("after", ["", "/rerun"])
def test_an_answer_that_never_was_is_404(own: httpx.Client, name: str, after: str) -> None:
    """And its id is not repeated."""
    response = own.get(f"/answers/{name}{after}")
    assert response.status_code == 404
    assert "x" * 500 not in response.text


def test_an_answer_is_decided_again_with_the_same_result(own: httpx.Client) -> None:
    """From its words as long as they are kept."""
    made = _ask(own)
    assert own.get(f"/answers/{made['id']}/rerun").json() == {
        "same": True,
        "answer": made["id"],
        "as_at": str(TODAY),
        "versions": [],
        "decisions": len(made["decisions"]),  # type: ignore[arg-type]
        "whole": True,
        "differences": [],
    }


def test_after_the_days_of_retention_its_decisions_are_decided_again_and_its_words_are_gone(
    own: httpx.Client, store: Store
) -> None:
    """404 says that it was given, that its words are deleted, and what can still be done."""
    made = _ask(own)
    assert store.tidy(datetime.now(UTC) + timedelta(days=31)) == 1
    gone = own.get(f"/answers/{made['id']}")
    assert gone.status_code == 404
    assert gone.json()["type"] == "urn:aftercare:problem:words-deleted"
    assert "deleted after 30 days" in gone.json()["detail"]
    again = own.get(f"/answers/{made['id']}/rerun").json()
    assert (again["same"], again["whole"]) == (True, False)
    assert again["decisions"] > 0
    assert own.post(f"/answers/{made['id']}/feedback", json={"helpful": True}).status_code == 404


def test_another_version_of_the_documents_is_named(holdings: Holdings, store: Store) -> None:
    """It may still come out the same."""
    with serving(create_app(Settings(), shelf_with(holdings), lambda: TODAY, store=store)) as address:
        made = _ask(httpx.Client(base_url=f"{address}/api/v1", timeout=60))
    newer = replace(holdings, versions=replace(holdings.versions, corpus="newer"))
    with serving(create_app(Settings(), shelf_with(newer), lambda: TODAY, store=store)) as address:
        again = httpx.get(f"{address}/api/v1/answers/{made['id']}/rerun", timeout=60).json()
    assert again["same"]
    assert any("newer" in line for line in again["versions"])


def test_an_answer_that_was_changed_in_the_database_is_not_shown_as_sealed(own: httpx.Client, tmp_path: Path) -> None:
    """Somebody would rely on it."""
    made = _ask(own)
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE exchanges SET message = 'something else'")
    response = own.get(f"/answers/{made['id']}")
    assert response.status_code == 500
    assert response.json()["type"] == "urn:aftercare:problem:not-as-sealed"


def test_an_answer_can_be_read_without_an_index_and_not_decided_again(store: Store, holdings: Holdings) -> None:
    """What was sealed needs none."""
    with serving(create_app(Settings(), shelf_with(holdings), lambda: TODAY, store=store)) as address:
        made = _ask(httpx.Client(base_url=f"{address}/api/v1", timeout=60))
    with (
        serving(create_app(Settings(), Shelf(lambda: None, _nothing), store=store)) as address,
        httpx.Client(base_url=f"{address}/api/v1/answers", timeout=60) as client,
    ):
        assert client.get(f"/{made['id']}").json() == made
        assert client.get(f"/{made['id']}/rerun").status_code == 503
        assert client.post(f"/{made['id']}/feedback", json={"helpful": True, "comment": "clear"}).status_code == 204


def _nothing() -> Opened:
    raise NoIndex("Nothing is served here")


IDENTIFYING = [
    ("wrong for 943 476 5919", "an NHS number"),
    ("Mrs Ann Smith is on a 37", "a name"),
    ("call me on 07700 900123", "a telephone number"),
    ("write to ann.smith@example.org", "an email address"),
    ("943\u200b4765919", "an NHS number"),
    ("９４３ ４７６ ５９１９", "an NHS number"),
    ("Mr Jones, 943 476 5919", "an NHS number and a name"),
]


@pytest.mark.parametrize(("comment", "kinds"), IDENTIFYING)
def test_a_comment_that_identifies_a_person_is_refused_and_nothing_of_it_kept(
    holdings: Holdings, comment: str, kinds: str
) -> None:
    """422 with what it seems to hold, not repeated; what was said before stays."""
    store = MemoryStore()
    app = create_app(Settings(), shelf_with(holdings), lambda: TODAY, store=store)
    with serving(app) as address, httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        answer = str(_ask(client)["id"])
        assert client.post(f"/answers/{answer}/feedback", json={"helpful": True, "comment": "clear"}).status_code == 204
        refused = client.post(f"/answers/{answer}/feedback", json={"helpful": False, "comment": comment})
    assert refused.status_code == 422
    assert refused.json()["type"] == "urn:aftercare:problem:personal-data"
    assert kinds in refused.json()["detail"]
    assert refused.json()["errors"][0]["where"] == "body.comment"
    assert comment not in refused.text
    said = store.feedback(answer)
    assert said
    assert (said.helpful, said.comment) == (True, "clear")


@pytest.mark.parametrize("reason", ["wrong", "out_of_date", "incomplete", "wrong_source", "unclear"])
def test_every_chip_of_the_widget_has_its_reason(own: httpx.Client, store: Store, reason: str) -> None:
    """Wrong, out of date, missing, wrong source, hard to follow."""
    answer = str(_ask(own)["id"])
    assert own.post(f"/answers/{answer}/feedback", json={"helpful": False, "reasons": [reason]}).status_code == 204
    said = store.feedback(answer)
    assert said
    assert said.reasons == (reason,)


def test_a_comment_is_kept_without_what_shows_nothing(own: httpx.Client, store: Store) -> None:
    """A NUL is taken by no PostgreSQL; a number that the documents print identifies nobody."""
    answer = str(_ask(own)["id"])
    said = {"helpful": False, "comment": " the \x00wrong\u202e paragraph  "}
    assert own.post(f"/answers/{answer}/feedback", json=said).status_code == 204
    kept = store.feedback(answer)
    assert kept
    assert kept.comment == "the wrong paragraph"


BAD_FEEDBACK = [
    {},
    {"helpful": "perhaps"},
    {"helpful": True, "comment": "x" * 1001},
    {"helpful": True, "comment": "\ud800"},
    {"helpful": True, "comment": None},
    {"helpful": True, "reasons": "wrong"},
    {"helpful": True, "reasons": ["wrong"] * 8},
    {"helpful": True, "943 476 5919": 1},
    {"helpful": True, "reasons": ["943 476 5919"]},
]


@pytest.mark.parametrize("body", BAD_FEEDBACK)
def test_feedback_that_is_not_the_contract_is_422_and_repeats_nothing(client: httpx.Client, body: dict[str, object]) -> None:
    """Even for an answer that is not there."""
    response = client.post("/answers/none/feedback", content=json.dumps(body), headers={"content-type": "application/json"})
    assert response.status_code == 422
    assert "943 476" not in response.text


def test_every_fact_has_the_words_that_show_and_correct_it(client: httpx.Client) -> None:
    """A fact that can be asked for has a question; a choice has its labels; words with several meanings stand apart."""
    facts = client.get("/facts").json()["facts"]
    assert len(facts) > 100
    section = facts["section"]
    assert section["called"] == "this detention"
    assert section["question"].startswith("Which section or order")
    assert {"value": "3", "label": "Section 3 (treatment)", "vague": False} in section["options"]
    assert {one["value"] for one in section["vague"]} >= {"7", "guardianship"}
    assert [one["label"] for one in facts["entitled"]["options"]][:2] == ["Yes", "No"]
    assert (facts["age"]["type"], facts["age"]["options"]) == ("number", [])
    assert facts["age"]["least"] < facts["age"]["most"]
    assert all(one["label"] for fact in facts.values() for one in (*fact["options"], *fact["vague"]))


def test_a_fact_that_is_told_of_can_be_corrected_to_each_of_its_options(client: httpx.Client, conversation: str) -> None:
    """What `/facts` lists, the case takes."""
    client.post(f"/conversations/{conversation}/messages", json={"message": "she was on a 2. is she entitled?"})
    for option in client.get("/facts").json()["facts"]["section"]["options"][:3]:
        corrected = client.patch(f"/conversations/{conversation}/case", json={"section": option["value"]})
        assert corrected.status_code == 200, option
