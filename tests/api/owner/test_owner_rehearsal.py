"""Rehearsals: a draft edition is tried beside what is in use, signed off, published or thrown away; never live by itself."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from desks import Desks
from doors import TODAY, serving, shelf_with

from api.app import create_app
from api.owner.drafts import Described, Draft, UnknownDraft, draft_in, file_of, folder_of, forget_words, keep_draft
from api.owner.jobs import note, state
from api.owner.placing import ASIDE, described, put_back
from api.owner.publishing import publish
from api.owner.rehearsing import rehearse
from api.owner.resting import notices_on, points_on, rows_on
from api.owner.scripted import check_no_script
from api.settings import Settings
from api.store.base import ActKind
from api.store.opened import open_store, read_store
from assistant.holdings import Holdings
from assistant.rules.load import written_rules
from ingest.build import Report
from ingest.corpus import hash_of
from ingest.errors import IngestError, UnreadableDocument
from ingest.generation import served
from ingest.index import open_index
from ingest.readers import caps
from tests.api.store.stores import exchange
from tests.ingest.small_corpus import GUIDE, build_quickly, make_corpus

DRAFT = GUIDE.replace("The council and the health board pay together.", "The council pays alone.") + "- somebody has asked\n"
FORM = {"document": "nl-policy", "edition": "2026-08-01"}
TEXT = ("new.md", b"# Policy\n\nSomething is said here.\n")


def _quiet(stage: str, done: int, total: int) -> None:
    """Tells nobody."""


@pytest.fixture
def small(tmp_path: Path) -> Settings:
    """A small corpus, indexed."""
    settings = Settings(home=tmp_path / "home", corpus=make_corpus(tmp_path / "corpus"), limit_network=0)
    build_quickly(settings.corpus, settings.home)
    return settings


def _draft(settings: Settings, text: str = DRAFT, document: str = "guide") -> Path:
    said = Described(document, "2026", date(2026, 1, 2), None, "k1", hash_of(settings.corpus))
    draft = keep_draft(settings.home, io.BytesIO(text.encode()), ".md", said)
    return folder_of(settings.home, draft.id)


def _rehearsed(settings: Settings, folder: Path) -> Mapping[str, Any]:
    (folder / "rehearsal").mkdir(exist_ok=True)
    return rehearse(settings, folder / "rehearsal", _quiet, build=build_quickly, scenarios=[])


def test_a_rehearsal_tells_what_changes_and_changes_nothing(small: Settings) -> None:
    """Word by word; the index and the documents in use are as they were."""
    before, index = hash_of(small.corpus), served(small.home)
    found = _rehearsed(small, _draft(small))
    changed = {one["after"]: one for one in found["changes"]}
    assert changed["guide/who-pays.p1"]["kind"] == "changed"
    assert [run["text"] for run in changed["guide/who-pays.p1"]["words"] if run["mark"] == "new"] == ["pays alone."]
    assert changed["guide/when-it-ends.p1.b3"]["kind"] == "added"
    assert [one["say"] for one in found["points"]] == ["Both bodies pay."]
    assert (hash_of(small.corpus), served(small.home)) == (before, index)


def test_past_questions_are_asked_again_on_both(small: Settings) -> None:
    """Where the answer would differ, both texts are shown; one that rests on other words is not."""
    with closing(open_store(small)) as store:
        conversation = store.start()
        for n, words in enumerate(["who pays, council or health?", "may I refuse it?"], 1):
            store.add(conversation, replace(exchange(f"a{n}", words), given={}), n)
    found = _rehearsed(small, _draft(small))["questions"]
    assert found["asked"] == 2
    assert all(one["was"]["text"] != one["now"]["text"] for one in found["differ"])
    assert {one["answer"] for one in found["differ"]} <= {"a1", "a2"}
    assert "council" in json.dumps(found["differ"])


def test_a_draft_whose_sections_share_a_name_is_refused_by_name(small: Settings) -> None:
    """A citation would lead to either."""
    folder = _draft(small, DRAFT + "\n## Who pays\n\nNobody does.\n")
    with pytest.raises(IngestError, match=r"Two of its sections have one name.*who-pays \(again at “Who pays”\)"):
        _rehearsed(small, folder)
    assert served(small.home)


@pytest.mark.parametrize(("text", "said"), [("\x00\x01\x02" * 50, "neither text"), ("# Only a heading\n", "No paragraph")])
def test_what_is_no_document_is_refused_with_what_to_do(small: Settings, text: str, said: str) -> None:
    """By what it is."""
    with pytest.raises(IngestError, match=said):
        _rehearsed(small, _draft(small, text))


def test_rows_with_their_examples_points_and_notices_that_rest_on_a_paragraph_are_named(holdings: Holdings) -> None:
    """Of the real rules: those whose words no longer stand say so."""
    texts = {name: one.text for name, one in holdings.paragraphs.items()}
    texts["nl-policy/7.6.2.p1"] = "Nothing is free."
    rows = list(rows_on(written_rules(), holdings.rulebook, {"nl-policy/7.6.2.p1"}, texts))
    assert rows
    assert not any(row["stands"] for row in rows)
    assert any(row["examples"] for row in rows)
    assert list(points_on(holdings.points, {"nl-policy/7.6.2.p1"}, texts))
    advisory = holdings.notices.advisories[0]
    assert advisory.id in {one["id"] for one in notices_on(holdings.notices, set(advisory.when.paragraphs))}


def _publish(settings: Settings, folder: Path, build: Any = build_quickly) -> Mapping[str, Any]:
    (folder / "publishing").mkdir(exist_ok=True)
    note(folder / "publishing", "progress.json", {"stage": "", "done": 0, "total": 0, "about": {"who": "k2", "why": "agreed"}})
    return publish(settings, folder / "publishing", _quiet, build=build)


def test_what_is_published_is_what_was_rehearsed(small: Settings) -> None:
    """The index is swapped, the entry tells of the new edition, the old file stays beside it, and who did it is kept."""
    folder = _draft(small)
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
        _publish(small, _draft(small), _fails)
    assert (hash_of(small.corpus), served(small.home)) == (before, index)
    assert sorted((small.corpus / "documents").iterdir()) == files


def as_killed(corpus: Path, folder: Path, draft: Draft) -> None:
    """As a process leaves it that is killed while the documents are in place."""
    shutil.copyfile(corpus / "sources.yaml", folder / ASIDE)
    (corpus / "sources.yaml").write_text(described((folder / ASIDE).read_text("utf-8"), draft), "utf-8")


def test_a_publishing_that_was_killed_is_put_right(small: Settings) -> None:
    """By the next one, or by throwing the draft away."""
    folder = _draft(small)
    before, draft = hash_of(small.corpus), draft_in(folder)
    as_killed(small.corpus, folder, draft)
    assert hash_of(small.corpus) != before
    assert put_back(small.corpus, folder, draft)
    assert hash_of(small.corpus) == before
    assert not put_back(small.corpus, folder, draft)


def test_a_draft_that_was_rehearsed_beside_other_documents_is_not_published(small: Settings) -> None:
    """Its rehearsal no longer holds."""
    folder = _draft(small)
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


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<html><body>\n<p>x</p><script>alert(1)</script></body></html>"),
        ("a.html", b"<html><body><img src=x onerror=alert(1)></body></html>"),
        ("a.md", b"# A\n\n[x](x) <a href='javascript:alert(1)'>x</a>\n"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >> endobj"),
    ],
)
def test_script_in_an_upload_is_found_and_its_line_named(tmp_path: Path, name: str, data: bytes) -> None:
    """And what to do about it."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableDocument, match=r"\(line \d\)\. A document needs none\. Take it out"):
        check_no_script(tmp_path / name)


