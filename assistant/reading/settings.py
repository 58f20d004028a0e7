"""Where someone is now, whether they are on a CTO, and whether they were recalled. settings.yaml lists how staff say it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.reading.context import Manner, flat, manners, words
from assistant.reading.cues import clause_of, history, sentence_of
from assistant.reading.mention import Mention
from assistant.reading.ways import Ways
from ingest.yamlfile import read_model

THEN_ASKS = re.compile(r"^[^?.!;\n]*,\s*(?:so|and|what|does|is|can|do|now)\b", re.IGNORECASE)
STILL_SO = re.compile(
    r"\b(?:while|whilst) (?:he|she|they|pt)(?:'?[sr]e?| is| are)?(?: still| now| currently| \w+ing)*\W*$"
)  # "end it while he's in"
TURNED = {Manner.DENIED, Manner.DOUBTED, Manner.OF_ANOTHER, Manner.TAKEN_BACK}


class LeaveWords(BaseModel):
    """How the days of leave are told: what speaks of leave, and what stands before the day on which it ends."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    spoken_of: list[str]
    back: list[str]
    until: list[str]
    between: list[str]


class Settings(BaseModel):
    """settings.yaml, as its comments explain."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lists: dict[str, list[str]]
    settings: dict[str, list[str]]
    staffs_own: list[str]
    not_now: list[str]
    on_cto: dict[str, list[str]]
    recall: dict[str, list[str]]
    since: dict[str, list[str]]
    leave_days: LeaveWords
    held: list[str]


Patterns = Mapping[str, Ways]


@cache
def patterns(part: str) -> Patterns:
    """The patterns of one part of settings.yaml, by what they say."""
    lists = {name: "|".join(said) for name, said in _file().lists.items()}
    return {value: words(ways, lists) for value, ways in getattr(_file(), part).items()}


@cache
def _file() -> Settings:
    return read_model(Path(__file__).with_name("settings.yaml"), Settings)


def leave_words() -> LeaveWords:
    """How the days of leave are told."""
    return _file().leave_days


def held_words() -> list[str]:
    """What being in custody is called, as patterns."""
    return _file().held


@cache
def _not_now() -> Ways:
    return words(_file().not_now)


@cache
def _staffs_own() -> Ways:
    return words(_file().staffs_own)


def find_settings(text: str) -> list[Mention]:
    """Where they are said to be now, in the order of settings.yaml."""
    lowered = flat(text)
    of_staff = [match.span() for match in _staffs_own().finditer(lowered)]
    return [
        Mention(
            "current_setting", value, match.start(), match.end(), Manner.SUPPOSED in manners(text, match.start(), match.end())
        )
        for value, pattern in patterns("settings").items()
        for match in pattern.finditer(lowered)
        if _is_now(text, lowered, match, value)
        and not any(start < match.end() and match.start() < end for start, end in of_staff)
    ]


def _within(match: re.Match[str], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in spans)


def _is_now(text: str, lowered: str, match: re.Match[str], value: str) -> bool:
    meant = manners(text, match.start(), match.end())
    if meant & TURNED or (Manner.ASKED in meant and Manner.SUPPOSED not in meant and _is_the_question(lowered, match)):
        return False
    opens, _ = clause_of(lowered, match.start())
    elsewhen = None if STILL_SO.search(lowered[opens : match.start()]) else _not_now().search(lowered, opens, match.start() + 1)
    return elsewhen is None or (elsewhen.group() == "if" and value.startswith(history().leave.named))


def _is_the_question(lowered: str, match: re.Match[str]) -> bool:
    """Whether the place itself is asked about: "is he in hospital?"."""
    opens, _ = clause_of(lowered, match.start())
    return len(lowered[opens : match.start()].split()) <= 3


def said(part: str, value: str, text: str) -> Iterator[re.Match[str]]:
    """Where something of a part of settings.yaml is plainly said."""
    for match in patterns(part)[value].finditer(flat(text)):
        meant = manners(text, match.start(), match.end())
        if not meant & {*TURNED, Manner.SUPPOSED} and not (Manner.ASKED in meant and not _ends_in_a_question(text, match)):
            yield match


def _ends_in_a_question(text: str, match: re.Match[str]) -> bool:
    """Whether it is told before what is asked, in one breath: "CTO finished yesterday, so now?"."""
    opens, _ = sentence_of(flat(text), match.start())
    return text[opens : match.start()].strip() == "" and bool(THEN_ASKS.match(text[match.end() :]))
