"""What is printed at the edges of pages: running headers, footers, page numbers, notes, and tables of contents."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ingest.readers.pdf_pieces import Piece, join

EDGE_LINES = 4
OFTEN = 0.2  # of the pages
APART = 1.6  # times the print's size: a wider step than from line to line
BARE_NUMBER = re.compile(r"^(?:page )?(?:\d{1,4}|[ivxlc]{1,6})(?: of \d{1,4})?$", re.IGNORECASE)
NOTE = re.compile(r"^(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}|[*†‡§])\s+\S")
NOTE_SIZE = 0.92  # of the size of the body
LEADER = re.compile(r"(?:[.·:]\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})?$|…{2,}\s*\d{0,4}$|_{4,}\s*\d{1,4}$")
CONTENTS = re.compile(r"^(?:table of )?contents(?: page)?:?$", re.IGNORECASE)
Row = list[Piece]  # pieces on one baseline


def rows_of(pieces: Sequence[Piece]) -> list[Row]:
    """The pieces of a page by baseline, as they are drawn."""
    rows: list[Row] = []
    for piece in pieces:
        if rows and rows[-1][-1].beside(piece) and piece.x0 >= rows[-1][-1].x1 - 1:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def running(pages: Sequence[Sequence[Piece]]) -> set[int]:
    """The identities of the pieces that run along the edges of the pages: repeated there, or counting the pages."""
    edges = [_edges(page) for page in pages]
    seen = Counter(key for page in edges for key in {key for line in (*page[0], *page[1]) for key in _keys(line)})
    often = max(3, OFTEN * len(pages))
    repeated = {key for key, count in seen.items() if count >= often}
    sometimes = {key for key, count in seen.items() if count >= (2 if key[1] is None or len(pages) <= 3 else 3)}
    bands = _bands(edges, sometimes)
    return {
        id(piece)
        for top, bottom in edges
        for side in (top, bottom)
        for line in _outermost(side, repeated, sometimes, bands)
        for piece in line
    }


Key = tuple[str, int | None, int]


def _edges(page: Sequence[Piece]) -> tuple[list[Row], list[Row]]:
    """The lines at the top of the page and at its bottom, outermost first."""
    lines: dict[int, Row] = defaultdict(list)
    for piece in page:
        lines[round(piece.y)].append(piece)
    rows = [sorted(lines[y], key=lambda piece: piece.x0) for y in sorted(lines, reverse=True)]
    return rows[: EDGE_LINES + 1], rows[::-1][: EDGE_LINES + 1]


def _keys(line: Row) -> Iterator[Key]:
    """What would be the same on another page: the very words, or the words around a number that counts pages; and where."""
    text, where = join(line).text, round(line[0].y / 4)
    yield text, None, where
    for number in re.finditer(r"\d{1,4}", text):
        yield f"{text[: number.start()]}#{text[number.end() :]}", int(number.group()) - line[0].page, where


def _bands(edges: Sequence[tuple[list[Row], list[Row]]], repeated: set[Key]) -> set[tuple[int, int]]:
    """The heights, with their print, at which page after page has its running header; one page's own may differ."""
    found = Counter(
        _band(line)
        for top, bottom in edges
        for side in (top, bottom)
        for line in side[:2]
        if any(key in repeated for key in _keys(line))
    )
    return {band for band, count in found.items() if count >= max(3, 0.5 * len(edges))}


def _band(line: Row) -> tuple[int, int]:
    return round(line[0].y), round(2 * line[0].size)


def _outermost(side: list[Row], repeated: set[Key], sometimes: set[Key], bands: set[tuple[int, int]]) -> list[Row]:
    """The lines at an edge that run from page to page, up to the gap that parts them from the page's own words."""
    last = 0
    for at, line in enumerate(side):
        counted = at == 0 and BARE_NUMBER.match(join(line).text)
        known = repeated if at else repeated | sometimes  # further in, the same words on a few pages are chance
        if not counted and _band(line) not in bands and known.isdisjoint(_keys(line)):
            break
        if counted or _band(line) in bands or _is_apart(line, side[at + 1 :]):
            last = at + 1
    return side[:last]


def _is_apart(line: Row, further_in: Sequence[Row]) -> bool:
    return not further_in or abs(line[0].y - further_in[0][0].y) > APART * max(line[0].size, further_in[0][0].size)


def notes(page: Sequence[Piece], body: float) -> set[int]:
    """The identities of the pieces of the footnotes: small print at the foot, from the first line that begins with a mark."""
    small: list[Piece] = []
    for piece in reversed(page):
        if piece.size >= NOTE_SIZE * body:
            break
        small.insert(0, piece)
    marked = [at for at, piece in enumerate(small) if NOTE.match(piece.text)]
    return {id(piece) for piece in small[marked[0] :]} if marked else set()


def contents(pages: Sequence[Sequence[Piece]]) -> set[int]:
    """The identities of the pieces of tables of contents: they name the sections, and are not the sections."""
    found: set[int] = set()
    going_on = False
    for page in pages:
        rows = rows_of(page)
        titled = going_on or any(CONTENTS.match(join(row).text) for row in rows)
        entries = [at for at, row in enumerate(rows) if _is_entry(row, titled)]
        going_on = len(entries) >= 3 or (going_on and len(entries) > 0)
        if going_on:
            found |= {id(piece) for row in rows[entries[0] : entries[-1] + 1] for piece in row}
    return found


def _is_entry(row: Row, titled: bool) -> bool:
    return bool(LEADER.search(join(row).text)) or (titled and len(row) > 1 and BARE_NUMBER.match(row[-1].text) is not None)
