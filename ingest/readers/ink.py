"""Did these words leave ink? Asked of the page as pdfium draws it, where white on white, covered and clipped words show."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pypdfium2  # type: ignore[import-untyped]

from ingest.readers.pdf_matrix import Box
from ingest.readers.pdf_runs import Run

SCALE = 2  # pixels a point
LARGEST = 4_000  # pixels a side
CONTRAST = 20  # of 255 grey levels; fainter is not seen
SHORTEST = 4  # letters; where exactly a shorter word stands among others is not known well enough


class Press:
    """The document, drawn a page at a time."""

    def __init__(self, data: bytes) -> None:
        self.document = pypdfium2.PdfDocument(data)

    def seen(self, page: int, runs: Sequence[Run], sheet: Box) -> Iterator[Run]:
        """The runs of a page (0-based), those without ink marked as hidden; a run of which words are missing is divided."""
        asked = {at: run.words() for at, run in enumerate(runs) if _leaves_ink(run)}
        inked = iter(self._inked(page, [_box(word) for words in asked.values() for word in words], sheet))
        for at, run in enumerate(runs):
            words = asked.get(at, [])
            yield from _divided(run, words, [next(inked) for _ in words])

    def _inked(self, page: int, boxes: Sequence[Box], sheet: Box) -> list[bool]:
        """Whether each box of the page has anything drawn in it."""
        if not boxes:
            return []
        drawn = self.document[page]
        drawn.set_rotation(0)
        left, _, _, top = sheet
        scale = min(SCALE, LARGEST / max(*drawn.get_size(), 1))
        grey = drawn.render(scale=scale, grayscale=True, draw_annots=False, may_draw_forms=False).to_numpy()
        drawn.close()
        rows = [_pixels((top - y1) * scale, (top - y0) * scale) for _, y0, _, y1 in boxes]
        columns = [_pixels((x0 - left) * scale, (x1 - left) * scale) for x0, _, x1, _ in boxes]
        return [_has_contrast(grey[across, down]) for across, down in zip(rows, columns, strict=True)]


def _leaves_ink(run: Run) -> bool:
    """Should the run leave ink? Not if it is known to be hidden, or is a mark too thin to tell."""
    return not run.why and run.upright and any(letter.isalnum() for letter in run.text)


def _box(word: Run) -> Box:
    """Where the small letters of the word stand, clear of what underlines it and of the lines over and under it."""
    edge = 0.05 * (word.x1 - word.x0)
    return word.x0 + edge, word.y + 0.05 * word.size, word.x1 - edge, word.y + 0.5 * word.size


def _divided(run: Run, words: Sequence[Run], inked: Sequence[bool]) -> Iterator[Run]:
    why = "white on white, or covered" if run.white else "leaves no ink: covered, clipped, or in the colour of the page"
    if all(inked):
        yield run
    elif not any(inked):
        yield replace(run, why=why)
    else:
        for word, ink in zip(words, inked, strict=True):
            yield word if ink or len(word.text) < SHORTEST else replace(word, why=why)


def _pixels(start: float, end: float) -> slice:
    return slice(max(0, int(start)), max(0, int(end)) + 1)


def _has_contrast(pixels: Any) -> bool:
    return bool(pixels.size) and int(np.ptp(pixels)) > CONTRAST
