"""Pieces to lines and rows of tables. A table is told by two rows or more whose cells stand side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.pdf_pieces import Piece, join

CELL_LINES = 40  # beside more lines than this stands a column of the page, not a cell
LEAD_LINES = 8
CELL_STEP = 2.2  # times the print's size, from line to line in a cell
RISE = 4.0  # times the print's size: how far over a cell in the middle of its row its neighbour may begin


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells side by side, each of one printed line or more."""

    cells: tuple[tuple[Piece, ...], ...]

    @property
    def page(self) -> int:
        return self.cells[0][0].page

    def lines_up_with(self, other: "TableRow") -> bool:
        """Do two columns or more begin, or stand, at the same place?"""
        return sum(any(_one_column(cell, over) for over in other.cells) for cell in self.cells) >= 2


Element = Piece | TableRow


def elements_of(pieces: Sequence[Piece]) -> list[Element]:
    """The lines of a page and the rows of its tables, in the order they are drawn."""
    found = list(_rows_and_lines(pieces))
    return [one for at, element in enumerate(found) for one in _kept(found, at, element)]


def _kept(found: Sequence[Element], at: int, element: Element) -> list[Element]:
    """A row that no other lines up with is not a table: its lines, as they are read."""
    if not isinstance(element, TableRow):
        return [element]
    near = [found[other] for other in (at - 1, at + 1) if 0 <= other < len(found)]
    if any(isinstance(other, TableRow) and element.lines_up_with(other) for other in near):
        return [element]
    if all(len(cell) == 1 for cell in element.cells):
        return [join(cell[0] for cell in element.cells)]
    return [piece for cell in element.cells for piece in cell]


def _rows_and_lines(pieces: Sequence[Piece]) -> Iterator[Element]:
    waiting: list[Piece] = []  # lines that may turn out to be a row's first cell
    cells: list[list[Piece]] = []
    in_table = False
    for piece in pieces:
        if cells and _under(cells[-1], piece):
            cells[-1].append(piece)
        elif cells and _right_of(cells[-1], piece) and _within(cells, piece):
            cells.append([piece])
        elif not cells and (lead := _lead(waiting, piece, in_table)):
            yield from waiting[: len(waiting) - len(lead)]
            waiting, cells = [], [lead, [piece]]
        else:
            yield from _row(cells)
            in_table = bool(cells) or (in_table and len(waiting) < LEAD_LINES)
            cells = []
            waiting.append(piece)
    yield from waiting if not cells else _row(cells)


def _row(cells: list[list[Piece]]) -> Iterator[Element]:
    if cells:
        yield TableRow(tuple(tuple(cell) for cell in cells))


def _under(cell: Sequence[Piece], piece: Piece) -> bool:
    """Is the piece the cell's next line?"""
    last = cell[-1]
    down = last.y - piece.y
    next_line = 0.35 * last.size < down < CELL_STEP * max(last.size, piece.size)
    return next_line and _aligned(cell[0], piece) and len(cell) < CELL_LINES


def _right_of(cell: Sequence[Piece], piece: Piece) -> bool:
    return piece.x0 >= max(line.x1 for line in cell) - 1


def _within(cells: Sequence[Sequence[Piece]], piece: Piece) -> bool:
    top = max(cell[0].y for cell in cells)
    bottom = min(cell[-1].y for cell in cells)
    return bottom - 0.5 * piece.size <= piece.y <= top + 0.5 * piece.size


def _lead(waiting: Sequence[Piece], piece: Piece, in_table: bool) -> list[Piece]:
    """The lines just before the piece that make the cell to its left. After a row they are all that follow it; else those
    from the line that the piece stands on."""
    if in_table and waiting and _is_cell(waiting) and _beside_cell(waiting, piece):
        return list(waiting)
    for count in range(1, min(LEAD_LINES, len(waiting)) + 1):
        cell = list(waiting[-count:])
        if not _is_cell(cell):
            return []
        if cell[0].beside(piece) and _right_of(cell, piece):
            return cell
    return []


def _is_cell(lines: Sequence[Piece]) -> bool:
    pairs = range(1, len(lines))
    return len(lines) <= LEAD_LINES and all(_under(lines[:at], lines[at]) for at in pairs)


def _beside_cell(cell: Sequence[Piece], piece: Piece) -> bool:
    """Does the piece begin a cell to the right of this one, level with it or somewhat over it?"""
    level = cell[-1].y - 0.5 * piece.size <= piece.y <= cell[0].y + RISE * piece.size
    return cell[0].page == piece.page and level and _right_of(cell, piece)


def _aligned(first: Piece, piece: Piece) -> bool:
    left, right = abs(first.x0 - piece.x0), abs(first.x1 - piece.x1)
    middle = abs(first.x0 + first.x1 - piece.x0 - piece.x1) / 2
    return min(left, right, middle) < 3


def _one_column(cell: Sequence[Piece], other: Sequence[Piece]) -> bool:
    return _aligned(cell[0], other[0])
