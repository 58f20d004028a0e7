"""The words by which staff put detentions in time and order, from history.yaml, and the sentences and clauses they stand in."""

import re
from bisect import bisect_left, bisect_right
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator

from assistant.reading.context import words
from assistant.reading.ways import Ways
from ingest.yamlfile import read_model

SENTENCE = re.compile(r"[.!?;\n]+(?=\s|$)")
ARTICLE = re.compile(r"(?:\s+(?:an?|the|his|her|their|on|under))+\s*$")
CLAUSE = re.compile(r"[.!?;,\n]+(?=\s|$)|\s[-–—]\s|\b(?:and|but|then|so)\b")


class Together(BaseModel):
    """Two values that make a third."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    both: tuple[str, str]
    make: str


class ActBegan(BaseModel):
    """The first day of the Act, and what a detention before it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    day: date
    before: str


class Guardianship(BaseModel):
    """How guardianship is named, and what it is after a qualifying detention and without one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    named: list[str]
    numbered: str
    after: str
    alone: str


class Leave(BaseModel):
    """The section whose number is leave's too."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    numbered: str
    named: str


class History(BaseModel):
    """history.yaml, as its comments explain."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    lasts: dict[str, int]
    statuses: list[str]
    stay: str
    community_order: str
    other_act: str
    abroad: str
    follows_qualifying: list[str]
    guardianship: Guardianship
    leave: Leave
    not_listed: list[str]
    in_its_place: list[str]
    disowned: dict[str, list[str]]
    follow: list[str]
    settled: list[str]
    readmission: list[str]
    settings: dict[str, str]
    from_prison: list[str]
    silent: list[str]
    says_no_place: list[str]
    qualifying: list[str]
    turning_days: list[date]
    act_began: ActBegan
    fuller: dict[str, list[str]]
    together: list[Together]
    one_of: str
    cues: dict[str, Ways]
    denials: dict[str, Ways]

    @field_validator("cues", "denials", mode="before")
    @classmethod
    def _compile(cls, given: Any) -> Any:
        return {name: words(entries) for name, entries in given.items()}

    @field_validator("fuller", mode="before")
    @classmethod
    def _listed(cls, given: Any) -> Any:
        return {name: [] if fuller == "any" else fuller for name, fuller in given.items()}


@cache
def history() -> History:
    """history.yaml, read once."""
    return read_model(Path(__file__).with_name("history.yaml"), History)


def cue(name: str, lowered: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """The first word of a kind between two places."""
    return history().cues[name].search(lowered, start, len(lowered) if end is None else end)


def cue_before(name: str, lowered: str, start: int, skip: re.Pattern[str] = ARTICLE) -> bool:
    """Whether a word of a kind stands straight before a place, or before what is skipped there."""
    stop = len(skip.sub("", lowered[:start]).rstrip(" ,:-("))
    return any(match.end() == stop for match in history().cues[name].finditer(lowered, max(0, stop - 60), stop))


def sentence_of(lowered: str, at: int) -> tuple[int, int]:
    """Where the sentence around a place starts and ends."""
    return _around(SENTENCE, lowered, at)


def clause_of(lowered: str, at: int) -> tuple[int, int]:
    """Where the clause around a place starts and ends."""
    return _around(CLAUSE, lowered, at)


def _around(boundary: re.Pattern[str], lowered: str, at: int) -> tuple[int, int]:
    starts, ends = _marks(boundary, lowered)
    before, after = bisect_right(ends, at), bisect_left(starts, at)
    return ends[before - 1] if before else 0, starts[after] if after < len(starts) else len(lowered)


@lru_cache(maxsize=64)
def _marks(boundary: re.Pattern[str], lowered: str) -> tuple[list[int], list[int]]:
    """Where the boundaries of a text start, and where they end."""
    spans = [match.span() for match in boundary.finditer(lowered)]
    return [start for start, _ in spans], [end for _, end in spans]
