"""Reading a document file: what is refused, in which words, and that ingest lives on whatever the file holds."""

import io
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from fpdf import FPDF

from ingest.blocks import BlockKind
from ingest.errors import UnreadableDocument
from ingest.readers import READERS, caps
from ingest.reading import read_document

Folder = Path


def refusal(path: Path) -> str:
    """The words with which the file is refused; they begin with its name."""
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    assert str(caught.value).startswith(f"{path.name}: ")
    return str(caught.value).removeprefix(f"{path.name}: ")


def write(folder: Folder, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def pdf(*lines: str, key: str = "") -> bytes:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=11)
    for line in lines:
        made.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    if key:
        made.set_encryption(owner_password=f"{key} of the owner", user_password=key)
    return bytes(made.output())


def assembled(objects: list[bytes]) -> bytes:
    """Objects 1 and on as a PDF, the first of them its catalog."""
    body, offsets = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(body),
    )  # fmt: skip


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"


def one_page(content: bytes, filters: bytes = b"") -> bytes:
    stream = b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content)
    return assembled([CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE, stream, FONT])


def flate(content: bytes) -> bytes:
    return one_page(zlib.compress(content, 9), b"/Filter /FlateDecode")


def docx(text: str = "Aftercare is free.", files: dict[str, bytes] | None = None) -> bytes:
    made, data = Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(data)
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (files or {}).items():
            archive.writestr(f"word/{name}.xml", content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"1 Scope\n\nAftercare is free."),
        ("a.md", b"# 1 Scope\n\nAftercare is free."),
        ("a.html", b"<html><body><h1>1 Scope</h1><p>Aftercare is free.</p></body></html>"),
        ("a.htm", b"<html><body><h1>1 Scope</h1><p>Aftercare is free.</p></body></html>"),
        ("A.PDF", pdf("Aftercare is free.")),
        ("a.docx", docx()),
    ],
)
def test_every_format_is_read_through_the_child_process(tmp_path: Path, name: str, data: bytes) -> None:
    """The words arrive whole, whatever case the extension is written in."""
    shown = [block.text for block in read_document(write(tmp_path, name, data)) if block.kind is not BlockKind.HEADING]
    assert shown == ["Aftercare is free."]


