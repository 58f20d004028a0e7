"""When the first detention began that aftercare runs from, as far as it was said."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.reading.context import Manner, manners
from assistant.reading.cues import cue, history, sentence_of
from assistant.reading.dates import When, denies_a_time, find_dates, put_right
from assistant.reading.events import Era, Event
from assistant.reading.mention import Mention
from assistant.reading.told import UNSAID, Told, detained_again_since_moving, is_qualifying, is_vague

FACT = "first_detained_on"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SHORT = 8  # words of a correction that is of a day alone


def read_first_day(told: Told) -> Iterator[Mention]:
    """When the detentions began, where every day it can have been falls on one side of the day the rules turn on.

    The last day of what was said is given, as a bound; docs/decisions/0005-reading.md says why. Where every day was said, the
    list of detentions tells it.
    """
    if corrected := _put_right(told):
        yield corrected
        return
    if detained_again_since_moving(told):
        return
    held = [one for one in told.detained if one.section != history().stay]
    listed = all(map(_is_plain, held)) and any(is_qualifying(one.section) for one in held)
    if not listed and not _is_apart(held) and (called := _called_first(told)):
        yield called
        return
    later = held and (held[0].again or (FACT in told.message.case and held[0].era is Era.NOW))
    if not held or later or "detentions" in told.message.case or all(_is_plain(one) for one in held):
        return
    first = held[0].began or _told_with_the_next(held)
    if first and len({side(day) for one in _that_count(told, held) for day in bounds(one, held)}) == 1:
        yield Mention(FACT, first.last.isoformat(), held[0].start, first.end, Manner.SUPPOSED in held[0].meant)


def _put_right(told: Told) -> Mention | None:
    """The day told before, where a short correction is of a day and of nothing else: "sorry, it was 5 June 2022", "july not
    june"."""
    case, lowered = told.message.case, told.lowered
    corrects = cue("correction", lowered) or denies_a_time(lowered)
    another = any(_is_day(one.value) for name, one in case.items() if name != FACT)  # which may be meant
    if told.events or told.ending or another or not corrects or len(lowered.split()) > SHORT:
        return None
    listed = case["detentions"].value if "detentions" in case else None
    if isinstance(listed, list):
        known = listed[0].get("start") if len(listed) == 1 else None
        when = put_right(told.message.text, told.message.as_at, date.fromisoformat(known)) if known else None
        return _listed(listed[0], when, date.fromisoformat(known)) if known and when else None
    if FACT not in case:
        return None
    when = _upon(told, case[FACT].value)
    if when is None or side(when.first) != side(when.last):
        return None
    return Mention(FACT, when.last.isoformat(), when.start, when.end)


def _upon(told: Told, known: object) -> When | None:
    """The time told now: in place of a day that was known, else as it stands."""
    text, as_at = told.message.text, told.message.as_at
    if _is_day(known):
        return put_right(text, as_at, date.fromisoformat(str(known)))
    times = find_dates(text, as_at)
    return times[0] if len(times) == 1 else None


def _listed(one: Mapping[str, object], when: When, known: date) -> Mention | None:
    """The one detention listed, begun on the day as it is put right; of a month alone, on the same day of it."""
    day = when.day or _same_day(when, known)
    return Mention("detentions", [{**one, "start": day.isoformat()}], when.start, when.end) if day else None


def _same_day(month: When, known: date) -> date | None:
    day = month.first + timedelta(days=known.day - 1)
    return day if month.first.day == 1 and day <= month.last else None


def _is_day(value: object) -> bool:
    return isinstance(value, str) and bool(DAY.fullmatch(value))


def _called_first(told: Told) -> Mention | None:
    """ "First detention was in 2024", and "she went in October 2023" where it was asked: a day, told of no section by name."""
    asked = told.message.asked is not None and told.message.asked.fact == FACT
    for kind in ("called_first", "went_in")[: 1 + asked]:
        found = None if told.is_over else cue(kind, told.lowered)
        when = _next_time(told, found.end()) if found else None
        how = manners(told.message.text, *found.span()) if found else frozenset()
        ended = found and when and cue("over", told.lowered, found.end(), when.start)
        if found and when and not ended and not how & (UNSAID - {Manner.ASKED}):
            return Mention(FACT, when.last.isoformat(), found.start(), when.end, Manner.SUPPOSED in how)
    return None


def _next_time(told: Told, at: int) -> When | None:
    """The time said next in the sentence, of no more than one detention, where all of it lies on one side."""
    _, closes = sentence_of(told.lowered, at)
    times = [when for when in find_dates(told.message.text, told.message.as_at) if at <= when.start < closes]
    if times and len([one for one in told.events if at <= one.start < times[0].start]) > 1:
        return None
    return next((when for when in times[:2] if side(when.first) == side(when.last)), None)


def _told_with_the_next(held: Sequence[Event]) -> When | None:
    """ "A 2 then a 3, August 2023": the first ran on into what began then, and began at most so long before."""
    lasts = history().lasts.get(held[0].section)
    if lasts is None or len(held) == 1 or not held[1].runs_on or held[1].began is None:
        return None
    then = held[1].began
    return replace(then, first=then.first - timedelta(days=lasts))


def _is_plain(one: Event) -> bool:
    return bool(one.began and one.began.day) and not is_vague(one.section)


def _that_count(told: Told, held: Sequence[Event]) -> Sequence[Event]:
    """Those that could be the first: that alone where it is called the first or all ran on from it, else each of them."""
    if began_it(told, held[0]) and held[0].began and side(held[0].began.last) == 0 and not both_ended(told):
        return held[:1]  # whatever came before it lies on the same side
    if len(held) == 1 and history().fuller.get(held[0].section) == []:
        return held  # "detained August 2024, GP in Brigg": where it matters which section that was, that is asked for itself
    if not _is_apart(held) and (cue("first", told.lowered) or all(one.runs_on for one in held[1:])):
        return held[:1] if cue("first", told.lowered) or any(is_qualifying(one.section) for one in held) else ()
    return held if any(is_qualifying(one.section) for one in held) else ()


def _is_apart(held: Sequence[Event]) -> bool:
    """Whether the first only assessed and had long ended before the next: "a 2 in 2015, s3 in 2023"."""
    lasts = history().lasts.get(held[0].section) if len(held) > 1 else None
    if lasts is None or held[1].runs_on or not held[0].began or not held[1].began:
        return False
    return (held[1].began.first - held[0].began.last).days > lasts


def bounds(one: Event, held: Sequence[Event] = ()) -> tuple[date, ...]:
    """The first and last day on which it can have begun; where nothing was said, the ends of time."""
    began = one.began or (_told_with_the_next(held) if held and one is held[0] else None)
    return (began.first, began.last) if began else (date.min, date.max)


def side(day: date) -> int:
    return sum(day >= turning for turning in history().turning_days)


def began_it(told: Told, one: Event) -> bool:
    """Whether aftercare came of it: it qualifies, or what came of it runs on: "sectioned in 2023, 117 never ended"."""
    going_on = (told.ending.how if told.ending else told.held_value("ended_how")) == "nothing_said"
    runs_on = is_vague(one.section) and (going_on or bool(cue("aftercare_already", told.lowered, one.end)))
    return is_qualifying(one.section) or runs_on


def both_ended(told: Told) -> bool:
    return (told.ending.how if told.ending else told.held_value("ended_how")) == "both_bodies"
