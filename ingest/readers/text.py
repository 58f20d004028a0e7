"""Plain text: bytes in, blocks out."""

from collections.abc import Iterator

from ingest.blocks import Block
from ingest.characters import mostly_invisible
from ingest.errors import UnreadableDocument
from ingest.readers.lines import blocks_of, lines_of


def read(data: bytes) -> Iterator[Block]:
    """The blocks of a plain text in UTF-8 (or UTF-16 with a byte order mark)."""
    return blocks_of(lines_of(decoded(data)))


def decoded(data: bytes) -> str:
    """The text of the bytes; a byte that is not UTF-8 is an error that says where, never a replacement character."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableDocument(
            f"byte {error.start} (line {line}) is not {encoding.removesuffix('-sig').upper()}: "
            "save the document as UTF-8 and add it again"
        ) from None
    refuse_invisible(text)
    return text


def refuse_invisible(text: str) -> None:
    """Raise UnreadableDocument where most of the text is characters that show nothing."""
    if mostly_invisible(text):
        raise UnreadableDocument("most of its characters are invisible: ask its publisher for a clean copy")
