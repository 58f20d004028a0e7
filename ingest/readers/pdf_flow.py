"""Printed lines to whole paragraphs: broken lines, hyphens and page breaks put together, headings told by their print."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.lines import BULLET, HEADING_CHARACTERS, HEADING_WORDS, NUMBERED, NUMBERED_ITEM, SENTENCE_END, Hyphens
from ingest.readers.pdf_pieces import Piece

LARGER = 1.08  # times the body's size: a heading
FINISHED = re.compile(r"[.!?:;][”\"’)]*$")
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Print:
    """How the document is set: the body's size in points, the step from line to line by size, the right edge by page."""

    body: float
    bold_body: bool
    leading: dict[int, float]
    edge: dict[int, float]
    hyphens: Hyphens

    def is_heading(self, piece: Piece) -> bool:
        """Is it set like a heading, and as short as one?"""
        stands_out = piece.size > LARGER * self.body or (piece.bold and not self.bold_body and piece.size > 0.92 * self.body)
        short = len(piece.text.split()) <= 2 * HEADING_WORDS and len(piece.text) <= 2 * HEADING_CHARACTERS
        wordy = any(letter.isalpha() for letter in piece.text)
        return stands_out and short and wordy and not SENTENCE_END.search(piece.text) and not BULLET.match(piece.text)


def print_of(pieces: Sequence[Piece]) -> Print:
    """How the document's lines are set."""
    letters: Counter[tuple[float, bool]] = Counter()
    edge: dict[int, float] = defaultdict(float)
    for piece in pieces:
        letters[piece.size, piece.bold] += len(piece.text)
        edge[piece.page] = max(edge[piece.page], piece.x1)
    (body, bold), _ = letters.most_common(1)[0] if letters else ((0.0, False), 0)
    return Print(body, bold, _leading(pieces), dict(edge), Hyphens(piece.text for piece in pieces))


def _leading(pieces: Sequence[Piece]) -> dict[int, float]:
    steps: dict[int, list[float]] = defaultdict(list)
    for before, piece in pairwise(pieces):
        step = before.y - piece.y
        if before.page == piece.page and _size(before) == _size(piece) and 0.5 * piece.size < step < 2.2 * piece.size:
            steps[_size(piece)].append(step)
    return {size: sorted(found)[len(found) // 4] for size, found in steps.items()}


def _size(piece: Piece) -> int:
    return round(2 * piece.size)


def goes_on(held: Sequence[Piece], piece: Piece, setting: Print) -> bool:
    """Is the line the next of the paragraph whose lines are held, on this page or over a page break?"""
    last, heading = held[-1], setting.is_heading(held[-1])
    alike = abs(last.size - piece.size) < 0.06 * max(last.size, piece.size)
    if not alike or heading != setting.is_heading(piece) or (heading and last.bold != piece.bold):
        return False
    if last.page != piece.page:
        return not heading and not _is_marked(piece) and not _is_finished(last) and last.x1 > 0.6 * setting.edge[last.page]
    if heading:
        return _is_next_line(last, piece, setting) and not NUMBERED.match(piece.text) and not _had_room(last, piece, setting)
    return _is_next_line(last, piece, setting) and not _begins(held, piece, setting)


def _is_next_line(last: Piece, piece: Piece, setting: Print) -> bool:
    step = last.y - piece.y
    leading = setting.leading.get(_size(piece), 1.3 * piece.size)
    return step < leading + 0.3 * piece.size if step > 0.2 * piece.size else piece.x0 > last.x1 - 1 and piece.beside(last)


def _begins(held: Sequence[Piece], piece: Piece, setting: Print) -> bool:
    """Does the line begin a paragraph, though it stands no further down than the next line would?"""
    last, first = held[-1], held[0]
    finished, room = _is_finished(last), _had_room(last, piece, setting)
    if _is_marked(piece):
        plain = len(held) > 1 and abs(last.x0 - first.x0) < 2 and abs(piece.x0 - first.x0) < 2
        return finished or room or not plain
    if _is_marked(first) and piece.x0 < first.x0 + 2:
        return (finished and room) or piece.x0 < first.x0 - 2 or (len(held) > 1 and last.x0 > first.x0 + 2)
    indented = len(held) > 1 and piece.x0 > last.x0 + piece.size
    return finished and (indented or room)


def _is_marked(piece: Piece) -> bool:
    return bool(BULLET.match(piece.text) or NUMBERED_ITEM.match(piece.text) or NUMBERED.match(piece.text))


def _is_finished(piece: Piece) -> bool:
    return FINISHED.search(piece.text) is not None


def _had_room(last: Piece, piece: Piece, setting: Print) -> bool:
    """Would the line's first word have fitted on the line before it? Then the line was broken there on purpose."""
    letter = (piece.x1 - piece.x0) / max(1, len(piece.text))
    return setting.edge[last.page] - last.x1 > (len(piece.text.split()[0]) + 2) * letter


def text_of(pieces: Sequence[Piece], hyphens: Hyphens) -> str:
    """The words of a paragraph's lines on one line, words that were broken over two lines made whole."""
    text = ""
    for piece in pieces:
        text = hyphens.joined(text, piece.text) if text else piece.text
    return text


def levels(headings: Sequence[Piece]) -> dict[tuple[int, bool], int]:
    """How deep each print of heading stands: a print that numbers its headings by their number, the others by their size."""
    depths: dict[tuple[int, bool], Counter[int]] = defaultdict(Counter)
    for heading in headings:
        numbered = NUMBERED.match(heading.text)
        depths[look(heading)][numbered["number"].count(".") + 1 if numbered else 0] += 1
    known: dict[tuple[int, bool], int] = {}
    above = 0
    for kind in sorted(depths, reverse=True):
        numbered_depths = {depth: count for depth, count in depths[kind].items() if depth}
        known[kind] = max(numbered_depths, key=lambda depth: numbered_depths[depth]) if numbered_depths else above + 1
        above = min(max(above, known[kind]), DEEPEST - 1)
    return known


def look(piece: Piece) -> tuple[int, bool]:
    """The print of a heading: its size in half points, and whether it is bold."""
    return _size(piece), piece.bold
