"""PATCH .../case: what was understood is corrected, and the last question is answered again."""

from typing import Any

import httpx
import pytest

QUESTION = "can we charge for a care home?"
NHS = "943 476 5919"


def _correct(client: httpx.Client, conversation: str, facts: Any) -> httpx.Response:
    return client.patch(f"/conversations/{conversation}/case", json=facts)


def _ask(client: httpx.Client, conversation: str, **body: Any) -> dict[str, Any]:
    return dict(client.post(f"/conversations/{conversation}/messages", json={"message": QUESTION, **body}).json())


def _case(answer: dict[str, Any]) -> dict[str, Any]:
    return {fact["fact"]: fact["value"] for fact in answer["case"]}


def test_the_last_question_is_answered_again_of_the_corrected_case(client: httpx.Client, conversation: str) -> None:
    """As a new turn, which says that it is one."""
    before = _ask(client, conversation, facts={"service_is_aftercare": "yes", "entitled": "yes"})
    assert before["status"] == "decided"
    after = _correct(client, conversation, {"entitled": "unclear"}).json()
    assert after["id"] != before["id"]
    assert after["decisions"][0]["outcome"] != before["decisions"][0]["outcome"]
    assert _case(after)["entitled"] == "unclear"
    said = client.get(f"/conversations/{conversation}").json()["exchanges"]
    assert [(one["message"], one["corrected"], one["given"]) for one in said] == [
        (QUESTION, False, {"service_is_aftercare": "yes", "entitled": "yes"}),
        (QUESTION, True, {"entitled": "unclear"}),
    ]
    assert said[1]["answer"] == after


def test_null_takes_a_fact_back(client: httpx.Client, conversation: str) -> None:
    """It is asked for again."""
    _ask(client, conversation, facts={"service_is_aftercare": "yes", "entitled": "yes"})
    after = _correct(client, conversation, {"service_is_aftercare": None}).json()
    assert "service_is_aftercare" not in _case(after)
    assert after["status"] == "needs_fact"


def test_it_is_answered_as_at_the_day_of_the_question(client: httpx.Client, conversation: str) -> None:
    """Not as at today."""
    _ask(client, conversation, as_at="2024-01-01", facts={"service_is_aftercare": "yes", "entitled": "yes"})
    after = _correct(client, conversation, {"entitled": "unclear"}).json()
    assert after["decisions"][0]["as_at"] == "2024-01-01"


def test_what_is_corrected_is_remembered(client: httpx.Client, conversation: str) -> None:
    """In the messages after it."""
    _ask(client, conversation, facts={"service_is_aftercare": "yes", "entitled": "yes"})
    _correct(client, conversation, {"entitled": "unclear"})
    assert _case(_ask(client, conversation))["entitled"] == "unclear"


@pytest.mark.parametrize(
    ("facts", "where", "said"),
    [
        ({"entitled": NHS}, "body.entitled", "yes, no, unclear, unknown"),
        ({"entitled": [NHS]}, "body.entitled", "yes, no, unclear, unknown"),
        ({"entitled": {"a": NHS}}, "body.entitled", "yes, no, unclear, unknown"),
        ({NHS: "yes"}, "body", "no table asks for"),
        ({NHS: None}, "body", "no table asks for"),
        ({"age": 9434765919}, "body.age", "from 0 to 120"),
        ({"ever_qualifying": "no", "detentions": [{"section": "3"}]}, "body.ever_qualifying", "contradicts"),
        ({}, "body", "at least 1"),
        ([NHS], "body", "dictionary"),
        (NHS, "body", "dictionary"),
        ({str(n): None for n in range(61)}, "body", "at most 60"),
    ],
)
def test_what_no_case_can_be_is_refused_by_its_field_and_nothing_is_kept(
    client: httpx.Client, conversation: str, facts: Any, where: str, said: str
) -> None:
    """422: the field and what is allowed, and none of what was sent."""
    _ask(client, conversation)
    response = _correct(client, conversation, facts)
    assert response.status_code == 422
    assert response.json()["errors"][0]["where"] == where
    assert said in response.text
    assert not [part for part in (NHS, "9434765919") if part in response.text]
    assert len(client.get(f"/conversations/{conversation}").json()["exchanges"]) == 1


def test_nothing_can_be_corrected_before_anything_was_asked(client: httpx.Client, conversation: str) -> None:
    """409, with what to do."""
    response = _correct(client, conversation, {"entitled": "yes"})
    assert response.status_code == 409
    assert "Send a message" in response.json()["detail"]


def test_an_unknown_conversation_is_404(client: httpx.Client) -> None:
    """As everywhere."""
    assert _correct(client, "nope", {"entitled": "yes"}).status_code == 404


def test_a_message_that_identified_a_person_leaves_the_case_and_is_not_asked_again(
    client: httpx.Client, conversation: str
) -> None:
    """Neither it nor the facts beside it are kept; a correction answers the question before it."""
    before = _ask(client, conversation, facts={"service_is_aftercare": "yes"})
    path = f"/conversations/{conversation}/messages"
    stopped = client.post(path, json={"message": f"and {NHS}?", "facts": {"entitled": "no"}})
    assert stopped.json()["status"] == "personal_data"
    assert _case(stopped.json()) == _case(before)
    after = _correct(client, conversation, {"entitled": "yes"}).json()
    assert after["status"] == "decided"
    said = client.get(f"/conversations/{conversation}")
    assert NHS not in said.text
    assert [one["message"] for one in said.json()["exchanges"]] == [QUESTION, "", QUESTION]
    assert said.json()["exchanges"][1]["given"] == {}
