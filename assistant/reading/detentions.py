"""Which section, which detentions before it, and that there were none: with what the conversation has said already."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.reading.context import Manner
from assistant.reading.cues import cue, history
from assistant.reading.events import Era, Event
from assistant.reading.mention import Mention, Message
from assistant.reading.named import is_fuller
from assistant.reading.phrases import phrasebook
from assistant.reading.settings import find_settings
from assistant.reading.told import Told, is_qualifying, is_vague

Detentions = list[dict[str, Any]]


def read_sections(told: Told) -> Iterator[Mention]:
    """`section` and `detentions`."""
    before = known_detentions(told.message)
    if told.last is None:
        yield from _taken_back(told, before)
        return
    after, supposed = merged(before, told), is_supposed(told)
    section = _section(told, after)
    named = next((one for one in reversed(told.events) if one.section == section), told.last)
    yield Mention("section", section, named.start, named.end, supposed)
    if after != before and _is_telling(section, after):
        yield Mention("detentions", after, told.events[0].start, max(one.end for one in told.events), supposed)


def _is_telling(section: str, after: Detentions) -> bool:
    """Whether the list tells more than the section alone."""
    return len(after) > 1 or any(len(one) > 1 or one["section"] != section for one in after)


def is_supposed(told: Told) -> bool:
    """Whether it is only supposed: a plain "if he is on a 3" is the case itself where nothing else is known."""
    if not all(Manner.SUPPOSED in one.meant for one in told.events):
        return False
    return "section" in told.message.case or bool(cue("counterfactual", told.lowered))


def _section(told: Told, after: Detentions) -> str:
    """The latest detention; a status (leave, guardianship) where no detention is known."""
    assert told.last
    last, named = told.last.section, history().guardianship
    held = [str(one["section"]) for one in after if one["section"] != history().stay]
    if is_supposed(told):
        return last
    if last == named.numbered and any(is_qualifying(one) for one in held):
        return named.after
    unsettled = [one for one in held if one in history().silent]
    if unsettled and not any(is_qualifying(one) or is_vague(one) for one in held):
        return unsettled[-1]
    return held[-1] if held else _status(told, last)


def _status(told: Told, last: str) -> str:
    named, leave = history().guardianship, history().leave
    if last in (named.numbered, *named.named) and told.denial("all"):
        return named.alone
    if last == leave.numbered and any(place.value.startswith(leave.named) for place in find_settings(told.message.text)):
        return leave.named
    statuses = [one.section for one in told.events if one.section != history().stay]
    orders = [one for one in statuses if one not in (leave.numbered, leave.named)]  # "on a CTO, out on section 17 leave"
    return (orders or statuses or [history().stay])[-1]


def known_detentions(message: Message) -> Detentions:
    """The detentions that the conversation has spoken of, the section alone where no list was given."""
    listed = message.case["detentions"].value if "detentions" in message.case else None
    if isinstance(listed, list):
        return [dict(one) for one in listed]
    section = message.case["section"].value if "section" in message.case else None
    named = section is not None and section not in (*history().statuses, *history().not_listed)
    return [{"section": section}] if named else []


def merged(before: Detentions, told: Told) -> Detentions:
    """The detentions known before, with those that the message tells of and without those that it denies."""
    gone = {one.section for one in told.denied} - {one.section for one in told.events}
    after = [dict(one) for one in before if one["section"] not in gone]
    if len(told.events) == 1 and len(before) == len(after) == 1 and _in_its_place(told, told.events[0]):
        return []
    events = [one for one in (_completing(before, event) for event in told.events) if _is_another(before, one)]
    if before and len(events) == 1 and len(after) == len(before) and _corrects(told, events[0]):
        return [*after[:-1], _entry(events[0])]
    for event in events:
        _place(after, event, len(before))
    return _checked(after, told.message.as_at)


def _is_another(before: Detentions, event: Event) -> bool:
    """Whether it is a detention, and not only a vaguer word for the last one known: "off the section, and home"."""
    repeats = bool(before) and is_fuller(str(before[-1]["section"]), event.section) and not (event.again or event.began)
    return event.section not in history().statuses and not repeats


def _completing(before: Detentions, event: Event) -> Event:
    """An event that, with what was said last, makes one: "s37", then "the guardianship one"."""
    said_last = before[-1]["section"] if before else None
    made = next((two.make for two in history().together if said_last and {said_last, event.section} == set(two.both)), None)
    return replace(event, section=made) if made else event


def _corrects(told: Told, event: Event) -> bool:
    """Whether the message puts right what was said before, rather than adding to it."""
    adds = event.era is Era.PAST or event.runs_on or event.again or cue("also", told.lowered)
    return bool(cue("correction", told.lowered)) and not adds


def _in_its_place(told: Told, event: Event) -> bool:
    """Whether what was said before was no such detention but this status: "no wait, it was guardianship"."""
    return event.section in history().in_its_place and _corrects(told, event) and bool(cue("it_was", told.lowered))


def _place(after: Detentions, event: Event, known: int) -> None:
    """Puts one into the list: into what it repeats or says more fully, before what it lies before, or last."""
    same = next((one for one in after[:known] if one["section"] == event.section), None)
    vaguer = next((one for one in after[:known] if is_fuller(event.section, one["section"])), None)
    assessed = bool(after) and after[-1]["section"] in history().lasts  # "then a 2", and "it was made a 3"
    passed = event.runs_on and (event.era is Era.NOW or assessed) and same is not None and same is not after[-1]
    if same is not None and not event.again and not passed and not _at_another_time(same, event):
        same.update(_entry(event))
    elif vaguer is not None:
        vaguer.update(_entry(event))
    elif known and _lies_before(event):
        after.insert(len(after) - 1 if len(after) <= known else 0, _entry(event))
    else:
        if event.runs_on:
            _close(after, event)
        after.append(_entry(event))


def _lies_before(event: Event) -> bool:
    """Whether one told in a later message lies before what was known: "she also had a 3 in 2009"."""
    if event.era is Era.TOLD:
        return event.was and not event.runs_on and not event.again
    return event.era is Era.PAST


def _at_another_time(one: dict[str, Any], event: Event) -> bool:
    return bool(one.get("start") and event.began and one["start"] != _entry(event).get("start"))


def _close(after: Detentions, event: Event) -> None:
    """One that ran straight on into the next ended when that began."""
    if after and event.began and event.began.day and not after[-1].get("end"):
        after[-1]["end"] = event.began.day.isoformat()


def _entry(event: Event) -> dict[str, Any]:
    """A detention as `detentions` lists it, with a day only where the day was said."""
    days = {"start": event.began and event.began.day, "end": event.ended and event.ended.day}
    return {"section": event.section, **{key: day.isoformat() for key, day in days.items() if day}}


def _checked(after: Detentions, as_at: date) -> Detentions:
    """The list, without days where they contradict each other."""
    days = [day for one in after for day in (one.get("start"), one.get("end")) if day]
    if days == sorted(days) and all(day <= as_at.isoformat() for day in days):
        return after
    return [{"section": one["section"]} for one in after]


def _taken_back(told: Told, before: Detentions) -> Iterator[Mention]:
    """ "She was never on a 3", where a 3 was said before."""
    after = merged(before, told)
    if len(after) == len(before):
        return
    span = told.denied[0].start, told.denied[0].end
    left = [one["section"] for one in after if one["section"] != history().stay]
    yield Mention("section", left[-1] if left else None, *span)
    yield Mention("detentions", after if len(after) > 1 else None, *span)
    if not left and told.held_value("current_setting") == "detained_hospital":
        yield Mention("current_setting", None, *span)


def read_followed(told: Told) -> Iterator[Mention]:
    """What was concluded from a detention goes where that is taken back."""
    gone = {one.section for one in told.denied} & {one["section"] for one in known_detentions(told.message)}
    if gone - {one.section for one in told.events}:
        yield from (Mention(fact, None, 0, 0) for fact in history().follow if fact in told.message.case)


def read_never(told: Told) -> Iterator[Mention]:
    """`ever_qualifying`: "no" where every detention is denied, besides one that does not qualify."""
    if told.held_value("ever_qualifying") == "no" and any(is_qualifying(one.section) for one in told.events):
        yield Mention("ever_qualifying", None, told.events[0].start, told.events[0].end)
    span = told.nothing_else or _told_in_full(told) or _only_unsettled(told)
    if span is None or _may_have_qualified(told) or told.is_over:
        return
    yield Mention("ever_qualifying", "no", *span)
    if not told.events and not known_detentions(told.message) and "section" not in told.message.case:
        yield Mention("section", "never_detained", *span)


def _told_in_full(told: Told) -> tuple[int, int] | None:
    """Where what is told is said to be all there was: "sectioned twice, both 2s", "just the one 2", "that's the lot"."""
    open_still = phrasebook().is_left_open("ever_qualifying", "no", told.message.text)
    return told.denial("rest") if told.detained and not open_still else None


def _only_unsettled(told: Told) -> tuple[int, int] | None:
    """A detention that the policy is silent of, where no other is told of: whether it counts is what has to be settled."""
    last = told.last
    if last is None or "ever_qualifying" in told.message.case or Manner.SUPPOSED in last.meant:
        return None
    held = [one["section"] for one in merged(known_detentions(told.message), told)]
    return (last.start, last.end) if any(one in history().silent for one in held) else None


def _may_have_qualified(told: Told) -> bool:
    """Whether something is told that led, or may have led, to aftercare."""
    if told.doubted or any(one.section in history().follows_qualifying for one in told.events):
        return True
    held = [one["section"] for one in merged(known_detentions(told.message), told)]
    return any(is_qualifying(one) for one in held) or any(is_vague(one) for one in held[:-1])
