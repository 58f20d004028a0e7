"""Where they lived, where their GP practice was, and what follows. Council and ICB are never told from one another's place.

The ways of saying it stand in phrases.yaml under `places`. A home is taken for the home before detention unless it is said to
be where they are now, or where they went afterwards; two homes settle nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from assistant.reading.context import Manner, flat, manners
from assistant.reading.cues import clause_of, cue, history, sentence_of
from assistant.reading.detentions import known_detentions
from assistant.reading.homes import (
    at_home_then,
    is_theirs,
    lived_there,
    practice_in_its_time,
    put_in_time,
    told_by_detention,
    whose,
    without_streets,
)
from assistant.reading.mention import Mention, Message
from assistant.reading.moving import SILENT, chosen_for, in_its_time, lost_while_informal, moved_between
from assistant.reading.nearby import Told, told_nearby
from assistant.reading.patterns import Index, Pattern
from assistant.reading.phrases import folded_message, phrasebook, places_in
from assistant.reading.settling import settled
from assistant.reading.told import detained_since_moving, is_qualifying, told_in
from assistant.rules.naming import naming
from assistant.rules.places import facts_from_places
from ingest.gazetteer import Gazetteer, Match
from ingest.gazetteer_file import BodyKind, Nation

BESIDE = re.compile(r"\s*[,(]\s*(?:in|near)?\s*|\s+(?:in|near)\s+|\s+")  # before what narrows a place: "Newport, Isle of Wight"
ASKED_OUTRIGHT = re.compile(
    r"(?:^|[.?!,;\n]|\band|\bso)\s*(?:is|was|does|did|do|are|were|has|have)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
SERVICE = re.compile(  # "supported living in Brigg" is a service there, and says of nobody that they lived there
    r"\b(?:supported|assisted|independent|sheltered|communal|group|shared|extra[ -]?care)[ -]+$", re.IGNORECASE
)
LIVING = re.compile(r"living\b", re.IGNORECASE)
FAR = 30  # characters between "dispute with" and the place
FROM_HOME = re.compile(r"from\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """One way of saying one thing of a place. `asked_too`: it holds inside a question as well."""

    thing: str
    pattern: Pattern
    asked_too: bool


@cache
def cues() -> tuple[list[Cue], Index]:
    """Every way of saying something of a place, and the same by their words."""
    book = phrasebook()
    cues = [
        Cue(thing, book.language.read(one), one in ways.asked_too)
        for thing, ways in book.written.places.items()
        for one in (*ways.said, *ways.asked_too)
    ]
    return cues, Index([cue.pattern for cue in cues])


def read_places(message: Message) -> list[Mention]:
    """The facts that follow from the places a message names."""
    told = [_of_the_case(one, message) for one in settled(_told(message), message)]
    told.sort(key=lambda one: one.thing != "now")  # the country of today before that of then
    mentions = [
        *_decided_otherwise(message, told),
        *_registered_for_a_while(message),
        *(mention for one in told for mention in _mentions(one, message)),
    ]
    return list({(one.fact, one.supposed): one for one in reversed(mentions)}.values())


def _of_the_case(told: Told, message: Message) -> Told:
    """A plain "if they were with a GP in Goole" is the case itself, where nothing else is known of anyone."""
    lowered = flat(message.text)
    _, closes = sentence_of(lowered, told.start)
    plain = [one for one in told_in(message).events if Manner.SUPPOSED not in one.meant and not told.end <= one.start < closes]
    supposed = told.supposed and (message.case or plain or cue("counterfactual", lowered))
    return replace(told, supposed=bool(supposed))


def _decided_otherwise(message: Message, told: Sequence[Told]) -> Iterator[Mention]:
    """What settles no home: councils that each say it is the other's, and prison before a transfer to hospital."""
    lowered = flat(message.text)
    unsettled = {
        "moved_between_sections": moved_between,
        "long_hospital_stay": lost_while_informal,
        "someone_else_chose": chosen_for,
    }
    for value, told_by in unsettled.items():
        if span := told_by(message):
            yield Mention("lived_before", value, *span)
            return
    if disputed := cue("councils_differ", lowered):
        yield Mention("lived_before", "councils_disagree", *disputed.span())
        if _nations(message) == {Nation.ENGLAND}:
            yield Mention("dispute_with", "english_council", *disputed.span())
    elif beyond := _dispute_beyond(message, lowered):
        yield Mention("dispute_with", "beyond_england", *beyond)
    elif detained_since_moving(told_in(message)) or (
        not any(one.thing == "lived_before" for one in told) and _was_before_another(message)
    ):
        yield Mention("lived_before", None, 0, 0)
    elif (told or cue("which_council", lowered)) and (last := _from_prison(message)):
        yield Mention("lived_before", "prison", *last)


