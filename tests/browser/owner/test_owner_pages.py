"""The desk's pages in a browser: rules of access, narrow screens, keyboard, paper, no scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from axe import violations
from narrow import UNFOLD, too_wide
from playwright.sync_api import Page, expect

Opens = Callable[..., Page]
PAGES = [
    "/owner/",
    "/owner/questions",
    "/owner/questions?since=nonsense&text=plan",
    "/owner/questions/{answer}",
    "/owner/unanswered",
    "/owner/unanswered/{group}",
    "/owner/unanswered/asked",
    "/owner/weak",
    "/owner/tests",
]


def _path(path: str, desk: Any) -> str:
    return path.format(answer=desk.answers[0], group=desk.group)


def _scored(page: Page) -> None:
    """The page of weak spots, once the last run is scored."""
    while page.get_by_text("is being scored").count():
        page.reload()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_the_desk_breaks_a_rule(visit: Opens, desk: Any, path: str) -> None:
    """WCAG 2.2 AA and best practice, light and wide, then dark and 320 pixels narrow with everything unfolded."""
    page = visit(_path(path, desk), color_scheme="light")
    _scored(page)
    assert violations(page) == []
    page.evaluate(UNFOLD)
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []
    assert too_wide(page) <= 0


def test_weak_spots_are_of_the_run_and_of_the_ratings(visit: Opens) -> None:
    """Each with its picture, whose words are those of its sentence."""
    page = visit("/owner/weak")
    _scored(page)
    first = page.locator("ol.spots > li").first
    sentence = first.locator("p").first.inner_text().rstrip(".")
    assert "low rating" in page.locator("ol.spots").inner_text()
    expect(first.get_by_role("img", name=sentence)).to_be_visible()


def test_a_question_is_found_by_keyboard_alone(visit: Opens, desk: Any) -> None:
    """Words are typed, Enter sends; the first line leads to the answer step by step."""
    page = visit("/owner/questions")
    page.get_by_label("Did it help?").focus()
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.get_by_label("Words", exact=True).press("Enter")
    assert "rating=low" in page.url
    page.locator("ol.lines a").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Step by step", exact=True)).to_be_visible()
    expect(page.locator("article.answer")).to_contain_text("It did not help")


def test_a_group_is_named_and_decided_about_without_scripts(visit: Opens, desk: Any) -> None:
    """A form that lacks something comes back with what was typed, as an alert; then it is kept."""
    page = visit(f"/owner/unanswered/{desk.group}", java_script_enabled=False)
    page.get_by_label("What these questions are about").fill("Named by its owner")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep this name").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Named by its owner")
    page.get_by_role("radio", name="Add a way of asking").check()
    page.get_by_label("The way of asking, or what is wanted").fill("how do staff put it")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep this choice").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the paragraph")
    expect(page.get_by_label("The way of asking, or what is wanted")).to_have_value("how do staff put it")
    page.get_by_role("radio", name="Out of scope").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Keep this choice").click()
    expect(page.locator("#decided + p")).to_contain_text("Out of scope")


def test_an_answer_becomes_a_test_that_another_owner_confirms(visit: Opens, desk: Any) -> None:
    """One press; whoever made it is told that it takes a second person."""
    page = visit(f"/owner/questions/{desk.answers[0]}", java_script_enabled=False)
    with page.expect_navigation():
        page.get_by_role("button", name="Make a test of this").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Confirm: this is right").click()
    expect(page.get_by_role("alert")).to_contain_text("You wrote it last")
    other = visit(page.url.removeprefix(desk.address).removesuffix("/confirm"), "second")
    assert violations(other) == []
    with other.expect_navigation():
        other.get_by_role("button", name="Confirm: this is right").click()
    expect(other.locator("main")).to_contain_text("Confirmed by")


def test_on_paper_there_is_no_navigation_and_no_form(visit: Opens, desk: Any) -> None:
    """The list is."""
    page = visit("/owner/questions")
    page.emulate_media(media="print")
    for hidden in ("nav.desk", "form", ".top", "footer"):
        assert not any(one.is_visible() for one in page.locator(hidden).all())
    assert page.locator("ol.lines > li").first.is_visible()
