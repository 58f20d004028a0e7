"""Printed lines to blocks: what a heading, a list item and a paragraph look like when there is no markup to tell.

Plain text and PDF share this. The rules are those of the page, not of one document: a number before a short line is a
heading, a number before a long one is a numbered paragraph (the Code of Practice numbers its paragraphs), a short line
standing alone is a heading, a bullet is a bullet.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.blocks import Block, BlockKind
from ingest.characters import printed
from ingest.readers.furniture import is_furniture

BULLET = re.compile(r"^(?P<marker>[•●▪◦‣·∙○■□➢➤\uf0b7*–—-]\s*[✓✔]?|o(?=\s))\s+(?P<text>\S.*)$")
NUMBERED_ITEM = re.compile(r"^(?P<marker>\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)])\s+(?P<text>\S.*)$")
NUMBERED = re.compile(r"^(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})(?P<dot>\.?)\s+(?P<text>\S.*)$")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CUT = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
SOFT_HYPHEN = "\u00ad"
NUMBERED_PARAGRAPH_LEVEL = 9  # deeper than any heading: a paragraph's number stands under every heading over it
HEADING_WORDS = 14
HEADING_CHARACTERS = 110
SENTENCE_END = re.compile(r"[.;:,!”\"]$")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line with what was seen of its place: the blank lines around it, its page."""

    text: str
    number: int | None
    blank_before: bool = False
    blank_after: bool = False
    offset: int = 0
    page: int | None = None
    level: int = 0  # from 1, the outermost, where the page shows a heading, larger or bolder than the words around it


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
    classifier = Classifier(line.text for line in lines)
    for line in joined(lines):
        yield from classifier.blocks(line)


class Classifier:
    """What each whole line is, told by its own look and by the section numbers before it."""

    def __init__(self, texts: Iterable[str]) -> None:
        numbers = (found["number"] for found in map(NUMBERED.match, texts) if found)
        self.chapters = Counter(number.partition(".")[0] for number in numbers if "." in number)
        self.last: str | None = None

    def blocks(self, line: Line) -> list[Block]:
        """The line's block; a numbered paragraph is two, its number as a heading and its words."""
        numbered = NUMBERED.match(line.text)
        if is_furniture(line.text):
            return [_at(line, BlockKind.FURNITURE)]
        if line.level:
            return [self._shown_heading(line, numbered)]
        if numbered and self._is_next(numbered):
            return list(self._section(line, numbered))
        if item := BULLET.match(line.text) or NUMBERED_ITEM.match(line.text):
            return [_at(line, BlockKind.ITEM, item["text"], marker=item["marker"])]
        return [_at(line, BlockKind.HEADING, level=1) if _stands_alone(line) else _at(line, BlockKind.TEXT)]

    def _shown_heading(self, line: Line, numbered: re.Match[str] | None) -> Block:
        """A line printed as a heading; its number counts only where it follows the one before it."""
        if numbered is None or not self._after(numbered["number"]):
            return _at(line, BlockKind.HEADING, level=line.level)
        self.last = numbered["number"]
        return _at(line, BlockKind.HEADING, number=self.last, level=_depth(self.last))

    def _section(self, line: Line, numbered: re.Match[str]) -> Iterator[Block]:
        number = self.last = numbered["number"]
        if _is_title(numbered["text"]):
            yield _at(line, BlockKind.HEADING, number=number, level=_depth(number))
            return
        yield _at(line, BlockKind.HEADING, number + numbered["dot"], number=number, level=NUMBERED_PARAGRAPH_LEVEL)
        yield _at(line, BlockKind.TEXT, numbered["text"])

    def _is_next(self, numbered: re.Match[str]) -> bool:
        """Is this number the next section, and not a list's? "1." inside section 7.5 is an item; "7.6" is a section."""
        text, number = numbered["text"], numbered["number"]
        if not (text[0].isupper() or text[0] in "“‘\"'("):
            return False
        if "." not in number and (not _is_title(text) or (numbered["dot"] and "." in (self.last or ""))):
            return False
        return self._after(number)

    def _after(self, number: str) -> bool:
        """Does the number come next: in this chapter, in the one after it, or in a later one that has numbers of its own?"""
        before, here = _parts(self.last or "0"), _parts(number)
        return here > before and (here[0] - before[0] <= 1 or self.chapters[str(here[0])] > 1)


def _at(line: Line, kind: BlockKind, text: str | None = None, **more: Any) -> Block:
    return Block(kind, line.text if text is None else text, line=line.number, offset=line.offset, page=line.page, **more)


def _is_title(text: str) -> bool:
    """Is it as short as a heading, and does it end like one?"""
    return len(text) <= HEADING_CHARACTERS and not SENTENCE_END.search(text)


def _depth(number: str) -> int:
    return number.count(".") + 1


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
    hyphens = Hyphens(line.text for line in lines)
    held: Line | None = None
    for line in lines:
        if held is not None and _goes_on(line):
            held = replace(held, text=hyphens.joined(held.text, line.text), blank_after=line.blank_after)
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


def _goes_on(line: Line) -> bool:
    starts_anew = BULLET.match(line.text) or NUMBERED_ITEM.match(line.text) or NUMBERED.match(line.text)
    return not line.blank_before and not starts_anew


class Hyphens:
    """Words that a line's end cut in two, made whole as the document writes them elsewhere: "after-care" or "aftercare"."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.words = Counter(word.lower() for text in texts for word in WORD.findall(text))

    def joined(self, before: str, after: str) -> str:
        """Two lines of one paragraph as one."""
        if before.endswith(SOFT_HYPHEN):
            return before[:-1] + after
        cut = CUT.search(before)
        if not cut or not after[0].isalpha():
            return before + ("" if before.endswith("/") else " ") + after
        rest = WORD.match(after)[0]  # type: ignore[index]
        whole, hyphened = self.words[(cut[1] + rest).lower()], self.words[f"{cut[1]}-{rest}".lower()]
        drops = whole > hyphened or (whole == hyphened and rest[0].islower())
        return (before[:-1] if drops else before) + after
