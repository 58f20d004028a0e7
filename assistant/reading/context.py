"""How something was meant, by the words around it: said, denied, doubted, supposed, asked, of somebody else, taken back.

The method is ConText's (Harkema, Dowling, Thornblade and Chapman 2009): words that turn a meaning, each with a direction and
words that end its reach. context.yaml lists them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from assistant.reading.ways import Ways
from ingest.yamlfile import read_model

APOSTROPHES = str.maketrans("\u2018\u2019\u02bc`", "''''")
ONE_FRAGMENT = 6  # words: "on a CTO?" asks; a long sentence that ends in a question mark asks about its last part
WHOLE = r"(?!(?<=\w)\w)"  # not inside a word
CLAUSE = r"(?:(?:^|[.!?,;:\n(\-])\s*|(?<!\w)(?:and|or|so|but|then|ok|hi|please|also|question)\s+)"  # where one may begin
SENTENCE_END = re.compile(r"[.!?;\n]|$")
RIGHT_AFTER = re.compile(r"[\s,:?\-\u2013\u2014()\"']{0,4}")  # between what is turned and the words after it


class Manner(StrEnum):
    """How a span of a message is meant. Where several hold, `manner` gives the first of them in this order, `said` last."""

    TAKEN_BACK = "taken_back"  # "3, no sorry, a 2": the 3; "sorry, I said 3": the 3
    OF_ANOTHER = "of_another"  # "his brother was on a 3"
    DOUBTED = "doubted"  # "might have been on a 3", "not sure if it was a 3"
    SUPPOSED = "supposed"  # "if she had been on a 3", "say he goes on a 3"
    DENIED = "denied"  # "never on a 3", "no section 3"
    ASKED = "asked"  # inside what is asked: "is she on a CTO?", "does the panel have to agree?"
    SAID = "said"  # plainly: "he was on a 3"


class Turning(BaseModel):
    """The words of one manner, as context.yaml's opening explains."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    before: list[str] = []
    after: list[str] = []
    ends: list[str] = []
    within: int | None = None


class Lexicon(BaseModel):
    """context.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lists: dict[str, list[str]]
    ends: list[str]
    harmless: list[str]
    manners: dict[Manner, Turning]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words in a text that turn what follows them; `manner` is None for harmless ones."""

    start: int
    end: int
    manner: Manner | None


