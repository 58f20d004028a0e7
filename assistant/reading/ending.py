"""Whether aftercare, or only something else, was ended, and by whom. ending.yaml lists how staff say it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.reading.context import Manner, flat, manners, words
from assistant.reading.cues import sentence_of
from assistant.reading.dates import When, find_dates
from assistant.reading.sections import find_sections
from assistant.reading.ways import Ways
from ingest.yamlfile import read_model

STALE = 365  # days: leaving hospital that long ago does not tell whether aftercare was ended since
LEAVING = ("left_hospital", "off_section")
DECIDED = ("both_bodies", "one_body", "clinician_or_team")
NAMELESS = ("by_panel", "rescinded")  # said to be ended, and not by whom
VAGUE = (*NAMELESS, "discharged")


class Way(BaseModel):
    """How one value is said. `near`: letters of which some must stand in a message before it is searched."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    say: str
    near: list[str]
    ways: list[str]


class Endings(BaseModel):
    """ending.yaml, as its comments explain."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lists: dict[str, list[str]]
    ways: list[Way]
    wanted: list[str]
    not_yet: list[str]
    only_to_be: list[str]
    came_to_nothing: list[str]
    to_come: list[str]
    other_day: list[str]
    other_thing: list[str]
    who: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Ending:
    """What is said of an ending: a value of `ended_how`, and when it was."""

    how: str
    start: int
    end: int
    when: When | None
    supposed: bool


@lru_cache(maxsize=64)
def find_ending(text: str, as_at: date) -> Ending | None:
    """What the message says of aftercare's ending, or None: what is only asked, planned or denied is none."""
    lowered, times = flat(text), find_dates(text, as_at)
    found = [
        ending
        for n, (how, near) in enumerate(_near())
        if any(letters in lowered for letters in near)
        for match in _pattern(n).finditer(lowered)
        if (ending := _ending(text, lowered, how, match, times))
    ]
    found = [
        one for one in found if not (one.how in VAGUE and any(_overlap(one, other) for other in found if other is not one))
    ]
    found = [one for one in found if not _is_stale(one, as_at) or "condition" in lowered[one.start : one.end]]
    found = _of_aftercare(found, lowered)
    return _by_whom(_last_of(found), text) if found else None


def _of_aftercare(found: list[Ending], lowered: str) -> list[Ending]:
    """Without what only tells that they left, where aftercare itself is said to be ended: "off his section, 117 was ended"."""
    ended = [one for one in found if one.how == "rescinded" and _names_aftercare(lowered, one)]
    return [one for one in found if one.how not in LEAVING] if ended else found


def _names_aftercare(lowered: str, one: Ending) -> bool:
    """Whether an ending names aftercare and a word of ending: "no longer on 117" may only be concluded from having left."""
    return all(ways.search(lowered, one.start, one.end) for ways in (_done(), _aftercare()))


def _last_of(found: list[Ending]) -> Ending:
    """The first way that fits; said of several times, the last of them: "ended 2018, a 3 in 2020, ended again 2023"."""
    alike = [one for one in found if one.how == found[0].how and one.when]
    return max(alike, key=lambda one: one.when.last if one.when else date.min) if alike else found[0]


def _overlap(one: Ending, other: Ending) -> bool:
    fuller = other.how not in VAGUE or VAGUE.index(other.how) < VAGUE.index(one.how)
    return fuller and one.start < other.end and other.start < one.end


def _by_whom(ending: Ending, text: str) -> Ending:
    """ "Ended", with who decided it where its sentence or the next says so: "117 closed 2020. LA and health both signed"."""
    if ending.how not in NAMELESS:
        return ending
    lowered = flat(text)
    opens, closes = sentence_of(lowered, ending.start)
    closes = sentence_of(lowered, min(closes + 2, len(lowered)))[1]
    return replace(ending, how=_decided(text, opens, closes) or ending.how)


def asks_to_end(text: str) -> bool:
    """Whether a message asks that aftercare be ended, or whether it is: "do we discharge her from it"."""
    return bool(_wanted().search(flat(text)))


@cache
def _wanted() -> Ways:
    lists = {name: "|".join(said) for name, said in _file().lists.items()}
    return words(_file().wanted, lists)


def find_decider(text: str) -> Ending | None:
    """Who is said to have decided an ending that was spoken of before: "council signed, the ICB bit is blank"."""
    how = _decided(text, 0, len(text))
    return Ending(how, 0, len(text), None, supposed=False) if how else None


