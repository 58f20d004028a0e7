"""Detentions and legal status from staff's words: what they are held under, what came before, where they are, what has ended.

Each part reads alone; `read_history` puts them together with what the conversation has said already.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.reading.context import Manner, flat, manners
from assistant.reading.dates import find_dates
from assistant.reading.ending import Ending, find_ending
from assistant.reading.events import Era, Event, cue, find_events, history, is_fuller
from assistant.reading.mention import Mention, Message
from assistant.reading.settings import find_settings, said

UNSAID = {Manner.DENIED, Manner.DOUBTED, Manner.ASKED, Manner.OF_ANOTHER, Manner.TAKEN_BACK}
LATELY = 60  # days
HELD_AFTER = {"2", history().stay}  # what a qualifying detention can be followed by without a new one

Detentions = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Told:
    """What a message tells, sorted by how it is meant.

    events   plainly told, or only supposed, in the order in which they happened
    denied   sections it denies or takes back
    doubted  whether it tells of one that it leaves in doubt
    """

    message: Message
    lowered: str
    events: tuple[Event, ...]
    denied: tuple[Event, ...]
    doubted: bool
    ending: Ending | None


def read_history(message: Message) -> list[Mention]:
    """What the message says of detentions and legal status; at most one mention of each fact."""
    told = _told(message)
    mentions = [
        *_sections(told),
        *_never(told),
        *_setting(told),
        *_leave(told),
        *_on_cto(told),
        *_ended(told),
        *_since(told),
        *_first_day(told),
    ]
    kept: dict[str, Mention] = {}
    for mention in mentions:
        kept.setdefault(mention.fact, mention)
    return list(kept.values())


def _told(message: Message) -> Told:
    found = () if cue("general", flat(message.text)) else find_events(message.text, message.as_at)
    return Told(
        message,
        flat(message.text),
        events=tuple(_believed(one for one in found if not one.meant & UNSAID)),
        denied=tuple(one for one in found if one.meant & {Manner.DENIED, Manner.TAKEN_BACK}),
        doubted=any(Manner.DOUBTED in one.meant for one in found),
        ending=find_ending(message.text, message.as_at),
    )


def _believed(events: Iterable[Event]) -> Iterator[Event]:
    """Without what is another Act's, where there is anything else."""
    act = history().act_began
    kept = [replace(one, section=act.before) if one.began and one.began.last < act.day else one for one in events]
    real = [one for one in kept if one.section not in ("children_act_17",)]
    yield from real or kept


# --- Which section, and which before it ---------------------------------------------------------------------------------


def _sections(told: Told) -> Iterator[Mention]:
    known = told.message.case
    before = _known_detentions(told.message)
    after, changed = _merged(before, told)
    events = _detained(told.events)
    if not told.events:
        yield from _taken_back(told, before)
        return
    section = _section(told, after)
    span = told.events[-1]
    supposed = _is_supposed(told)
    if section and not (told.doubted and len(told.events) == 1 and not events and "section" in known):
        yield Mention("section", section, span.start, span.end, supposed)
    if changed and (len(after) > 1 or any(one.get("start") or one.get("end") for one in after) or _is_listed(section, after)):
        yield Mention("detentions", after, told.events[0].start, max(one.end for one in told.events), supposed)


def _is_listed(section: str | None, after: Detentions) -> bool:
    return bool(after) and section != after[-1]["section"]


def _is_supposed(told: Told) -> bool:
    """Whether it is only supposed: a plain "if he is on a 3" is the case itself where nothing else is known."""
    supposed = [one for one in told.events if Manner.SUPPOSED in one.meant]
    if len(supposed) < len(told.events):
        return False
    return "section" in told.message.case or bool(cue("counterfactual", told.lowered))


def _detained(events: Iterable[Event]) -> list[Event]:
    return [one for one in events if one.section not in history().statuses]


