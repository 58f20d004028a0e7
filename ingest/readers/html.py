"""A saved web page: bytes in, blocks out. Menus, cookie banners and footers are furniture; what no reader sees is hidden."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import chain

from lxml import etree, html
from lxml.html import HtmlElement

from ingest.blocks import Block, BlockKind
from ingest.characters import printed
from ingest.errors import UnreadableDocument
from ingest.readers import caps
from ingest.readers.furniture import is_furniture as reads_like_furniture
from ingest.readers.html_hints import DROPPED, is_furniture, letters_of, texts_of, why_hidden
from ingest.readers.lines import HEADING_CHARACTERS, SENTENCE_END, Classifier, Line
from ingest.readers.text import decoded, refuse_invisible

CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([a-z0-9_-]+)", re.IGNORECASE)
LATIN = {"windows-1252", "iso-8859-1", "latin1", "cp1252", "iso-8859-15", "us-ascii"}
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
}  # fmt: skip
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
LOST = 0.02  # share of the letters that two parsers of broken pages may count differently
MAIN_SHARE = 0.1  # of the page's letters: a main part smaller than this is not the main part


def read(data: bytes) -> Iterator[Block]:
    """The blocks of a web page."""
    caps.within(len(data), caps.HTML_BYTES, "bytes of HTML", "save the page as text, or split it")
    text = _decoded(data)
    refuse_invisible(text)
    tree = _tree(text)
    walk = _Walk(_main(tree), letters_of(tree))
    walk.element(tree, _Place())
    walk.flush(_Place())
    classifier = Classifier(block.text for block in walk.found if block.kind is not BlockKind.HIDDEN)
    return chain.from_iterable(_classified(block, classifier) for block in walk.found)


def _classified(block: Block, classifier: Classifier) -> list[Block]:
    """Text may be a numbered heading or paragraph; a heading's number counts where it follows the one before."""
    if block.kind in (BlockKind.TEXT, BlockKind.HEADING):
        return [replace(one, line=block.line) for one in classifier.blocks(Line(block.text, None, level=block.level))]
    furniture = block.kind is BlockKind.ITEM and reads_like_furniture(block.text)
    return [replace(block, kind=BlockKind.FURNITURE) if furniture else block]


def _decoded(data: bytes) -> str:
    named = CHARSET.search(data[:4_096])
    if named and named[1].decode("ascii").lower() in LATIN:
        return data.decode("cp1252", "replace") if _is_not_utf8(data) else data.decode("utf-8-sig")
    return decoded(data)


def _is_not_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _tree(text: str) -> HtmlElement:
    """The page's elements; a page whose words the parser loses, as it does when they are nested too deep, is refused."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    tree = html.document_fromstring(text.encode("utf-8", "surrogatepass"), parser=parser)
    before, after = _letters_in(text), letters_of(tree)
    if after < (1 - LOST) * before - 10:
        raise UnreadableDocument(
            f"{before - after:,} of its {before:,} letters were lost in reading, as when its elements are nested too deep "
            f"(we read {caps.HTML_DEPTH} levels): save the page as text and add that"
        )
    caps.within(_depth(tree), caps.HTML_DEPTH, "levels of elements, one in another", "save the page as text and add that")
    return tree


def _depth(tree: HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


class _Letters(HTMLParser):
    """Counts the letters of a page's text, by a parser of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.count, self.dropped = 0, ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if not self.dropped and tag in ("script", "style"):
            self.dropped = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self.dropped:
            self.dropped = ""

    def handle_data(self, data: str) -> None:
        self.count += 0 if self.dropped else sum(character.isalnum() for character in data)


def _letters_in(text: str) -> int:
    counter = _Letters()
    counter.feed(text)
    counter.close()
    return counter.count


