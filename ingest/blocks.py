"""What a reader hands over: the pieces of a document, in the order they were printed.

A reader turns bytes into blocks and knows nothing of paragraph ids; `ingest.paragraphs` turns blocks into paragraphs and
knows nothing of file formats.
"""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a piece of a document is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"  # one entry of a list
    ROW = "row"  # one row of a table
    FURNITURE = "furniture"  # menus, page numbers, "skip to main content": kept, never searched
    HIDDEN = "hidden"  # words a reader of the page cannot see: kept apart and shown to the owner
    PICTURE = "picture"  # a page that is mostly a picture: a scan? its words are not read, and the owner is told


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document.

    text    the words as printed, on one line, white space folded
    number  a heading's own number ("7.6.1"), or None
    level   a heading's depth, 1 the outermost; 0 for every other kind
    marker  what was printed before a list item ("•", "3.", "- ✓"), or ""
    page    1-based page, where the format has pages
    line    1-based line, where the format has lines
    offset  characters from the start of the extracted text
    why     for hidden text: how it was hidden
    """

    kind: BlockKind
    text: str
    number: str | None = None
    level: int = 0
    marker: str = ""
    page: int | None = None
    line: int | None = None
    offset: int = 0
    why: str = ""

    @property
    def is_shown(self) -> bool:
        """Is it part of what the document says to its reader?"""
        return self.kind not in (BlockKind.FURNITURE, BlockKind.HIDDEN, BlockKind.PICTURE)
