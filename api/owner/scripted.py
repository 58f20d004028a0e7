"""Does an uploaded document hold script? A document needs none, and nobody should publish one that does."""

import re
import zipfile
from mmap import ACCESS_READ, mmap
from pathlib import Path

from ingest.errors import UnreadableDocument
from ingest.readers import caps

MARKUP = re.compile(
    rb"<script\b|<[^<>]{1,2000}\son[a-z]{3,20}\s*=|(?:href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE
)
# /JS itself stands by chance in the pictures of any large PDF; it runs only in one of these.
PDF = re.compile(rb"/(?:JavaScript|Rendition|Launch|EmbeddedFile)\b")
WORD = re.compile(r"vbaProject\.bin$|/activeX/|/embeddings/.*\.bin$", re.IGNORECASE)
MARKUP_SUFFIXES = (".html", ".htm", ".md")
ADVICE = "A document needs none. Take it out, or print the document to a new PDF without it, and upload that"


def check_no_script(path: Path) -> None:
    """Raises UnreadableDocument that says where script stands; a damaged file is left to its reader."""
    if path.suffix in MARKUP_SUFFIXES:
        _check_bytes(path, MARKUP)
    elif path.suffix == ".pdf":
        _check_bytes(path, PDF)
    elif path.suffix == ".docx":
        _check_word(path)


def _check_bytes(path: Path, pattern: re.Pattern[bytes]) -> None:
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        found = pattern.search(data)
        if found:
            line = data[: found.start()].count(b"\n") + 1
            raise UnreadableDocument(f"It holds script or something that starts by itself (line {line:,}). {ADVICE}")


def _check_word(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as parts:
            names = parts.namelist()[: caps.DOCX_ENTRIES]
    except (zipfile.BadZipFile, OSError):
        return
    if active := next(filter(WORD.search, names), None):
        raise UnreadableDocument(f"It holds a macro or an active part ({active}). {ADVICE}")
