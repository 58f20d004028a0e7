"""The words of one paragraph of a Word document: those it shows, and those it keeps from its reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from docx.oxml.ns import qn

from ingest.readers.docx_numbers import value

SMALLEST = 2  # half points; smaller print cannot be read
MARKS = {"tab": " ", "ptab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
NOT_WORDS = {"instrText", "delInstrText", "rPr", "pPr", "Fallback", "sdtPr"}
REMOVED = {"del", "moveFrom"}
OFF = {"0", "false", "off"}


@dataclass(slots=True)
class Words:
    """What a paragraph holds.

    shown     its words, in order
    hidden    (how they are hidden, words)
    bold      are all its words bold
    comments  ids of the comments made on it
    notes     (footnote or endnote, id), in order
    boxes     its text boxes
    """

    shown: str = ""
    hidden: list[tuple[str, str]] = field(default_factory=list)
    bold: bool = True
    comments: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    def hide(self, why: str, text: str) -> None:
        """Keep words apart; with those before them, if they are hidden in the same way."""
        if self.hidden and self.hidden[-1][0] == why:
            self.hidden[-1] = (why, self.hidden[-1][1] + text)
        else:
            self.hidden.append((why, text))


@dataclass(frozen=True, slots=True)
class Look:
    """How words are shown; None where nothing says."""

    why: str = ""
    bold: bool = False
    white: bool = False
    shaded: bool = False

    @property
    def hidden(self) -> str:
        return self.why or ("white on white" if self.white and not self.shaded else "")


class Styles:
    """What the document's styles say of the look of words."""

    def __init__(self, styles: Any) -> None:
        self.found: Mapping[str, Any] = {one.get(qn("w:styleId")): one for one in styles.findall(qn("w:style"))}

    def chain(self, name: str | None) -> list[Any]:
        """The style and those it is based on, outermost first."""
        chain: list[Any] = []
        while name is not None and name in self.found and self.found[name] not in chain:
            chain.insert(0, self.found[name])
            name = value(chain[0], "w:basedOn")
        return chain

    def look(self, name: str | None, before: Look) -> Look:
        """The look that the style gives."""
        for style in self.chain(name):
            before = look_of(style.find(qn("w:rPr")), before)
            before = replace(before, shaded=before.shaded or is_shaded(style.find(qn("w:pPr"))))
        return before


def look_of(properties: Any, before: Look) -> Look:
    """The look that these run properties give to words that looked as before."""
    if properties is None:
        return before
    vanish, bold, colour = (properties.find(qn(tag)) for tag in ("w:vanish", "w:b", "w:color"))
    size = value(properties, "w:sz") or ""
    why = "formatted as hidden text" if _is_on(vanish, before.why.startswith("formatted")) else ""
    tiny = "printed smaller than 1 point" if size.isdigit() and int(size) < SMALLEST else ""
    white = before.white if colour is None else (colour.get(qn("w:val")) or "").upper() == "FFFFFF"
    shaded = before.shaded or is_shaded(properties) or properties.find(qn("w:highlight")) is not None
    return Look(why or tiny, _is_on(bold, before.bold), white, shaded)


def _is_on(element: Any, before: bool) -> bool:
    return before if element is None else element.get(qn("w:val")) not in OFF


def is_shaded(properties: Any) -> bool:
    """Is a colour other than white set behind the words?"""
    shade = properties.find(qn("w:shd")) if properties is not None else None
    return shade is not None and (shade.get(qn("w:fill")) or "auto").upper() not in ("AUTO", "FFFFFF")


def name_of(element: Any) -> str:
    """The tag without its namespace: "tbl", or "" for a comment in the XML."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def words_of(paragraph: Any, styles: Styles, shaded: bool = False) -> Words:
    """The words of a paragraph; `shaded`: the table cell it stands in has a colour."""
    properties = paragraph.find(qn("w:pPr"))
    look = styles.look(value(properties, "w:pStyle"), Look(shaded=shaded or is_shaded(properties)))
    words = Words()
    _gather(paragraph, words, styles, look)
    return words


def _gather(element: Any, words: Words, styles: Styles, look: Look) -> None:
    name = name_of(element)
    if name in NOT_WORDS or not name:
        return
    if name == "txbxContent":
        words.boxes.append(element)
        return
    if name in REMOVED:
        look = replace(look, why="deleted in a tracked change")
    if name == "r":
        properties = element.find(qn("w:rPr"))
        look = look if look.why.startswith("deleted") else look_of(properties, styles.look(value(properties, "w:rStyle"), look))
    if not _own(element, name, words, look):
        for child in element:
            _gather(child, words, styles, look)


def _own(element: Any, name: str, words: Words, look: Look) -> bool:
    """Take the words of the element itself; False where it is only a container."""
    if name in ("t", "delText"):
        _say(element.text or "", words, look)
    elif name in MARKS:
        _say(MARKS[name], words, look)
    elif name == "sym":
        _say(chr(int(element.get(qn("w:char"), "20"), 16)), words, look)
    elif name == "commentReference":
        words.comments.append(element.get(qn("w:id")))
    elif name in ("footnoteReference", "endnoteReference"):
        words.notes.append((name.removesuffix("Reference"), element.get(qn("w:id"))))
        words.shown += " \0"  # its mark is known when the notes before it are counted
    else:
        return False
    return True


def _say(text: str, words: Words, look: Look) -> None:
    if look.hidden:
        words.hide(look.hidden, text)
        return
    words.shown += text
    words.bold = words.bold and (look.bold or not text.strip())