def _registered_for_a_while(message: Message) -> Iterator[Mention]:
    """A practice that took them on as a temporary resident, wherever it and their own are."""
    lowered = flat(message.text)
    found = cue("temporary_practice", lowered)
    silent = found and manners(message.text, *found.span()) & {*SILENT, Manner.ASKED}
    if found and not silent and not cue("practice_now", lowered, *clause_of(lowered, found.start())):
        yield Mention("gp_on_first_day", "temporary", *found.span())


def _dispute_beyond(message: Message, lowered: str) -> tuple[int, int] | None:
    """A dispute with a council of another country, by the place named after it: "dispute with Powys"."""
    gazetteer = message.holdings.gazetteer if message.holdings else None
    found = cue("in_dispute_with", lowered)
    if gazetteer is None or found is None or Manner.DENIED in manners(message.text, *found.span()):
        return None
    after = [match for match in gazetteer.find(message.text) if 0 <= match.start - found.end() <= FAR]
    abroad = after and after[0].nation not in (None, Nation.ENGLAND)
    return (found.start(), after[0].end) if abroad else None


def _nations(message: Message) -> set[Nation | None]:
    gazetteer = message.holdings.gazetteer if message.holdings else None
    return {match.nation for match in gazetteer.find(message.text)} if gazetteer else set()


def _was_before_another(message: Message) -> bool:
    """Whether the home known was the one before a detention that another has followed now, from who knows where."""
    if "lived_before" not in message.case or cue("never_moved", flat(message.text)):
        return False
    known = [str(one["section"]) for one in known_detentions(message)]
    ran_on = bool(known) and not is_qualifying(known[-1])  # a section 2 after it, now made a 3
    later = [one for one in told_in(message).events if is_qualifying(one.section) and not one.meant]
    return any(map(is_qualifying, known)) and any(one.again or (ran_on and one.runs_on) for one in later)


def _from_prison(message: Message) -> tuple[int, int] | None:
    """The latest detention told of that counts, where it took them from prison."""
    counted = [one for one in told_in(message).events if is_qualifying(one.section) or one.section in history().from_prison]
    last = counted[-1] if counted else None
    held = last and last.section in history().from_prison and not last.meant
    return (last.start, last.end) if last and held else None


def places_of(message: Message) -> dict[str, str]:
    """The places as said, by the fact they answer; a place with several meanings too, so that it can be asked which."""
    return {one.thing: one.place for one in settled(_told(message), message) if one.thing in naming().facts}


def _told(message: Message) -> list[Told]:
    """What is said of each place: where several ways fit, the longest; where none does, by the words nearest to it."""
    gazetteer = message.holdings.gazetteer if message.holdings else None
    matches = without_streets(message.text, gazetteer.find(message.text)) if gazetteer else []
    if not gazetteer or not matches:
        return []
    said = sorted(
        _cued(message, matches, gazetteer), key=lambda one: (not _is_from_home(message.text, one), one.start - one.end)
    )
    taken = dict[str, Told]()
    for one in said:
        taken.setdefault(_spot(one, matches), one)
    known = {_where(one, matches) for one in taken.values()}
    found = (one for one in told_nearby(message.text, matches) if one.start not in known)
    taken.update({_spot(one, matches): _with_what_narrows(message.text, one, matches, gazetteer) for one in found})
    taken.update({_spot(one, matches): one for one in told_by_detention(message, matches)})
    told = (at_home_then(one, _match(one, matches), message.text) for one in taken.values())
    told = (whose(one, message.text) for one in told if is_theirs(one, _match(one, matches), message.text))
    timed = [put_in_time(in_its_time(one, message), message.text) for one in told]
    told = (practice_in_its_time(message.text, one, timed) for one in timed)
    told = (replace(one, thing="lived_before") if lived_there(message.text, one, matches) else one for one in told)
    return sorted((replace(one, place=_local(one.place, gazetteer)) for one in told), key=lambda one: one.start)


