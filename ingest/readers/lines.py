"""Printed lines to blocks: what a heading, a list item and a paragraph look like when there is no markup to tell.

Plain text and PDF share this. The rules are those of the page, not of one document: a number before a short line is a
heading, a number before a long one is a numbered paragraph (the Code of Practice numbers its paragraphs), a short line
standing alone is a heading, a bullet is a bullet.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.blocks import Block, BlockKind
from ingest.characters import printed
from ingest.readers.furniture import is_furniture

BULLET = re.compile(r"^(?P<marker>[•●▪◦‣·∙○■□➢➤\uf0b7*–—-]\s*[✓✔]?|o(?=\s))\s+(?P<text>\S.*)$")
NUMBERED_ITEM = re.compile(r"^(?P<marker>\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)])\s+(?P<text>\S.*)$")
NUMBERED = re.compile(r"^(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})(?P<dot>\.?)\s+(?P<text>\S.*)$")
HEADING_WORDS = 14
HEADING_CHARACTERS = 110
SENTENCE_END = re.compile(r"[.;:,!”\"]$")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line with what was seen of its place: indent in spaces, blank lines around it, page."""

    text: str
    number: int
    blank_before: bool
    blank_after: bool
    offset: int = 0
    page: int | None = None
    heading: bool = False  # the page shows it larger or bolder than the words around it


def lines_of(text: str) -> list[Line]:
    """The printed lines of a plain text, blank ones noted and left out."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    offsets = _offsets(rows)
    empty = [not printed(row) for row in rows]
    return [
        Line(
            text=printed(row),
            number=at + 1,
            blank_before=at == 0 or empty[at - 1],
            blank_after=at == len(rows) - 1 or empty[at + 1],
            offset=offsets[at],
        )
        for at, row in enumerate(rows)
        if not empty[at]
    ]


def _offsets(rows: Sequence[str]) -> list[int]:
    at, offsets = 0, []
    for row in rows:
        offsets.append(at)
        at += len(row) + 1
    return offsets


def blocks_of(lines: Sequence[Line]) -> Iterator[Block]:
    """The blocks that the lines make, in order; every word of every line is in exactly one of them."""
    last_number: str | None = None
    for line in joined(lines):
        block = _block(line, last_number)
        if block.kind is BlockKind.HEADING and block.number:
            last_number = block.number
        yield block


def _block(line: Line, last_number: str | None) -> Block:
    place = {"line": line.number, "offset": line.offset, "page": line.page}
    if is_furniture(line.text):
        return Block(BlockKind.FURNITURE, line.text, **place)  # type: ignore[arg-type]
    if bullet := BULLET.match(line.text):
        return Block(BlockKind.ITEM, bullet["text"], marker=bullet["marker"], **place)  # type: ignore[arg-type]
    if (numbered := NUMBERED.match(line.text)) and _follows(last_number, numbered):
        return Block(
            BlockKind.HEADING,
            line.text,
            number=numbered["number"],
            level=_depth(numbered["number"]),
            **place,  # type: ignore[arg-type]
        )
    if item := NUMBERED_ITEM.match(line.text):
        return Block(BlockKind.ITEM, item["text"], marker=item["marker"], **place)  # type: ignore[arg-type]
    if _stands_alone(line):
        return Block(BlockKind.HEADING, line.text, level=1, **place)  # type: ignore[arg-type]
    return Block(BlockKind.TEXT, line.text, **place)  # type: ignore[arg-type]


def _depth(number: str) -> int:
    return number.count(".") + 1


def _follows(last: str | None, numbered: re.Match[str]) -> bool:
    """Is this number the next section, and not an item of a list? "1." inside section 7.5 is an item; "7.6" is a section."""
    text, number = numbered["text"], numbered["number"]
    if not (text[0].isupper() or text[0] in "“‘(") or len(text) > HEADING_CHARACTERS or SENTENCE_END.search(text):
        return False
    if numbered["dot"] and "." not in number and last is not None and "." in last:
        return False
    return last is None or _after(last, number)


def _after(last: str, number: str) -> bool:
    before, here = _parts(last), _parts(number)
    return here > before and here[0] - before[0] <= 1


def _parts(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


def _stands_alone(line: Line) -> bool:
    """A short line between blank lines that does not end like a sentence is a heading without a number."""
    return (
        line.blank_before
        and line.blank_after
        and line.text[0].isupper()
        and len(line.text.split()) <= HEADING_WORDS
        and len(line.text) <= HEADING_CHARACTERS
        and not SENTENCE_END.search(line.text)
    )


def joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines that were broken to fit a page are put together again; a document of one line a paragraph is left as it is."""
    if not _is_wrapped(lines):
        yield from lines
        return
    held: Line | None = None
    for line in lines:
        if held is not None and _goes_on(held, line):
            held = _join(held, line)
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def _is_wrapped(lines: Sequence[Line]) -> bool:
    if not lines:
        return False
    longest = max(len(line.text) for line in lines)
    unfinished = sum(not line.blank_after and len(line.text) > 0.6 * longest for line in lines)
    return longest <= 200 and unfinished >= 2


def _goes_on(before: Line, line: Line) -> bool:
    starts_anew = BULLET.match(line.text) or NUMBERED_ITEM.match(line.text) or NUMBERED.match(line.text)
    return not line.blank_before and not starts_anew and not before.heading and not line.heading


def _join(before: Line, line: Line) -> Line:
    hyphenated = re.search(r"[a-z]-$", before.text) and line.text[0].islower()
    text = before.text[:-1] + line.text if hyphenated else f"{before.text} {line.text}"
    return Line(text, before.number, before.blank_before, line.blank_after, before.offset, before.page, before.heading)
