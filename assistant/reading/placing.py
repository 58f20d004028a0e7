"""Who places somebody, and where: our own bodies out of area or in it, or those of another area. placing.yaml has the words.

Read from the places themselves, so that any council in the gazetteer can have placed anyone in any town. Where nobody is named
as placing, staff who speak of a placement away from here speak of one of ours.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.reading.context import Manner, flat, manners, words
from assistant.reading.cues import clause_of
from assistant.reading.mention import Mention, Message
from assistant.reading.ways import Ways
from ingest.gazetteer import Match
from ingest.gazetteer_file import BodyKind
from ingest.yamlfile import read_model

FACT = "placed_by"
SILENT = frozenset([Manner.DENIED, Manner.TAKEN_BACK])
OWNING = re.compile(r"(?:'?s)?\s*")
QUOTED = re.compile(  # what another side is quoted as arguing is not so for that
    r"(?:\b(?:say|says|said|rely|relies|relying|argue|argues|arguing|claim|claims|insist|insists|quote|quotes|cite|cites)\b[^.?!'\"]{0,60}"
    r"(?:^|\s)['\"][^'\"]*)$"
)
FAR = 90  # characters before a place within which the words stand that say what it is


class Placing(BaseModel):
    """placing.yaml, as its comments explain."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lists: dict[str, list[str]]
    places: list[str]
    agrees: list[str]
    by: list[str]
    located: list[str]
    located_after: list[str]
    us: list[str]
    by_us: list[str]
    others: list[str]
    here: list[str]
    away: list[str]
    planned: list[str]
    themselves: list[str]


@dataclass(frozen=True, slots=True)
class Placer:
    """Who places, and where the message says so."""

    ours: bool
    start: int
    end: int


@cache
def ways() -> Mapping[str, Ways]:
    """The words of placing.yaml, by their kind."""
    written = read_model(Path(__file__).with_name("placing.yaml"), Placing)
    lists: dict[str, str] = {}
    for name, listed in written.lists.items():
        lists[name] = "|".join(listed)
    kinds = (name for name in Placing.model_fields if name != "lists")
    return {name: words(getattr(written, name), lists) for name in kinds}


def read_placing(message: Message) -> list[Mention]:
    """`placed_by`, where a message names who places or where; nothing where either leaves it open."""
    gazetteer = message.holdings.gazetteer if message.holdings else None
    if gazetteer is None:
        return []
    lowered, own = flat(message.text), gazetteer.own_body(BodyKind.COUNCIL).name
    matches = gazetteer.find(message.text)
    named = list(_placers(lowered, matches, own))
    placers = [one for one in named if not QUOTED.search(lowered[: one.start])]
    if named and not placers:
        held = message.case.get(FACT)
        return [Mention(FACT, held.value if held else None, named[0].start, named[0].end)]
    one = placers[0] if placers else _nobody_named(lowered)
    value = _value(placers, _away(lowered, matches, placers, own), lowered)
    if (
        value is None
        or one is None
        or manners(message.text, one.start, one.end) & SILENT
        or QUOTED.search(lowered[: one.start])
    ):
        return []
    return [Mention(FACT, value, one.start, one.end, Manner.SUPPOSED in manners(message.text, one.start, one.end))]


def _value(placers: Sequence[Placer], away: bool | None, lowered: str) -> str | None:
    if any(not one.ours for one in placers):
        return "theirs" if not any(one.ours for one in placers) else None
    if placers:
        return None if away is None else "ours" if away else "in_area"
    spoken = ways()["planned"].search(lowered) and not ways()["themselves"].search(lowered)
    return "ours" if away and spoken else None


def _nobody_named(lowered: str) -> Placer | None:
    spoken = ways()["planned"].search(lowered)
    return Placer(True, spoken.start(), spoken.end()) if spoken else None


def _placers(lowered: str, matches: Sequence[Match], own: str) -> Iterator[Placer]:
    """Those of whom it is said that they place somebody, each once."""
    for match in matches:
        if match.council and _places(lowered, match.start, match.end, match.council == own):
            yield Placer(match.council == own, match.start, match.end)
    for kind, ours in (("us", True), ("by_us", True), ("others", False)):
        for named in ways()[kind].finditer(lowered):
            if _places(lowered, *named.span(), ours):
                yield Placer(ours, *named.span())


def _places(lowered: str, start: int, end: int, ours: bool) -> bool:
    return _acts(lowered, end, ours) or _is_doer(lowered, start)


def _acts(lowered: str, end: int, ours: bool) -> bool:
    """ "Leeds have placed ...": what stands right after whoever does it."""
    after = OWNING.match(lowered, end)
    assert after
    return any(ways()[kind].match(lowered, after.end()) for kind in (("places", "agrees") if ours else ("places",)))


def _is_doer(lowered: str, start: int) -> bool:
    """ "Placed here by ...": what stands right before whoever did it."""
    lead = lowered[max(0, start - FAR) : start].rstrip()
    return any(found.end() == len(lead) for found in ways()["by"].finditer(lead))


def _away(lowered: str, matches: Sequence[Match], placers: Sequence[Placer], own: str) -> bool | None:
    """Whether it is outside our area; None where that is not said, or two things are."""
    doers = {one.start for one in placers}
    named = {match.council != own for match in matches if match.start not in doers and match.council and _holds(lowered, match)}
    if not named:
        named = {away for kind, away in (("here", False), ("away", True)) if ways()[kind].search(lowered)}
    return named.pop() if len(named) == 1 else None


def _holds(lowered: str, match: Match) -> bool:
    """Whether somebody is placed there: "a unit in Derby", "a Scunthorpe care home"."""
    lead = lowered[max(clause_of(lowered, match.start)[0], match.start - FAR) : match.start].rstrip()
    before = any(found.end() == len(lead) for found in ways()["located"].finditer(lead))
    return before or bool(ways()["located_after"].match(lowered, match.end + 1))
