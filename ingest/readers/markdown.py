"""Markdown: bytes in, blocks out. A paragraph that is bold from end to end is a heading: many published pages write them so.

Markup in the text is shown as it stands, so that none of its words is lost; comments, which no reader of the page sees, are
kept apart.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.blocks import Block, BlockKind
from ingest.characters import printed
from ingest.readers.furniture import is_furniture
from ingest.readers.lines import NUMBERED
from ingest.readers.text import decoded

BOLD_HEADING_LEVEL = 2
COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)


def read(data: bytes) -> Iterator[Block]:
    """The blocks of a CommonMark document with tables."""
    text, comments = _without_comments(decoded(data))
    reading = _Reading(MarkdownIt("commonmark", {"html": False}).enable("table").parse(text))
    for at, token in enumerate(reading.tokens):
        yield from comments.before(token)
        yield from reading.blocks(at, token)
    yield from comments.left()


class _Comments:
    """The comments of a document, each in its place."""

    def __init__(self, found: list[tuple[int, str]]) -> None:
        self.found = found

    def before(self, token: Token) -> Iterator[Block]:
        while self.found and token.level == 0 and token.map and self.found[0][0] <= token.map[0]:
            yield self._hidden()

    def left(self) -> Iterator[Block]:
        while self.found:
            yield self._hidden()

    def _hidden(self) -> Block:
        line, words = self.found.pop(0)
        return Block(BlockKind.HIDDEN, words, line=line, why="in a comment")


def _without_comments(text: str) -> tuple[str, _Comments]:
    """The text with each comment blanked, its lines kept so that line numbers stay, and the comments."""
    found = [(text.count("\n", 0, comment.start()) + 1, printed(comment[1])) for comment in COMMENT.finditer(text)]
    blanked = COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), text)
    return blanked, _Comments([(line, words) for line, words in found if words])


class _Reading:
    """Where in the document we are: in which list, in which heading."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.item_depth, self.marker, self.heading_level = 0, "", 0

    def blocks(self, at: int, token: Token) -> Iterator[Block]:
        if enter := ENTERING.get(token.type):
            enter(self, token)
        elif token.type == "tr_open":
            yield _row(self.tokens, at)
        elif token.type in ("fence", "code_block"):
            yield Block(BlockKind.TEXT, printed(f"{token.info} {token.content}"), line=_line(token))
        elif token.type == "inline" and not _in_table(self.tokens, at):
            yield from self._inline(token)

    def enter_heading(self, token: Token) -> None:
        self.heading_level = int(token.tag[1])

    def leave_heading(self, _: Token) -> None:
        self.heading_level = 0

    def enter_item(self, token: Token) -> None:
        self.item_depth += 1
        self.marker = f"{token.info}{token.markup}"

    def leave_item(self, _: Token) -> None:
        self.item_depth -= 1

    def _inline(self, token: Token) -> Iterator[Block]:
        pieces = [piece for piece in _printed_lines(token) if piece]
        marker, self.marker = self.marker if self.item_depth else "", ""
        if pieces and (self.heading_level or (not marker and len(pieces) == 1 and _all_bold(token))):
            yield _heading(" ".join(pieces), self.heading_level or BOLD_HEADING_LEVEL, _line(token))
            return
        for at, piece in enumerate(pieces):
            yield _block(piece, marker if at == 0 else "", _line(token))


ENTERING: dict[str, Callable[[_Reading, Token], None]] = {
    "heading_open": _Reading.enter_heading,
    "heading_close": _Reading.leave_heading,
    "list_item_open": _Reading.enter_item,
    "list_item_close": _Reading.leave_item,
}


def _block(piece: str, marker: str, line: int | None) -> Block:
    if is_furniture(piece):
        return Block(BlockKind.FURNITURE, piece, line=line)
    if not marker:
        return Block(BlockKind.TEXT, piece, line=line)
    ticked = piece[0] in "✓✔" and len(piece) > 1
    tick, words = (piece[0], piece[1:].strip()) if ticked else ("", piece)
    return Block(BlockKind.ITEM, words, marker=f"{marker} {tick}".strip(), line=line)


def _heading(text: str, level: int, line: int | None) -> Block:
    numbered = NUMBERED.match(text)
    number = numbered["number"] if numbered else text if text.replace(".", "").isdigit() else None
    return Block(BlockKind.HEADING, text, number=number, level=level, line=line)


def _row(tokens: Sequence[Token], at: int) -> Block:
    cells: list[str] = []
    for token in tokens[at:]:
        if token.type == "tr_close":
            break
        if token.type == "inline":
            cells.append(" ".join(_printed_lines(token)))
    return Block(BlockKind.ROW, " | ".join(cells), line=_line(tokens[at]))


def _in_table(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at - 1].type in ("th_open", "td_open")


def _printed_lines(token: Token) -> list[str]:
    """The words of an inline token; a hard line break starts a new line, a soft one is a space."""
    lines = [""]
    for child in token.children or []:
        match child.type:
            case "hardbreak":
                lines.append("")
            case "softbreak":
                lines[-1] += " "
            case "image":
                lines[-1] += f" {child.content} "
            case _:
                lines[-1] += child.content
    return [printed(line) for line in lines]


def _all_bold(token: Token) -> bool:
    children = [child for child in token.children or [] if child.type != "text" or child.content.strip()]
    depth = 0
    for child in children:
        depth += child.nesting if child.type.startswith("strong") else 0
        if child.type == "text" and not depth:
            return False
    return bool(children)


def _line(token: Token) -> int | None:
    return token.map[0] + 1 if token.map else None
