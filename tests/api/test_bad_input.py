"""Everything that a request can get wrong has a clear reply that repeats none of it."""

import json

import httpx
import pytest

NHS = "943 476 5919"
PROBLEM = "application/problem+json"


def _send(client: httpx.Client, conversation: str, message: str) -> httpx.Response:
    return client.post(f"/conversations/{conversation}/messages", json={"message": message})


def _raw(client: httpx.Client, conversation: str, body: bytes, kind: str = "application/json") -> httpx.Response:
    return client.post(f"/conversations/{conversation}/messages", content=body, headers={"content-type": kind})


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("", "Nothing was asked"),
        ("   \n\t ", "Nothing was asked"),
        ("\u202e\u200b\x00\x07", "no words that can be read"),
        ("🙂🙂🙂", "no words that can be read"),
        ("Czy pacjent płaci za dom opieki jeśli nie jest w szpitalu?", "in English"),
        ("谁为护理之家付费？", "in English"),
        ("من يدفع ثمن دار الرعاية؟", "in English"),
    ],
)
def test_a_message_that_cannot_be_answered_gets_a_plain_reply(
    client: httpx.Client, conversation: str, message: str, said: str
) -> None:
    """Empty, invisible, without words, in another language: declined, with what to do."""
    answer = _send(client, conversation, message).json()
    assert answer["status"] == "declined"
    assert said in answer["text"]


@pytest.mark.parametrize("message", ["who\x00 pays\x1b[31m for a home?", "\u202ewho pays for a home?\u202c", "who pays\u200b"])
def test_characters_that_show_nothing_do_not_stop_an_answer(client: httpx.Client, conversation: str, message: str) -> None:
    """Controls, direction overrides and zero-width characters are taken out."""
    response = _send(client, conversation, message)
    assert response.status_code == 200
    assert response.json()["status"] != "declined"
    assert not {"\x00", "\x1b", "\u202e", "\u200b"} & set(response.json()["text"])


def test_2000_characters_are_answered_and_2001_are_refused_with_the_limit(client: httpx.Client, conversation: str) -> None:
    """422, and the limit by name."""
    assert _send(client, conversation, "who pays " * 222 + "??").status_code == 200
    response = _send(client, conversation, "x" * 2001)
    assert response.status_code == 422
    assert "2,001 characters" in response.json()["detail"]
    assert "2,000" in response.json()["detail"]


def test_2000_characters_outside_the_basic_plane_fit_the_body(client: httpx.Client, conversation: str) -> None:
    """Escaped, each takes twelve bytes: still under the body's limit, so the reply is about words."""
    response = _raw(client, conversation, json.dumps({"message": "🙂" * 2000}).encode())
    assert response.json()["status"] == "declined"


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_of_100_kb_is_refused_with_the_limit(client: httpx.Client, conversation: str, declared: bool) -> None:
    """413, whether its length is declared or found out on the way."""
    body = json.dumps({"message": "who pays? " * 10_000}).encode()
    content = body if declared else iter([body[:50_000], body[50_000:]])
    headers = {"content-type": "application/json"}
    response = client.post(f"/conversations/{conversation}/messages", content=content, headers=headers)
    assert response.status_code == 413
    assert response.headers["content-type"] == PROBLEM
    assert "32,768 bytes" in response.json()["detail"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{", "not JSON"),
        (f'{{"message": "{NHS}"'.encode(), "not JSON"),
        (b"", "body"),
        (b'"' + NHS.encode() + b'"', "body"),
        (json.dumps([NHS]).encode(), "body"),
        (b"{}", "body.message"),
        (json.dumps({"message": 9434765919}).encode(), "body.message"),
        (json.dumps({"message": None}).encode(), "body.message"),
        (json.dumps({"message": [NHS]}).encode(), "body.message"),
        (json.dumps({"message": "x", NHS: 1}).encode(), "the contract does not have"),
        (json.dumps({"message": "x", "as_at": NHS}).encode(), "body.as_at"),
        (json.dumps({"message": "x", "as_at": "2026-02-30"}).encode(), "body.as_at"),
        (b'{"message": "\\ud800"}', "body.message"),
        (b'{"message": "' + b"\xff\xfe" + b'"}', ""),
        (b"[" * 20_000, ""),
        (b'{"message": NaN}', "body.message"),
    ],
)
def test_a_body_that_is_not_the_contract_is_a_problem_that_repeats_nothing(
    client: httpx.Client, conversation: str, body: bytes, said: str
) -> None:
    """Malformed, of another type, with fields of its own: 400 or 422, what is wrong, and none of what was sent."""
    response = _raw(client, conversation, body)
    assert response.status_code in (400, 422), response.text
    assert response.headers["content-type"] == PROBLEM
    assert said in response.text
    assert NHS not in response.text
    assert "9434765919" not in response.text


def test_a_body_of_another_kind_is_refused(client: httpx.Client, conversation: str) -> None:
    """A form is not JSON: a page elsewhere cannot post to the API."""
    assert _raw(client, conversation, b'{"message": "who pays?"}', "text/plain").status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/paragraphs/nl-policy/99.p1",
        "/paragraphs/nope/7.1",
        f"/paragraphs/nl-policy/{NHS}",
        "/paragraphs/nl-policy/..%2f..%2f..%2fetc%2fpasswd",
        "/paragraphs/%2e%2e/%2e%2e%2fsources.yaml",
        "/paragraphs/nl-policy/7.1%00",
        "/paragraphs/nl-policy/" + "7" * 4000,
        "/documents/../../etc/passwd",
        "/nothing",
    ],
)
@pytest.mark.parametrize("base", ["/api/v1", ""])
def test_what_is_not_there_is_404_and_repeats_nothing(browser: httpx.Client, base: str, path: str) -> None:
    """Unknown paragraphs and paths that lead out are not found, by programs and by people."""
    response = browser.get(base + path)
    assert response.status_code == 404
    assert response.headers["content-type"].split(";")[0] == (PROBLEM if base else "text/html")
    assert NHS not in response.text


@pytest.mark.parametrize("limit", ["0", "51", "-1", "ten", ""])
def test_a_limit_outside_1_to_50_is_refused(client: httpx.Client, limit: str) -> None:
    """422, naming the parameter."""
    response = client.get("/search", params={"q": "charging", "limit": limit})
    assert response.status_code == 422
    assert "query.limit" in response.text


def test_another_method_is_refused_as_a_problem(client: httpx.Client) -> None:
    """405, with the methods that are allowed."""
    response = client.delete("/conversations")
    assert response.status_code == 405
    assert response.headers["content-type"] == PROBLEM
    assert response.headers["allow"] == "POST"


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.evil.example", "", "localhost.", "[::2]"])
def test_a_request_addressed_to_another_name_is_refused(client: httpx.Client, name: str) -> None:
    """A page that has pointed its own name at this machine gets nothing."""
    response = client.get("/documents", headers={"host": name})
    assert response.status_code == 421
    assert response.headers["content-type"] == PROBLEM


@pytest.mark.parametrize("name", ["localhost:8117", "LOCALHOST", "127.0.0.1:1", "[::1]:8117", "[::1]"])
def test_this_machines_names_are_answered(client: httpx.Client, name: str) -> None:
    """Whatever the port."""
    assert client.get("/documents", headers={"host": name}).status_code == 200
