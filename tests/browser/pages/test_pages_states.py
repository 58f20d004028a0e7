"""Every state of the pages, looked over in a browser: light and dark, wide and narrow."""

from collections.abc import Callable

import pytest
from axe import violations
from playwright.sync_api import ViewportSize, expect
from visitor import STATES, Visitor

WIDE, NARROW = ViewportSize(width=1280, height=900), ViewportSize(width=320, height=640)  # 320: 1280 enlarged to 400 %
Opens = Callable[..., Visitor]


@pytest.mark.parametrize("state", STATES)
def test_no_state_breaks_a_rule(visit: Opens, state: str) -> None:
    """WCAG 2.2 AA and best practice, as it opens and with everything unfolded; light and wide, then dark and narrow."""
    visitor = visit(viewport=WIDE, color_scheme="light")
    STATES[state](visitor)
    assert violations(visitor.page) == []
    visitor.unfold()
    visitor.page.set_viewport_size(NARROW)
    visitor.page.emulate_media(color_scheme="dark")
    assert violations(visitor.page) == []
    assert visitor.too_wide <= 0


@pytest.mark.parametrize("state", ["decided", "a question", "a passage", "a record"])
def test_text_can_be_spaced_out_without_losing_any(visit: Opens, state: str) -> None:
    """The spacing of WCAG 1.4.12 at 320 pixels: nothing is cut, nothing is scrolled sideways."""
    visitor = visit(viewport=NARROW, bypass_csp=True)
    STATES[state](visitor)
    visitor.unfold()
    spaced = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
    visitor.page.add_style_tag(content=spaced)
    assert visitor.too_wide <= 0


@pytest.mark.parametrize("state", ["decided", "a question"])
def test_in_forced_colours_every_button_has_an_edge(visit: Opens, state: str) -> None:
    """A fill is not shown there, so a button is known by its border."""
    visitor = visit(forced_colors="active")
    STATES[state](visitor)
    edges = visitor.page.eval_on_selector_all(
        "button:not(.mend .quiet), .button", "all => all.map(one => getComputedStyle(one).borderTopWidth)"
    )
    assert edges
    assert all(edge != "0px" for edge in edges)
    assert violations(visitor.page) == []


def test_only_the_record_is_printed(visit: Opens) -> None:
    """No navigation, no links to files, no footer."""
    visitor = visit()
    STATES["a record"](visitor)
    visitor.page.emulate_media(media="print")
    expect(visitor.page.get_by_role("heading", name="Record for the case file: section 117 aftercare")).to_be_visible()
    for hidden in (".top", ".tools", "footer", ".screen"):
        assert not any(one.is_visible() for one in visitor.page.locator(hidden).all())


def test_what_is_pasted_runs_nothing(visit: Opens) -> None:
    """Scripts and pictures in a paste are words, with scripts allowed in the browser as elsewhere."""
    visitor = visit()
    STATES["markup pasted"](visitor)
    assert "run" not in visitor.page.title()
    assert visitor.page.locator("main script, main img").count() == 0


def test_nothing_is_asked_of_anybody_else(visit: Opens) -> None:
    """Every request goes to our own origin."""
    visitor = visit()
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    STATES["a passage"](visitor)
    assert asked
    assert all(one.startswith(visitor.address) for one in asked)


def test_the_first_page_and_a_question_are_told_as_they_are_seen(visit: Opens) -> None:
    """The accessibility tree: names, roles, and what describes them."""
    visitor = visit()
    STATES["first"](visitor)
    expect(visitor.page.locator("main form")).to_match_aria_snapshot("""
      - text: Your question
      - paragraph
      - textbox "Your question"
      - group: Ask as at another day
      - button "Ask"
    """)
    STATES["a question"](visitor)
    expect(visitor.page.locator("form.question")).to_match_aria_snapshot("""
      - heading /Have they ever been detained/ [level=2]
      - paragraph
      - button "Yes"
      - button "No"
      - button "I don’t know"
      - paragraph:
        - link "in your own words"
      - group: Why this is asked
    """)