@dataclass(frozen=True, slots=True)
class Turns:
    """Where the meaning turns in a text: `ends` has, for each manner, where its reach ends."""

    lowered: str
    triggers: tuple[Trigger, ...]
    ends: Mapping[Manner, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Patterns:
    """The lexicon, compiled."""

    before: Sequence[tuple[Manner | None, Ways]]
    after: Sequence[tuple[Manner, Ways]]
    ends: dict[Manner, Ways]
    within: dict[Manner, int | None]


def manner(text: str, start: int, end: int) -> Manner:
    """How the words of `text` from `start` to `end` are meant."""
    held = manners(text, start, end)
    return next((one for one in Manner if one in held), Manner.SAID)


@lru_cache(maxsize=1024)
def manners(text: str, start: int, end: int) -> frozenset[Manner]:
    """Every way in which the words are meant: "if he was never on a 3" both supposes and denies. Empty where plainly said."""
    turns = turns_of(text)
    held = {trigger.manner for trigger in turns.triggers if trigger.manner and _reaches(trigger, turns, start)}
    held |= set(_turned_after(turns.lowered, end))
    if not held and _is_short_question(turns.lowered, start, end):
        held = {Manner.ASKED}
    return frozenset(held)


def is_denied_after(text: str, end: int) -> bool:
    """Whether what follows denies it: "the 3 was never completed"."""
    return Manner.DENIED in _turned_after(flat(text), end)


@lru_cache(maxsize=64)
def flat(text: str) -> str:
    """The text in small letters with plain apostrophes, of the same length."""
    if text.isascii():
        return text.lower().translate(APOSTROPHES)
    lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return lowered.translate(APOSTROPHES)


@lru_cache(maxsize=64)
def turns_of(text: str) -> Turns:
    """Where the meaning turns in a text; of two triggers that overlap, the one that starts first, then the longer one."""
    lowered = flat(text)
    found = [
        Trigger(match.start(), match.end(), which)
        for which, pattern in patterns().before
        for match in pattern.finditer(lowered)
    ]
    ordered = sorted(found, key=lambda one: (one.start, -one.end, one.manner is not None))
    ends = {which: [match.start() for match in pattern.finditer(lowered)] for which, pattern in patterns().ends.items()}
    return Turns(lowered, tuple(_without_overlaps(ordered)), ends)


def _without_overlaps(found: list[Trigger]) -> Iterator[Trigger]:
    end = -1
    for one in found:
        if one.start >= end:
            end = one.end
            yield one


def _reaches(trigger: Trigger, turns: Turns, start: int) -> bool:
    assert trigger.manner
    if trigger.end > start:
        return False
    limit = patterns().within[trigger.manner]
    if limit is not None and len(turns.lowered[trigger.end : start].split()) > limit:
        return False
    ends = turns.ends[trigger.manner]
    return bisect_left(ends, trigger.end) == bisect_left(ends, start)


def _turned_after(lowered: str, end: int) -> Iterator[Manner]:
    gap = RIGHT_AFTER.match(lowered, end)
    assert gap
    for which, pattern in patterns().after:
        if pattern.match(lowered, gap.end()) or pattern.match(lowered, end):
            yield which
            return


def _is_short_question(lowered: str, start: int, end: int) -> bool:
    opening = max((lowered.rfind(mark, 0, start) for mark in ".!?;\n"), default=-1) + 1
    closing = SENTENCE_END.search(lowered, end)
    assert closing
    return closing.group() == "?" and len(lowered[opening : closing.start()].split()) <= ONE_FRAGMENT


@cache
def patterns() -> Patterns:
    """The words of context.yaml, read and compiled once."""
    lexicon = read_model(Path(__file__).with_name("context.yaml"), Lexicon)
    lists = {name: "|".join(words) for name, words in lexicon.lists.items()}
    turning = lexicon.manners
    return Patterns(
        before=[(None, words(lexicon.harmless, lists)), *((which, words(one.before, lists)) for which, one in turning.items())],
        after=[(which, words(one.after, lists)) for which, one in turning.items() if one.after],
        ends={which: words([*lexicon.ends, *one.ends], lists) for which, one in turning.items()},
        within={which: one.within for which, one in turning.items()},
    )


def words(entries: Sequence[str], lists: Mapping[str, str] = MappingProxyType({})) -> Ways:
    """Entries written as context.yaml's opening explains, as one pattern in which the longest entry comes first."""
    return Ways(expression(entries, lists))


def expression(entries: Sequence[str], lists: Mapping[str, str], guard: str = WHOLE) -> str:
    """What `words` searches for, as it stands in a longer pattern.

    guard  what keeps the start and end of each from standing inside a word; "" where something else does
    """
    ordered = [_spaced(entry, lists) for entry in sorted(entries, key=len, reverse=True)]
    # Neighbours share one guard: inside a word a search then fails once, and not once for each entry.
    return "|".join(_guarded(opens, list(run), guard) for opens, run in groupby(ordered, _opens_a_clause))


def _spaced(entry: str, lists: Mapping[str, str]) -> str:
    for name, listed in lists.items():
        entry = entry.replace(f"{{{name}}}", f"(?:{listed})")
    return entry.replace(" ?", r"\s*").replace(" ", r"\s+").replace("'", "'?")


def _opens_a_clause(spaced: str) -> bool:
    return spaced.startswith("^")


def _guarded(opens: bool, run: Sequence[str], guard: str) -> str:
    if opens:
        entries = (CLAUSE + entry.removeprefix("^").removeprefix(r"\s+") for entry in run)
        return f"(?={CLAUSE})(?:{'|'.join(entries)}){WHOLE}"
    return f"{guard}(?:{'|'.join(f'(?:{entry})' for entry in run)}){guard}"