def _section(told: Told, after: Detentions) -> str | None:
    """The latest detention; a status (CTO, guardianship, leave) where no detention is known."""
    held = [one["section"] for one in after if one["section"] != history().stay]
    last = told.events[-1].section
    if _is_supposed(told):
        return last
    if last in ("7", "guardianship") and any(one in history().qualifying for one in held):
        return "7_after_qualifying" if last == "7" else held[-1]
    if held:
        return str(held[-1])
    if last == "7" and _denies_all(told):
        return "7_only"
    if last == "17" and any(place.value.startswith("leave") for place in find_settings(told.message.text)):
        return "leave"
    statuses = [one.section for one in told.events if one.section != history().stay]
    return statuses[-1] if statuses else history().stay


def _known_detentions(message: Message) -> Detentions:
    """The detentions that the conversation has spoken of, the section alone where no list was given."""
    if "detentions" in message.case and isinstance(message.case["detentions"].value, list):
        return [dict(one) for one in message.case["detentions"].value]
    section = message.case["section"].value if "section" in message.case else None
    if section is None or section in history().statuses or section in ("unknown", "discharged", "7_after_qualifying", "7_only"):
        return []
    return [{"section": section}]


def _merged(before: Detentions, told: Told) -> tuple[Detentions, bool]:
    """The detentions with those that the message tells of, and whether that changes anything."""
    after = [
        one for one in before if one["section"] not in {each.section for each in told.denied} - {e.section for e in told.events}
    ]
    events = _detained([_completing(before, one) for one in told.events])
    if before and len(events) == 1 and len(after) == len(before) and _corrects(told, events[0]):
        return [*after[:-1], _entry(events[0])], True
    for n, event in enumerate(events):
        _place(after, event, events[n - 1] if n else None, len(before))
    after = _checked(after, told.message.as_at)
    return after, after != before


def _completing(before: Detentions, event: Event) -> Event:
    """An event that, with what was said last, makes one: "s37", then "the guardianship one"."""
    said_last = before[-1]["section"] if before else None
    made = next((two.make for two in history().together if said_last and {said_last, event.section} == set(two.both)), None)
    return replace(event, section=made) if made else event


def _corrects(told: Told, event: Event) -> bool:
    """Whether the message puts right what was said before, rather than adding to it."""
    corrected = cue("correction", told.lowered)
    return (
        bool(corrected)
        and event.era is not Era.PAST
        and not event.runs_on
        and not event.again
        and not cue("also", told.lowered)
    )


def _place(after: Detentions, event: Event, last: Event | None, known: int) -> None:
    same = next((one for one in after[:known] if one["section"] == event.section), None)
    vaguer = next((one for one in after[:known] if is_fuller(event.section, one["section"])), None)
    if same is not None and not event.again and not _other_time(same, event):
        same.update({key: value for key, value in _entry(event).items() if value})
    elif vaguer is not None:
        vaguer.update(_entry(event))
    elif known and _lies_before(event):
        after.insert(len(after) - 1 if len(after) <= known else 0, _entry(event))
    else:
        if (last is None and event.runs_on) or (last is not None and event.runs_on):
            _close(after, event)
        after.append(_entry(event))


def _lies_before(event: Event) -> bool:
    """Whether one told in a later message lies before what was known: "she also had a 3 in 2009"."""
    return event.era is Era.PAST or (event.was and not event.runs_on and not event.again and event.era is not Era.NOW)


def _other_time(one: dict[str, Any], event: Event) -> bool:
    day = event.began.day if event.began else None
    return bool(one.get("start") and event.began and (one["start"] != day.isoformat() if day else True))


def _close(after: Detentions, event: Event) -> None:
    """One that ran straight on into the next ended when that began."""
    if after and event.began and event.began.day and not after[-1].get("end"):
        after[-1]["end"] = event.began.day.isoformat()


def _entry(event: Event) -> dict[str, Any]:
    start = event.began.day if event.began else None
    end = event.ended.day if event.ended else None
    return {
        "section": event.section,
        **({"start": start.isoformat()} if start else {}),
        **({"end": end.isoformat()} if end else {}),
    }


