r"""What a match of an expression can begin with, read from the expression itself: "on an?|offline" begins "on a" or "offlin".

Only the plain part of the syntax is followed: letters, groups, choices, what may be left out. What stands around a match (\b,
lookahead, lookbehind) is passed over, and everything else may begin in any way: so there may be too many, never too few.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 6  # letters and breaks; with three twice as many places are tried, with eight hardly fewer than with six
AT_FIRST = "^"  # stands for the start of the text
NEW_LINE = "\n"
BREAK = " "  # stands for any spaces, and after letters for all that stands between two words
ENOUGH = re.compile(rf"\n|\s+\S|[^\w\s]|\w(?:\w|\W+){{{LONGEST - 1}}}")
TOKEN = re.compile(
    r"\((?:\?(?:P<\w+>|<?[=!]|:)?)?"  # what opens a group
    r"|\[\^?\]?(?:\\.|[^\]\\])*\]"
    r"|\\."
    r"|(?:[?*+]|\{\d*,?\d*\})[?+]?"  # how often
    r"|\w+(?![?*+{])|.",  # letters that stand together
    re.DOTALL,
)
PIECE = re.compile(rf"(?=(\s+\S?|(?:\w|\W+){{1,{LONGEST}}}))(?:\w+|\W)")
FIGURES, BREAKS = re.compile(r"\d"), re.compile(r"\W+")
MEANS_MORE = re.compile(r"\\\w")
WORD = re.compile(r"\w")
OF_CLASS = re.compile(r"\\?.-\\?.|\\.|.", re.DOTALL)
RANGE = re.compile(r"(\w)-(\w)")
AROUND = {"(?=", "(?!", "(?<=", "(?<!"}
AT_A_PLACE = {r"\b", r"\B", r"\A", r"\Z", "$"}
SPACES = {r"\s": BREAK, r"\t": BREAK, r"\r": BREAK, r"\n": NEW_LINE}
MAY_BE_NONE = ("?", "*", "{0", "{,")


@dataclass(frozen=True, slots=True)
class Opening:
    """How the matches of a part of an expression begin.

    whole  matches that are known to their end
    cut    beginnings of the others; the empty one is of those that may begin in any way
    """

    whole: frozenset[str] = frozenset()
    cut: frozenset[str] = frozenset()

    def __or__(self, other: "Opening") -> "Opening":
        return Opening(self.whole | other.whole, self.cut | other.cut)

    def then(self, other: "Opening") -> "Opening":
        """This part with the other after it."""
        whole = {_joined(first, second) for first in self.whole for second in other.whole}
        goes_on = {one for one in whole if one == AT_FIRST or not ENOUGH.match(one)}
        cut = (whole - goes_on) | {_joined(first, second) for first in self.whole for second in other.cut}
        return Opening(frozenset(goes_on), self.cut.union(map(_cut_short, cut)))

    def times(self, quantifier: str) -> "Opening":
        """This part left out or repeated, as what is written after it says."""
        once = self
        if quantifier[0] != "?" and self.whole != {BREAK}:
            once = Opening(self.whole & NOTHING.whole, self.cut | (self.whole - NOTHING.whole))
        return once | NOTHING if quantifier.startswith(MAY_BE_NONE) else once


NOTHING = Opening(whole=frozenset([""]))
ANY = Opening(cut=frozenset([""]))
FIGURE = Opening(cut=frozenset("0123456789"))


def beginnings(pattern: str) -> frozenset[str] | None:
    """All that a match can begin with, as `begun_by` writes it; None where that is not known, or where it may be empty."""
    opening = _Parser(pattern).either()
    known = not opening.whole & {"", AT_FIRST} and "" not in opening.cut
    return frozenset(map(_cut_short, opening.whole)) | opening.cut if known else None


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Where each word of a text begins, or what is no part of one, in order, with as much of it as its beginnings need."""
    for piece in PIECE.finditer(text if text.isascii() else FIGURES.sub(_in_ascii, text)):
        yield piece.start(), piece[1]


def begun_by(piece: str) -> list[str]:
    """The beginnings that a piece of a text has."""
    longest = _cut_short(piece.replace(NEW_LINE, BREAK))
    return [longest[:length] for length in range(1, len(longest) + 1)] + [NEW_LINE] * (piece[0] == NEW_LINE)


def _joined(first: str, second: str) -> str:
    return second if first == AT_FIRST and second.startswith(AT_FIRST) else first + second  # asked twice, it is one start


def _in_ascii(figure: re.Match[str]) -> str:
    return str(int(figure.group()))


def _cut_short(begins: str) -> str:
    if begins == NEW_LINE or not begins:
        return begins
    if begins[0].isspace():
        return BREAK + begins.lstrip()[:1]
    return BREAKS.sub(BREAK, begins)[:LONGEST] if WORD.match(begins) else begins[0]


class _Parser:
    """Reads an expression no further than its beginnings go."""

    def __init__(self, pattern: str) -> None:
        self.tokens: list[str] = TOKEN.findall(pattern) + [")"] * (pattern.count("(") + 1)
        self.at = 0

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def either(self) -> Opening:
        """The choices of a group, with the bracket that closes it."""
        found = self.sequence()
        while self.take() == "|":
            found |= self.sequence()
        return found

    def sequence(self) -> Opening:
        found = NOTHING
        while found.whole and self.tokens[self.at] not in (")", "|"):
            part = self.part()
            how_often = self.tokens[self.at]
            found = found.then(part.times(self.take()) if how_often[0] in "?*+{" else part)
        self.skip()
        return found

    def skip(self) -> None:
        """To the end of a choice."""
        inside = 0
        while inside or self.tokens[self.at] not in (")", "|"):
            piece = self.take()
            inside += piece.startswith("(") - (piece == ")")

    def part(self) -> Opening:
        piece = self.take()
        if piece.startswith("("):
            return self.group(piece)
        if piece.startswith("["):
            return _of_class(piece[1:-1])
        return ANY if piece == "." else NOTHING if piece in AT_A_PLACE else _letters(piece)

    def group(self, opens: str) -> Opening:
        inside = self.either()
        if opens in AROUND:
            return NOTHING
        return ANY | NOTHING if opens == "(?" else inside


def _of_class(listed: str) -> Opening:
    if listed.startswith("^"):
        return ANY
    found = Opening()
    for letter in OF_CLASS.findall(listed):
        found |= _letters(letter) if len(letter.removeprefix("\\")) <= 1 else _range(letter)
    return found


def _range(written: str) -> Opening:
    ends = RANGE.fullmatch(written)
    return Opening(whole=frozenset(map(chr, range(ord(ends[1]), ord(ends[2]) + 1)))) if ends else ANY


def _letters(piece: str) -> Opening:
    if piece in SPACES:
        return Opening(whole=frozenset([SPACES[piece]]))
    if piece == r"\d":
        return FIGURE
    if MEANS_MORE.fullmatch(piece):
        return ANY
    return Opening(whole=frozenset([piece.removeprefix("\\") or piece]))
