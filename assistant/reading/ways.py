"""Ways of saying something as one expression, which is tried only where one of them can begin.

A list has dozens of ways, and a text is searched for a hundred lists and more. Tried at every letter, they took half of the
time in which a message is read, though in most texts nothing stands with which a list can begin.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import chain
from threading import Lock

from assistant.reading.beginnings import AT_FIRST, beginnings, begun_by, pieces
from assistant.reading.worked_out import WORKED_OUT

NOWHERE: Iterator[re.Match[str]] = iter(())


class Ways:
    """What `re.compile` gives, with the same results, for an expression that demands to begin outside a word.

    pattern  a match of it may begin with the first letter of a word, with what is no letter, and nowhere else; it is compiled
             when a text is first searched in which it can begin, and only then is it found out (re.error) if it is none
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        if self._begins is None:
            return self._compiled.finditer(text, start, end)
        places = self._places(text, end)
        return self._found(text, places, start, end) if places else NOWHERE

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return next(self.finditer(text, start, end), None)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return self._compiled.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        return self._compiled.fullmatch(text, start, end)

    def sub(self, instead: str, text: str) -> str:
        """As `re.Pattern.sub`."""
        return self._compiled.sub(instead, text)

    def _found(self, text: str, places: list[int], start: int, end: int) -> Iterator[re.Match[str]]:
        for at in places:
            if at >= start and (found := self._compiled.match(text, at, end)):
                yield found
                start = found.end()

    def _places(self, text: str, end: int) -> list[int]:
        """Where a match can begin in a text that is read up to `end`."""
        number = self._number  # known before the text is looked at
        places = _begun(text, KNOWN.lists).get(number, [])
        return places if end >= len(text) else [at for at in places if at < end]

    @cached_property
    def _begins(self) -> frozenset[str] | None:
        known = WORKED_OUT.of(f"beginnings {self.pattern}", lambda: _listed(beginnings(self.pattern)))
        return None if known is None else frozenset(known)

    @cached_property
    def _number(self) -> int:
        return KNOWN.add(self._begins or frozenset())

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)


class Known:
    """Which lists can begin with what: each has a number, so that a text is looked through once for all of them.

    lists  how many there are
    """

    def __init__(self) -> None:
        self.lists = 0
        self._begun: dict[str, tuple[int, ...]] = {}
        self._adding = Lock()

    def add(self, begins: Iterable[str]) -> int:
        """The number of one more list."""
        with self._adding:
            number = self.lists
            for one in begins:
                self._begun[one] = (*self._begun.get(one, ()), number)
            self.lists += 1  # last, so that what is looked up before is never taken for what is known now
        return number

    def begun_by(self, begins: Iterable[str]) -> frozenset[int]:
        """The numbers of all lists that can begin with one of these."""
        return frozenset(chain.from_iterable(self._begun.get(one, ()) for one in begins))


KNOWN = Known()


def _listed(begins: frozenset[str] | None) -> list[str] | None:
    return None if begins is None else sorted(begins)


@lru_cache(maxsize=64)
def _begun(text: str, lists: int) -> dict[int, list[int]]:
    """Of each list that can begin in a text, the places where it can, in order; `lists` are known by then."""
    found = defaultdict(list, {number: [0] for number in KNOWN.begun_by([AT_FIRST])})
    for at, piece in pieces(text):
        for number in _lists(piece, lists):
            found[number].append(at)
    return found


@lru_cache(maxsize=10_000)
def _lists(piece: str, lists: int) -> frozenset[int]:
    return KNOWN.begun_by(begun_by(piece))
