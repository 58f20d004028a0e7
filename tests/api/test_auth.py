"""Who comes in, over HTTP: keys, roles, and everything a stranger may try."""

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from doors import TODAY, serving, shelf_with
from fastapi.routing import iter_route_contexts

from api.app import create_app
from api.auth import HEALTH
from api.contract import contract
from api.keys import Role, changing_keys, new_key
from api.settings import Settings
from api.shelf import Opened, Shelf
from assistant.holdings import Holdings
from ingest.errors import NoIndex

PROBLEM = "application/problem+json"
OPENED = [HEALTH, "/assets/style.css", "/rules/assets/rules.css", "/widget/v1/aftercare-chat.js"]


@dataclass(frozen=True)
class Locked:
    """A server that wants keys, and a key of each role."""

    address: str
    file: Path
    keys: dict[Role, str]

    def client(self, **headers: str) -> httpx.Client:
        """Sends these headers with everything."""
        return httpx.Client(base_url=self.address, headers=headers, timeout=60)

    def bearer(self, role: Role = Role.READER) -> dict[str, str]:
        """The header of a key with this role."""
        return {"authorization": f"Bearer {self.keys[role]}"}


@pytest.fixture(scope="module")
def locked(holdings: Holdings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Locked]:
    """Every role has its key."""
    file = tmp_path_factory.mktemp("locked") / "keys.json"
    made = {role: new_key(role) for role in Role}
    with changing_keys(file) as keys:
        keys.update({kept.id: kept for _, kept in made.values()})
    settings = Settings(auth="keys", keys_file=file, limit_key=0, limit_network=0)
    with serving(create_app(settings, shelf_with(holdings), lambda: TODAY)) as address:
        yield Locked(address, file, {role: key for role, (key, _) in made.items()})


def _basic(password: str, name: str = "ward") -> str:
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def test_with_a_key_a_whole_conversation_is_held(locked: Locked) -> None:
    """Start, ask, read back, feedback."""
    with locked.client(**locked.bearer()) as client:
        conversation = client.post("/api/v1/conversations").json()["id"]
        asked = client.post(f"/api/v1/conversations/{conversation}/messages", json={"message": "who attends the review?"})
        assert asked.status_code == 200
        assert client.get(f"/api/v1/conversations/{conversation}").status_code == 200
        answer = asked.json()["id"]
        assert client.get(f"/api/v1/answers/{answer}").json() == asked.json()
        assert client.post(f"/api/v1/answers/{answer}/feedback", json={"helpful": True}).status_code == 204


@pytest.mark.parametrize(
    "path", ["/api/v1/meta", "/api/v1/ready", "/api/v1/openapi.json", "/api/v1/nothing", "/", "/ask", "/rules/"]
)
def test_without_a_key_nothing_is_shown_not_even_that_nothing_is_there(locked: Locked, path: str) -> None:
    """401 at every address, with what to send; only a page makes a browser ask a person."""
    with locked.client() as client:
        response = client.get(path)
    assert response.status_code == 401
    api = path.startswith("/api/")
    assert response.headers["www-authenticate"].startswith("Bearer" if api else "Basic")
    assert response.headers["content-type"].split(";")[0] == (PROBLEM if api else "text/html")
    assert "Authorization: Bearer KEY" in response.text


@pytest.mark.parametrize("path", OPENED)
def test_health_and_files_that_hold_nothing_of_anybody_are_open(locked: Locked, path: str) -> None:
    """Also to somebody with a key that is none of ours: whoever watches the server needs no key."""
    with locked.client() as client:
        assert client.get(path).status_code == 200
        assert client.get(path, headers={"authorization": "Bearer nonsense"}).status_code == 200


