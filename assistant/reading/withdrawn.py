"""A section named only to say that another is right: "a 2, not a 3". The 3 is withdrawn; nothing is told of the past by it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from assistant.reading.context import flat
from assistant.reading.sections import find_sections

LINK = (
    r"(?:(?:and|but|so|its|it's|it is|it was|it should be|should be|should say|should have (?:been|said)|hes|he's|shes|she's"
    r"|theyre|they're|he|she|they|is|was|were|just|only|actually|on|under|for|an?|the)\W+)*"
)
GAP = r"\W*"
INSTEAD = re.compile(rf"{GAP}{LINK}(?:not|isn't|wasn't|rather than|instead of)\W+{LINK}{GAP}")
RATHER = re.compile(rf"\W+{LINK}{GAP}")
BEFORE = re.compile(rf"\bnot\W+{LINK}{GAP}$")
# "a 2, not a 3 before" denies the past, and "not a 3 yet" what is to come: those are told
TOLD = re.compile(r"\W*(?:ever|before\w*|previously|in (?:the|h\w+|their) past|or|nor|yet|until|till|at any|but not|since)\b")


@lru_cache(maxsize=64)
def withdrawn(text: str) -> tuple[tuple[int, int], ...]:
    """Where what is withdrawn stands, its "not" included: "not a 3" of "a 2, not a 3", and of "not a 3, a 2"."""
    return tuple(_found(flat(text)))


def is_withdrawn(text: str, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` are withdrawn."""
    return any(opens <= start and end <= closes for opens, closes in withdrawn(text))


def without_withdrawn(text: str) -> str:
    """The text with what is withdrawn left blank, of the same length."""
    for start, end in withdrawn(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _found(lowered: str) -> Iterator[tuple[int, int]]:
    for one, other in pairwise(find_sections(lowered)):
        between = lowered[one.end : other.start]
        if INSTEAD.fullmatch(between) and not TOLD.match(lowered, other.end):
            yield one.end, other.end
        elif (before := BEFORE.search(lowered[: one.start])) and RATHER.fullmatch(between):
            yield before.start(), one.end
