"""Which of several places that are told of counts: by which detention each was told with, and by what moved them on."""

import re
from collections.abc import Sequence

from assistant.reading.context import flat
from assistant.reading.cues import clause_of, cue, sentence_of
from assistant.reading.ending import Ending
from assistant.reading.events import Event
from assistant.reading.homes import PRACTICE, without_left
from assistant.reading.mention import Message
from assistant.reading.moving import HOMES
from assistant.reading.nearby import Told
from assistant.reading.told import is_qualifying, told_in

LONG_AGO = 3 * 365  # days: a detention that began then was not from where they live today, as far as is said
LIVES = re.compile(r"\blives?\b", re.IGNORECASE)


def settled(told: list[Told], message: Message) -> list[Told]:
    """Of all that is told of places, one place for each thing, as it was when it counts."""
    return _one_of_each(_at_that_time(told, message), message)


def _at_that_time(told: list[Told], message: Message) -> list[Told]:
    """Where several detentions count: the last home before the latest, and the practice told of with the first."""
    tells = told_in(message) if told else None
    counted = [one.start for one in tells.events if is_qualifying(one.section)] if tells else []
    if len(counted) < 2:
        return told
    lowered = flat(message.text)
    if tells and tells.is_over:
        since = [one.start for one in tells.events if is_qualifying(one.section) and _is_since_ending(one, tells.ending)]
        return _since_the_ending(lowered, told, min(since, default=counted[-1]))
    first = [one for one in told if one.thing == PRACTICE and _beside(lowered, one.start, counted[0])]
    then = [one for one in told if one.thing == PRACTICE and not _beside(lowered, one.start, counted[-1])]
    homes = [one for one in told if _is_home_before(lowered, one, counted[-1])]
    kept = [one for one in told if one not in homes and one.thing != PRACTICE]
    return sorted([*kept, *(first or then), *_last_home(lowered, homes, *counted[-2:])], key=lambda one: one.start)


def _is_since_ending(one: Event, ending: Ending | None) -> bool:
    """Whether a detention came after an ending: by their days, else by the order in which they are told."""
    if ending is None or ending.when is None or one.began is None:
        return ending is not None and one.start > ending.start
    return one.began.first > ending.when.last


def _since_the_ending(lowered: str, told: list[Told], first: int) -> list[Told]:
    """After an ending the first detention is the one since: the practice told of with that one, where one was."""
    beside = [one for one in told if one.thing == PRACTICE and _beside(lowered, one.start, first)]
    later = beside or [one for one in told if one.thing == PRACTICE and one.start > first]
    return [one for one in told if one.thing != PRACTICE or one in later] if later else told


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


def _one_of_each(told: Sequence[Told], message: Message) -> list[Told]:
    """One place for each thing: where two are said, none. A home is not the one before where they have moved since."""
    told = without_left(told, message.text)
    moved = bool(cue("moved_here", flat(message.text)))
    things = dict.fromkeys(one.thing for one in told)
    each = {thing: [one for one in told if one.thing == thing] for thing in things}
    each = {thing: _last_moved_to(ones, message) if thing == "lived_before" else ones for thing, ones in each.items()}
    alone = [ones[0] for ones in each.values() if len({_where_it_lies(one, message) for one in ones}) == 1]
    if "lived_before" in things or moved:
        return alone
    if "now" in things:
        return [_as_lived_before(one) if one.thing == "home" and _was_left(one, each["now"], message) else one for one in alone]
    return [_as_lived_before(one) if one.thing == "home" and not _is_of_today(one, message) else one for one in alone]


def _last_moved_to(homes: list[Told], message: Message) -> list[Told]:
    """Of several homes before a detention the one they had moved to last: "a house in Retford, moved to Brigg that spring"."""
    lowered = flat(message.text)
    last = homes[-1]
    moved = len(homes) > 1 and cue("moved_to", lowered, clause_of(lowered, last.start)[0], last.end)
    return [last] if moved else homes


def _was_left(home: Told, now: Sequence[Told], message: Message) -> bool:
    """ "Scunthorpe lad, s3 in 2020, has since gone to Beverley": the home told before the detention, and another after it."""
    counted = [one for one in told_in(message).events if is_qualifying(one.section) and not one.meant]
    return len(counted) == 1 and home.start < counted[0].start and all(one.start > counted[0].end for one in now)


def _is_of_today(home: Told, message: Message) -> bool:
    """Whether it is where they live, and the detention that counts began long ago: "lives in Brigg, was on a 3 in 2016"."""
    counted = [one for one in told_in(message).events if is_qualifying(one.section)]
    began = counted[-1].began if counted else None
    long_ago = began is not None and (message.as_at - began.last).days > LONG_AGO
    return long_ago and bool(LIVES.search(message.text[home.start : home.end])) and not cue("never_moved", flat(message.text))


def _where_it_lies(told: Told, message: Message) -> tuple[str | None, str | None] | str:
    """What two places have in common where either settles the same, else the place itself."""
    match = message.holdings.gazetteer.place(told.place) if message.holdings.gazetteer else None
    settles = match and not match.ambiguous and match.council and match.icb
    return (match.council, match.icb) if match and settles else told.place.casefold()


def _as_lived_before(home: Told) -> Told:
    return Told("lived_before", home.place, home.start, home.end, home.supposed)
