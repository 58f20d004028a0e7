"""Words set for a terminal: as wide as it is, and readable without colour."""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from textwrap import fill
from typing import Any

from api.headed import question_over
from assistant.model import Answer, Block

NARROWEST, WIDEST = 40, 100
BOLD, PLAIN = "\033[1m", "\033[0m"


def width() -> int:
    """Columns to write on."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((80, 24)).columns))


def say(text: str) -> None:
    """Prints; a character that the terminal cannot show never stops an answer."""
    out = sys.stdout
    out.write(text.encode(out.encoding or "utf-8", "replace").decode(out.encoding or "utf-8") + "\n")


def say_json(value: Any) -> None:
    """Prints JSON that any terminal and any program can read."""
    say(json.dumps(value, indent=2, ensure_ascii=True, default=str))


def say_json_line(value: Any) -> None:
    """Prints JSON on one line, for a program that reads line by line."""
    say(json.dumps(value, ensure_ascii=True, default=str))
    sys.stdout.flush()


def answer_lines(answer: Answer, columns: int, bold: bool = False) -> Iterator[str]:
    """The answer, the words it rests on, where they stand, and what to know beside them."""
    before = None
    for block in answer.blocks:
        if before and not _together(before, block):
            yield ""
        if question := question_over(block, answer):
            yield fill(question, columns)
        yield _block(block, columns, bold)
        before = block
    yield from _titled("Sources", (_source(answer, n, columns) for n in range(len(answer.citations))))
    yield from _titled("Note", (_hung(notice.text, "  ! ", "    ", columns) for notice in answer.notices))


def _together(before: Block, block: Block) -> bool:
    return before.kind in ("quote", "item") and block.kind in ("quote", "item")


def _block(block: Block, columns: int, bold: bool) -> str:
    text = " ".join(run.text + "".join(f" [{n}]" for n in run.citations) for run in block.runs)
    match block.kind:
        case "quote":
            return _hung(text, "  | ", "  | ", columns)
        case "item":
            return _hung(text, "  | - ", "  |   ", columns)
        case "answer":
            return f"{BOLD}{fill(text, columns)}{PLAIN}" if bold else fill(text, columns)
        case "note":
            return fill(text, columns)


def _source(answer: Answer, at: int, columns: int) -> str:
    citation = answer.citations[at]
    page = f", page {citation.page}" if citation.page else ""
    where = ", ".join(filter(None, (citation.title, citation.heading)))
    return _hung(f"{where}{page}: {citation.paragraph}", f"  [{citation.n}] ", "      ", columns)


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", title, *found)


def _hung(text: str, first: str, rest: str, columns: int) -> str:
    return fill(text, columns, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, break_long_words=False)
