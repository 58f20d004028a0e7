"""When a home was theirs: before they were detained, since then, or changed between two sections of one stay in hospital."""

from dataclasses import replace
from itertools import pairwise

from assistant.reading.context import Manner, flat, manners
from assistant.reading.cues import clause_of, cue, history, sentence_of
from assistant.reading.dates import find_dates
from assistant.reading.events import Event
from assistant.reading.mention import Message
from assistant.reading.nearby import Told
from assistant.reading.told import is_qualifying, told_in

FAR = 120  # characters: a change of home told of so soon after "between the 2 and the 3"
HOMES = ("lived_before", "home", "now")
SILENT = frozenset([Manner.DENIED, Manner.DOUBTED, Manner.OF_ANOTHER, Manner.TAKEN_BACK])


def moved_between(message: Message) -> tuple[int, int] | None:
    """Where their home changed between a section that only assesses and one that counts, in one stay; None elsewhere."""
    lowered = flat(message.text)
    if between := cue("between_sections", lowered):
        changed = cue("home_changed", lowered, 0, between.end() + FAR)
        return changed.span() if changed and _is_said(message, changed.span()) else None
    events = [one for one in told_in(message).events if one.section != history().stay]
    for one, other in pairwise(events):
        if span := _changed(lowered, one, other):
            return span if _is_said(message, span) else None
    return None


def _changed(lowered: str, one: Event, other: Event) -> tuple[int, int] | None:
    """Where it is told that the home changed after the one and before the other, with nobody sent home in between."""
    assesses = one.section in history().lasts and is_qualifying(other.section) and one.end < other.start
    if not assesses or other.meant & SILENT or cue("sent_home", lowered, one.end, other.start):
        return None
    changed = cue("home_changed", lowered, one.end, other.start)
    stayed = cue("stayed_in", lowered, one.end, other.start)
    return changed.span() if changed and stayed else None


def lost_while_informal(message: Message) -> tuple[int, int] | None:
    """Where their home was given up during an informal stay that a section which counts followed; None elsewhere."""
    lowered = flat(message.text)
    for one, other in pairwise(told_in(message).events):
        ran_on = one.section == history().stay and is_qualifying(other.section) and one.end < other.start
        if ran_on and not other.meant & SILENT and not cue("sent_home", lowered, one.end, other.start):
            lost = cue("home_lost", lowered, one.start, other.start)
            return lost.span() if lost and _is_said(message, lost.span()) else None
    return None


def chosen_for(message: Message) -> tuple[int, int] | None:
    """Where others moved them to the home they were detained from, as they could not choose; None elsewhere."""
    lowered = flat(message.text)
    lacked, moved = cue("lacked_choice", lowered), cue("moved_by_others", lowered)
    counted = [one for one in told_in(message).events if is_qualifying(one.section) and not one.meant & SILENT]
    if not lacked or not moved or not counted or moved.start() > counted[-1].start:
        return None
    between = any(moved.start() > one.start for one in counted)  # placed after one detention and before the next
    return moved.span() if not between and _is_said(message, moved.span()) else None


def _is_said(message: Message, span: tuple[int, int]) -> bool:
    return not manners(message.text, *span) & {*SILENT, Manner.ASKED}


def in_its_time(told: Told, message: Message) -> Told:
    """Where they moved before they were detained is the home before: "moved to Brigg in 2021, s3 in 2023"."""
    lowered = flat(message.text)
    opens, closes = clause_of(lowered, told.start)
    if told.thing == "home" and cue("home_to_come", lowered, opens, told.end):
        return replace(told, thing="now")
    if told.thing in HOMES and _is_since(told, message, opens, closes):
        told = replace(told, thing="now")
    if told.thing in ("now", "home") and _taken_from(message, told):
        return replace(told, thing="lived_before")
    if told.thing not in ("now", "home"):
        return told
    earlier = cue("home_earlier", lowered, opens, told.end) or cue("home_earlier_after", lowered, told.end, closes)
    return replace(told, thing="lived_before") if earlier or _dated_before(told, message, opens, closes) else told


def _is_since(told: Told, message: Message, opens: int, closes: int) -> bool:
    """Whether they came to it after the detention: "has since taken a flat in Hull", "s3, then lived in Hull afterwards"."""
    lowered = flat(message.text)
    if _is_next(told, message, opens):
        return True
    since = cue("home_since", lowered, opens, told.end) and not cue("home_earlier", lowered, opens, told.end)
    if cue("home_after_hospital", lowered, told.end, closes):
        return True
    after = cue("home_since_after", lowered, told.end, closes)
    return bool(
        since or (after and any(is_qualifying(one.section) and one.end <= told.start for one in told_in(message).events))
    )


def _is_next(told: Told, message: Message, opens: int) -> bool:
    """ "She then took a flat in Hull", said of one whose home before is known, and of no other detention."""
    lowered = flat(message.text)
    follows = lowered[:opens].endswith("then") and cue("home_taken", lowered, opens, told.end)
    return bool(follows) and "lived_before" in message.case and not told_in(message).detained


def _taken_from(message: Message, told: Told) -> bool:
    """ "Moved to Brigg 3 years ago, own tenancy, now on a 3 from there": "there" is the place named last before it."""
    gazetteer = message.holdings.gazetteer
    later = [match.start for match in gazetteer.find(message.text) if match.start >= told.end] if gazetteer else []
    there = cue("from_there", flat(message.text), told.end, min(later, default=None))
    return bool(there and not manners(message.text, *there.span()) & {*SILENT, Manner.ASKED, Manner.SUPPOSED})


def _dated_before(told: Told, message: Message, opens: int, closes: int) -> bool:
    """Whether its clause has a time before the first day of the latest detention that counts."""
    began = [one.began for one in told_in(message).events if is_qualifying(one.section)]
    times = [time for time in find_dates(message.text, message.as_at) if opens <= time.start < closes]
    moved = cue("moves", flat(message.text), opens, told.end) or cue("came_to", flat(message.text), opens, told.end)
    known = moved and times and began and began[-1] and times[-1].last < began[-1].first
    return bool(known or (moved and _followed(told, message)))


def _followed(told: Told, message: Message) -> bool:
    """ "Moved to Brigg in January, s3 that November": the only detention that counts is told after it, as what followed."""
    counted = [one for one in told_in(message).events if is_qualifying(one.section) and not one.meant & SILENT]
    if len(counted) != 1 or counted[0].start < told.end:
        return False
    lowered = flat(message.text)
    _, closes = sentence_of(lowered, counted[0].start)
    after_another = lowered[: clause_of(lowered, told.start)[0]].endswith("then") and closes >= counted[0].start >= told.end
    same = sentence_of(lowered, told.start)[1] == closes
    return bool(cue("follows_move", lowered, told.end, closes)) or (after_another and same)
