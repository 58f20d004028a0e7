"""What the words nearest to a place say of it: a home, a GP practice, or something else. nearby.yaml lists them.

It is asked only where no way of saying it in phrases.yaml fits, so it hears what is put in words nobody foresaw: "with his nan
in Barton, been there since he was 12". What is only asked, denied or another's says nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.reading.context import Manner, flat, manners, words
from assistant.reading.cues import clause_of, sentence_of
from assistant.reading.ways import Ways
from ingest.gazetteer import Match
from ingest.yamlfile import read_model

NO_THING = "elsewhere"
FURTHEST = 7  # words between what says it and the place
FILLING = re.compile(r"[\s,()'\"]{0,3}")
NARROWS = re.compile(r"\s*[,(]?\s*(?:in|near)?\s*")  # between "Ashby" and "Scunthorpe"
# "living with sister in Hull": the sister's home is theirs
WITH_KIN = re.compile(
    r"\b(?:with|w/?|at) (?:(?:his|her|their|a) )?(?:\w+ )?\w+(?:'?s)? (?:(?:house|flat|home|place) )?(?:in|near|at|over)\W*$"
)
SILENT = frozenset([Manner.DENIED, Manner.DOUBTED, Manner.OF_ANOTHER, Manner.TAKEN_BACK, Manner.ASKED])
STREET = re.compile(r"\b(?:road|rd|street|lane|avenue|ave|close|drive|crescent|terrace)\W*$")  # "Doncaster Road, Scunthorpe"
MARK = re.compile(r"\s[-=]\s")  # it parts a label from what is noted, as a colon does
Patterns = Mapping[str, Ways]


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a place: the words for both, and the place as it stands there."""

    thing: str
    place: str
    start: int
    end: int
    supposed: bool


class Nearby(BaseModel):
    """nearby.yaml, as its comments explain."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    after: dict[str, list[str]]
    alone: dict[str, list[str]]
    before: dict[str, list[str]]
    labelled: dict[str, list[str]]


def told_nearby(text: str, matches: Sequence[Match]) -> Iterator[Told]:
    """What is said of each place by the words nearest to it; of a place that only narrows the one before it, nothing."""
    lowered = flat(text)
    for match in _first_of_each(text, matches):
        thing = _thing(lowered, match)
        how = manners(text, match.start, match.end)
        if WITH_KIN.search(lowered, clause_of(lowered, match.start)[0], match.start):
            how -= {Manner.OF_ANOTHER}
        if thing and thing != NO_THING and not how & SILENT:
            yield Told(thing, match.said, match.start, match.end, Manner.SUPPOSED in how)


def _first_of_each(text: str, matches: Sequence[Match]) -> Iterator[Match]:
    narrows = {other.start for one, other in pairwise(matches) if NARROWS.fullmatch(text, one.end, other.start)}
    return (match for match in matches if match.start not in narrows)


def _thing(lowered: str, match: Match) -> str | None:
    """What is said of a place, or None."""
    if labelled := _labelled(lowered, match.start):
        return labelled
    opens, closes = clause_of(lowered, match.start)
    if street := STREET.search(lowered[: match.start]):
        opens, _ = clause_of(lowered, street.start())
    opens = max(0, opens - len("then "))  # "Hull until 2019, then Brigg": the word that parts them tells too
    gap = FILLING.match(lowered, match.end)
    assert gap
    if after := _next(_patterns("after"), lowered, gap.end(), closes):
        return after
    last = {thing: _last(pattern, lowered, opens, match.start) for thing, pattern in _patterns("before").items()}
    near = [(end, thing) for thing, end in last.items() if end]
    return max(near)[1] if near else _next(_patterns("alone"), lowered, gap.end(), closes)


def _next(patterns: Patterns, lowered: str, start: int, closes: int) -> str | None:
    return next((thing for thing, pattern in patterns.items() if pattern.match(lowered, start, closes)), None)


def _labelled(lowered: str, start: int) -> str | None:
    """ "Address at the time: own flat, Ashby, Scunthorpe": what a note's label before it says."""
    opens, _ = sentence_of(lowered, start)
    before = MARK.sub(":", lowered[opens:start])
    label, colon, _ = before.rpartition(":")
    label = re.split(r"[,;\n]", label if colon else before.rstrip(" ,"))[-1].strip()
    if not colon and (not before.rstrip().endswith(",") or " " not in label):
        return None
    return next((thing for thing, pattern in _patterns("labelled").items() if pattern.fullmatch(label)), None)


def _last(pattern: Ways, lowered: str, opens: int, stop: int) -> int | None:
    """Where the last words of a kind end before a place, if they stand near enough."""
    near = [end for end in _ends(pattern, lowered, opens, stop) if len(lowered[end:stop].split()) <= FURTHEST]
    return max(near, default=None)


def _ends(pattern: Ways, lowered: str, opens: int, stop: int) -> Iterator[int]:
    """Where each of the words ends, also inside others: the "living at his brother's" of "been living at ..."."""
    while found := pattern.search(lowered, opens, stop):
        yield found.end()
        opens = found.start() + 1


@cache
def _patterns(part: str) -> Patterns:
    written = read_model(Path(__file__).with_name("nearby.yaml"), Nearby)
    return {thing: words(ways) for thing, ways in getattr(written, part).items()}
