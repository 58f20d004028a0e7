"""Where they lived, where their GP practice was, and what follows. Council and ICB are never told from one another's place.

The ways of saying it stand in phrases.yaml under `places`. A home is taken for the home before detention unless it is said to
be where they are now, or where they went afterwards; two homes settle nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assistant.reading.context import Manner, flat, manners
from assistant.reading.cues import sentence_of
from assistant.reading.mention import Mention, Message
from assistant.reading.patterns import Index, Pattern
from assistant.reading.phrases import folded_message, phrasebook, places_in
from assistant.reading.told import is_qualifying, told_in
from assistant.rules.naming import naming
from assistant.rules.places import facts_from_places
from ingest.gazetteer import Gazetteer, Match

BESIDE = re.compile(r"\s*[,(]\s*(?:in|near)?\s*|\s+(?:in|near)\s+")  # before what narrows a place: "Newport, Isle of Wight"
ASKED_OUTRIGHT = re.compile(
    r"(?:^|[.?!,;\n]|\band|\bso)\s*(?:is|was|does|did|do|are|were|has|have)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
HOMES = ("lived_before", "home", "now")
PRACTICE = "gp_on_first_day"
SILENT = frozenset([Manner.DENIED, Manner.DOUBTED, Manner.OF_ANOTHER, Manner.TAKEN_BACK])


@dataclass(frozen=True, slots=True)
class Cue:
    """One way of saying one thing of a place. `asked_too`: it holds inside a question as well."""

    thing: str
    pattern: Pattern
    asked_too: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a place: the words for both, and the place as it stands there."""

    thing: str
    place: str
    start: int
    end: int
    supposed: bool


@cache
def _cues() -> tuple[list[Cue], Index]:
    book = phrasebook()
    cues = [
        Cue(thing, book.language.read(one), one in ways.asked_too)
        for thing, ways in book.written.places.items()
        for one in (*ways.said, *ways.asked_too)
    ]
    return cues, Index([cue.pattern for cue in cues])


def read_places(message: Message) -> list[Mention]:
    """The facts that follow from the places a message names."""
    told = _settled(_at_that_time(_told(message), message))
    told.sort(key=lambda one: one.thing != "now")  # the country of today before that of then
    mentions = [mention for one in told for mention in _mentions(one, message)]
    return list({(one.fact, one.supposed): one for one in reversed(mentions)}.values())


def places_of(message: Message) -> dict[str, str]:
    """The places as said, by the fact they answer; a place with several meanings too, so that it can be asked which."""
    return {one.thing: one.place for one in _settled(_at_that_time(_told(message), message)) if one.thing in naming().facts}


def _told(message: Message) -> list[Told]:
    """What is said of each place: where several ways fit, the longest."""
    gazetteer = message.holdings.gazetteer if message.holdings else None
    matches = gazetteer.find(message.text) if gazetteer else []
    if not gazetteer or not matches:
        return []
    said = sorted(_cued(message, matches, gazetteer), key=lambda one: one.start - one.end)
    taken = dict[str, Told]()
    for one in said:
        taken.setdefault(f"{one.place}{_where(one, matches)}", one)
    return sorted(taken.values(), key=lambda one: one.start)


def _where(told: Told, matches: Sequence[Match]) -> int:
    return next(match.start for match in matches if told.start <= match.start < told.end)


def _cued(message: Message, matches: Sequence[Match], gazetteer: Gazetteer) -> Iterator[Told]:
    folded = folded_message(message, places_in(message))
    cues, index = _cues()
    for cue in (cues[number] for number in index.possible(folded.words)):
        for one in cue.pattern.find(folded.text):
            start, end = folded.span(one.start, one.end)
            how = manners(message.text, start, end)
            inside = [match for match in matches if start <= match.start < end]
            asked = Manner.ASKED in how and (not cue.asked_too or ASKED_OUTRIGHT.search(message.text[:start]))
            if how & SILENT or one.turned or asked or len(inside) != 1:
                continue
            yield Told(cue.thing, _narrowed(message.text, inside[0], matches, gazetteer), start, end, Manner.SUPPOSED in how)


def _narrowed(text: str, match: Match, matches: Sequence[Match], gazetteer: Gazetteer) -> str:
    """The place as said, with the one after it where that leaves no doubt about which is meant."""
    after = next((other for one, other in pairwise(matches) if one is match), None)
    if after is None or not BESIDE.fullmatch(text, match.end, after.start):
        return match.said
    together = text[match.start : after.end]
    meant = gazetteer.place(together)
    return together if meant and not meant.doubtful else match.said


def _at_that_time(told: list[Told], message: Message) -> list[Told]:
    """Where several detentions count: the last home before the latest, and the practice told of with the first."""
    history = told_in(message) if told else None
    counted = [one.start for one in history.events if is_qualifying(one.section)] if history else []
    if len(counted) < 2 or (history and history.is_over):  # after an ending the first detention is the one since
        return told
    lowered = flat(message.text)
    first = [one for one in told if one.thing == PRACTICE and _beside(lowered, one.start, counted[0])]
    then = [one for one in told if one.thing == PRACTICE and not _beside(lowered, one.start, counted[-1])]
    homes = [one for one in told if _is_home_before(lowered, one, counted[-1])]
    kept = [one for one in told if one not in homes and one.thing != PRACTICE]
    return sorted([*kept, *(first or then), *_last_home(lowered, homes, *counted[-2:])], key=lambda one: one.start)


def _last_home(lowered: str, homes: list[Told], previous: int, latest: int) -> list[Told]:
    """The home before the latest detention: told with it, or after the one before and not as where they lived then."""
    later = [
        one
        for one in homes
        if one.start > latest or (one.start > previous and (one.thing == "now" or not _beside(lowered, one.start, previous)))
    ]
    return [_as_lived_before(later[-1])] if later else []


def _is_home_before(lowered: str, one: Told, latest: int) -> bool:
    return one.thing in HOMES and (one.start < latest or (one.thing != "now" and _beside(lowered, one.start, latest)))


def _beside(lowered: str, one: int, other: int) -> bool:
    return sentence_of(lowered, one) == sentence_of(lowered, other)


def _settled(told: Sequence[Told]) -> list[Told]:
    """One place for each thing: where two are said, none."""
    things = dict.fromkeys(one.thing for one in told)
    each = {thing: [one for one in told if one.thing == thing] for thing in things}
    alone = [ones[0] for ones in each.values() if len({one.place.casefold() for one in ones}) == 1]
    if {"lived_before", "now"} & set(things):
        return alone
    return [_as_lived_before(one) if one.thing == "home" else one for one in alone]


def _as_lived_before(home: Told) -> Told:
    return Told("lived_before", home.place, home.start, home.end, home.supposed)


def _mentions(told: Told, message: Message) -> Iterator[Mention]:
    gazetteer = message.holdings.gazetteer
    assert gazetteer
    if told.thing in naming().facts:
        for fact, value in facts_from_places({told.thing: told.place}, gazetteer).items():
            yield Mention(fact, value, told.start, told.end, told.supposed)
    match = gazetteer.place(told.place)
    nation = match.nation if match else None
    for fact in phrasebook().written.countries.get(told.thing, []):
        if nation:
            yield Mention(fact, phrasebook().written.nations[nation], told.start, told.end, told.supposed)
