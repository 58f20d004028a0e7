"""The desk's door and its first page."""

import httpx
import pytest
from desks import Desks
from doors import TODAY, serving, shelf_with
from reading import Read

from api.app import create_app
from api.settings import Settings
from api.web.owner.menu import MENU
from assistant.holdings import Holdings

PATHS = ["/owner/", *(one.path for one in MENU)]


@pytest.mark.parametrize("who", ["reader", "trainer"])
def test_nobody_below_an_owner_comes_in(desks: Desks, who: str) -> None:
    """403 at every page of the desk, in words, with what would be needed."""
    for path in PATHS:
        response = desks.get(path, who)
        assert response.status_code == 403, path
        assert "It needs a key with the role owner" in response.text


@pytest.mark.parametrize("who", ["owner", "admin"])
def test_an_owner_and_an_admin_see_every_page(desks: Desks, who: str) -> None:
    """Also where nothing has been asked yet."""
    for path in PATHS:
        page = desks.get(path, who)
        assert page.status_code == 200, path
        assert len(Read(page.text).all("h1")) == 1
        links = [link["href"] for link in Read(page.text).all("a")]
        assert set(PATHS) <= set(links), path
        assert not Read(page.text).all("script")


def test_where_no_keys_are_wanted_the_desk_is_open_on_this_machine(holdings: Holdings) -> None:
    """Whoever may start the server on its own address may see the desk."""
    with serving(create_app(Settings(limit_network=0), shelf_with(holdings), lambda: TODAY)) as address:
        assert httpx.get(f"{address}/owner/").status_code == 200


@pytest.mark.parametrize("headers", [{"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}])
def test_a_form_on_a_page_elsewhere_decides_nothing(desks: Desks, headers: dict[str, str]) -> None:
    """Though the browser would send the key with it."""
    with desks.client("owner", **headers) as client:
        assert client.post("/owner/", data={"name": "x"}).status_code == 403


def test_no_page_may_lay_itself_over_the_desk(holdings: Holdings) -> None:
    """Not even one that may show our other pages in a frame."""
    settings = Settings(limit_network=0, frame_ancestors=("https://intranet.example",))
    with serving(create_app(settings, shelf_with(holdings), lambda: TODAY)) as address:
        assert httpx.get(f"{address}/owner/").headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in httpx.get(f"{address}/owner/").headers["content-security-policy"]
