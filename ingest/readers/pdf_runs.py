"""A page's content stream to runs of text: what is written where, how large, how bold, and whether anyone can see it.

pypdf parses the file, its streams and its fonts; its own `extract_text` forgets widths, colours and layers, which tables and
hidden words are told by.
"""

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NameObject

from ingest.readers import caps
from ingest.readers.pdf_fonts import Face, face_of
from ingest.readers.pdf_matrix import IDENTITY, Box, Matrix, matrix, moved, number, share, sheet, times

SMALLEST = 1.0  # points; smaller print cannot be read
FORMS_DEEP = 10
WORD_GAP = 0.5  # of the width of a space
COLUMN_GAP = 1.5  # of the font size


@dataclass(frozen=True, slots=True)
class Run:
    """Words shown by one operator, in points from the page's bottom left.

    size   of the print, 0 for none
    why    how the words are hidden, or ""
    aside  the file itself says that they are a running header, a footer or a watermark
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    upright: bool = True
    white: bool = False
    aside: bool = False
    why: str = ""

    def words(self) -> list["Run"]:
        """Each word as a run of its own, placed as if all letters were of one width."""
        letter = (self.x1 - self.x0) / len(self.text)
        return [
            replace(self, text=word.group(), x0=self.x0 + word.start() * letter, x1=self.x0 + word.end() * letter)
            for word in re.finditer(r"\S+", self.text)
        ]


@dataclass(slots=True)
class _State:
    ctm: Matrix = IDENTITY
    face: Face | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: float = 0
    white: bool = False
    alpha: float = 1.0


@dataclass(slots=True)
class _Marked:
    aside: bool = False
    off: bool = False


@dataclass(frozen=True, slots=True)
class Painted:
    """What a page draws: its runs of text, in the order they are drawn, and how much of it pictures cover (0 to 1 and over)."""

    runs: list[Run]
    pictures: float = 0.0


def painted(page: PageObject, layers_off: frozenset[int]) -> Painted:
    """What the page draws. `layers_off`: object numbers of the layers not shown."""
    content = page.get("/Contents")
    if content is None:
        return Painted([])
    painter = _Painter(layers_off, sheet(page))
    painter.paint(ContentStream(content.get_object(), None, "bytes"), _dictionary(page.get("/Resources")), 0)
    return Painted(painter.runs, painter.pictures)


def layers_off(catalog: DictionaryObject) -> frozenset[int]:
    """The object numbers of the optional layers that a viewer does not show."""
    properties = _dictionary(catalog.get("/OCProperties"))
    shown = _dictionary(properties.get("/D"))
    off = {_object_number(layer) for layer in shown.get("/OFF", ())}
    if shown.get("/BaseState") == "/OFF":
        on = {_object_number(layer) for layer in shown.get("/ON", ())}
        off |= {_object_number(layer) for layer in properties.get("/OCGs", ())} - on
    return frozenset(off)


def _object_number(reference: Any) -> int:
    return int(getattr(reference, "idnum", 0))


def _dictionary(value: Any) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


class _Painter:
    """Goes through the operators as a printer would, and notes the words."""

    def __init__(self, off: frozenset[int], box: Box) -> None:
        self.off, self.box = off, box
        self.state, self.stack = _State(), list[_State]()
        self.tm = self.line = IDENTITY
        self.marked: list[_Marked] = []
        self.runs: list[Run] = []
        self.characters = self.forms = 0
        self.pictures = 0.0
        self.faces: dict[int, Face] = {}

    def paint(self, content: ContentStream, resources: DictionaryObject, depth: int) -> None:
        for operands, operator in content.operations:
            try:
                self._operate(operator.decode("latin-1"), operands, resources, depth)
            except (IndexError, ValueError):  # an operator short of its operands: viewers pass over it too
                continue

    def _operate(self, name: str, operands: Sequence[Any], resources: DictionaryObject, depth: int) -> None:
        if name in OPERATORS:
            OPERATORS[name](self, operands)
        elif name in SETTINGS:
            setattr(self.state, SETTINGS[name], number(operands[0]) / (100 if name == "Tz" else 1))
        elif name in NAMING:
            NAMING[name](self, operands, resources)
        elif name == "Do":
            self._object(_dictionary(_dictionary(resources.get("/XObject")).get(operands[0])), resources, depth)
        elif name == "INLINE IMAGE":
            self._picture()

    def _object(self, drawn: DictionaryObject, resources: DictionaryObject, depth: int) -> None:
        kind = drawn.get("/Subtype")
        if kind == "/Image":
            self._picture()
        elif kind == "/Form" and depth < FORMS_DEEP:
            self._form(drawn, resources, depth)

    def _picture(self) -> None:
        if not any(mark.off for mark in self.marked):
            self.pictures += share(self.state.ctm, self.box)

    def _form(self, form: DictionaryObject, resources: DictionaryObject, depth: int) -> None:
        self.forms += 1
        caps.within(self.forms, caps.FORMS, "drawings within drawings on one page", "print it to a new PDF and add that")
        kept, held = self.state, self.stack
        self.state, self.stack = copy.copy(kept), []
        self.state.ctm = times(matrix(form.get("/Matrix", ())), self.state.ctm)
        self.marked.append(_Marked(off=self._is_off(form.raw_get("/OC") if "/OC" in form else None)))
        inner = _dictionary(form.get("/Resources")) or resources
        self.paint(ContentStream(form, None, "bytes"), inner, depth + 1)
        self.marked.pop()
        self.state, self.stack = kept, held

    def _font(self, operands: Sequence[Any], resources: DictionaryObject) -> None:
        resource = _dictionary(_dictionary(resources.get("/Font")).get(operands[0]))
        if resource and id(resource) not in self.faces:
            self.faces[id(resource)] = face_of(resource)
        if resource:
            self.state.face = self.faces[id(resource)]
        self.state.size = number(operands[1])

    def _begin_marked(self, operands: Sequence[Any], resources: DictionaryObject) -> None:
        tag, properties = (*operands, None, None)[:2]
        layer = None
        if tag == "/OC" and isinstance(properties, NameObject):
            names = _dictionary(resources.get("/Properties"))
            layer = names.raw_get(properties) if properties in names else None
        self.marked.append(_Marked(aside=tag == "/Artifact", off=self._is_off(layer)))

    def _is_off(self, layer: Any) -> bool:
        """Is this layer, or every layer of this group of layers, off?"""
        if layer is None or _object_number(layer) in self.off:
            return layer is not None
        members = _dictionary(layer).get("/OCGs")
        group = members if isinstance(members, ArrayObject) else [members] if members is not None else []
        return bool(group) and all(_object_number(member) in self.off for member in group)

    def _graphics(self, operands: Sequence[Any], resources: DictionaryObject) -> None:
        settings = _dictionary(_dictionary(resources.get("/ExtGState")).get(operands[0]))
        self.state.alpha = number(settings.get("/ca", self.state.alpha))

    def save(self, _: Sequence[Any]) -> None:
        self.stack.append(copy.copy(self.state))

    def restore(self, _: Sequence[Any]) -> None:
        if self.stack:
            self.state = self.stack.pop()

    def transform(self, operands: Sequence[Any]) -> None:
        self.state.ctm = times(matrix(operands), self.state.ctm)

    def begin(self, _: Sequence[Any]) -> None:
        self.tm = self.line = IDENTITY

    def move(self, operands: Sequence[Any]) -> None:
        x, y = (number(value) for value in operands[:2])
        self.tm = self.line = moved(x, y, self.line)

    def move_leading(self, operands: Sequence[Any]) -> None:
        self.state.leading = -number(operands[1])
        self.move(operands)

    def place(self, operands: Sequence[Any]) -> None:
        self.tm = self.line = matrix(operands)

    def next_line(self, _: Sequence[Any] = ()) -> None:
        self.move([0, -self.state.leading])

    def show(self, operands: Sequence[Any]) -> None:
        self.show_spaced([[operands[0]]])

    def show_next(self, operands: Sequence[Any]) -> None:
        self.next_line()
        self.show(operands[-1:])

    def show_spaced(self, operands: Sequence[Any]) -> None:
        text, start = "", self._here()
        for part in operands[0] if isinstance(operands[0], list) else ():
            if isinstance(part, str | bytes) and not isinstance(part, NameObject):
                text += self._advance_over(part)
                continue
            gap = -number(part) / 1000
            if gap > COLUMN_GAP:
                self._note(text, start)
                text = ""
            elif self.state.face and gap > WORD_GAP * self.state.face.space / 1000 and not text.endswith(" "):
                text += " "
            self._advance(gap * self.state.size * self.state.stretch)
            start = start if text.strip() else self._here()
        self._note(text, start)

    def end_marked(self, _: Sequence[Any]) -> None:
        if self.marked:
            self.marked.pop()

    def gray(self, operands: Sequence[Any]) -> None:
        self.state.white = all(number(value) > 0.95 for value in operands[:3])

    def cmyk(self, operands: Sequence[Any]) -> None:
        self.state.white = all(number(value) < 0.05 for value in operands[:4])

    def colour(self, operands: Sequence[Any]) -> None:
        values = [value for value in operands if isinstance(value, int | float)]
        if values:
            (self.cmyk if len(values) == 4 else self.gray)(values)

    def colour_space(self, _: Sequence[Any]) -> None:
        self.state.white = False

    def _here(self) -> tuple[float, float]:
        here = moved(0, self.state.rise, times(self.tm, self.state.ctm))
        return here[4], here[5]

    def _advance(self, by: float) -> None:
        self.tm = moved(by, 0, self.tm)

    def _advance_over(self, shown: str | bytes) -> str:
        """Move past the characters; their text."""
        face = self.state.face
        if face is None:
            return ""
        codes, text = face.read(shown)
        extra = len(codes) * self.state.spacing + codes.count(" ") * self.state.word_spacing
        self._advance((face.width(codes) / 1000 * self.state.size + extra) * self.state.stretch)
        return text

    def _note(self, text: str, start: tuple[float, float]) -> None:
        if not text.strip():
            return
        self.characters += len(text)
        caps.within(self.characters, caps.PAGE_CHARACTERS, "characters on one page", "publish the page again as plain text")
        a, b, c, d, *_ = times(self.tm, self.state.ctm)
        size = abs(self.state.size) * (c * c + d * d) ** 0.5
        upright = abs(b) <= 0.1 * abs(a) and a > 0
        end = self._here()[0]
        run = Run(
            text, min(start[0], end), max(start[0], end), start[1], size,
            bold=self._is_bold(), upright=upright, white=self.state.white,
            aside=any(mark.aside for mark in self.marked), why=self._why(start, end, size),
        )  # fmt: skip
        self.runs.append(run)

    def _is_bold(self) -> bool:
        return self.state.mode == 2 or (self.state.face is not None and self.state.face.bold)

    def _why(self, start: tuple[float, float], end: float, size: float) -> str:
        left, bottom, right, top = self.box
        off_page = end < left or start[0] > right or start[1] + size < bottom or start[1] > top
        reasons = {
            "in a layer that is switched off": any(mark.off for mark in self.marked),
            "written without ink (text render mode 3)": self.state.mode in (3, 7),
            "wholly transparent": self.state.alpha <= 0.02,
            f"printed smaller than {SMALLEST:g} point": size < SMALLEST,
            "off the page": off_page,
        }
        return next((reason for reason, true in reasons.items() if true), "")


OPERATORS = {
    "q": _Painter.save, "Q": _Painter.restore, "cm": _Painter.transform, "BT": _Painter.begin, "Td": _Painter.move,
    "TD": _Painter.move_leading, "Tm": _Painter.place, "T*": _Painter.next_line, "Tj": _Painter.show,
    "TJ": _Painter.show_spaced, "'": _Painter.show_next, '"': _Painter.show_next, "EMC": _Painter.end_marked,
    "g": _Painter.gray, "rg": _Painter.gray, "k": _Painter.cmyk, "sc": _Painter.colour, "scn": _Painter.colour,
    "cs": _Painter.colour_space,
}  # fmt: skip
NAMING = {"Tf": _Painter._font, "gs": _Painter._graphics, "BDC": _Painter._begin_marked, "BMC": _Painter._begin_marked}
SETTINGS = {"Tc": "spacing", "Tw": "word_spacing", "Tz": "stretch", "TL": "leading", "Ts": "rise", "Tr": "mode"}
