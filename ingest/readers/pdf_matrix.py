"""Where things are on a page: PDF's matrices of six numbers, and what of a page is shown."""

from collections.abc import Sequence
from typing import Any

from pypdf import PageObject

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]  # left, bottom, right, top, in points
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def sheet(page: PageObject) -> Box:
    """The part of the page that is shown."""
    crop, media = page.cropbox, page.mediabox
    left, bottom = max(float(crop.left), float(media.left)), max(float(crop.bottom), float(media.bottom))
    return left, bottom, min(float(crop.right), float(media.right)), min(float(crop.top), float(media.top))


def number(value: Any) -> float:
    """An operand as a number; 0 for what is none."""
    return float(value) if isinstance(value, int | float) else 0.0


def matrix(operands: Sequence[Any]) -> Matrix:
    """The last six operands; where there are fewer, a matrix that changes nothing."""
    values = tuple(map(number, operands[-6:]))
    return values if len(values) == 6 else IDENTITY


def moved(by: float, up: float, m: Matrix) -> Matrix:
    """The matrix of a place so far to the right of, and above, the origin of another."""
    return times((1, 0, 0, 1, by, up), m)


def times(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def share(m: Matrix, box: Box) -> float:
    """How much of the box a picture covers: it is drawn on a square of one by one, which the matrix puts on the page."""
    corners = [(x, y) for x in (0, 1) for y in (0, 1)]
    across, up = [x * m[0] + y * m[2] + m[4] for x, y in corners], [x * m[1] + y * m[3] + m[5] for x, y in corners]
    left, bottom, right, top = box
    wide, high = min(max(across), right) - max(min(across), left), min(max(up), top) - max(min(up), bottom)
    return max(wide, 0.0) * max(high, 0.0) / max((right - left) * (top - bottom), 1.0)
