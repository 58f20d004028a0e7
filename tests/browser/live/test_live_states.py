"""Every state of the pages of quizzes, looked over in a browser: light and wide, dark and narrow."""

from collections.abc import Callable

import pytest
from axe import violations
from narrow import UNFOLD, too_wide
from playwright.sync_api import BrowserContext, Page, ViewportSize
from scenes import SCENES

from tests.api.quiz.served import House, Somebody

WIDE, NARROW = ViewportSize(width=1280, height=900), ViewportSize(width=320, height=640)
Opens = Callable[..., BrowserContext]


def _at(rooms: House, context: BrowserContext, scene: str) -> Page:
    path, who = SCENES[scene](rooms)
    return at(rooms, context, path, who)


def at(rooms: House, context: BrowserContext, path: str, who: Somebody) -> Page:
    """A page of ours, before somebody's browser."""
    known = who.client.cookies.jar
    context.add_cookies([{"name": one.name, "value": str(one.value), "url": rooms.address} for one in known])
    page = context.new_page()
    page.goto(f"{rooms.address}{path}")
    return page


@pytest.mark.parametrize("scene", SCENES)
def test_no_state_breaks_a_rule(rooms: House, opens: Opens, scene: str) -> None:
    """WCAG 2.2 AA and best practice, as it opens and with everything unfolded; nothing is scrolled sideways at 320 pixels."""
    page = _at(rooms, opens(viewport=WIDE, color_scheme="light"), scene)
    assert page.title().count("Aftercare") == 1
    assert violations(page) == []
    page.evaluate(UNFOLD)
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []
    assert too_wide(page) <= 0


@pytest.mark.parametrize("scene", ["question", "results", "screen, told"])
def test_in_forced_colours_bars_and_choices_are_seen(rooms: House, opens: Opens, scene: str) -> None:
    """A fill alone is not shown there."""
    page = _at(rooms, opens(forced_colors="active"), scene)
    assert violations(page) == []
    assert page.locator("svg.bar, .options input").count() > 0


def test_the_qr_code_leads_to_the_join_page_and_is_told_in_words(rooms: House, opens: Opens) -> None:
    """The picture is for cameras; the code and the address stand beside it."""
    page = _at(rooms, opens(), "screen, lobby")
    picture = page.locator("svg.qr")
    assert picture.get_attribute("role") == "img"
    assert "QR code" in str(picture.get_attribute("aria-label"))
    assert page.get_by_text("/quiz/join", exact=False).count() > 0


def test_a_handout_is_printed_without_navigation_and_with_its_marking_sheet_apart(rooms: House, opens: Opens) -> None:
    """The marking sheet begins on a page of its own."""
    page = _at(rooms, opens(), "handout")
    page.emulate_media(media="print")
    assert not page.locator("nav").first.is_visible()
    assert page.locator(".marking").evaluate("one => getComputedStyle(one).breakBefore") == "page"
