"""Rows for a spreadsheet, in which nothing is a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # what a spreadsheet may run
MARK = "\ufeff"  # by which spreadsheets know UTF-8


def cell(value: object) -> str:
    """A value as the words of a cell; what a spreadsheet would run is marked as text."""
    words = str(value)
    return f"'{words}" if words.lstrip(" ").startswith(FORMULA) else words


def csv_lines(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV file, one at a time, so that a long one is never whole in memory."""
    yield MARK + _line(heads)
    for row in rows:
        yield _line([cell(value) for value in row])


def _line(row: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(row)
    return out.getvalue()