def test_a_macro_is_found(tmp_path: Path) -> None:
    """In a Word document; a damaged one is left to its reader."""
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as parts:
        parts.writestr("word/vbaProject.bin", "x")
    with pytest.raises(UnreadableDocument, match="macro"):
        check_no_script(tmp_path / "a.docx")
    (tmp_path / "b.docx").write_bytes(b"PK damaged")
    check_no_script(tmp_path / "b.docx")


def _send(desks: Desks, file: tuple[str, Any], who: str = "owner", **fields: str) -> httpx.Response:
    with desks.client(who) as client:
        return client.post("/owner/rehearsals", data={**FORM, **fields}, files={"file": file}, follow_redirects=True)


def _home(desks: Desks) -> Path:
    return Path(desks.store.heads_file).parent  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("file", "fields", "said"),
    [
        (("a.exe", b"MZ"), {}, "Its name ends in .exe"),
        (("a.md", b""), {}, "The file is empty"),
        (("", b"x"), {}, "Choose a file first"),
        (("a.html", b"<html><script>x</script>"), {}, "It holds script"),
        (TEXT, {"document": "nothing"}, "Choose the document that it is a new edition of"),
        (TEXT, {"edition": ""}, "The edition is missing"),
        (TEXT, {"edition": 'a"b'}, "quotation mark"),
        (TEXT, {"approved": "2026-02-30"}, "a day that exists"),
    ],
)
def test_an_upload_that_cannot_be_taken_is_told_and_leaves_nothing(
    desks: Desks, file: tuple[str, bytes], fields: dict[str, str], said: str
) -> None:
    """What is wrong and what to do; no folder stays behind."""
    page = _send(desks, file, **fields)
    assert page.status_code == 422
    assert said in page.text
    assert not list((_home(desks) / "drafts").glob("*"))