def _is_from_home(text: str, told: Told) -> bool:
    """Whether its own words say that they came from home there, whatever else a longer way of saying it takes in."""
    return told.thing == "lived_before" and bool(FROM_HOME.match(text, told.start))


def _with_what_narrows(text: str, told: Told, matches: Sequence[Match], gazetteer: Gazetteer) -> Told:
    match = next(match for match in matches if match.start == told.start)
    return replace(told, place=_narrowed(text, match, matches, gazetteer))


def _local(place: str, gazetteer: Gazetteer) -> str:
    """A name that several places in England have is the one in the policy's own area, if one is there: its staff mean that."""
    match, own = gazetteer.place(place), gazetteer.own_body(BodyKind.COUNCIL).name
    if match is None or not match.doubtful or {choice.nation for choice in match.choices} != {Nation.ENGLAND}:
        return place
    here = f"{place}, {own.rpartition(' ')[0]}"
    return here if _is_sure(here, own, gazetteer) else place


def _is_sure(place: str, council: str, gazetteer: Gazetteer) -> bool:
    match = gazetteer.place(place)
    return bool(match and not match.doubtful and match.council == council)


def _where(told: Told, matches: Sequence[Match]) -> int:
    return _match(told, matches).start


def _spot(told: Told, matches: Sequence[Match]) -> str:
    match = _match(told, matches)
    return f"{match.said}{match.start}"


def _match(told: Told, matches: Sequence[Match]) -> Match:
    return next(match for match in matches if told.start <= match.start < told.end)


def _cued(message: Message, matches: Sequence[Match], gazetteer: Gazetteer) -> Iterator[Told]:
    folded = folded_message(message, places_in(message))
    listed, index = cues()
    for way in (listed[number] for number in index.possible(folded.words)):
        for one in way.pattern.find(folded.text):
            start, end = folded.span(one.start, one.end)
            how = manners(message.text, start, end)
            inside = [match for match in matches if start <= match.start < end]
            asked = Manner.ASKED in how and (not way.asked_too or ASKED_OUTRIGHT.search(message.text[:start]))
            if how & SILENT or one.turned or asked or len(inside) != 1 or _is_service(message.text, start):
                continue
            yield Told(way.thing, _narrowed(message.text, inside[0], matches, gazetteer), start, end, Manner.SUPPOSED in how)


def _is_service(text: str, start: int) -> bool:
    return bool(LIVING.match(text, start) and SERVICE.search(text[:start]))


def _narrowed(text: str, match: Match, matches: Sequence[Match], gazetteer: Gazetteer) -> str:
    """The place as said, with the one after it where that leaves no doubt about which is meant."""
    after = next((other for one, other in pairwise(matches) if one is match), None)
    if after is None or not BESIDE.fullmatch(text, match.end, after.start):
        return match.said
    together = text[match.start : after.end]
    meant = gazetteer.place(together)
    return together if meant and not meant.doubtful else match.said


def _mentions(told: Told, message: Message) -> Iterator[Mention]:
    gazetteer = message.holdings.gazetteer
    assert gazetteer
    if told.thing in naming().facts:
        for fact, value in facts_from_places({told.thing: told.place}, gazetteer).items():
            yield Mention(fact, value, told.start, told.end, told.supposed)
    if told.thing == "lived_before" and cue("no_practice", flat(message.text)):
        usual = facts_from_places({"usually_resident": told.place}, gazetteer)
        yield from (Mention(fact, value, told.start, told.end, told.supposed) for fact, value in usual.items())
    match = gazetteer.place(told.place)
    nation = match.nation if match else None
    for fact in phrasebook().written.countries.get(told.thing, []):
        if nation:
            yield Mention(fact, phrasebook().written.nations[nation], told.start, told.end, told.supposed)
