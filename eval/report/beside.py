"""Two texts side by side, word by word: what went, what came, what stayed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\s+|[^\s\w]|\w+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words. `other`: they are not in the other text."""

    text: str
    other: bool


@dataclass(frozen=True, slots=True)
class Sides:
    """Both texts in pieces."""

    before: Sequence[Piece]
    after: Sequence[Piece]


def side_by_side(before: str, after: str) -> Sides:
    """Both texts, cut where they part."""
    was, now = WORD.findall(before), WORD.findall(after)
    left, right = [], []
    for how, start, end, first, last in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        left.append(Piece("".join(was[start:end]), how != "equal"))
        right.append(Piece("".join(now[first:last]), how != "equal"))
    return Sides([one for one in left if one.text], [one for one in right if one.text])