def test_a_reader_may_not_upload(desks: Desks) -> None:
    """Nor a trainer."""
    assert _send(desks, TEXT, "trainer").status_code == 403


def _large(size: int) -> Iterator[bytes]:
    head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    yield head.encode()
    for _ in range(size // 1_000_000):
        yield b"a" * 1_000_000
    yield b"\r\n--b--\r\n"


@pytest.mark.parametrize("told", [True, False])
def test_an_upload_that_is_too_large_is_refused_and_nothing_of_it_kept(desks: Desks, told: bool) -> None:
    """Whether its length is declared or not; the sender gets to read why."""
    headers = {"content-type": "multipart/form-data; boundary=b"}
    size = caps.FILE_BYTES + 10_000_000
    if told:
        headers["content-length"] = str(sum(map(len, _large(size))))
    with desks.client() as client:
        page = client.post("/owner/rehearsals", content=_large(size), headers=headers)
    assert page.status_code == 413
    assert "A document has at most 50 MB. Nothing of it was kept" in page.text
    assert not list((_home(desks) / "drafts").glob("*"))


RESULT = {
    "changes": [{"kind": "changed", "before": "d/1", "after": "d/1", "words": [{"mark": "new", "text": "<b>new</b>"}]}],
    "rows": [
        {"table": "charging", "question": "Q?", "row": "r", "cite": "d/1", "quote": "q", "stands": False, "examples": ["e"]}
    ],
    "points": [],
    "notices": [],
    "items": [],
    "stale": [],
    "scenarios": {"asked": 3, "left_out": 2, "differ": []},
    "questions": {"asked": 0, "differ": []},
}


@pytest.fixture
def draft(desks: Desks) -> Path:
    """A draft whose rehearsal has ended."""
    said = Described("nl-policy", "2026", None, None, desks.ids["owner"], "other documents")
    folder = _home(desks) / "drafts" / keep_draft(_home(desks), io.BytesIO(TEXT[1]), ".md", said).id
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
    assert "2 things on the sign-off list" in desks.post(f"{address}/publish", why="x").text
    assert desks.post(f"{address}/sign", why="x").status_code == 422
    assert "signed off" in desks.post(f"{address}/sign", item="changes", why="Read them").text
    page = desks.post(f"{address}/sign", "second", item="row:charging/r/d/1", why="Row is rewritten").text
    assert desks.ids["second"] in page
    assert "Publish this edition" in page
    assert "have changed since this draft was uploaded" in desks.post(f"{address}/publish", why="x").text


def test_what_was_signed_off_of_an_earlier_rehearsal_does_not_hold_for_the_next(desks: Desks, draft: Path) -> None:
    """It may have found something else."""
    address = f"/owner/rehearsals/{draft.name}"
    desks.post(f"{address}/sign", item="changes", why="Read them")
    note(draft / "rehearsal", "result.json", {"result": RESULT, "error": "", "ended": "2031-01-01T00:00:00+00:00"})
    assert "<strong>2</strong> left" in desks.get(address).text


def test_a_draft_is_thrown_away_with_everything_of_it(desks: Desks, draft: Path) -> None:
    """And who did is kept."""
    page = desks.post(f"/owner/rehearsals/{draft.name}/discard", why="Not agreed")
    assert page.status_code == 200
    assert "thrown away" in page.text
    assert not draft.exists()
    assert desks.get(f"/owner/rehearsals/{draft.name}").status_code == 404
    assert desks.store.acts(ActKind.DRAFT)[-1].why == "Not agreed"


def test_an_upload_is_kept_and_its_rehearsal_begun(desks: Desks) -> None:
    """Here there is no index to rehearse beside: that is said, and the draft stays."""
    page = _send(desks, TEXT)
    assert page.status_code == 200
    assert "Draft of nl-policy, edition 2026-08-01" in page.text
    (about,) = [one.parent for one in (_home(desks) / "drafts").glob("*/draft.json")]
    assert file_of(about, draft_in(about)).read_bytes() == TEXT[1]
    assert state(about / "rehearsal").stage


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
        folder_of(_home(desks), name)


def test_a_draft_says_who_uploaded_what_and_when(draft: Path) -> None:
    """As it was written down."""
    assert asdict(draft_in(draft))["document"] == "nl-policy"


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
