"""Markdown: bytes in, blocks out. A paragraph that is bold from end to end is a heading: many published pages write them so."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.blocks import Block, BlockKind
from ingest.characters import printed
from ingest.readers.furniture import is_furniture
from ingest.readers.lines import NUMBERED
from ingest.readers.text import decoded

BOLD_HEADING_LEVEL = 2


def read(data: bytes) -> Iterator[Block]:
    """The blocks of a CommonMark document with tables."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(decoded(data))
    item_depth, marker, heading_level = 0, "", 0
    for at, token in enumerate(tokens):
        match token.type:
            case "heading_open":
                heading_level = int(token.tag[1])
            case "heading_close":
                heading_level = 0
            case "list_item_open":
                item_depth += 1
                marker = f"{token.info}{token.markup}"
            case "list_item_close":
                item_depth -= 1
            case "tr_open":
                yield _row(tokens, at)
            case "fence" | "code_block":
                yield Block(BlockKind.TEXT, printed(token.content), line=_line(token))
            case "inline" if not _in_table(tokens, at):
                yield from _inline(token, heading_level, marker if item_depth else "")
                marker = ""
            case _:
                continue


def _inline(token: Token, heading_level: int, marker: str) -> Iterator[Block]:
    pieces = [piece for piece in _printed_lines(token) if piece]
    if heading_level or (not marker and len(pieces) == 1 and _all_bold(token)):
        yield _heading(" ".join(pieces), heading_level or BOLD_HEADING_LEVEL, _line(token))
        return
    for at, piece in enumerate(pieces):
        kind = BlockKind.ITEM if marker and at == 0 else BlockKind.TEXT
        kind = BlockKind.FURNITURE if is_furniture(piece) else kind
        tick, piece = (piece[0], piece[1:].strip()) if piece[0] in "✓✔" and kind is BlockKind.ITEM else ("", piece)
        shown = f"{marker} {tick}".strip() if kind is BlockKind.ITEM else ""
        yield Block(kind, piece, marker=shown, line=_line(token))


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