def test_the_refusal_of_a_huge_file_reads_none_of_it(tmp_path: Path) -> None:
    """Two gigabytes are refused by their size."""
    path = write(tmp_path, "huge.pdf", b"")
    os.truncate(path, 2_000_000_000)
    assert refusal(path) == "it has 2,000 MB, and the most we read is 50 MB: split it and add the parts"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.odt", b"words", "its name ends in .odt; we read .txt, .md, .html, .htm, .pdf, .docx: save it as one of those"),
        ("plan", b"words", "its name ends in no extension; we read .txt, .md"),
        ("a.txt", b"", "the file is empty: fetch the document again"),
        ("a.txt", pdf("Words"), "its name ends in .txt, but it is a PDF: give it the extension of what it is"),
        ("a.md", docx(), "its name ends in .md, but it is a zip file"),
        ("a.txt", b"<!DOCTYPE html><html><p>Words", "its name ends in .txt, but it is a web page"),
        ("a.html", b"Plain words and no tags at all", "its name ends in .html, but it is text"),
        ("a.pdf", b"Plain words", "its name ends in .pdf, but it is text"),
        ("a.docx", b"\xd0\xcf\x11\xe0 old", "an old Office file, or one locked with a password: save it as a Word document"),
        ("a.txt", b"\x89PNG\r\n", "its name ends in .txt, but it is a picture"),
        ("a.txt", b"one\x00two", "its name ends in .txt, but it is neither text nor a format we read"),
        ("a.txt", b"first\nsecond caf\xe9", "byte 16 (line 2) is not UTF-8: save the document as UTF-8 and add it again"),
        ("a.txt", b" \n \n", "no text found in it"),
        ("a.md", b"<!-- only a comment -->", "no text found in it"),
        ("a.txt", ("word" + "\U000e0041" * 5).encode(), "most of its characters are invisible"),
        ("a.pdf", pdf("Words")[:-200], "it is cut off: it does not end with %%EOF. Fetch the document again"),
        ("a.pdf", pdf("Words", key="x"), "it is locked with a password: save it without one"),
        ("a.pdf", pdf(), "no text found in it: is it a scan?"),
        ("a.pdf", assembled([CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"]), "it has no pages"),
        ("a.docx", docx()[:-300], "it is damaged or cut off: open it in Word, save it again and add that"),
        ("a.docx", docx(""), "no text found in it"),
        ("a.docx", docx(files={"extra": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "word/extra.xml in it declares entities"),
        ("a.html", b"<html>" + b"<div>" * 240 + b"deep words", "it has 24"),
        ("a.html", b"<html>" + b"<div>" * 200_000 + b"some words that were lost", "letters were lost in reading"),
        ("a.html", b"<html><p>" + b"word " * 1_000_001, "it has 5,000,014 bytes of HTML, and the most we read is 5,000,000"),
        ("a.txt", b"A paragraph.\n\n" * 20_001, "it has 20,001 paragraphs, and the most we read is 20,000"),
        ("a.txt", b"word " * 1_100_000, "characters or more, and the most we read is 5,000,000"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_what_to_do(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    """The refusal names the file, what was found and what to do."""
    assert refusal(write(tmp_path, name, data)).startswith(said) or said in refusal(tmp_path / name)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A wrong name is said to be one."""
    assert refusal(tmp_path / "gone.pdf") == "no such file: check the name and the folder"


def test_more_pages_than_we_read_are_counted(tmp_path: Path) -> None:
    """3,001 pages are refused before any is read."""
    kids = b"<< /Type /Pages /Count 3001 /Kids [%s] >>" % (b"3 0 R " * 3_001)
    path = write(tmp_path, "long.pdf", assembled([CATALOG, kids, PAGE, b"<< /Length 0 >>\nstream\n\nendstream", FONT]))
    assert refusal(path) == "it has 3,001 pages, and the most we read is 3,000: split it and add the parts"


def test_a_page_with_more_characters_than_we_read_is_refused(tmp_path: Path) -> None:
    """A small file can hold millions of characters."""
    content = b"BT /F1 9 Tf 50 800 Td " + b"(one more sentence of it all ) Tj " * 4_000 + b"ET"
    assert "characters on one page, and the most we read is 100,000" in refusal(write(tmp_path, "dense.pdf", flate(content)))


def tree_of_pages() -> bytes:
    """Twenty levels, each naming the next twice: a million pages in two kilobytes."""
    levels = [b"<< /Type /Pages /Count 9 /Kids [%d 0 R %d 0 R] >>" % (at, at) for at in range(3, 23)]
    return assembled([CATALOG, *levels, PAGE])


def nested_forms() -> bytes:
    """Each form draws the next ten times over, ten deep."""
    draws = b"/Fm Do " * 10
    forms = [
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Fm %d 0 R >> >> "
        b"/Length %d >>\nstream\n%s\nendstream" % (at + 1, len(draws), draws)
        for at in range(5, 15)
    ]
    page = PAGE.replace(b"/Font << /F1 5 0 R >>", b"/XObject << /Fm 5 0 R >>")
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draws), draws)
    return assembled([CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream, *forms, FONT])


def object_stream() -> bytes:
    """A stream of objects, the page tree among them, that unpacks to far more than it is."""
    packed = zlib.compress(b"2 0 << /Type /Pages /Kids [] /Count 0 >>" + b" " * 90_000_000, 9)
    head = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    held = b"3 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n"
    body = head + held % (len(packed), packed)
    rows = [(0, 0, 255), (1, 9, 0), (2, 3, 0), (1, len(head), 0), (1, len(body), 0)]
    table = b"".join(bytes([kind]) + at.to_bytes(4, "big") + bytes([index]) for kind, at, index in rows)
    entries = b"<< /Type /XRef /Size 5 /W [1 4 1] /Root 1 0 R /Length %d >>" % len(table)
    return body + b"4 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (entries, table, len(body))


BOMBS: dict[str, Callable[[], bytes]] = {
    "a page of a gigabyte": lambda: flate(b" " * 400_000_000),
    "a page of ten million operators": lambda: flate(b"q Q " * 5_000_000),
    "arrays in arrays in a page": lambda: one_page(b"[" * 200_000),
    "arrays in arrays in the file": lambda: assembled([CATALOG, b"[" * 200_000, PAGE]),
    "a million pages": tree_of_pages,
    "forms in forms": nested_forms,
    "an object stream": object_stream,
    "filter upon filter": lambda: one_page(
        zlib.compress(zlib.compress(b" " * 300_000_000, 9), 9), b"/Filter [/FlateDecode /FlateDecode]"
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_pdf_made_to_burst_is_refused_and_ingest_lives_on(tmp_path: Path, bomb: str) -> None:
    """Whatever its reader dies of, the next document is read."""
    said = refusal(write(tmp_path, "bomb.pdf", BOMBS[bomb]()))
    assert any(word in said for word in ("more than we read", "the most we read is", "takes more than", "nested too deeply"))
    assert read_document(write(tmp_path, "good.txt", "Aftercare is free."))


def test_an_outline_without_end_does_no_harm(tmp_path: Path) -> None:
    """The outline is not read at all."""
    catalog = b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>"
    chain = [b"<< /Title (x) /First %d 0 R /Last %d 0 R >>" % (at + 1, at + 1) for at in range(6, 3_000)]
    content = b"BT /F1 11 Tf 60 700 Td (Aftercare is free.) Tj ET"
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    data = assembled([catalog, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE, stream, FONT, *chain])
    assert [block.text for block in read_document(write(tmp_path, "deep.pdf", data))] == ["Aftercare is free."]


def test_a_word_document_that_unpacks_to_more_than_we_read_is_refused_unopened(tmp_path: Path) -> None:
    """Sizes are added up before anything is unpacked."""
    path = write(tmp_path, "bomb.docx", docx(files={"extra": b"\0" * 210_000_000}))
    assert (
        refusal(path)
        == "unpacked it has 211 MB, and the most we read is 200 MB: copy its text into a new document and add that"
    )


def test_a_word_document_of_too_many_files_is_refused(tmp_path: Path) -> None:
    """Two thousand files are enough for any document."""
    many = {f"part{at}": b"" for at in range(2_001)}
    assert "files packed in it, and the most we read is 2,000" in refusal(write(tmp_path, "many.docx", docx(files=many)))


def test_a_zip_that_is_no_word_document_is_refused(tmp_path: Path) -> None:
    """A spreadsheet renamed is named for what it is not."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    assert refusal(write(tmp_path, "sheet.docx", data.getvalue())).startswith("it is a zip file and no Word document")


def in_child(code: str) -> str:
    """What the code prints after the child process has confined itself."""
    command = [sys.executable, "-c", f"from ingest.readers import child\nchild._confine()\n{code}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import os; os.system('true')",
        "import subprocess; subprocess.run('true')",
    ],
)
def test_the_child_process_opens_no_socket_and_starts_no_program(code: str) -> None:
    """A hook refuses both."""
    assert "a document reader may not do this" in in_child(code)


def test_the_child_process_writes_no_file_and_takes_no_more_memory_than_it_may(tmp_path: Path) -> None:
    """The limits are the operating system's."""
    assert "OSError" in in_child(f"open({str(tmp_path / 'x')!r}, 'wb', 0).write(b'word')")
    assert "MemoryError" in in_child(f"bytearray({caps.MEMORY_BYTES})")


def test_no_readers_library_is_imported_before_a_document_is_read() -> None:
    """To answer a question none of them is needed, and a cold start is short."""
    heavy = ("pypdf", "lxml", "docx", "markdown_it", "numpy", "pypdfium2")
    code = f"import sys, ingest.reading; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() == "[]"
    assert list(READERS) == [".txt", ".md", ".html", ".htm", ".pdf", ".docx"]