def _checked(after: Detentions, as_at: date) -> Detentions:
    """The list, without days where they contradict each other."""
    days = [day for one in after for day in (one.get("start"), one.get("end")) if day]
    if days == sorted(days) and all(date.fromisoformat(day) <= as_at for day in days):
        return after
    return [{"section": one["section"]} for one in after]


def _taken_back(told: Told, before: Detentions) -> Iterator[Mention]:
    """ "She was never on a 3", where a 3 was said before."""
    gone = {one.section for one in told.denied}
    after = [dict(one) for one in before if one["section"] not in gone]
    if len(after) == len(before):
        return
    span = told.denied[0]
    left = [one["section"] for one in after if one["section"] != history().stay]
    yield Mention("section", left[-1] if left else None, span.start, span.end)
    yield Mention("detentions", after if len(after) > 1 else None, span.start, span.end)
    if (
        told.message.case.get("current_setting")
        and told.message.case["current_setting"].value == "detained_hospital"
        and not left
    ):
        yield Mention("current_setting", None, span.start, span.end)


# --- That there was none ------------------------------------------------------------------------------------------------


def _denial(told: Told, kind: str) -> tuple[int, int] | None:
    for match in history().denials[kind].finditer(told.lowered):
        meant = manners(told.message.text, match.start(), match.end())
        if not meant & {Manner.DOUBTED, Manner.OF_ANOTHER, Manner.ASKED, Manner.SUPPOSED, Manner.TAKEN_BACK}:
            return match.span()
    return None


def _denies_all(told: Told) -> bool:
    return _denial(told, "all") is not None


def _never(told: Told) -> Iterator[Mention]:
    span = _denial(told, "all")
    if _qualifying(told.events) and "ever_qualifying" in told.message.case and told.message.case["ever_qualifying"].value == "no":
        yield Mention("ever_qualifying", None, told.events[0].start, told.events[0].end)
    if span is None or _may_have_qualified(told):
        return
    yield Mention("ever_qualifying", "no", *span)
    if not told.events and not _known_detentions(told.message) and "section" not in told.message.case:
        yield Mention("section", "never_detained", *span)


def _qualifying(events: Iterable[Event]) -> bool:
    return any(one.section in history().qualifying for one in events)


def _may_have_qualified(told: Told) -> bool:
    """Whether something is told that led, or may have led, to aftercare."""
    if told.doubted or any(
        one.section in history().statuses and one.section in ("17A", "conditional_discharge") for one in told.events
    ):
        return True
    held = [one["section"] for one in _merged(_known_detentions(told.message), told)[0]]
    return any(one in history().qualifying for one in held) or any(_is_vague(one) for one in held[:-1])


def _is_vague(section: str) -> bool:
    return section in history().fuller and section not in ("5", "135_or_136", "35_or_36", "37_hospital", "47", "48")


# --- Where they are -----------------------------------------------------------------------------------------------------


def _setting(told: Told) -> Iterator[Mention]:
    settings = find_settings(told.message.text)
    status = _status(told)
    place = settings[0] if settings else None
    if status and (place is None or _outranks(status, place)):
        yield status
    elif told.ending and told.ending.how == "left_hospital" and (place is None or place.value == "hospital"):
        yield Mention("current_setting", "discharged", told.ending.start, told.ending.end, told.ending.supposed)
    elif place and place.value == "hospital":
        yield replace(place, value=_kind_of_stay(told))
    elif place:
        yield place


def _outranks(status: Mention, place: Mention) -> bool:
    """A legal status says more than a place; a place outside says more than what they were detained under."""
    if status.value in ("detained_hospital", "informal_hospital"):
        return place.value == "hospital"
    return place.value not in ("police_custody", "prison", "custody")


def _kind_of_stay(told: Told) -> str:
    if _denial(told, "now") and not told.events:
        return "informal_hospital"
    last = told.events[-1] if told.events else None
    held = last and last.section not in (*history().statuses, history().stay) and not (last.was or last.over or last.ended)
    return "detained_hospital" if held and last and last.era is not Era.PAST else "hospital"