def _decided(text: str, opens: int, closes: int) -> str | None:
    said = {name for name in _file().who if _is_said(name, text, opens, closes)}
    if "left_out" in said:
        return "one_body" if "body" in said or "clinician" not in said else "clinician_or_team"
    if "both" in said:
        return "both_bodies"
    return "clinician_or_team" if "clinician" in said else None


def _is_said(name: str, text: str, opens: int, closes: int) -> bool:
    unsaid = {Manner.ASKED, Manner.SUPPOSED, Manner.DOUBTED, Manner.OF_ANOTHER, Manner.TAKEN_BACK}
    unsaid |= {Manner.DENIED} if name != "left_out" else set()
    found = _who(name).finditer(flat(text), opens, closes)
    return any(not manners(text, match.start(), match.end()) & unsaid for match in found)


@cache
def _who(name: str) -> Ways:
    lists = {name: "|".join(said) for name, said in _file().lists.items()}
    return words(_file().who[name], lists)


def _ending(text: str, lowered: str, how: str, match: re.Match[str], times: tuple[When, ...]) -> Ending | None:
    meant = manners(text, match.start(), match.end())
    turned = {Manner.OF_ANOTHER, Manner.TAKEN_BACK, Manner.DOUBTED}
    if how not in ("nothing_said", "lapsed", "left_team", "no_evidence"):
        turned |= {Manner.DENIED}
    if meant & turned or _is_not_yet(lowered, match) or (Manner.ASKED in meant and how in (*VAGUE, "nothing_said")):
        return None
    if how in DECIDED and _file_pattern("other_thing").match(lowered[match.end() :].lstrip()):
        return None
    opens, closes = sentence_of(lowered, match.start())
    if how in (*LEAVING, *VAGUE) and _file_pattern("to_come").match(lowered, match.end()):
        return None
    when = next((time for time in times if match.start() <= time.start < min(closes, match.end() + 40)), None)
    if when is None and how in DECIDED:
        when = _just_before(text, match.start(), [time for time in times if opens <= time.start and time.end <= match.start()])
    if when and _file_pattern("other_day").search(lowered, match.end(), when.start):
        when = None
    return Ending(how, match.start(), match.end(), when, Manner.SUPPOSED in meant)


def _just_before(text: str, at: int, times: Sequence[When]) -> When | None:
    """The last time told before a place, where no section stands between: "2022 panel, both of them ended the 117"."""
    last = max(times, key=lambda time: time.start, default=None)
    between = last and any(last.end <= one.start < at for one in find_sections(text))
    return None if between else last


def _is_not_yet(lowered: str, match: re.Match[str]) -> bool:
    """Whether it is only to be, or came to nothing: "117 was to be ended jointly, but it never happened"."""
    opens = sentence_of(lowered, match.start())[0]
    lead = lowered[opens : match.start()].rstrip()
    if _file_pattern("came_to_nothing").match(lowered, match.end()) or _is_only_to_be(lowered, match):
        return True
    return any(one.end() >= len(lead) - 1 for one in _file_pattern("not_yet").finditer(lead + " "))


def _is_only_to_be(lowered: str, match: re.Match[str]) -> bool:
    """Whether what leads to the ending itself, inside what was found, puts it off."""
    found = _file_pattern("only_to_be").finditer(lowered, match.start(), match.end())
    return any(_done().match(lowered[one.end() :].lstrip()) for one in found)


@cache
def _aftercare() -> Ways:
    return words(_file().lists["117"])


@cache
def _done() -> Ways:
    lists = {name: "|".join(said) for name, said in _file().lists.items()}
    return words(["{ended}"], lists)


def _is_stale(ending: Ending, as_at: date) -> bool:
    return ending.how in LEAVING and ending.when is not None and (as_at - ending.when.last).days > STALE


@cache
def _near() -> list[tuple[str, list[str]]]:
    return [(one.say, one.near) for one in _file().ways]


@cache
def _pattern(n: int) -> Ways:
    """The n-th way, compiled when a message first needs it."""
    lists = {name: "|".join(said) for name, said in _file().lists.items()}
    return words(_file().ways[n].ways, lists)


@cache
def _file() -> Endings:
    return read_model(Path(__file__).with_name("ending.yaml"), Endings)


@cache
def _file_pattern(part: str) -> Ways:
    return words(getattr(_file(), part))
