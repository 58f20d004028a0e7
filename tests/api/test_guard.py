"""The guard by itself, with requests that no client would send."""

import asyncio
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from api.guard import Guard
from api.settings import Settings

OURS = (b"host", b"127.0.0.1")
Headers = list[tuple[bytes, bytes]]


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def _status(headers: Headers, **more: Any) -> int:
    """What the guard answers."""
    said: list[Message] = []

    async def send(message: Message) -> None:
        said.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    asked = {"method": "GET", "path": "/api/v1/meta", "query_string": b"", "client": ("127.0.0.1", 1)} | more
    scope = {"type": "http", "scheme": "http", "http_version": "1.1", "root_path": "", "headers": headers} | asked
    asyncio.run(Guard(_app, Settings())(scope, receive, send))
    return int(said[0]["status"])


@pytest.mark.parametrize("length", [b"9" * 5_000, b"9" * 20, b"32769"])
def test_a_length_over_the_limit_is_refused_however_long_the_number(length: bytes) -> None:
    """413, never a mistake of ours."""
    assert _status([OURS, (b"content-length", length)]) == 413


@pytest.mark.parametrize("length", [b"\xb2", b"", b"-1", b"+5", b"1e9", b"0x10", b"32768"])
def test_a_length_that_is_no_number_is_not_believed(length: bytes) -> None:
    """The body is counted as it is read."""
    assert _status([OURS, (b"content-length", length)]) == 200


@pytest.mark.parametrize("hosts", [[], [b"127.0.0.1", b"evil.example"], [b"evil.example", b"127.0.0.1"], [b"127.0.0.1"] * 2])
def test_a_request_names_one_host(hosts: list[bytes]) -> None:
    """Which of two a proxy looked at, we cannot know."""
    assert _status([(b"host", host) for host in hosts]) == 421


@pytest.mark.parametrize(
    "odd", [{"client": None}, {"query_string": b"\xff%zz%ff"}, {"path": "/\x00"}, {"path": ""}, {"path": "/" + "x" * 100_000}]
)
def test_what_is_odd_and_harmless_passes(odd: dict[str, Any]) -> None:
    """Nothing here makes the guard fail."""
    assert _status([OURS], **odd) == 200


@pytest.mark.parametrize(
    "header", [(b"origin", b"\xff"), (b"sec-fetch-site", b""), (b"origin", b"http://"), (b"origin", b"127.0.0.1")]
)
def test_where_a_browser_says_that_it_comes_from_is_read_strictly(header: tuple[bytes, bytes]) -> None:
    """What is not understood is not ours."""
    assert _status([OURS, header], method="POST") == 403
