"""What a file is, by its first bytes: a name may say anything."""

import re

from ingest.errors import UnreadableDocument

HEAD_BYTES = 4_096
BINARY = {
    b"PK\x03\x04": "a zip file",
    b"PK\x05\x06": "an empty zip file",
    b"\xd0\xcf\x11\xe0": "an old Office file, or one locked with a password",
    b"{\\rtf": "a rich text file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
}
HTML = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
TAG = re.compile(rb"<[a-z!][^>]{0,2000}>", re.IGNORECASE)
EXPECTED = {
    ".txt": "text",
    ".md": "text",
    ".html": "a web page",
    ".htm": "a web page",
    ".pdf": "a PDF",
    ".docx": "a zip file",
}


def check(suffix: str, head: bytes) -> None:
    """Raise UnreadableDocument where the file's first bytes are not those of its extension."""
    found = kind_of(head)
    if suffix == ".docx" and found != EXPECTED[suffix]:
        raise UnreadableDocument(f"its name ends in .docx, but it is {found}: save it as a Word document and add it again")
    if found != EXPECTED[suffix]:
        raise UnreadableDocument(f"its name ends in {suffix}, but it is {found}: give it the extension of what it is")


def kind_of(head: bytes) -> str:
    """What the bytes begin: "a PDF", "a zip file", "a web page", "text" ..."""
    if b"%PDF-" in head[:1_024]:
        return "a PDF"
    for signature, name in BINARY.items():
        if head.startswith(signature):
            return name
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "text"
    if b"\x00" in head:
        return "neither text nor a format we read"
    head = head.removeprefix(b"\xef\xbb\xbf")
    return "a web page" if HTML.match(head) or _is_mostly_tags(head) else "text"


def _is_mostly_tags(head: bytes) -> bool:
    tags = TAG.findall(head)
    return head.lstrip().startswith(b"<") and len(tags) > 2 and sum(map(len, tags)) > 0.3 * len(head.strip())
