"""WCAG 2.2 AA, as far as a program can tell: axe-core, the tree that assistive technology reads, the size of targets."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from axe import violations
from desk import Desk
from states import STATES

SNAPSHOTS = Path(__file__).parent / "snapshots"
WRITES = os.environ.get("WIDGET_SNAPSHOTS") == "write"
WIDE, NARROW, ENLARGED = {"width": 1280, "height": 900}, {"width": 320, "height": 640}, {"width": 320, "height": 256}
LOOKS = {
    "light": {"viewport": WIDE, "color_scheme": "light"},
    "dark-narrow": {"viewport": NARROW, "color_scheme": "dark"},
    "enlarged": {"viewport": ENLARGED, "color_scheme": "light"},
    "forced": {"viewport": WIDE, "forced_colors": "active", "reduced_motion": "reduce"},
}
SMALL = """() => {
  const root = document.querySelector('aftercare-chat').shadowRoot;
  const shown = [...root.querySelectorAll('button, a, input, select, textarea, summary')].filter(one => one.checkVisibility());
  const box = one => (one.type === 'checkbox' ? one.closest('label') : one).getBoundingClientRect();
  return shown.filter(one => Math.min(box(one).width, box(one).height) < 23.9).map(one => one.outerHTML.slice(0, 120));
}"""
COVERED = """() => {
  const root = document.querySelector('aftercare-chat').shadowRoot;
  const shown = [...root.querySelectorAll('button, a, input, select, textarea, summary')].filter(one => one.checkVisibility());
  return shown.filter(one => {
    one.focus();
    const box = one.getBoundingClientRect();
    const at = root.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 10));
    return !(at && (at === one || one.contains(at) || at.contains(one)));
  }).map(one => one.outerHTML.slice(0, 120));
}"""
OUTSIDE = """() => {
  const root = document.querySelector('aftercare-chat').shadowRoot;
  const shown = [...root.querySelectorAll('.chat *')].filter(one => one.checkVisibility());
  return shown.filter(one => one.getBoundingClientRect().right > innerWidth).map(one => one.outerHTML.slice(0, 120));
}"""
MOVING = "document.querySelector('aftercare-chat').shadowRoot.getAnimations().length"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(seated: Callable[..., Desk], state: str, look: str) -> None:
    """In any state: wide and light, narrow and dark, enlarged to 400 %, with the colours that a person chose."""
    desk = seated(**LOOKS[look])
    STATES[state](desk)
    assert violations(desk.page) == []
    assert desk.errors == []


def test_axe_sees_into_the_widget(desk: Desk) -> None:
    """The check can fail: a button of ours without a name."""
    desk.button("Ask").evaluate("one => one.textContent = ''")
    assert [one.split(":")[0] for one in violations(desk.page)] == ["button-name"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", ["panel", "passage", "question", "error", "feedback"])
def test_the_nhs_colours_have_contrast(seated: Callable[..., Desk], state: str, scheme: str) -> None:
    """In light and in dark."""
    desk = seated(color_scheme=scheme)
    desk.attributes = 'theme="nhs"'
    STATES[state](desk)
    assert violations(desk.page) == []


@pytest.mark.parametrize("state", STATES)
def test_the_tree_is_as_it_was_read(seated: Callable[..., Desk], state: str) -> None:
    """A change in what is read out is a change of a file here: WIDGET_SNAPSHOTS=write makes it anew."""
    desk = seated()
    STATES[state](desk)
    tree = desk.page.locator("aftercare-chat").aria_snapshot() + "\n"
    file = SNAPSHOTS / f"{state}.yaml"
    if WRITES:
        file.write_text(tree, encoding="utf-8")
    assert tree == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("state", STATES)
def test_targets_are_large_enough(seated: Callable[..., Desk], state: str, size: dict[str, int]) -> None:
    """At least 24 pixels each way; a box that is ticked counts with its label."""
    desk = seated(viewport=size)
    STATES[state](desk)
    assert desk.page.evaluate(SMALL) == []


@pytest.mark.parametrize("size", [WIDE, NARROW, ENLARGED], ids=["wide", "narrow", "enlarged"])
@pytest.mark.parametrize("state", ["panel", "answered", "fixing", "record", "feedback"])
def test_what_has_the_focus_is_not_hidden(seated: Callable[..., Desk], state: str, size: dict[str, int]) -> None:
    """Nothing lies under the input bar, or under anything else."""
    desk = seated(viewport=size)
    STATES[state](desk)
    assert desk.page.evaluate(COVERED) == []


def test_no_words_are_cut_off_on_a_narrow_screen(seated: Callable[..., Desk]) -> None:
    """Every box ends within the screen, an id without a space and the chips of the feedback too."""
    desk = seated(viewport=NARROW)
    STATES["record"](desk)
    desk.button("No").click()
    assert desk.page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("state", STATES)
def test_a_narrow_screen_is_not_scrolled_sideways(seated: Callable[..., Desk], state: str) -> None:
    """At 320 pixels, which is 1280 enlarged to 400 %."""
    desk = seated(viewport=NARROW)
    STATES[state](desk)
    wide = "e => [...e.shadowRoot.querySelectorAll('.chat, .chat *')].filter(one => one.scrollWidth > one.clientWidth + 1 && "
    wide += "!['visible', 'clip'].includes(getComputedStyle(one).overflowX)).map(one => one.className)"
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert desk.page.locator("aftercare-chat").evaluate(wide) == []


def test_nothing_moves_for_who_asked_for_stillness(seated: Callable[..., Desk]) -> None:
    """The one movement, while an answer is awaited, is left out."""
    for motion, moving in (("no-preference", 1), ("reduce", 0)):
        desk = seated(reduced_motion=motion)
        STATES["waiting"](desk)
        assert desk.page.evaluate(MOVING) == moving
