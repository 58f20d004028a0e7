"""The rulebook's pages as a browser shows them, looked over by axe-core."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from axe import violations
from narrow import too_wide
from playwright.sync_api import Browser, Page, ViewportSize

from api.app import create_app
from api.rulebook import Rules, rules_over_corpus
from api.rulebook_page import table_page
from api.settings import Settings
from api.shelf import Opened, Shelf
from assistant.rules.load import written_rules
from ingest.errors import NoIndex
from tests.api.doors import TODAY, serving

PAGES = ["/rules/", "/rules/none", "/rules/entitlement", "/rules/ending", "/rules/charging", "/rules/ready_to_leave_hospital"]
WIDE, NARROW = ViewportSize(width=1280, height=900), ViewportSize(width=320, height=640)  # 320: 1280 enlarged to 400 %
LOOKS = [("light", WIDE), ("dark", WIDE), ("light", NARROW), ("dark", NARROW)]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A running server; the rules need no index."""
    with serving(create_app(Settings(limit_network=0), Shelf(lambda: None, _nothing), lambda: TODAY)) as address:
        yield address


def _nothing() -> Opened:
    raise NoIndex("Nothing is served here")


@pytest.fixture(scope="module")
def rules(corpus: Path) -> Rules:
    return rules_over_corpus(written_rules(), corpus)


@pytest.fixture(params=LOOKS, ids=[f"{scheme}-{size['width']}" for scheme, size in LOOKS])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """An empty page, light or dark, wide or narrow."""
    scheme, size = request.param
    page = chromium.new_page(color_scheme=scheme, viewport=size)
    yield page
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_breaks_no_rule(page: Page, address: str, path: str) -> None:
    """The list, a table, a checklist, one that rests on statute, one that is not there: WCAG 2.2 AA and best practice."""
    page.goto(f"{address}{path}")
    assert violations(page) == []


def test_a_page_that_stands_alone_breaks_no_rule(page: Page, rules: Rules, tmp_path: Path) -> None:
    """As `aftercare rules page` writes it."""
    file = tmp_path / "ending.html"
    file.write_text(table_page(rules, "ending", TODAY), encoding="utf-8")
    page.goto(file.as_uri())
    assert violations(page) == []


def test_a_page_with_changed_rows_breaks_no_rule(page: Page, rules: Rules, tmp_path: Path) -> None:
    """Red is not only a colour, and has contrast enough."""
    changed = {name: replace(one, text="Other words.") for name, one in rules.paragraphs.items()}
    file = tmp_path / "changed.html"
    file.write_text(table_page(replace(rules, paragraphs=changed), "charging", date(2026, 3, 2)), encoding="utf-8")
    page.goto(file.as_uri())
    assert page.locator(".changed").count() > 1
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_narrow_screen_is_not_scrolled_sideways(chromium: Browser, address: str, path: str) -> None:
    """At 320 pixels nothing of the page itself is wider than the screen."""
    page = chromium.new_page(viewport=NARROW)
    page.goto(f"{address}{path}")
    wide = too_wide(page)
    page.close()
    assert wide <= 0


def test_axe_sees_what_is_wrong(page: Page) -> None:
    """The check can fail: a picture without words, and grey on white."""
    page.set_content("<html lang=en><title>x</title><main><h1>x</h1><img src=x><p style='color:#bbb'>pale</p></main></html>")
    assert {one.split(":")[0] for one in violations(page)} >= {"image-alt", "color-contrast"}
