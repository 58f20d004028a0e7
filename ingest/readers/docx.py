"""A Word document: bytes in, blocks out. Headings by their style, the numbers Word prints, lists, tables, notes, comments.

Headers and footers are furniture. Deleted words, hidden words and comments are hidden blocks; inserted words are shown, as
Word shows them.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ingest.blocks import Block, BlockKind
from ingest.characters import printed
from ingest.errors import UnreadableDocument
from ingest.readers import caps
from ingest.readers.docx_numbers import Numbers, value
from ingest.readers.docx_words import SUPERSCRIPTS, Styles, Words, is_shaded, name_of, words_of
from ingest.readers.lines import HEADING_CHARACTERS, SENTENCE_END, Classifier, Line
from ingest.readers.text import refuse_invisible

HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)
CONTENTS = re.compile(r"^toc \d$", re.IGNORECASE)
DOTTED = re.compile(r"^\d{1,3}(?:\.\d{1,3})+\.?$")
FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
CONTAINERS = {"body", "sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo", "txbxContent"}
BOLD_HEADING_LEVEL = 6


def read(data: bytes) -> Iterator[Block]:
    """The blocks of a Word document."""
    _check(data)
    walk = _Walk(Document(io.BytesIO(data)))
    found = [*walk.furniture("header"), *walk.body(), *walk.furniture("footer")]
    refuse_invisible(" ".join(block.text for block in found))
    classifier = Classifier(block.text for block in found if block.kind is BlockKind.TEXT)
    return chain.from_iterable(_classified(block, classifier) for block in found)


def _classified(block: Block, classifier: Classifier) -> list[Block]:
    if block.kind not in (BlockKind.TEXT, BlockKind.HEADING):
        return [block]
    return [replace(one, page=None) for one in classifier.blocks(Line(block.text, None, level=block.level))]


def _check(data: bytes) -> None:
    """Refuse what is no Word document, or is made to burst, before any of it is unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise UnreadableDocument("it is damaged or cut off: open it in Word, save it again and add that") from None
    entries = archive.infolist()
    caps.within(len(entries), caps.DOCX_ENTRIES, "files packed in it", "copy its text into a new document and add that")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > caps.DOCX_UNPACKED_BYTES:
        most = f"{caps.DOCX_UNPACKED_BYTES / 1e6:,.0f} MB"
        caps.refuse(f"unpacked it has {unpacked / 1e6:,.0f} MB", most, "copy its text into a new document and add that")
    if "word/document.xml" not in archive.namelist():
        raise UnreadableDocument("it is a zip file and no Word document: save it as a Word document and add that")
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")) and FORBIDDEN.search(archive.read(entry)):
            raise UnreadableDocument(f"{entry.filename} in it declares entities, as Word never does: save it again in Word")


