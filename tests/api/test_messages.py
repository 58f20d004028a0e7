"""Conversations and messages, over HTTP."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import httpx
import pytest
from doors import TODAY, StopsAt, searching_with, serving, shelf_with

from api.app import create_app
from api.desk import Desk
from api.settings import Settings
from api.store.base import Exchange
from api.store.memory import MemoryStore
from assistant.holdings import Holdings
from assistant.model import Status

PROBLEM = "application/problem+json"
ANSWER = {"id", "conversation_id", "status", "text", "blocks", "decisions", "ask", "citations", "notices", "case"}
ANSWER |= {"versions", "timings_ms"}
CITATION = {"n", "document", "title", "paragraph", "heading", "quote", "start", "end", "page", "url"}
QUESTION = "can we charge for a care home?"


def _problem(response: httpx.Response, status: int) -> dict[str, object]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == PROBLEM
    body = response.json()
    assert {"type", "title", "status", "detail", "instance"} <= body.keys()
    assert body["status"] == status
    return dict(body)


def test_a_conversation_starts_with_an_id_that_cannot_be_guessed(client: httpx.Client) -> None:
    """201, and 24 random bytes."""
    one, other = client.post("/conversations"), client.post("/conversations")
    assert one.status_code == 201
    assert len(one.json()["id"]) == 32
    assert one.json()["id"] != other.json()["id"]


def test_an_answer_has_the_shape_of_the_contract(client: httpx.Client, conversation: str) -> None:
    """Every field of the contract is there, and every citation marker of the text has its citation."""
    answer = client.post(f"/conversations/{conversation}/messages", json={"message": QUESTION}).json()
    assert answer.keys() == ANSWER
    assert answer["conversation_id"] == conversation
    assert answer["status"] in list(Status)
    assert answer["citations"][0].keys() == CITATION


def test_every_quote_is_an_exact_span_of_its_paragraph(client: httpx.Client, conversation: str, holdings: Holdings) -> None:
    """quote == paragraph.text[start:end]."""
    answer = client.post(f"/conversations/{conversation}/messages", json={"message": QUESTION}).json()
    assert answer["citations"]
    for citation in answer["citations"]:
        assert holdings.paragraphs[citation["paragraph"]].text[citation["start"] : citation["end"]] == citation["quote"]


def test_the_transcript_gives_back_what_was_said(client: httpx.Client, conversation: str) -> None:
    """In order, each message with the very answer it was given."""
    path = f"/conversations/{conversation}/messages"
    answers = [client.post(path, json={"message": message}).json() for message in (QUESTION, "who pays?")]
    said = client.get(f"/conversations/{conversation}").json()
    assert said["id"] == conversation
    assert [exchange["message"] for exchange in said["exchanges"]] == [QUESTION, "who pays?"]
    assert [exchange["answer"] for exchange in said["exchanges"]] == answers


@pytest.mark.parametrize("path", ["/conversations/nope", "/conversations/..%2f..%2fetc%2fpasswd"])
def test_an_unknown_conversation_is_a_404_problem(client: httpx.Client, path: str) -> None:
    """For reading and for sending."""
    _problem(client.get(path), 404)
    _problem(client.post(f"{path}/messages", json={"message": QUESTION}), 404)


def test_the_same_question_as_at_another_day_is_answered_as_at_that_day(client: httpx.Client, conversation: str) -> None:
    """Before its review was due the policy is not overdue."""
    ask = {"message": QUESTION}
    now = client.post(f"/conversations/{conversation}/messages", json=ask).json()
    other = client.post("/conversations").json()["id"]
    then = client.post(f"/conversations/{other}/messages", json=ask | {"as_at": "2024-01-01"}).json()
    assert "overdue" in {notice["kind"] for notice in now["notices"]}
    assert "overdue" not in {notice["kind"] for notice in then["notices"]}


def test_a_notice_is_shown_once_in_a_conversation(client: httpx.Client, conversation: str) -> None:
    """The second answer does not repeat it."""
    first, second = (client.post(f"/conversations/{conversation}/messages", json={"message": QUESTION}).json() for _ in "ab")
    assert {n["id"] for n in first["notices"]}
    assert not {n["id"] for n in first["notices"]} & {n["id"] for n in second["notices"]}


def test_messages_sent_at_once_are_taken_one_after_another(client: httpx.Client, conversation: str) -> None:
    """Eight at once: eight answers, none lost, and the overdue notice in exactly one of them."""

    def send(n: int) -> httpx.Response:
        return httpx.post(f"{client.base_url}conversations/{conversation}/messages", json={"message": QUESTION}, timeout=60)

    with ThreadPoolExecutor(8) as pool:
        assert {response.status_code for response in pool.map(send, range(8))} == {200}
    said = client.get(f"/conversations/{conversation}").json()["exchanges"]
    assert len(said) == 8
    assert sum(any(n["kind"] == "overdue" for n in exchange["answer"]["notices"]) for exchange in said) == 1


def test_a_conversation_holds_so_many_messages_and_no_more(holdings: Holdings) -> None:
    """Then a 409 problem says to start another."""
    app = create_app(Settings(messages=2), shelf_with(holdings), lambda: TODAY)
    with serving(app) as address, httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        path = f"/conversations/{client.post('/conversations').json()['id']}/messages"
        assert [client.post(path, json={"message": QUESTION}).status_code for _ in range(3)] == [200, 200, 409]
        assert "2 messages" in str(_problem(client.post(path, json={"message": QUESTION}), 409)["detail"])


def test_a_mistake_of_ours_is_a_500_problem_that_tells_nothing_of_the_message(holdings: Holdings) -> None:
    """The detail is fixed words; the next message is answered."""

    def fail() -> None:
        raise RuntimeError("about aardvarks")

    app = create_app(Settings(), shelf_with(searching_with(holdings, StopsAt(fail))), lambda: TODAY)
    with serving(app) as address, httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        path = f"/conversations/{client.post('/conversations').json()['id']}/messages"
        response = client.post(path, json={"message": "who comes to the aardvark meeting?"})
        assert "ours" in str(_problem(response, 500)["detail"])
        assert "aardvark" not in response.text
        assert client.get("/health").status_code == 200


def test_fifty_messages_are_answered_and_the_next_is_refused(client: httpx.Client, conversation: str) -> None:
    """The limit that an installation begins with."""
    path = f"/conversations/{conversation}/messages"
    assert {client.post(path, json={"message": QUESTION}).status_code for _ in range(50)} == {200}
    refused = _problem(client.post(path, json={"message": QUESTION}), 409)
    assert "50 messages" in str(refused["detail"])


def test_a_turn_that_another_process_has_overtaken_is_made_again_after_it(holdings: Holdings) -> None:
    """Its answer knows of the other turn: what was shown there is not shown again."""
    store = Overtaken()
    desk = Desk(shelf_with(holdings), store, 50, lambda: TODAY)
    conversation = store.start()
    overtaking = desk.ask(store.start(), QUESTION)
    store.overtake_with = Exchange(QUESTION, overtaking, datetime.now(UTC), TODAY)
    made = desk.ask(conversation, QUESTION)
    assert [one.answer.id for one in store.exchanges(conversation)] == [overtaking.id, made.id]
    assert overtaking.notices
    assert not {one.id for one in made.notices} & {one.id for one in overtaking.notices}


class Overtaken(MemoryStore):
    """A store in which somebody else's turn comes first, once."""

    overtake_with: Exchange | None = None

    def add(self, conversation: str, exchange: Exchange, turn: int) -> None:
        """The other's turn, and then ours."""
        if self.overtake_with:
            first, self.overtake_with = self.overtake_with, None
            super().add(conversation, first, turn)
        super().add(conversation, exchange, turn)
