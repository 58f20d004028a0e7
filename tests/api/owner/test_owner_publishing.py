"""Publishing: the edition that was rehearsed goes live whole, or everything is as it was."""

import shutil
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from doors import TODAY, serving, shelf_with
from editions import draft_of, quiet

from api.app import create_app
from api.owner.drafts import Draft, draft_in
from api.owner.jobs import note
from api.owner.placing import ASIDE, described, put_back
from api.owner.publishing import publish
from api.settings import Settings
from api.store.base import ActKind
from api.store.opened import read_store
from assistant.holdings import Holdings
from ingest.build import Report
from ingest.corpus import hash_of
from ingest.errors import IngestError
from ingest.generation import served
from ingest.index import open_index
from tests.ingest.small_corpus import GUIDE, build_quickly


def _publish(settings: Settings, folder: Path, build: Any = build_quickly) -> Mapping[str, Any]:
    (folder / "publishing").mkdir(exist_ok=True)
    note(folder / "publishing", "progress.json", {"stage": "", "done": 0, "total": 0, "about": {"who": "k2", "why": "agreed"}})
    return publish(settings, folder / "publishing", quiet, build=build)


def test_what_is_published_is_what_was_rehearsed(small: Settings) -> None:
    """The index is swapped, the entry tells of the new edition, the old file stays beside it, and who did it is kept."""
    folder = draft_of(small)
    index = served(small.home)
    made = _publish(small, folder)
    assert served(small.home) == made["generation"] != index
    with open_index(small.home) as opened:
        assert opened.paragraphs["guide/who-pays.p1"].text == "The council pays alone."
        assert (opened.sources["guide"].edition, opened.sources["guide"].approved) == ("2026", date(2026, 1, 2))
    assert (small.corpus / "documents" / "guide.md").read_text("utf-8") == GUIDE
    reader = read_store(small)
    assert reader is not None
    with closing(reader):
        (act,) = reader.acts(ActKind.DRAFT)
    assert (act.choice, act.who, act.why, act.about) == ("published", "k2", "agreed", folder.name)


def _fails(corpus: Path, home: Path, progress: object = None) -> Report:
    raise IngestError("no room on the disk")


def test_where_publishing_fails_everything_is_as_it_was(small: Settings) -> None:
    """The documents and the index."""
    before, index, files = hash_of(small.corpus), served(small.home), sorted((small.corpus / "documents").iterdir())
    with pytest.raises(IngestError, match="no room"):
        _publish(small, draft_of(small), _fails)
    assert (hash_of(small.corpus), served(small.home)) == (before, index)
    assert sorted((small.corpus / "documents").iterdir()) == files


def as_killed(corpus: Path, folder: Path, draft: Draft) -> None:
    """As a process leaves it that is killed while the documents are in place."""
    shutil.copyfile(corpus / "sources.yaml", folder / ASIDE)
    (corpus / "sources.yaml").write_text(described((folder / ASIDE).read_text("utf-8"), draft), "utf-8")


def test_a_publishing_that_was_killed_is_put_right(small: Settings) -> None:
    """By the next one, or by throwing the draft away."""
    folder = draft_of(small)
    before, draft = hash_of(small.corpus), draft_in(folder)
    as_killed(small.corpus, folder, draft)
    assert hash_of(small.corpus) != before
    assert put_back(small.corpus, folder, draft)
    assert hash_of(small.corpus) == before
    assert not put_back(small.corpus, folder, draft)


def test_a_draft_that_was_rehearsed_beside_other_documents_is_not_published(small: Settings) -> None:
    """Its rehearsal no longer holds."""
    folder = draft_of(small)
    (small.corpus / "asked.yaml").write_text("{}", "utf-8")
    with pytest.raises(IngestError, match="have changed since this draft was uploaded"):
        _publish(small, folder)


def test_the_entry_keeps_its_comments_and_everything_else(corpus: Path) -> None:
    """Of the real list of documents: only what tells of the edition changes."""
    before = (corpus / "sources.yaml").read_text("utf-8")
    draft = Draft("0" * 16, "nl-policy", ".pdf", "a" * 64, "2026", None, "2027-01-01", "k", "2026-01-01T00:00:00+00:00", "b")
    after = described(before, draft)
    assert 'edition: "2026"' in after
    assert "reviews_due: [{due: 2027-01-01}]" in after
    assert "file: nl-policy-0000000000000000.pdf" in after
    gone = set(before.splitlines()) - set(after.splitlines())
    assert {line.split(":")[0].strip(" -{") for line in gone} <= {"edition", "approved", "reviews_due", "due", "file", "sha256"}
    assert len(after.splitlines()) == len(before.splitlines()) - 2


def test_a_rule_that_is_behind_the_document_gives_staff_a_reason_and_no_answer(holdings: Holdings) -> None:
    """Status 503 and what to do, never a wrong decision; a rehearsal shows the same."""
    changed = {name: replace(one, text="Other words.") for name, one in holdings.paragraphs.items()}
    shelf = shelf_with(replace(holdings, paragraphs=changed))
    with serving(create_app(Settings(limit_network=0), shelf, lambda: TODAY)) as address:
        conversation = httpx.post(f"{address}/api/v1/conversations").json()["id"]
        asked = {"message": "he is entitled, can we charge for day care?"}
        refused = httpx.post(f"{address}/api/v1/conversations/{conversation}/messages", json=asked, timeout=60)
    assert refused.status_code == 503
    assert refused.json()["type"] == "urn:aftercare:problem:rule-behind"
    assert "has a newer edition" in refused.json()["detail"]
