"""The desk's pages that change something: switches, approvals, rehearsals, conflicts, audit; in a browser."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from narrow import too_wide
from playwright.sync_api import Page, expect

from api.owner.differing import Candidate
from api.owner.jobs import note
from api.web.drawing import TEMPLATES
from ingest.paragraphs import Paragraph, ParagraphKind

Opens = Callable[..., Page]
MESSAGE = "These rules are being looked at. Ask the office."
PAGES = [
    "/owner/documents",
    "/owner/documents/leaflet",
    "/owner/conflicts",
    "/owner/rehearsals",
    "/owner/approvals",
    "/owner/approvals/advisories",
    "/owner/switches",
    "/owner/audit",
]


def _sound(page: Page) -> None:
    """No rule broken, light and wide, then dark and 320 pixels narrow."""
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []
    assert too_wide(page) <= 0


@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_the_desk_breaks_a_rule(visit: Opens, path: str) -> None:
    """WCAG 2.2 AA and best practice."""
    _sound(visit(path, color_scheme="light"))


def test_a_topic_is_paused_and_resumed_by_keyboard_without_scripts(visit: Opens) -> None:
    """Choose, type, type, Enter; what is paused is told in words, and sound in that state too."""
    page = visit("/owner/switches", java_script_enabled=False)
    page.get_by_label("What", exact=True).focus()
    page.keyboard.type("One topic")
    page.get_by_label("What", exact=True).select_option("topic:damages")
    page.get_by_label("The message to staff").fill(MESSAGE)
    with page.expect_navigation():
        page.get_by_label("Why", exact=True).fill("A row is doubted")
        page.get_by_label("Why", exact=True).press("Enter")
    expect(page.locator("article.card, li.card")).to_contain_text(MESSAGE)
    seen = visit("/owner/switches", color_scheme="light")
    _sound(seen)
    with page.expect_navigation():
        page.get_by_label("Why it may go on").fill("It was mended")
        page.get_by_label("Why it may go on").press("Enter")
    expect(page.locator("main")).to_contain_text("Nothing is paused")


def test_the_widget_and_the_page_for_asking_tell_staff_what_the_owner_wrote(visit: Opens) -> None:
    """Instead of an answer; what was typed stays in the box."""
    page = visit("/owner/switches")
    page.get_by_label("What", exact=True).select_option("widget")
    page.get_by_label("The message to staff").fill(MESSAGE)
    page.get_by_label("Why", exact=True).fill("Trial")
    with page.expect_navigation():
        page.get_by_role("button", name="Pause it").click()
    staff = visit("/ask")
    expect(staff.get_by_role("note").first).to_contain_text(MESSAGE)
    assert violations(staff) == []
    staff.goto(staff.url.removesuffix("/ask") + "/")
    box = staff.get_by_role("textbox").first
    box.fill("who attends the review?")
    box.press("Enter")
    expect(staff.locator("aftercare-chat")).to_contain_text(MESSAGE)
    page.get_by_label("Why it may go on").fill("Done")
    with page.expect_navigation():
        page.get_by_role("button", name="Resume").click()
    expect(page.locator("main")).to_contain_text("Nothing is paused")


def test_a_row_is_put_forward_by_one_and_signed_by_another(visit: Opens) -> None:
    """Whoever put it forward cannot sign it, and is told so."""
    path = "/owner/approvals/table:damages"
    for who, step in (("owner", "Put forward to be signed"), ("owner", "Sign"), ("second", "Sign")):
        page = visit(path, who, java_script_enabled=False)
        page.get_by_role("checkbox").first.check()
        page.get_by_role("radio", name=step, exact=True).check()
        page.get_by_label("Why", exact=True).fill("Read it")
        with page.expect_navigation():
            page.get_by_role("button", name="Keep it").click()
        if (who, step) == ("owner", "Sign"):
            expect(page.get_by_role("alert")).to_contain_text("Somebody else has to sign it")
    expect(page.locator("main")).to_contain_text("1 of")
    _sound(visit(path, color_scheme="light"))


def test_an_upload_that_holds_script_is_told_at_the_top(visit: Opens, tmp_path: Path) -> None:
    """As an alert, with what was chosen still there."""
    file = tmp_path / "draft.html"
    file.write_text("<html><body><p>x</p><script>1</script></body></html>")
    page = visit("/owner/rehearsals", color_scheme="light")
    page.get_by_label("A new edition of").select_option("leaflet")
    page.get_by_label("Its edition").fill("2027")
    page.get_by_label("The document", exact=True).set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name="Upload and rehearse").click()
    expect(page.get_by_role("alert")).to_contain_text("It holds script")
    expect(page.get_by_label("Its edition")).to_have_value("2027")
    _sound(page)


ANSWERS = {"was": {"status": "answered", "text": "Yes. [1]"}, "now": {"status": "referred", "text": "Ask. [1]"}, "flips": True}
FOUND = {
    "changes": [
        {
            "kind": "changed",
            "before": "leaflet/1",
            "after": "leaflet/1",
            "words": [{"mark": "same", "text": "It is"}, {"mark": "gone", "text": "free"}, {"mark": "new", "text": "not free"}],
        }
    ],
    "rows": [
        {"table": "rent", "question": "Q?", "row": "r", "cite": "leaflet/1", "quote": "q", "stands": False, "examples": []}
    ],
    "points": [{"paragraph": "leaflet/1", "quote": "free", "say": "It is free."}],
    "notices": [{"kind": "advisory", "id": "A1", "text": "Moved.", "paragraphs": ["leaflet/1"]}],
    "items": [{"quiz": "Q", "id": "i", "question": "Is it free?", "paragraphs": ["leaflet/1"]}],
    "scenarios": {"asked": 2, "left_out": 1, "differ": [{"id": "s", "about": "a", "turn": 1, "say": "free?", **ANSWERS}]},
    "questions": {"asked": 2, "differ": []},
}


def test_a_rehearsal_is_read_signed_off_item_by_item_and_printed(visit: Opens, desk: Any) -> None:
    """Sound with everything that it may find; once all is signed off it can be published."""
    folder = desk.home / "drafts" / "0123456789abcdef"
    (folder / "rehearsal").mkdir(parents=True)
    about = {"document": "leaflet", "suffix": ".md", "sha256": "0", "edition": "2027", "approved": None, "review_due": None}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    note(folder, "draft.json", {"id": folder.name, **about, "by": "k", "at": now, "base": "b"})
    note(folder / "rehearsal", "progress.json", {"stage": "x", "done": 1, "total": 1})
    note(folder / "rehearsal", "result.json", {"result": FOUND, "error": "", "ended": now})
    page = visit(f"/owner/rehearsals/{folder.name}", color_scheme="light")
    _sound(page)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_label("What you found").fill("Read all of it")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign off what is ticked").click()
    expect(page.get_by_role("button", name="Publish this edition")).to_be_visible()
    page.emulate_media(media="print")
    assert not any(one.is_visible() for one in page.locator("form").all())
    assert page.locator("ins").first.is_visible()


def test_a_proposed_conflict_breaks_no_rule(visit: Opens) -> None:
    """Waiting, and decided before: drawn here, because the documents may hold none."""
    one, other = (Paragraph(f"{name}/1", name, "1", ParagraphKind.TEXT, f"{name} must") for name in ("code", "leaflet"))
    judged = {"candidate": Candidate(one, other, ("Body: a in one, b in the other",), 0.8), "act": None, "changed": False}
    shown = {"waiting": [{**judged, "known": ("L1",)}], "decided": [], "known": [], "rulings": {"real": "A real conflict"}}
    words = TEMPLATES.get_template("owner/conflicts.html").render(menu=[], here="", entry=str, sent=None, **shown)
    page = visit("/owner/conflicts", color_scheme="light")
    main = words[words.index("<main") : words.index("</main>")]
    page.evaluate("words => { document.querySelector('main').outerHTML = words }", main)
    assert violations(page) == []
