"""Facts given with a message: the conversation decides with the same engine, keeps them, and gives them back."""

from typing import Any

import httpx

ASK = "can we charge for it?"


def _send(client: httpx.Client, conversation: str, message: str, facts: dict[str, Any]) -> httpx.Response:
    return client.post(f"/conversations/{conversation}/messages", json={"message": message, "facts": facts})


def test_facts_with_a_message_are_decided_on_and_kept(client: httpx.Client, conversation: str) -> None:
    """The second message gives one fact more; the first is remembered, and the decision is made."""
    first = _send(client, conversation, ASK, {"entitled": "yes"}).json()
    assert first["decisions"][0]["table"] == "charging"
    assert first["status"] == "needs_fact"
    assert first["ask"]["question"]
    second = _send(client, conversation, ASK, {"service_is_aftercare": "yes"}).json()
    assert second["status"] == "decided"
    assert {fact["fact"]: fact["value"] for fact in second["case"]} == {"service_is_aftercare": "yes", "entitled": "yes"}


def test_a_fact_is_taken_back_with_null(client: httpx.Client, conversation: str) -> None:
    """What is taken back is no longer part of the case."""
    _send(client, conversation, ASK, {"service_is_aftercare": "yes", "entitled": "yes"})
    left = _send(client, conversation, ASK, {"entitled": None}).json()
    assert [fact["fact"] for fact in left["case"]] == ["service_is_aftercare"]


def test_a_fact_or_a_value_that_no_table_knows_is_refused_and_nothing_is_kept(client: httpx.Client, conversation: str) -> None:
    """422, naming the field and what is allowed; what was sent is not repeated."""
    wrong = _send(client, conversation, ASK, {"entitled": "943 476 5919"})
    assert wrong.status_code == 422
    assert "943 476" not in wrong.text
    assert "body.facts.entitled" in wrong.text
    assert _send(client, conversation, ASK, {"943": "yes"}).status_code == 422
    assert client.get(f"/conversations/{conversation}").json()["exchanges"] == []


def test_the_answer_says_which_rulebook_it_was_made_with(client: httpx.Client, conversation: str) -> None:
    """versions.rules is the rulebook's edition."""
    made = client.post(f"/conversations/{conversation}/messages", json={"message": ASK}).json()
    assert made["versions"]["rules"] == client.get("/tables").json()["edition"]