def _status(told: Told) -> Mention | None:
    """Where the last thing told puts them now, if it says."""
    last = told.events[-1] if told.events else None
    if last is None or last.over or last.era is Era.PAST:
        return None
    value = _setting_of(told, last)
    return Mention("current_setting", value, last.start, last.end, Manner.SUPPOSED in last.meant) if value else None


def _setting_of(told: Told, last: Event) -> str | None:
    if _was_recalled(told) and last.section in ("17A", "conditional_discharge"):
        return "hospital"
    known = {
        "17A": "cto",
        "conditional_discharge": "conditional_discharge",
        "7": "guardianship",
        "guardianship": "guardianship",
    }
    known |= {"37_guardianship": "guardianship", history().stay: "informal_hospital"}
    if last.section in known:
        return known[last.section] if not last.was or last.runs_on or last.era is Era.NOW or last.began else None
    if last.section in history().statuses or last.section in ("outside_england_wales", "before_1983", "found_unlawful"):
        return None
    if told.ending and told.ending.how in ("left_hospital", "off_section") and not (last.again or last.era is Era.NOW):
        return None
    old = last.began is not None and (told.message.as_at - last.began.last).days > 365
    return "detained_hospital" if (last.era is Era.NOW or (last.on and not last.was)) and not old and not last.ended else None


def _was_recalled(told: Told) -> bool:
    """Whether they were recalled lately: a recall long ago does not say where they are."""
    for match in said("recall", "said", told.message.text):
        when = next(
            (time for time in find_dates(told.message.text, told.message.as_at) if 0 <= time.start - match.end() <= 12), None
        )
        if when is None or (told.message.as_at - when.last).days <= LATELY:
            return True
    return False


def _leave(told: Told) -> Iterator[Mention]:
    nights = {"leave_overnight": "yes", "leave_day_unescorted": "no", "leave_day_escorted": "no"}
    for place in find_settings(told.message.text):
        if place.value in nights:
            yield replace(place, fact="leave_overnight", value=nights[place.value])
            return


def _on_cto(told: Told) -> Iterator[Mention]:
    for match in said("on_cto", "no", told.message.text):
        yield Mention("on_cto", "no", match.start(), match.end())
        return
    for one in told.events:
        if one.section == "17A" and one.era is not Era.PAST and not one.over and not (one.was and one is not told.events[-1]):
            if not one.was or one.runs_on or one.era is Era.NOW:
                yield Mention("on_cto", "yes", one.start, one.end, Manner.SUPPOSED in one.meant)


# --- Whether aftercare was ended ----------------------------------------------------------------------------------------


def _ended(told: Told) -> Iterator[Mention]:
    ending = told.ending
    if ending is None:
        yield from _off_section(told)
        return
    yield Mention("ended_how", ending.how, ending.start, ending.end, ending.supposed)
    if ending.how == "both_bodies" and ending.when and ending.when.day:
        yield Mention("ended_on", ending.when.day.isoformat(), ending.when.start, ending.when.end, ending.supposed)


def _off_section(told: Told) -> Iterator[Mention]:
    """ "Was a 3, informal since Tues": they came off their section, and nothing else is said to have ended."""
    last = told.events[-1] if len(told.events) > 1 else None
    if last and last.section == history().stay and last.era is not Era.PAST and "ended_how" not in told.message.case:
        if told.events[-2].section != history().stay and told.events[-2].era is last.era and Manner.SUPPOSED not in last.meant:
            yield Mention("ended_how", "off_section", last.start, last.end)


# --- What has happened since --------------------------------------------------------------------------------------------


def _since(told: Told) -> Iterator[Mention]:
    yield from _since_ending(told)
    yield from _recalled(told)
    yield from _again(told)
    for value in ("placed", "moved"):
        for match in said("since", value, told.message.text):
            yield Mention("since_first", value, match.start(), match.end())


def _since_ending(told: Told) -> Iterator[Mention]:
    over = told.ending is not None and told.ending.how in ("both_bodies", "rescinded", "no_evidence")
    if not over and not (
        "ended_how" in told.message.case and told.message.case["ended_how"].value in ("both_bodies", "no_evidence")
    ):
        return
    later = [one for one in told.events if _is_later(told, one)]
    if qualifying := [one for one in later if one.section in history().qualifying]:
        yield Mention("qualifying_since_ending", "yes", qualifying[0].start, qualifying[0].end)
    elif span := _denial(told, "since"):
        yield Mention("qualifying_since_ending", "no", *span)


