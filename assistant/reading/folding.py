"""A text as patterns see it: small letters, no apostrophes, mistyped words mended; and where each word of it was typed."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
APOSTROPHES = str.maketrans("", "", "'’`")
SHORT_FORM = re.compile(r"(?<!^it)(?<!^he)(?<!^she)(?<!^that)(?<!^who)(?<!^what)(?<!^there)['’`]s$", re.IGNORECASE)
PLURAL = re.compile(r"\w{3}[^sui]s$")
SENTENCE_END = re.compile(r"[.?!;]+(?=\s|$)|\n")

Placed = tuple[int, int, str]  # where a place stands, and the word in its stead: patterns.OURS or ELSEWHERE


def singular(word: str) -> str:
    """A word without the s of a plural: "needs" and "need" are one."""
    return word[:-1] if PLURAL.search(word) else word


@lru_cache(maxsize=10_000)
def fold_word(word: str) -> str:
    """A word as it is compared: "panel's" is "panel", and "she's" is "shes"."""
    return SHORT_FORM.sub("", word).translate(APOSTROPHES).lower()


@dataclass(frozen=True)
class Folded:
    """A text as patterns see it: small letters, no apostrophes, mistyped words mended, a place as one word.

    marks  for each word: where it begins and ends here, and in the text itself
    """

    text: str
    marks: tuple[tuple[int, int, int, int], ...]

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word in it."""
        return self.words_of(0, len(self.text))

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where its sentences begin and end: no pattern goes beyond one."""
        ends = [match.end() for match in SENTENCE_END.finditer(self.text)]
        return tuple((start, end) for start, end in pairwise([0, *ends, len(self.text)]) if start < end)

    def words_of(self, start: int, end: int) -> frozenset[str]:
        """The words from `start` to `end`."""
        return frozenset([self.text[mark[0] : mark[1]] for mark in self.marks if start <= mark[0] < end])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text itself the words from `start` to `end` stand."""
        starts = [mark[0] for mark in self.marks]
        first = self.marks[bisect_right(starts, start) - 1]
        last = self.marks[bisect_right(starts, max(start, end - 1)) - 1]
        return first[2], last[3]


def fold(text: str, mend: Callable[[str], str] = str, places: Sequence[Placed] = ()) -> Folded:
    """The text as patterns see it; `mend` mends one word."""
    return _folded(text, mend, tuple(places))


@lru_cache(maxsize=128)
def _folded(text: str, mend: Callable[[str], str], places: tuple[Placed, ...]) -> Folded:
    """Kept for a turn or two: many readers and many lists of patterns look through one message."""
    pieces: list[str] = []
    marks: list[tuple[int, int, int, int]] = []
    length = at = 0
    for start, end, word in _words(text, mend, places):
        pieces += [text[at:start], word]
        begins = length + start - at
        length, at = begins + len(word), end
        marks.append((begins, length, start, end))
    return Folded("".join([*pieces, text[at:]]), tuple(marks))


def _words(text: str, mend: Callable[[str], str], places: Sequence[Placed]) -> list[Placed]:
    words = _words_alone(text, mend)
    outside = [word for word in words if not any(start < word[1] and word[0] < end for start, end, _ in places)]
    return sorted([*outside, *places])


@lru_cache(maxsize=128)
def _words_alone(text: str, mend: Callable[[str], str]) -> tuple[Placed, ...]:
    """Kept as above: a message is folded with its places and without."""
    return tuple((one.start(), one.end(), fold_word(mend(one.group()))) for one in WORD.finditer(text))
