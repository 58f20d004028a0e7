"""A quiz as rows, for CSV and XLSX: Kahoot, Forms and the like take a question, four answers and which is right."""

import csv
import io
from collections.abc import Iterator

from eval.quiz.exports.base import LETTERS, feedback, stem
from eval.quiz.model import Item, Quiz

MOST = 6  # options
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


def heads() -> list[str]:
    """The columns."""
    options = [name for letter in LETTERS[:MOST] for name in (f"Option {letter}", f"Feedback {letter}")]
    return ["Number", "Question", *options, "Right", "Kind", "Topic", "Table", "Rows", "Paragraphs", "Difficulty", "Seed", "Id"]


def rows(quiz: Quiz) -> Iterator[list[str]]:
    """A row for each item."""
    for n, item in enumerate(quiz.items, 1):
        yield [str(n), *map(inert, _row(item))]


def _row(item: Item) -> list[str]:
    options = [text for option in item.options for text in (option.text, feedback(option))]
    padded = options + [""] * (2 * MOST - len(options))
    right = ", ".join(LETTERS[place] for place in item.right)
    about = (item.kind, item.topic, item.table, " ".join(item.rows), " ".join(item.rests_on))
    return [stem(item), *padded, right, *map(str, (*about, item.difficulty, item.seed, item.id))]


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def write_csv(quiz: Quiz) -> bytes:
    """Comma-separated, with the mark by which spreadsheets know UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads())
    writer.writerows(rows(quiz))
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(quiz: Quiz) -> bytes:
    """A workbook of one sheet."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow, and no other export needs it

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Quiz"
    sheet.append(heads())
    for row in rows(quiz):
        sheet.append(row)
    sheet.freeze_panes = "C2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
