"""Blocks to paragraphs: the citable units of a document, each with an id that a person can read and that stays.

`nl-policy/7.7.p6.b3` is document nl-policy, section 7.7, its sixth paragraph, the third entry of the list under it.

- A section is named by its number, or, where it has none, by its heading in small letters (`leaflet/housing`).
- Paragraphs are counted within their section; list entries are counted within the paragraph that leads into them, and
  are not paragraphs themselves. A list straight under a heading hangs from the heading (`leaflet/key-points.b2`).
- The heading itself is a paragraph too: `nl-policy/7.7`. What belongs to the page (menus, footers) is numbered apart with
  x, hidden words with h, pages that are pictures with i, so that a change of the page's menu renumbers nothing.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ingest.blocks import Block, BlockKind

FRONT = "front"  # what stands before the first heading
SLUG_CHARACTERS = 40
IN_SECTION = re.compile(r"(?:\.[pbxhi]\d+)+$")
NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*(?=\.?(?:\s|$))")


class ParagraphKind(StrEnum):
    """What a paragraph is; `heading`, `furniture`, `hidden` and `picture` are kept for completeness and answer nothing."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    FURNITURE = "furniture"
    HIDDEN = "hidden"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A citable unit of a document.

    id        "nl-policy/7.7.p6.b3"
    document  "nl-policy"
    section   "7.7" or "housing"
    headings  the headings above it, outermost first
    parent    the id of the paragraph that leads into a list entry, else None
    text      the words as printed, on one line
    marker    what was printed before a list entry, or ""
    page      1-based, where the format has pages
    why       for hidden text: how it was hidden
    """

    id: str
    document: str
    section: str
    kind: ParagraphKind
    text: str
    headings: tuple[str, ...] = ()
    parent: str | None = None
    marker: str = ""
    page: int | None = None
    why: str = ""

    @property
    def local_id(self) -> str:
        """The id within its document: "7.7.p6.b3"."""
        return self.id.partition("/")[2]

    @property
    def heading(self) -> str:
        """The nearest heading, or ""."""
        return self.headings[-1] if self.headings else ""


KINDS = {
    BlockKind.TEXT: ParagraphKind.TEXT,
    BlockKind.ROW: ParagraphKind.TEXT,
    BlockKind.ITEM: ParagraphKind.ITEM,
    BlockKind.FURNITURE: ParagraphKind.FURNITURE,
    BlockKind.HIDDEN: ParagraphKind.HIDDEN,
    BlockKind.PICTURE: ParagraphKind.PICTURE,
}
ASIDE = {BlockKind.FURNITURE: "x", BlockKind.HIDDEN: "h", BlockKind.PICTURE: "i"}  # what they are numbered with


class Numbering:
    """Where in the document we are, and what the next paragraph is called."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.section = FRONT
        self.trail: list[tuple[int, str]] = []  # (level, heading), outermost first
        self.taken: Counter[str] = Counter()
        self.lead: str | None = None
        self.counts: Counter[str] = Counter()

    def heading(self, block: Block) -> Paragraph:
        """A heading opens its section and is itself a paragraph, `document/section`."""
        while self.trail and self._is_closed(self.trail[-1], block):
            self.trail.pop()
        self.trail.append((self._level(block), block.text))
        self.section = self._unique(block.number or slug(block.text))
        self.lead, self.counts = None, Counter()
        return self._paragraph(self.section, ParagraphKind.HEADING, block)

    def text(self, block: Block) -> Paragraph:
        """The next paragraph of the section; a list that follows hangs from it."""
        self.lead = f"{self.section}.{self._next('p')}"
        return self._paragraph(self.lead, KINDS[block.kind], block)

    def item(self, block: Block) -> Paragraph:
        """The next entry of the list under the paragraph before it."""
        hangs_from = self.lead or self.section
        return self._paragraph(f"{hangs_from}.{self._next('b', hangs_from)}", ParagraphKind.ITEM, block, parent=self.lead)

    def aside(self, block: Block) -> Paragraph:
        """Furniture, hidden words, pictures: numbered apart, so that they never move another paragraph's number."""
        return self._paragraph(f"{self.section}.{self._next(ASIDE[block.kind])}", KINDS[block.kind], block)

    def _is_closed(self, open_heading: tuple[int, str], block: Block) -> bool:
        """Does the new heading end this section: one as deep or deeper, or, for a number alone, one of another number?"""
        level, heading = open_heading
        number = NUMBER.match(heading)
        elsewhere = number and block.number and not f"{block.number}.".startswith(f"{number.group()}.")
        return level >= self._level(block) or (_is_number_alone(block) and bool(elsewhere))

    def _level(self, block: Block) -> int:
        """How deep a heading stands: by its number; a number alone is a paragraph's, and its reader says how deep."""
        return block.level if block.number is None or _is_number_alone(block) else block.number.count(".") + 1

    def _next(self, letter: str, within: str = "") -> str:
        self.counts[within + letter] += 1
        return f"{letter}{self.counts[within + letter]}"

    def _unique(self, section: str) -> str:
        """A second section of the same name is `name~2`, so that two headings never share an id."""
        self.taken[section] += 1
        return section if self.taken[section] == 1 else f"{section}~{self.taken[section]}"

    def _paragraph(self, local: str, kind: ParagraphKind, block: Block, parent: str | None = None) -> Paragraph:
        return Paragraph(
            id=f"{self.document}/{local}",
            document=self.document,
            section=self.section,
            kind=kind,
            text=block.text,
            headings=tuple(heading for _, heading in self.trail),
            parent=f"{self.document}/{parent}" if parent else None,
            marker=block.marker,
            page=block.page,
            why=block.why,
        )


def _is_number_alone(block: Block) -> bool:
    return block.number is not None and block.text.rstrip(".") == block.number


def paragraphs_of(document: str, blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs of a document, in order, one for each block."""
    numbering = Numbering(document)
    for block in blocks:
        match block.kind:
            case BlockKind.HEADING:
                yield numbering.heading(block)
            case BlockKind.ITEM:
                yield numbering.item(block)
            case BlockKind.TEXT | BlockKind.ROW:
                yield numbering.text(block)
            case BlockKind.FURNITURE | BlockKind.HIDDEN | BlockKind.PICTURE:
                yield numbering.aside(block)


def section_of(paragraph: str) -> str:
    """The id of the section that a paragraph stands in: nl-policy/7.16 for nl-policy/7.16.p2.b3."""
    return IN_SECTION.sub("", paragraph)


def slug(heading: str) -> str:
    """A heading as the name of a section: "Who will arrange my aftercare?" is who-will-arrange-my-aftercare."""
    plain = unicodedata.normalize("NFKD", heading.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    name = ""
    for word in words:
        if len(name) + len(word) + 1 > SLUG_CHARACTERS and name:
            break
        name = f"{name}-{word}" if name else word
    return name or "section"