def _is_later(told: Told, one: Event) -> bool:
    """Whether it began after aftercare was ended."""
    ending = told.ending
    if ending is None:
        return one.again or one.era is Era.NOW
    if ending.when and one.began:
        return one.began.first > ending.when.last
    return one.start > ending.start and one.era is not Era.PAST and (one.again or one.era is Era.NOW or one.runs_on)


def _recalled(told: Told) -> Iterator[Mention]:
    text = told.message.text
    for match in said("recall", "said", text):
        moved, stayed = any(said("recall", "moved", text)), any(said("recall", "stayed", text))
        value = "recalled_after_move" if moved and not stayed else "recalled" if stayed else "recall"
        yield Mention("since_first", value, match.start(), match.end())
        if _was_recalled(told):
            yield Mention("current_setting", "hospital", match.start(), match.end())
        return


def _again(told: Told) -> Iterator[Mention]:
    """A second qualifying detention, or a stay on section 2 or informally after one, at another time."""
    known = [Event(one["section"], 0, 0, era=Era.PAST) for one in _known_detentions(told.message)]
    held = _detained(told.events)
    held = [*known, *held] if held and (held[-1].again or held[-1].era is Era.NOW) and not held[-1].runs_on else held
    first = next((n for n, one in enumerate(held) if one.section in history().qualifying), None)
    if first is None or len(held) == first + 1:
        return
    last = held[-1]
    apart = last.again or held[first].era < last.era or _years_apart(held[first], last)
    if not apart or Manner.SUPPOSED in last.meant:
        return
    if last.section in history().qualifying:
        yield Mention("since_first", "redetained", last.start, last.end)
        yield Mention("readmitted_as", "qualifying", last.start, last.end)
    elif last.section in HELD_AFTER and not _stayed_on(held[first], last):
        yield Mention("since_first", "readmitted", last.start, last.end)
        yield Mention("readmitted_as", "not_qualifying", last.start, last.end)


def _years_apart(one: Event, other: Event) -> bool:
    return bool(one.began and other.began and (other.began.first - one.began.last).days > 200)


def _stayed_on(one: Event, last: Event) -> bool:
    """ "Informal now, was a 3": the same stay, unless a time says otherwise."""
    return last.section == history().stay and not last.again and one.began is None


def _first_day(told: Told) -> Iterator[Mention]:
    """When the detentions began, where every day it can have been falls on one side of the day the rules turn on.

    The last day of what was said is given, as a bound; docs/decisions/0005-reading.md says why. Where every day was said, the
    list of detentions tells it.
    """
    held = [one for one in _detained(told.events) if one.section != history().stay]
    if not held or "detentions" in told.message.case or all(_is_plain(one) for one in held):
        return
    first = held[0].began
    if first and len({_side(day) for one in _that_count(told, held) for day in _bounds(one)}) == 1:
        yield Mention("first_detained_on", first.last.isoformat(), held[0].start, first.end, Manner.SUPPOSED in held[0].meant)


def _is_plain(one: Event) -> bool:
    return bool(one.began and one.began.day) and not _is_vague(one.section)


def _that_count(told: Told, held: Sequence[Event]) -> Sequence[Event]:
    """Those that could be the first: that alone where it is called the first or all ran on from it, else each of them."""
    if cue("first", told.lowered) or all(one.runs_on for one in held[1:]):
        return held[:1] if cue("first", told.lowered) or any(one.section in history().qualifying for one in held) else ()
    return held if any(one.section in history().qualifying for one in held) else ()


def _bounds(one: Event) -> tuple[date, ...]:
    """The first and last day on which it can have begun; where nothing was said, the ends of time."""
    return (one.began.first, one.began.last) if one.began else (date.min, date.max)


def _side(day: date) -> int:
    return sum(day >= turning for turning in history().turning_days)