def _main(tree: HtmlElement) -> HtmlElement | None:
    """The element that holds the page's own content, where it is marked."""
    marked = tree.xpath("//main | //*[@role='main']") or tree.xpath("//article")
    large = [one for one in marked if letters_of(one) > MAIN_SHARE * letters_of(tree)]
    return large[0] if len(large) == 1 else None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the page we are.

    aside   in a menu, a banner, a footer
    inside  in the main part
    level   of the heading we are in, or 0
    marker  of the list entry we are in; None outside lists
    """

    aside: bool = False
    inside: bool = False
    level: int = 0
    marker: str | None = None


class _Walk:
    """Goes through the page in its own order and notes its blocks."""

    def __init__(self, main: HtmlElement | None, letters: int) -> None:
        self.main, self.letters = main, letters
        self.found: list[Block] = []
        self.hidden: list[Block] = []
        self.words: list[str] = []
        self.bold: list[bool] = []
        self.line: int | None = None
        self.entry: object = None  # the list entry whose first words are still to come
        self.last_level = 1

    def element(self, element: HtmlElement, place: _Place) -> None:
        if not isinstance(element.tag, str):
            self._note_hidden("in a comment", [element.text or ""], element)
        elif element.tag in DROPPED:
            return
        elif why := why_hidden(element):
            self._note_hidden(why, texts_of(element), element, element.tail)
        else:
            self._shown(element, place)

    def _shown(self, element: HtmlElement, place: _Place) -> None:
        here = self._within(element, place)
        block = element.tag in BLOCKS or here.aside != place.aside
        if block:
            self.flush(place)
        if element.tag == "br":
            self.words.append("\n")
        elif element.tag == "table" and _is_data(element):
            self._table(element, here)
        elif element.tag == "dl":
            self._definitions(element, here)
        else:
            self._children(element, here)
        if block:
            self.flush(here)

    def _children(self, element: HtmlElement, here: _Place) -> None:
        self._add(element.text, element)
        count = _first(element)
        for child in element:
            marked = here
            if child.tag == "li":
                count = int(child.get("value", "")) if child.get("value", "").isdigit() else count
                marked = replace(here, marker=_mark(element, count), level=0)
                count += 1
                self.flush(here)
                self.entry = child
            self.element(child, marked)
            self._add(child.tail, element)

    def _within(self, element: HtmlElement, place: _Place) -> _Place:
        inside = place.inside or element is self.main or element.tag in ("main", "article")
        outside_main = self.main is not None and not inside and not _holds(element, self.main)
        aside = (place.aside and element is not self.main) or outside_main or is_furniture(element, inside, self.letters)
        return replace(place, aside=aside, inside=inside, level=HEADINGS.get(element.tag, place.level))

    def _add(self, text: str | None, element: HtmlElement) -> None:
        if not text:
            return
        if text.strip():
            self.line = self.line or element.sourceline
            self.bold.append(any(one.tag in ("b", "strong") for one in (element, *element.iterancestors())))
        self.words.append(text.replace("\r", " ").replace("\n", " ") if element.tag != "pre" else text)

    def flush(self, place: _Place) -> None:
        """End a block."""
        bold = bool(self.bold) and all(self.bold)
        for text in re.split(r"\n\s*\n", "".join(self.words)):
            if shown := printed(text):
                self.found.append(self._block(shown, place, bold))
        self.found += self.hidden
        self.words, self.bold, self.hidden, self.line = [], [], [], None

    def _block(self, text: str, place: _Place, bold: bool) -> Block:
        if place.aside:
            return Block(BlockKind.FURNITURE, text, line=self.line)
        if place.level:
            self.last_level = place.level
            return Block(BlockKind.HEADING, text, level=place.level, line=self.line)
        if place.marker is not None:
            marker, self.entry = (place.marker if self.entry is not None else ""), None
            return Block(BlockKind.ITEM, text, marker=marker, line=self.line)
        if bold and len(text) <= HEADING_CHARACTERS and not SENTENCE_END.search(text):
            return Block(BlockKind.HEADING, text, level=self.last_level + 1, line=self.line)
        return Block(BlockKind.TEXT, text, line=self.line)

    def _note_hidden(self, why: str, texts: Iterator[str] | list[str], element: HtmlElement, tail: str | None = None) -> None:
        text = printed("".join(texts).removesuffix(tail or ""))
        if text and not text.startswith("[if "):
            self.hidden.append(Block(BlockKind.HIDDEN, text, line=element.sourceline, why=why))

    def _table(self, table: HtmlElement, place: _Place) -> None:
        for part in table.iter("caption", "tr"):
            if part.tag == "caption":
                self._children(part, place)
                self.flush(place)
            else:
                self._row([cell for cell in part if cell.tag in ("td", "th")], part, place)

    def _definitions(self, element: HtmlElement, place: _Place) -> None:
        terms: list[HtmlElement] = []
        for part in element.iter("dt", "dd"):
            terms.append(part)
            if part.tag == "dd":
                self._row(terms, element, place)
                terms = []
        self._row(terms, element, place)

    def _row(self, cells: list[HtmlElement], element: HtmlElement, place: _Place) -> None:
        texts = [text for text in (self._cell(cell) for cell in cells) if text]
        if texts:
            kind = BlockKind.FURNITURE if place.aside else BlockKind.ROW if len(texts) > 1 else BlockKind.TEXT
            self.found.append(Block(kind, " | ".join(texts), line=element.sourceline))
        self.found += self.hidden
        self.hidden = []

    def _cell(self, cell: HtmlElement) -> str:
        """The words of a cell that are shown; the others are noted as hidden."""
        words: list[str] = []
        self._gather(cell, words)
        return printed("".join(words))

    def _gather(self, element: HtmlElement, words: list[str]) -> None:
        if not isinstance(element.tag, str) or element.tag in DROPPED or why_hidden(element):
            self.element(element, _Place())
            return
        space = " " if element.tag in BLOCKS or element.tag == "br" else ""
        words += [space, element.text or ""]
        for child in element:
            self._gather(child, words)
            words.append(child.tail or "")
        words.append(space)


def _is_data(table: HtmlElement) -> bool:
    return (table.get("role") or "") not in ("presentation", "none") and not table.xpath(".//table|.//h1|.//h2|.//h3")


def _holds(element: HtmlElement, main: HtmlElement) -> bool:
    return any(one is element for one in main.iterancestors())


def _first(element: HtmlElement) -> int:
    start = element.get("start", "") if element.tag == "ol" else ""
    return int(start) if start.isdigit() else 1


def _mark(parent: HtmlElement, count: int) -> str:
    if parent.tag != "ol":
        return "•"
    letters = {"a": 96, "A": 64}.get(parent.get("type", ""))
    return f"{chr(letters + count)}." if letters and count <= 26 else f"{count}."
