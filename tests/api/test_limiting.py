"""How often one network and one key may ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from doors import TODAY, serving, shelf_with

from api.app import create_app
from api.keys import Role, changing_keys, new_key
from api.limiting import Limiter, Told, network_of, tightest
from api.problems import MEDIA_TYPE
from api.refusals import TooMany
from api.settings import Settings
from assistant.holdings import Holdings

META, HEALTH = "/api/v1/meta", "/api/v1/health"


@contextmanager
def _served(holdings: Holdings, settings: Settings, **headers: str) -> Iterator[httpx.Client]:
    with (
        serving(create_app(settings, shelf_with(holdings), lambda: TODAY)) as address,
        httpx.Client(base_url=address, timeout=60, headers=headers) as client,
    ):
        yield client


def _key(file: Path) -> str:
    key, kept = new_key(Role.READER)
    with changing_keys(file) as keys:
        keys[kept.id] = kept
    return key


def test_every_reply_tells_how_much_is_left_and_the_one_too_many_when_to_try_again(holdings: Holdings) -> None:
    """429 as a problem, with Retry-After; trying again changes nothing before that."""
    with _served(holdings, Settings(limit_network=3)) as client:
        left = [client.get(META).headers["ratelimit-remaining"] for _ in range(3)]
        refused = client.get(META)
        again = client.get(META)
    assert left == ["2", "1", "0"]
    assert refused.status_code == again.status_code == 429
    assert refused.headers["content-type"] == MEDIA_TYPE
    assert refused.headers["ratelimit-limit"] == "3"
    assert refused.headers["ratelimit-remaining"] == "0"
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["retry-after"] == refused.headers["ratelimit-reset"]
    assert refused.json()["type"] == "urn:aftercare:problem:too-many-requests"
    assert f"Try again in {refused.headers['retry-after']} second" in refused.json()["detail"]


def test_a_page_says_it_to_a_person(holdings: Holdings) -> None:
    """In words, with the same headers."""
    with _served(holdings, Settings(limit_network=1)) as client:
        client.get("/rules/")
        refused = client.get("/rules/")
    assert refused.status_code == 429
    assert "Try again in" in refused.text
    assert "retry-after" in refused.headers


def test_whoever_watches_the_server_is_never_refused_and_files_are_not_counted(holdings: Holdings) -> None:
    """A ward's browsers load the widget's files without spending anything."""
    with _served(holdings, Settings(limit_network=1)) as client:
        open_to_all = [HEALTH, "/assets/style.css", "/widget/v1/aftercare-chat.js"]
        assert {client.get(path).status_code for path in open_to_all for _ in range(5)} == {200}
        assert client.get(META).status_code == 200


def test_a_stream_counts_and_is_told_in_its_headers(holdings: Holdings) -> None:
    """As any other reply."""
    with _served(holdings, Settings(limit_network=2)) as client:
        conversation = client.post("/api/v1/conversations").json()["id"]
        path = f"/api/v1/conversations/{conversation}/messages"
        said = client.post(path, json={"message": "who pays?"}, headers={"accept": "text/event-stream"})
        assert said.headers["ratelimit-remaining"] == "0"
        assert "event: done" in said.text
        assert client.post(path, json={"message": "who pays?"}).status_code == 429


def test_one_key_that_asks_too_much_stops_no_other(holdings: Holdings, tmp_path: Path) -> None:
    """The headers tell of the limit that will be met first."""
    file = tmp_path / "keys.json"
    first, second = _key(file), _key(file)
    settings = Settings(auth="keys", keys_file=file, limit_key=2, limit_network=9)
    with _served(holdings, settings) as client:

        def ask(key: str) -> httpx.Response:
            return client.get(META, headers={"authorization": f"Bearer {key}"})

        assert [ask(first).status_code for _ in range(3)] == [200, 200, 429]
        assert ask(first).headers["ratelimit-limit"] == "2"
        assert ask(second).headers["ratelimit-remaining"] == "1"


def test_trying_keys_is_limited_by_network(holdings: Holdings, tmp_path: Path) -> None:
    """Wrong ones count: nobody tries more of them than the limit."""
    with _served(holdings, Settings(auth="keys", keys_file=tmp_path / "keys.json", limit_network=3)) as client:
        tried = [client.get(META, headers={"authorization": f"Bearer {n}"}) for n in range(5)]
    assert [one.status_code for one in tried] == [401, 401, 401, 429, 429]
    assert [one.headers["ratelimit-remaining"] for one in tried] == ["2", "1", "0", "0", "0"]


@pytest.mark.parametrize(
    "name", ["x-forwarded-for", "x-real-ip", "forwarded", "client-ip", "true-client-ip", "x-forwarded-host"]
)
def test_nobody_gets_more_by_claiming_to_come_from_elsewhere(holdings: Holdings, name: str) -> None:
    """No header is believed unless a proxy that is trusted sends it."""
    with _served(holdings, Settings(limit_network=2)) as client:
        said = [client.get(META, headers={name: f"10.0.0.{n}"}).status_code for n in range(4)]
    assert said == [200, 200, 429, 429]


def test_behind_a_trusted_proxy_each_network_has_its_own_count(holdings: Holdings) -> None:
    """The address that the proxy itself added counts, not what the asker wrote before it."""
    with _served(holdings, Settings(limit_network=1, trusted_proxies=("127.0.0.1/32",))) as client:

        def ask(forwarded: str) -> int:
            return client.get(META, headers={"x-forwarded-for": forwarded}).status_code

        assert [ask("10.0.0.1"), ask("10.0.0.2"), ask("10.0.0.1")] == [200, 200, 429]
        assert [ask("1.1.1.1, 10.0.0.1"), ask("10.0.0.9, 10.0.0.1"), ask("10.0.0.1:4711")] == [429, 429, 429]
        assert [ask("2001:db8::1"), ask("2001:db8::2"), ask("[2001:db8::3]:80"), ask("2001:db8:0:1::1")] == [200, 429, 429, 200]
        assert [ask("nonsense"), ask("other nonsense"), ask("<script>")] == [200, 429, 429]


def test_https_at_the_proxy_is_believed_from_it_alone(holdings: Holdings) -> None:
    """Browsers are then told to stay with it."""
    forwarded = {"x-forwarded-proto": "https"}
    with _served(holdings, Settings(trusted_proxies=("127.0.0.1/32",)), **forwarded) as client:
        assert "strict-transport-security" in client.get(HEALTH).headers
    with _served(holdings, Settings(), **forwarded) as client:
        assert "strict-transport-security" not in client.get(HEALTH).headers


def test_nought_sets_no_limit(holdings: Holdings) -> None:
    """And nothing is told of one."""
    with _served(holdings, Settings(limit_network=0)) as client:
        assert "ratelimit-limit" not in client.get(META).headers


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::", "2001:db8:1:2::"),
        ("::ffff:10.1.2.3", "10.1.2.3"),
        ("", "unknown"),
        ("unix:", "unknown"),
        ("10.1.2.3; drop", "unknown"),
        ("fe80::1%eth0", "fe80::"),
    ],
)
def test_a_network_is_one_address_of_the_old_kind_or_half_of_the_new(address: str, network: str) -> None:
    """Whoever has one address of the new kind has billions; all that are no addresses share one count."""
    assert network_of(address) == network


def test_a_limiter_refuses_one_too_many_of_each_by_itself() -> None:
    """Kind and asker both count; what has no limit is never refused."""
    limiter = Limiter({"network": 2, "key": 0})

    def left(who: str) -> int:
        told = limiter.take("network", who)
        assert told
        assert 0 < told.reset <= 60
        return told.remaining

    assert [left("a"), left("b"), left("a")] == [1, 1, 0]
    with pytest.raises(TooMany):
        limiter.take("network", "a")
    assert left("b") == 0
    assert [limiter.take("key", "a") for _ in range(5)] == [None] * 5


def test_the_limit_that_will_be_met_first_is_told() -> None:
    """Nothing where there is none."""
    assert tightest(Told(600, 20, 9), Told(300, 21, 8))["RateLimit-Limit"] == "600"
    assert tightest(None, Told(300, 21, 8)) == {"RateLimit-Limit": "300", "RateLimit-Remaining": "21", "RateLimit-Reset": "8"}
    assert tightest(None, None) == {}