def test_every_route_says_which_role_it_needs() -> None:
    """But for health, and the contract, which no route serves; what is open of the rest, `auth.py` says in one place."""
    app = create_app(Settings(), Shelf(lambda: None, _nothing))
    routes = {route.path: getattr(route, "dependant", None) for route in iter_route_contexts(app.routes)}
    said = {path: [found.own_oauth_scopes for found in of.dependencies] if of else [] for path, of in routes.items()}
    assert len(said) > 20
    assert [path for path, roles in said.items() if not any(roles)] == ["/api/v1/openapi.json", HEALTH]


def _nothing() -> Opened:
    raise NoIndex("Nothing is served here")


def test_the_contract_says_the_role_of_every_address() -> None:
    """As a security requirement of each operation; health has none."""
    for path, methods in json.loads(contract())["paths"].items():
        for operation in methods.values():
            wanted = operation.get("security")
            assert wanted == ([{"key": ["reader"]}] if path != "/api/v1/health" else None), path


WRONG: list[Callable[[str], str]] = [
    lambda key: "",
    lambda key: "Bearer",
    lambda key: key,
    lambda key: f"Token {key}",
    lambda key: f"Bearer {key}x",
    lambda key: f"Bearer {key[:-1]}",
    lambda key: f"Bearer {key[:-43]}{'A' * 43}",
    lambda key: f"Bearer {key.upper()}",
    lambda key: f"Bearer {key}, Bearer {key}",
    lambda key: f"Bearer {key} {key}",
    lambda key: f"Bearer aftercare_zzzzzzzz_{key[-43:]}",
    lambda key: f"Bearer aftercare_00000000_{'A' * 43}",
    lambda key: "Bearer " + "x" * 8_000,
    lambda key: "Bearer ../../keys.json",
    lambda key: "Bearer ' OR 1=1 --",
    lambda key: "Basic",
    lambda key: "Basic !!!!",
    lambda key: "Basic " + base64.b64encode(key.encode()).decode(),
    lambda key: "Basic " + base64.b64encode(b"\xff\xfe:" + key.encode()).decode(),
    lambda key: _basic("", key),
]


@pytest.mark.parametrize("wrong", range(len(WRONG)))
@pytest.mark.parametrize("path", ["/api/v1/meta", "/rules/"])
def test_a_wrong_key_is_refused_and_not_repeated(locked: Locked, wrong: int, path: str) -> None:
    """401, the same words whatever is wrong with it."""
    key = locked.keys[Role.READER]
    with locked.client() as client:
        response = client.get(path, headers={"authorization": WRONG[wrong](key)})
    assert response.status_code == 401
    assert "The key is not known" in response.text
    assert key[-43:] not in response.text


def test_bytes_that_are_no_letters_are_refused_too(locked: Locked) -> None:
    """Headers may hold any byte."""
    with locked.client() as client:
        response = client.get("/api/v1/meta", headers={b"authorization": b"Bearer aftercare_\xe9\xff\x80"})
    assert response.status_code == 401


def test_two_keys_at_once_are_none(locked: Locked) -> None:
    """Which of them a proxy looked at, we cannot know."""
    two = [("authorization", f"Bearer {locked.keys[role]}") for role in (Role.READER, Role.ADMIN)]
    with locked.client() as client:
        assert client.get("/api/v1/meta", headers=two).status_code == 401


def test_a_stranger_is_refused_before_the_body_is_looked_at(locked: Locked) -> None:
    """Whatever it holds: the refusal says nothing of it."""
    with locked.client() as client:
        response = client.post("/api/v1/conversations/x/messages", content=b"{", headers={"content-type": "application/json"})
    assert response.status_code == 401


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/meta?key={}",
        "/api/v1/meta?access_token={}",
        "/api/v1/search?q={}",
        "/api/v1/answers/{}",
        "/rules/?x=1;y={}",
        "/api/v1/health?{}",
        "/api/v1/meta?k=%61ftercare_{0:.8}",
    ],
)
def test_a_key_in_an_address_is_refused_even_beside_a_good_one(locked: Locked, address: str) -> None:
    """Addresses are written down everywhere. It says what to do with the key, and does not repeat it."""
    key = locked.keys[Role.READER]
    path = address.format(key) if "%61" not in address else f"/api/v1/meta?k=%61{key[1:]}"
    with locked.client(**locked.bearer()) as client:
        response = client.get(path)
    assert response.status_code == 400
    assert "Take this one for known" in response.text
    assert key not in response.text


