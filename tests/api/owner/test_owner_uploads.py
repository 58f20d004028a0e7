"""Uploads: a draft edition is kept as it came, or refused by what is wrong with it and nothing of it kept."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from desks import Desks
from editions import TEXT, home_of

from api.owner.drafts import draft_in, file_of
from api.owner.jobs import state
from api.owner.scripted import check_no_script
from ingest.errors import UnreadableDocument
from ingest.readers import caps

FORM = {"document": "nl-policy", "edition": "2026-08-01"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<html><body>\n<p>x</p><script>alert(1)</script></body></html>"),
        ("a.html", b"<html><body><img src=x onerror=alert(1)></body></html>"),
        ("a.md", b"# A\n\n[x](x) <a href='javascript:alert(1)'>x</a>\n"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >> endobj"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj << /A << /S /Rendition /JS 4 0 R >> >> endobj"),
    ],
)
def test_script_in_an_upload_is_found_and_its_line_named(tmp_path: Path, name: str, data: bytes) -> None:
    """And what to do about it."""
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableDocument, match=r"\(line \d\)\. A document needs none\. Take it out"):
        check_no_script(tmp_path / name)


def test_what_only_looks_like_script_among_a_pictures_bytes_is_none(tmp_path: Path) -> None:
    """Three bytes stand by chance in any large file."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n1 0 obj << /Length 9 >> stream\n\x00\xff/JS \x8a(\nendstream endobj")
    check_no_script(tmp_path / "a.pdf")


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
    assert not list((home_of(desks) / "drafts").glob("*"))


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
    assert not list((home_of(desks) / "drafts").glob("*"))


def test_an_upload_is_kept_and_its_rehearsal_begun(desks: Desks) -> None:
    """Here there is no index to rehearse beside: that is said, and the draft stays."""
    page = _send(desks, TEXT)
    assert page.status_code == 200
    assert "Draft of nl-policy, edition 2026-08-01" in page.text
    (about,) = [one.parent for one in (home_of(desks) / "drafts").glob("*/draft.json")]
    assert file_of(about, draft_in(about)).read_bytes() == TEXT[1]
    assert state(about / "rehearsal").stage
