"""Runs of text to printed pieces: the words that stand side by side on one line of a page, without a wide gap."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.characters import printed
from ingest.readers.pdf_runs import COLUMN_GAP, Run

MARKER = re.compile(r"^(?:[•●▪◦‣·∙○■□➢➤✓✔–—o*-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]|\d{1,3}(?:\.\d{1,3}){0,4}\.?)$")
MARKER_GAP = 8.0  # of the font size: how far a list's mark, or a number in the margin, stands before its words
LETTER_GAP = 0.13  # of the font size; a wider gap is a space
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words on one line of a page, in points from the bottom left; page is 1-based."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    page: int
    aside: bool = False

    def beside(self, other: "Piece") -> bool:
        """Do both stand on one baseline of one page?"""
        return self.page == other.page and abs(self.y - other.y) < 0.35 * max(self.size, other.size)


def pieces_of(runs: Sequence[Run], page: int) -> list[Piece]:
    """The pieces of a page in the order they are drawn, each list mark and margin number put before its words."""
    groups: list[list[Run]] = []
    for run in _once(runs):
        if groups and _goes_on(groups[-1], run):
            groups[-1].append(run)
        else:
            groups.append([run])
    pieces = [_piece(group, page) for group in groups]
    return _marked([piece for piece in pieces if piece.text])


def join(pieces: Iterable[Piece]) -> Piece:
    """Pieces of one line as one."""
    first, *rest = pieces
    text = " ".join([first.text, *(piece.text for piece in rest)])
    last = rest[-1] if rest else first
    return replace(first, text=text, x1=max(first.x1, last.x1), bold=first.bold and last.bold, size=max(first.size, last.size))


def _once(runs: Sequence[Run]) -> list[Run]:
    """Words drawn twice a hair apart, to look bold or to throw a shadow, are printed once."""
    kept: list[Run] = []
    for run in runs:
        if not any(_same(run, before) for before in kept[-3:]):
            kept.append(run)
    return kept


def _same(run: Run, before: Run) -> bool:
    return run.text == before.text and abs(run.x0 - before.x0) < 1.5 and abs(run.y - before.y) < 1.5


def _goes_on(group: Sequence[Run], run: Run) -> bool:
    base, last = _base(group), group[-1]
    size = max(base.size, run.size)
    smaller = min(base.size, run.size) < 0.85 * size
    level = abs(run.y - base.y) < (0.7 if smaller else 0.25) * size
    near = -0.6 * size < run.x0 - last.x1 < COLUMN_GAP * size
    return level and near and run.upright == base.upright and run.aside == base.aside


def _base(group: Sequence[Run]) -> Run:
    """The run that the line is set like: that with the most letters, a large list mark before it notwithstanding."""
    return max(group, key=lambda run: (sum(map(str.isalpha, run.text)), run.size))


def _piece(group: Sequence[Run], page: int) -> Piece:
    base = _base(group)
    text, end = "", group[0].x0
    for run in group:
        words = _raised(run, base)
        gap = run.x0 - end > LETTER_GAP * base.size or words[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹"
        text += f" {words}" if text and gap and not text.endswith(" ") else words
        end = run.x1
    letters = [run for run in group if run.text.strip()]
    soft = text.rstrip().endswith(SOFT_HYPHEN)
    return Piece(
        printed(text) + (SOFT_HYPHEN if soft else ""), group[0].x0, max(run.x1 for run in group), base.y, base.size,
        bold=all(run.bold for run in letters), page=page, aside=base.aside,
    )  # fmt: skip


def _raised(run: Run, base: Run) -> str:
    """A raised figure is the mark of a note, not part of the word before it."""
    raised = run.size < 0.85 * base.size and run.y - base.y > 0.15 * base.size
    return run.text.strip().translate(SUPERSCRIPTS) if raised and run.text.strip().isdigit() else run.text


def _marked(pieces: list[Piece]) -> list[Piece]:
    """Each list mark, and each number in the margin, joined to the words on its line."""
    alone = [at for at, piece in enumerate(pieces) if MARKER.match(piece.text)]
    for at in alone:
        mark = pieces[at]
        right = [
            other
            for other, piece in enumerate(pieces)
            if other != at and piece.text and piece.beside(mark) and 0 <= piece.x0 - mark.x1 + 1 < MARKER_GAP * piece.size
        ]
        if right:
            nearest = min(right, key=lambda other: pieces[other].x0)
            pieces[nearest] = replace(join([mark, pieces[nearest]]), size=pieces[nearest].size, bold=pieces[nearest].bold)
            pieces[at] = replace(mark, text="")
    return [piece for piece in pieces if piece.text]
