"""The numbers that Word prints before headings and list entries, which its file does not hold as text."""

import re
from collections import defaultdict
from typing import Any

from docx.oxml.ns import qn

BULLET = "•"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
         (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def value(element: Any, tag: str) -> str | None:
    """The w:val of a child, or None."""
    child = element.find(qn(tag)) if element is not None else None
    return child.get(qn("w:val")) if child is not None else None


class Numbers:
    """Counts through a document as Word does when it prints it."""

    def __init__(self, numbering: Any) -> None:
        self.lists: dict[str, Any] = {}
        self.starts: dict[tuple[str, int], int] = {}
        self.counts: dict[int, list[int]] = defaultdict(lambda: [0] * 9)
        self.begun: set[tuple[str, int]] = set()
        for number in numbering.findall(qn("w:num")) if numbering is not None else ():
            self._define(numbering, number)

    def _define(self, numbering: Any, number: Any) -> None:
        name, wanted = number.get(qn("w:numId")), value(number, "w:abstractNumId")
        kinds = [one for one in numbering.findall(qn("w:abstractNum")) if one.get(qn("w:abstractNumId")) == wanted]
        if kinds:
            self.lists[name] = kinds[0]
        for override in number.findall(qn("w:lvlOverride")):
            if start := value(override, "w:startOverride"):
                self.starts[name, int(override.get(qn("w:ilvl")))] = int(start)

    def label(self, name: str, depth: int) -> str:
        """What is printed before the next paragraph of the list: "•", "3.", "7.1", or "" where nothing is."""
        if name not in self.lists or not 0 <= depth < 9:
            return ""
        levels = {int(one.get(qn("w:ilvl"))): one for one in self.lists[name].findall(qn("w:lvl"))}
        if depth not in levels:
            return ""
        counts = self._count(name, depth, levels)
        shape = value(levels[depth], "w:lvlText") or ""
        if value(levels[depth], "w:numFmt") == "bullet":
            return BULLET
        return re.sub(r"%(\d)", lambda at: _printed(counts[int(at[1]) - 1], levels.get(int(at[1]) - 1)), shape)

    def _count(self, name: str, depth: int, levels: dict[int, Any]) -> list[int]:
        counts = self.counts[id(self.lists[name])]
        override = self.starts.get((name, depth)) if (name, depth) not in self.begun else None
        self.begun.add((name, depth))
        for above in range(depth):
            counts[above] = counts[above] or _start(levels.get(above))
        counts[depth] = override if override is not None else counts[depth] + 1 if counts[depth] else _start(levels[depth])
        counts[depth + 1 :] = [0] * (8 - depth)
        return counts


def _start(level: Any) -> int:
    return int(value(level, "w:start") or 1)


def _printed(count: int, level: Any) -> str:
    form = value(level, "w:numFmt")
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman"):
        return _roman(count) if form == "lowerRoman" else _roman(count).upper()
    return "" if form == "none" else str(count)


def _roman(count: int) -> str:
    printed = ""
    for size, letters in ROMAN:
        printed += letters * (count // size)
        count %= size
    return printed