@pytest.mark.parametrize("name", ["access_token", "ACCESS_TOKEN", "api_key", "apikey", "Authorization"])
def test_a_parameter_that_means_a_key_is_refused_whatever_it_holds(locked: Locked, name: str) -> None:
    """So that nobody gets used to it."""
    with locked.client(**locked.bearer()) as client:
        assert client.get("/api/v1/meta", params={name: "x"}).status_code == 400


def test_a_browser_may_send_the_key_as_the_password_that_it_asked_for(locked: Locked) -> None:
    """Any name; for the pages, and for the scripts on them."""
    with locked.client(authorization=_basic(locked.keys[Role.READER])) as client:
        assert client.get("/rules/").status_code == 200
        assert client.post("/ask", data={"question": "who attends the review?"}).status_code == 303
        assert client.get("/api/v1/meta").status_code == 200


@pytest.mark.parametrize("role", Role)
def test_a_higher_role_may_read(locked: Locked, role: Role) -> None:
    """Each may do what those before it may."""
    with locked.client(**locked.bearer(role)) as client:
        assert client.get("/api/v1/meta").status_code == 200


def test_a_key_that_is_removed_is_refused_at_once_and_one_that_is_added_let_in(locked: Locked) -> None:
    """Without a restart."""
    key, kept = new_key(Role.READER)
    with locked.client(authorization=f"Bearer {key}") as client:
        assert client.get("/api/v1/meta").status_code == 401
        with changing_keys(locked.file) as keys:
            keys[kept.id] = kept
        assert client.get("/api/v1/meta").status_code == 200
        with changing_keys(locked.file) as keys:
            del keys[kept.id]
        assert client.get("/api/v1/meta").status_code == 401


def test_a_damaged_file_of_keys_lets_nobody_in(locked: Locked) -> None:
    """503, and what to do; mended, it goes on."""
    whole = locked.file.read_bytes()
    with locked.client(**locked.bearer()) as client:
        locked.file.write_bytes(whole[:-20])
        response = client.get("/api/v1/meta")
        assert response.status_code == 503
        assert "aftercare keys list" in response.json()["detail"]
        assert str(locked.file) not in response.text
        locked.file.write_bytes(whole)
        assert client.get("/api/v1/meta").status_code == 200


ROUNDABOUT = [
    "/api/v1//meta",
    "//api/v1/meta",
    "/widget/../api/v1/meta",
    "/assets/..%2fapi/v1/meta",
    "/api/v1/health/../meta",
    "/API/v1/meta",
    "/api/v1/health/",
    "/api/v1/health%2f..%2fmeta",
    "/api/v1/meta/",
    "/widget/v1/../../api/v1/meta",
    "/api/v1/%6deta",
]


@pytest.mark.parametrize("path", ROUNDABOUT)
def test_no_spelling_of_a_path_leads_round_the_door(locked: Locked, path: str) -> None:
    """It is refused or leads nowhere."""
    with httpx.Client(timeout=60) as client:
        request = client.build_request("GET", locked.address)
        request.url = request.url.copy_with(raw_path=path.encode())
        response = client.send(request)
    assert response.status_code in (401, 404, 307)
    assert "area" not in response.text


@pytest.mark.parametrize("method", ["OPTIONS", "HEAD", "PUT", "DELETE", "TRACE"])
def test_no_method_leads_round_the_door(locked: Locked, method: str) -> None:
    """Not even one that asks what may be asked."""
    with locked.client() as client:
        assert client.request(method, "/api/v1/meta").status_code == 401
