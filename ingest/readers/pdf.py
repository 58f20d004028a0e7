"""PDF: bytes in, blocks out. Pages to runs, runs to lines, lines to paragraphs; what no reader can see is kept apart.

Running headers and footers, page numbers and tables of contents are furniture. Notes at the foot of a page follow the
section they stand in. Words that leave no ink are hidden blocks, placed after what is printed on their page. Of a page that
is a picture with few words beside it, a block tells that nothing in the picture is read.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pypdf import PdfReader
from pypdf.errors import DependencyError, LimitReachedError

from ingest.blocks import Block, BlockKind
from ingest.characters import printed
from ingest.errors import UnreadableDocument
from ingest.readers import caps
from ingest.readers.ink import Press
from ingest.readers.lines import Classifier, Line
from ingest.readers.pdf_edges import NOTE, contents, notes, rows_of, running
from ingest.readers.pdf_flow import Print, goes_on, levels, look, print_of, text_of
from ingest.readers.pdf_matrix import sheet
from ingest.readers.pdf_pieces import Piece, join, pieces_of
from ingest.readers.pdf_runs import Run, layers_off, painted
from ingest.readers.pdf_tables import Element, TableRow, elements_of
from ingest.readers.text import refuse_invisible

END_OF_FILE = b"%%EOF"
TAIL = 2_048
PICTURED = 0.2  # of the page; a smaller picture is a logo or an illustration
FEW_WORDS = 20  # as a running header and footer have, or a heading over a scanned form
UNREAD = "This page is mostly a picture. Words in it, if any, are not read"


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed on a page, the words on it that nobody can see, and how much of it pictures cover."""

    pieces: list[Piece]
    hidden: list[Run]
    number: int
    pictures: float = 0.0

    @property
    def is_picture(self) -> bool:
        """Is it mostly a picture, as a scan is?"""
        return self.pictures >= PICTURED and sum(len(piece.text.split()) for piece in self.pieces) < FEW_WORDS


def read(data: bytes) -> Iterator[Block]:
    """The blocks of a PDF that holds text. Raises UnreadableDocument for one that is locked, cut off, empty or a picture."""
    try:
        pages = list(_pages(data))
    except LimitReachedError as error:
        raise UnreadableDocument(f"it unpacks to more than we read ({error}): print it to a new PDF and add that") from None
    if not any(page.pieces for page in pages):
        _refuse_wordless(pages)
    yield from _blocks(pages)


def _refuse_wordless(pages: Sequence[Page]) -> None:
    if any(page.hidden for page in pages):
        raise UnreadableDocument(
            "none of its words is shown: a scan with recognised text behind the picture? Ask for the document as text"
        )
    raise UnreadableDocument("no text found in it: is it a scan? Ask for the document as text, or have its words recognised")


def _opened(data: bytes) -> PdfReader:
    if END_OF_FILE not in data[-TAIL:]:
        raise UnreadableDocument("it is cut off: it does not end with %%EOF. Fetch the document again")
    reader = PdfReader(io.BytesIO(data))
    try:
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError:
        locked = True
    if locked:
        raise UnreadableDocument("it is locked with a password: save it without one and add it again")
    return reader


def _pages(data: bytes) -> Iterator[Page]:
    reader = _opened(data)
    count = len(reader.pages)
    if not count:
        raise UnreadableDocument("it has no pages: open it, check that it is the document, and save it again")
    caps.within(count, caps.PAGES, "pages", "split it and add the parts")
    off, press = layers_off(reader.root_object), Press(data)
    for at, page in enumerate(reader.pages):
        drawn = painted(page, off)
        runs = list(press.seen(at, drawn.runs, sheet(page)))
        refuse_invisible(" ".join(run.text for run in runs))
        shown, hidden = [run for run in runs if not run.why], [run for run in runs if run.why]
        yield Page(pieces_of(shown, at + 1), hidden, at + 1, drawn.pictures)


def _blocks(pages: Sequence[Page]) -> Iterator[Block]:
    printed_pages = [page.pieces for page in pages]
    aside = running(printed_pages) | contents(printed_pages) | {id(p) for page in printed_pages for p in page if p.aside}
    within = [[piece for piece in page if id(piece) not in aside] for page in printed_pages]
    setting = print_of([piece for page in within for piece in page])
    feet = set().union(*(notes(page, setting.body) for page in within))
    flow = Flow(setting, [piece for page in within for piece in page if id(piece) not in feet])
    for page in pages:
        yield from flow.page(page, aside, feet)
    yield from flow.end()