class _Walk:
    """Goes through the document as it is printed."""

    def __init__(self, document: Any) -> None:
        self.document, self.part = document, document.part
        self.styles = Styles(document.styles.element)
        numbering = [one.target_part.element for one in self.part.rels.values() if one.reltype.endswith("/numbering")]
        self.numbers = Numbers(numbering[0] if numbering else None)
        self.comments = self._part("comments", "comment")
        self.texts = {kind: self._part(f"{kind}s", kind) for kind in ("footnote", "endnote")}
        self.notes: list[Block] = []
        self.noted = 0

    def body(self) -> Iterator[Block]:
        """The blocks of the body; the notes to a section stand at its end."""
        for block in self._container(self.document.element.body):
            if block.kind is BlockKind.HEADING:
                yield from self._notes_so_far()
            yield block
        yield from self._notes_so_far()

    def furniture(self, which: str) -> Iterator[Block]:
        """The words of every header, or footer, once."""
        parts = [one.target_part for one in self.part.rels.values() if one.reltype.endswith(f"/{which}")]
        texts = [printed(self._said(part.element)) for part in parts]
        return (Block(BlockKind.FURNITURE, text) for text in dict.fromkeys(texts) if text)

    def _part(self, relation: str, tag: str) -> dict[str, Any]:
        """The comments or notes by their id."""
        parts = [one.target_part for one in self.part.rels.values() if one.reltype.endswith(f"/{relation}")]
        roots = [part.element if hasattr(part, "element") else parse_xml(part.blob) for part in parts]
        return {one.get(qn("w:id")): one for root in roots for one in root.findall(qn(f"w:{tag}"))}

    def _notes_so_far(self) -> Iterator[Block]:
        notes, self.notes = self.notes, []
        yield from notes

    def _container(self, element: Any) -> Iterator[Block]:
        contents = _is_contents(element)
        for child in element:
            match name_of(child):
                case "p":
                    yield from self._paragraph(child, contents)
                case "tbl":
                    yield from self._table(child)
                case name if name in CONTAINERS:
                    yield from self._container(child)

    def _paragraph(self, paragraph: Any, contents: bool = False) -> Iterator[Block]:
        words = words_of(paragraph, self.styles)
        text = printed(self._with_notes(words))
        if text:
            yield self._block(text, paragraph, words, contents)
        yield from self._asides(words)

    def _block(self, text: str, paragraph: Any, words: Words, contents: bool) -> Block:
        level, label = self._level(paragraph), self._label(paragraph)
        if (contents and not level) or CONTENTS.match(self._style_name(paragraph)):
            return Block(BlockKind.FURNITURE, text)
        if level:
            return Block(BlockKind.HEADING, f"{label} {text}".strip(), level=level)
        if label and not DOTTED.match(label):
            return Block(BlockKind.ITEM, text, marker=label)
        if words.bold and not label and len(text) <= HEADING_CHARACTERS and not SENTENCE_END.search(text):
            return Block(BlockKind.HEADING, text, level=BOLD_HEADING_LEVEL)
        return Block(BlockKind.TEXT, f"{label} {text}".strip())

    def _with_notes(self, words: Words) -> str:
        """The words shown, each note's mark in its place; the notes are kept for the section's end."""
        text = words.shown
        for kind, name in words.notes:
            self.noted += 1
            mark = str(self.noted).translate(SUPERSCRIPTS)
            text = text.replace("\0", mark, 1)
            self.notes.append(Block(BlockKind.TEXT, f"{mark} {printed(self._said(self.texts[kind].get(name)))}"))
        return text

    def _said(self, element: Any) -> str:
        """The words shown of every paragraph of a header, a note or a comment."""
        paragraphs = element.iter(qn("w:p")) if element is not None else ()
        return " ".join(words_of(one, self.styles).shown for one in paragraphs)

    def _asides(self, words: Words) -> Iterator[Block]:
        """What a paragraph carries beside its words: hidden ones, comments, text boxes."""
        for why, text in words.hidden:
            if hidden := printed(text):
                yield Block(BlockKind.HIDDEN, hidden, why=why)
        for name in words.comments:
            if comment := printed(self._said(self.comments.get(name))):
                yield Block(BlockKind.HIDDEN, comment, why="in a comment")
        for box in words.boxes:
            yield from self._container(box)

    def _table(self, table: Any) -> Iterator[Block]:
        for row in table.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl"))) is not table:
                continue
            cells = [cell for cell in row.iter(qn("w:tc")) if next(cell.iterancestors(qn("w:tr"))) is row]
            if len(cells) == 1:
                yield from self._container(cells[0])
            else:
                yield from self._row(cells, removed=row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None)

    def _row(self, cells: list[Any], removed: bool) -> Iterator[Block]:
        texts, asides = [], list[Block]()
        for cell in cells:
            shaded = is_shaded(cell.find(qn("w:tcPr")))
            found = [(one, words_of(one, self.styles, shaded)) for one in cell.iter(qn("w:p"))]
            texts.append(printed(" ".join(f"{self._label(one)} {self._with_notes(words)}" for one, words in found)))
            asides += [block for _, words in found for block in self._asides(words)]
        if text := " | ".join(text for text in texts if text):
            kind = BlockKind.HIDDEN if removed else BlockKind.ROW
            yield Block(kind, text, why="deleted in a tracked change" if removed else "")
        yield from asides

    def _style_name(self, paragraph: Any) -> str:
        styles = self.styles.chain(value(paragraph.find(qn("w:pPr")), "w:pStyle"))
        return value(styles[-1], "w:name") or "" if styles else ""

    def _level(self, paragraph: Any) -> int:
        """The paragraph's depth as a heading, by its own outline level or its style's, or 0."""
        properties = paragraph.find(qn("w:pPr"))
        styles = self.styles.chain(value(properties, "w:pStyle"))
        for one in (properties, *(style.find(qn("w:pPr")) for style in reversed(styles))):
            if (outline := value(one, "w:outlineLvl")) and outline.isdigit():
                return int(outline) + 1 if int(outline) < 9 else 0
        names = [value(style, "w:name") or "" for style in styles]
        named = next((found for found in map(HEADING.match, names) if found), None)
        return int(named[1]) if named else int(any(name.lower() == "title" for name in names))

    def _label(self, paragraph: Any) -> str:
        """The number or bullet printed before the paragraph, by its own list or its style's."""
        properties = paragraph.find(qn("w:pPr"))
        styles = self.styles.chain(value(properties, "w:pStyle"))
        name, depth = None, None
        for one in (properties, *(style.find(qn("w:pPr")) for style in reversed(styles))):
            numbered = one.find(qn("w:numPr")) if one is not None else None
            name = name if name is not None else value(numbered, "w:numId")
            depth = depth if depth is not None else value(numbered, "w:ilvl")
        return self.numbers.label(name, int(depth or 0)) if name else ""


def _is_contents(element: Any) -> bool:
    gallery = element.find(f".//{qn('w:docPartGallery')}") if name_of(element) == "sdt" else None
    inside = name_of(element) == "sdtContent" and _is_contents(element.getparent())
    return inside or (gallery is not None and "contents" in (gallery.get(qn("w:val")) or "").lower())
