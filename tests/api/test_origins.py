"""Which pages' scripts may ask, who may frame ours, and what browsers are told."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest
from doors import TODAY, serving, shelf_with

from api.app import create_app
from api.policies import headers_for
from api.problems import MEDIA_TYPE
from api.settings import Settings
from assistant.holdings import Holdings

FRIEND, STRANGER = "https://intranet.example", "https://evil.example"
ASKS_WITH = {"access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type"}


@pytest.fixture(scope="module")
def shared(holdings: Holdings) -> Iterator[str]:
    """A server that one other origin may ask."""
    settings = Settings(origins=(FRIEND,), frame_ancestors=(FRIEND, "https://portal.example"))
    with serving(create_app(settings, shelf_with(holdings), lambda: TODAY)) as address:
        yield address


def _get(address: str, path: str, **headers: str) -> httpx.Response:
    return httpx.get(address + path, headers={name.replace("_", "-"): value for name, value in headers.items()}, timeout=60)


def test_a_page_of_an_allowed_origin_may_ask_and_read_the_limits(shared: str) -> None:
    """The origin by name, never *; no cookies; the headers that say when to try again can be read."""
    response = _get(shared, "/api/v1/meta", origin=FRIEND, sec_fetch_site="cross-site")
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == FRIEND
    assert "access-control-allow-credentials" not in response.headers
    assert "origin" in response.headers["vary"].lower()
    told = {name.strip().lower() for name in response.headers["access-control-expose-headers"].split(",")}
    assert {"retry-after", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"} <= told


def test_a_preflight_of_an_allowed_origin_is_answered(shared: str) -> None:
    """With the methods and headers that are needed."""
    response = httpx.options(f"{shared}/api/v1/conversations", headers={"origin": FRIEND, **ASKS_WITH}, timeout=60)
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == FRIEND
    assert {"POST", "PATCH", "GET"} <= {one.strip() for one in response.headers["access-control-allow-methods"].split(",")}
    assert "authorization" in response.headers["access-control-allow-headers"].lower()


def test_a_preflight_needs_no_key(holdings: Holdings, tmp_path: Path) -> None:
    """Browsers send none with it; what it asks for still needs one, and the refusal can be read."""
    settings = Settings(origins=(FRIEND,), auth="keys", keys_file=tmp_path / "keys.json")
    with serving(create_app(settings, shelf_with(holdings), lambda: TODAY)) as address:
        asked = httpx.options(f"{address}/api/v1/meta", headers={"origin": FRIEND, "access-control-request-method": "GET"})
        refused = _get(address, "/api/v1/meta", origin=FRIEND)
    assert asked.status_code == 200
    assert refused.status_code == 401
    assert refused.headers["access-control-allow-origin"] == FRIEND


ELSEWHERE = [
    STRANGER,
    "null",
    f"{FRIEND}.evil.example",
    "http://intranet.example",
    f"{FRIEND}:444",
    "HTTPS://INTRANET.EXAMPLE",
    "",
]


@pytest.mark.parametrize("origin", ELSEWHERE)
@pytest.mark.parametrize("site", ["cross-site", "same-site", None])
def test_a_page_of_any_other_origin_is_refused_before_anything_is_done(shared: str, origin: str, site: str | None) -> None:
    """403, and nothing that lets the page read even that."""
    headers = {"origin": origin} | ({"sec-fetch-site": site} if site else {})
    response = httpx.post(f"{shared}/api/v1/conversations", headers=headers, timeout=60)
    assert response.status_code == 403
    assert response.headers["content-type"] == MEDIA_TYPE
    assert "AFTERCARE_ORIGINS" in response.json()["detail"]
    assert "access-control-allow-origin" not in response.headers
    assert STRANGER not in response.text


def test_a_preflight_of_any_other_origin_is_refused_as_a_problem(shared: str) -> None:
    """So the request itself is never sent."""
    response = httpx.options(f"{shared}/api/v1/conversations", headers={"origin": STRANGER, **ASKS_WITH}, timeout=60)
    assert response.status_code == 403
    assert response.headers["content-type"] == MEDIA_TYPE
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("origin", [STRANGER, "null", FRIEND])
def test_a_form_elsewhere_cannot_post_to_our_pages(shared: str, origin: str) -> None:
    """Not even on an allowed origin's page: those may ask the API, and show our pages in frames."""
    headers = {"origin": origin, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert httpx.post(f"{shared}/ask", data={"question": "who pays?"}, headers=headers, timeout=60).status_code == 403


def test_our_own_form_may_post_though_its_origin_is_hidden(shared: str) -> None:
    """Without a referrer a browser names the origin "null", and says same-origin beside it."""
    headers = {"origin": "null", "sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate"}
    response = httpx.post(f"{shared}/ask", data={"question": "who attends the review?"}, headers=headers, timeout=60)
    assert response.status_code == 303


def test_our_own_scripts_may_ask_also_from_a_browser_that_tells_less(shared: str) -> None:
    """Its Origin is our own address."""
    assert httpx.post(f"{shared}/api/v1/conversations", headers={"origin": shared}, timeout=60).status_code == 201


@pytest.mark.parametrize("path", ["/rules/", "/paragraphs/nl-policy/7.7.p4", "/"])
def test_a_link_elsewhere_may_lead_here(shared: str, path: str) -> None:
    """A person who follows it reads the page."""
    assert _get(shared, path, sec_fetch_site="cross-site", sec_fetch_mode="navigate").status_code == 200


@pytest.mark.parametrize("path", ["/rules/", "/api/v1/search?q=charging", "/api/v1/meta"])
def test_a_page_elsewhere_cannot_draw_ours_in_as_a_picture_or_a_script(shared: str, path: str) -> None:
    """Which browsers ask for without an Origin; it could read nothing, but each costs us something."""
    assert _get(shared, path, sec_fetch_site="cross-site", sec_fetch_mode="no-cors").status_code == 403


def test_any_page_may_load_the_widget_which_holds_nothing_but_code(shared: str) -> None:
    """It can ask for nothing from there."""
    response = _get(shared, "/widget/v1/aftercare-chat.js", origin=STRANGER, sec_fetch_site="cross-site", sec_fetch_mode="cors")
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize("path", ["/", "/rules/", "/ask", "/nothing"])
def test_only_the_named_origins_may_frame_our_pages(shared: str, path: str) -> None:
    """All of them named in the policy; refusals too."""
    response = _get(shared, path)
    assert response.headers["content-security-policy"].endswith(f"frame-ancestors {FRIEND} https://portal.example")
    assert "x-frame-options" not in response.headers


@pytest.mark.parametrize("path", ["/", "/rules/", "/nothing", "/api/v1/health"])
def test_nobody_may_frame_our_pages_unless_named(address: str, path: str) -> None:
    """Said in the old way too; and nobody ever frames the API."""
    headers = _get(address, path).headers
    assert headers["content-security-policy"].endswith("; frame-ancestors 'none'")
    assert headers["x-frame-options"] == "DENY"


def test_nobody_may_frame_the_api_whoever_is_named(shared: str) -> None:
    """It is not for looking at."""
    assert "frame-ancestors 'none'" in _get(shared, "/api/v1/health").headers["content-security-policy"]


ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


@pytest.mark.parametrize("path", ["/", "/rules/", "/nothing", "/api/v1/health", "/api/v1/nothing", "/api/v1/paragraphs/a/b"])
def test_every_reply_tells_browsers_what_they_may_do_with_it(address: str, path: str) -> None:
    """Refusals too; the server does not say what it is made of."""
    headers = _get(address, path).headers
    assert {name: headers[name] for name in ALWAYS} == ALWAYS
    assert headers["permissions-policy"].startswith("camera=()")
    assert "unsafe" not in headers["content-security-policy"]
    assert "strict-transport-security" not in headers


def test_the_page_of_the_widget_runs_our_own_scripts_only_and_takes_no_words_for_markup() -> None:
    """All other pages run none."""
    policy = headers_for("/", "http", ())["Content-Security-Policy"]
    assert policy.startswith(
        "default-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; require-trusted-types"
    )
    for path in ("/ask", "/rules/", "/paragraphs/a/b", "/api/v1/meta", "/anything"):
        assert headers_for(path, "http", ())["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'; form")


def _https(headers: Mapping[str, str]) -> bool:
    return "Strict-Transport-Security" in headers


def test_browsers_are_told_to_stay_with_https_only_where_they_came_with_it() -> None:
    """Over http it would be ignored, or lock people out of a trial."""
    assert _https(headers_for("/", "https", ()))
    assert not _https(headers_for("/", "http", ()))