class Flow:
    """The paragraphs of a document, page after page; what stands between the halves of a broken one waits until it is whole."""

    def __init__(self, setting: Print, pieces: Sequence[Piece]) -> None:
        self.setting = setting
        self.levels = levels([piece for piece in pieces if setting.is_heading(piece)])
        self.classifier = Classifier(piece.text for piece in pieces)
        self.held: list[Piece] = []
        self.waiting: list[Block] = []
        self.notes: list[Block] = []

    def page(self, page: Page, aside: set[int], feet: set[int]) -> Iterator[Block]:
        """The blocks that are whole by the end of the page."""
        for element in _in_order(page.pieces, aside, feet):
            if isinstance(element, Aside):
                self.waiting.append(element.block())
            elif isinstance(element, TableRow):
                yield from self._flushed()
                yield self._row(element)
            elif self.held and goes_on(self.held, element, self.setting):
                self.held.append(element)
            else:
                yield from self._flushed()
                self.held = [element]
        self.notes += self._notes([piece for piece in page.pieces if id(piece) in feet])
        self.waiting += _hidden(page)
        self.waiting += [Block(BlockKind.PICTURE, UNREAD, page=page.number)] if page.is_picture else []

    def end(self) -> Iterator[Block]:
        """What is left at the end of the document."""
        yield from self._flushed()
        yield from self.notes

    def _flushed(self) -> Iterator[Block]:
        if self.held:
            blocks = self.classifier.blocks(self._line(self.held))
            if blocks[0].kind is BlockKind.HEADING:
                yield from self.notes
                self.notes = []
            yield from blocks
        yield from self.waiting
        self.held, self.waiting = [], []

    def _line(self, pieces: Sequence[Piece]) -> Line:
        heading = self.setting.is_heading(pieces[0])
        text = text_of(pieces, self.setting.hyphens)
        return Line(text, None, page=pieces[0].page, level=self.levels[look(pieces[0])] if heading else 0)

    def _row(self, row: TableRow) -> Block:
        cells = [text_of(cell, self.setting.hyphens) for cell in row.cells]
        return Block(BlockKind.ROW, " | ".join(cells), page=row.page)

    def _notes(self, pieces: Sequence[Piece]) -> list[Block]:
        found: list[list[Piece]] = []
        for piece in pieces:
            if found and not NOTE.match(piece.text):
                found[-1].append(piece)
            else:
                found.append([piece])
        return [Block(BlockKind.TEXT, text_of(note, self.setting.hyphens), page=note[0].page) for note in found]


@dataclass(frozen=True, slots=True)
class Aside:
    """A line that belongs to the page."""

    piece: Piece

    def block(self) -> Block:
        return Block(BlockKind.FURNITURE, self.piece.text, page=self.piece.page)


def _in_order(pieces: Sequence[Piece], aside: set[int], feet: set[int]) -> Iterator[Element | Aside]:
    """Lines, rows of tables and furniture of a page, in the order they are drawn; the notes at its foot left out."""
    place = {(piece.x0, piece.y): at for at, piece in reversed(list(enumerate(pieces)))}
    body = elements_of([piece for piece in pieces if id(piece) not in aside | feet])
    found: list[tuple[int, Element | Aside]] = [(place[_corner(element)], element) for element in body]
    rows = rows_of([piece for piece in pieces if id(piece) in aside])
    found += [(place[row[0].x0, row[0].y], Aside(join(row))) for row in rows]
    return (element for _, element in sorted(found, key=lambda pair: pair[0]))


def _corner(element: Element) -> tuple[float, float]:
    first = element.cells[0][0] if isinstance(element, TableRow) else element
    return first.x0, first.y


def _hidden(page: Page) -> Iterator[Block]:
    for why, runs in groupby(page.hidden, key=lambda run: run.why):
        text = printed(" ".join(run.text for run in runs))
        if text:
            yield Block(BlockKind.HIDDEN, text, page=page.number, why=why)
