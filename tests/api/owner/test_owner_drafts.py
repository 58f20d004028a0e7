"""A draft whose rehearsal has ended: it is signed off, thrown away, and forgets what staff asked."""

import io
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from desks import Desks
from editions import TEXT, home_of

from api.owner.drafts import Described, UnknownDraft, draft_in, folder_of, forget_words, keep_draft
from api.owner.jobs import note
from api.store.base import ActKind

RESULT = {
    "changes": [{"kind": "changed", "before": "d/1", "after": "d/1", "words": [{"mark": "new", "text": "<b>new</b>"}]}],
    "rows": [
        {"table": "charging", "question": "Q?", "row": "r", "cite": "d/1", "quote": "q", "stands": False, "examples": ["e"]}
    ],
    "points": [],
    "notices": [],
    "extracts": [{"paragraph": "other/1", "taken_from": "d/1", "text": "<i>old words"}],
    "items": [],
    "stale": [],
    "scenarios": {"asked": 3, "left_out": 2, "differ": []},
    "questions": {"asked": 0, "differ": []},
}


@pytest.fixture
def draft(desks: Desks) -> Path:
    """A draft whose rehearsal has ended."""
    said = Described("nl-policy", "2026", None, None, desks.ids["owner"], "other documents")
    folder = home_of(desks) / "drafts" / keep_draft(home_of(desks), io.BytesIO(TEXT[1]), ".md", said).id
    (folder / "rehearsal").mkdir()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    note(folder / "rehearsal", "progress.json", {"stage": "x", "done": 1, "total": 1})
    note(folder / "rehearsal", "result.json", {"result": RESULT, "error": "", "ended": now})
    return folder


def test_everything_is_signed_off_before_it_can_be_published(desks: Desks, draft: Path) -> None:
    """Each by whoever looked, with what they found."""
    address = f"/owner/rehearsals/{draft.name}"
    page = desks.get(address).text
    assert "<ins>&lt;b&gt;new&lt;/b&gt;</ins>" in page
    assert "its words no longer stand" in page
    assert "Publish this edition" not in page
    assert "3 things on the sign-off list" in desks.post(f"{address}/publish", why="x").text
    assert desks.post(f"{address}/sign", why="x").status_code == 422
    assert "signed off" in desks.post(f"{address}/sign", item="changes", why="Read them").text
    assert "&lt;i&gt;old words" in page
    desks.post(f"{address}/sign", item="extracts", why="The extract is corrected next")
    page = desks.post(f"{address}/sign", "second", item="row:charging/r/d/1", why="Row is rewritten").text
    assert desks.ids["second"] in page
    assert "Publish this edition" in page
    assert "have changed since this draft was uploaded" in desks.post(f"{address}/publish", why="x").text


def test_a_rehearsal_of_an_earlier_version_is_shown(desks: Desks, draft: Path) -> None:
    """It looked for fewer things."""
    result = {name: found for name, found in RESULT.items() if name != "extracts"}
    note(draft / "rehearsal", "result.json", {"result": result, "error": "", "ended": "2026-11-01T00:00:00+00:00"})
    assert "<strong>2</strong> left" in desks.get(f"/owner/rehearsals/{draft.name}").text


def test_what_was_signed_off_of_an_earlier_rehearsal_does_not_hold_for_the_next(desks: Desks, draft: Path) -> None:
    """It may have found something else."""
    address = f"/owner/rehearsals/{draft.name}"
    desks.post(f"{address}/sign", item="changes", why="Read them")
    note(draft / "rehearsal", "result.json", {"result": RESULT, "error": "", "ended": "2031-01-01T00:00:00+00:00"})
    assert "<strong>3</strong> left" in desks.get(address).text


def test_a_draft_is_thrown_away_with_everything_of_it(desks: Desks, draft: Path) -> None:
    """And who did is kept."""
    page = desks.post(f"/owner/rehearsals/{draft.name}/discard", why="Not agreed")
    assert page.status_code == 200
    assert "thrown away" in page.text
    assert not draft.exists()
    assert desks.get(f"/owner/rehearsals/{draft.name}").status_code == 404
    assert desks.store.acts(ActKind.DRAFT)[-1].why == "Not agreed"


def test_what_staff_asked_is_kept_in_a_rehearsal_no_longer_than_elsewhere(draft: Path) -> None:
    """After the days, the answers that repeat it are gone."""
    result = {**RESULT, "questions": {"asked": 1, "differ": [{"answer": "a", "was": {"text": "t"}, "now": {}, "flips": True}]}}
    note(draft / "rehearsal", "result.json", {"result": result, "error": "", "ended": "2020-01-01T00:00:00+00:00"})
    forget_words(draft, 30)
    assert "differ" in result["questions"]
    assert json.loads((draft / "rehearsal" / "result.json").read_text())["result"]["questions"]["differ"] == []


@pytest.mark.parametrize("name", ["0" * 16, "x", "..x", "%2e%2e"])
def test_an_id_that_is_no_drafts_is_not_found(desks: Desks, name: str) -> None:
    """Wherever it would lead."""
    assert desks.get(f"/owner/rehearsals/{name}").status_code == 404
    with pytest.raises(UnknownDraft):
        folder_of(home_of(desks), name)


def test_a_draft_says_who_uploaded_what_and_when(draft: Path) -> None:
    """As it was written down."""
    assert asdict(draft_in(draft))["document"] == "nl-policy"
