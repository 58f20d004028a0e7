"""Where they are now, leave, and whether they are on a CTO, from what a message tells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.reading.context import Manner
from assistant.reading.cues import clause_of, cue, history
from assistant.reading.dates import find_dates
from assistant.reading.events import Era, Event
from assistant.reading.mention import Mention
from assistant.reading.persons import kept_the_same
from assistant.reading.settings import find_settings, said
from assistant.reading.told import Told, is_qualifying

LATELY = 60  # days: a recall that lately still says where they are
LONG_AGO = 365  # days: a detention that began then does not say where they are
NIGHTS = {"leave_overnight": "yes", "leave_day": "no", "leave_day_unescorted": "no", "leave_day_escorted": "no"}
HABIT = re.compile(r"liv(?:e|es|ing)\b")  # "lives with his wife, on our ward": the ward is where they are
NOW_AFTER = re.compile(r"\W{0,2}(?:now|currently|at (?:the|this) (?:moment|min(?:ute)?|time)|at present|atm)\b")
STILL = re.compile(r"\b(?:still|now|currently|at present|today)\b")
UNTIL = re.compile(r"\W*(?:up )?(?:un)?(?:till?|to)\b")  # "was on a CTO until June": what is told is its end
HELD_ELSEWHERE = ("police_custody", "prison", "custody")


def read_standing(told: Told) -> Iterator[Mention]:
    """`current_setting`, `leave_overnight` and `on_cto`."""
    places = [place for place in find_settings(told.message.text) if not _of_long_ago(told, place)]
    yield from _setting(told, _latest(told, places))
    yield from (replace(place, fact="leave_overnight", value=NIGHTS[place.value]) for place in places if place.value in NIGHTS)
    yield from _on_cto(told)


def _of_long_ago(told: Told, place: Mention) -> bool:
    """Whether a hospital is only where a detention of long ago was: "s3 in 1994 at a hospital in Leeds"."""
    opens, closes = clause_of(told.lowered, place.start)
    if place.value != "hospital" or STILL.search(told.lowered, opens, closes):
        return False
    beside = [one for one in told.events if opens <= one.start < closes]
    return bool(beside) and all(_is_old(told, one) for one in beside)


def _is_old(told: Told, one: Event) -> bool:
    """Whether it began more than a year ago, and nothing says that it has gone on since."""
    return one.began is not None and (told.message.as_at - one.began.last).days > LONG_AGO and not _since(told, one)


def _latest(told: Told, places: Sequence[Mention]) -> Mention | None:
    """The place that is said to be so now, the last of several; else the one that says most."""
    now = [place for place in places if _is_so_now(told.lowered, place) and place.value not in NIGHTS]
    if now and now[-1].value == history().leave.named and (fuller := [place for place in places if place.value in NIGHTS]):
        return fuller[0]
    if not now and any(place.value == "hospital" for place in places):
        places = [place for place in places if not HABIT.match(told.lowered, place.start)]
    return max(now, key=lambda place: place.start) if now else next(iter(places), None)


def _is_so_now(lowered: str, place: Mention) -> bool:
    opens, _ = clause_of(lowered, place.start)
    return bool(cue("now", lowered, opens, place.end) or NOW_AFTER.match(lowered, place.end))


def _setting(told: Told, place: Mention | None) -> Iterator[Mention]:
    status, ending = _status(told), told.ending
    if place is None and _on_the_same_leave(told):
        return
    if status and (place is None or _outranks(status, place) or _came_after(told, status, place)):
        yield status
    elif ending and ending.how == "left_hospital" and (place is None or place.value == "hospital"):
        yield Mention("current_setting", "discharged", ending.start, ending.end, ending.supposed)
    elif place:
        yield replace(place, value=_kind_of(told, place.value))


def _on_the_same_leave(told: Told) -> bool:
    """ "Same leave, but she's on a 3": they are where they were."""
    return "current_setting" in kept_the_same(told.message.text) and str(told.held_value("current_setting")) in NIGHTS


def _outranks(status: Mention, place: Mention) -> bool:
    """A legal status says more than a place; a place outside says more than what they were detained under."""
    if status.value in ("detained_hospital", "informal_hospital"):
        return bool(place.value == "hospital")
    return place.value not in HELD_ELSEWHERE


def _came_after(told: Told, status: Mention, place: Mention) -> bool:
    """Whether what they are under now was told after the place: "went home. Now back in informally"."""
    assert told.last
    if place.value in NIGHTS or place.value in HELD_ELSEWHERE or place.value == history().leave.named:
        return False
    return told.last.era is Era.NOW and place.start < status.start and not _is_so_now(told.lowered, place)


def _kind_of(told: Told, place: str) -> str:
    """The value of a place: day leave of which no more is said is leave."""
    if place == "leave_day":
        return history().leave.named
    return _kind_of_stay(told) if place == "hospital" else place


def _kind_of_stay(told: Told) -> str:
    last = told.last
    if last is None:
        return "informal_hospital" if told.denial("now") else "hospital"
    past = last.was or last.over or last.ended or last.era is Era.PAST
    return "detained_hospital" if _is_detention(last) and not past else "hospital"


def _is_detention(one: Event) -> bool:
    known = history()
    return one.section not in (*known.statuses, *known.says_no_place, *known.settings)


def _status(told: Told) -> Mention | None:
    """Where the last thing told puts them now, if it says."""
    last = told.last
    if last is None or last.over or last.era is Era.PAST:
        return None
    value = _in_hospital(told, last) if _is_detention(last) else _by_status(told, last)
    if value is None and (since := _told_before(told, last) or _standing_still(told, last)):
        last, value = since, _by_status(told, since)
    return Mention("current_setting", value, last.start, last.end, Manner.SUPPOSED in last.meant) if value else None


def _told_before(told: Told, last: Event) -> Event | None:
    """ "On a CTO from his s3", "CTO (s3)": what follows from a detention may be told before it."""
    sooner = [one for one in told.events if one.start < last.start and not one.meant and _goes_on(one)]
    follows = [one for one in sooner if one.section in history().follows_qualifying]
    behind = is_qualifying(last.section) and not (last.again or last.on or last.began or last.runs_on or last.era is Era.NOW)
    if not (follows and behind) or was_recalled(told):
        return None
    return None if cue("side_by_side", told.lowered, follows[-1].end, last.start) else follows[-1]


def _standing_still(told: Told, last: Event) -> Event | None:
    """ "Under guardianship. Last detention found unlawful": the order, where what was told last says no place."""
    silent = last.section in history().says_no_place or not (last.on or last.was or last.began or last.runs_on)
    orders = [one for one in told.events if one.section in history().settings and one.on and not one.meant and _goes_on(one)]
    named = history().guardianship.named
    return orders[-1] if silent and orders and orders[-1].section in (*named, history().guardianship.numbered) else None


def _by_status(told: Told, last: Event) -> str | None:
    if last.section in history().follows_qualifying and was_recalled(told):
        return "hospital"
    still = not last.was or last.runs_on or (last.began and not _until(told, last)) or last.era is Era.NOW
    return history().settings.get(last.section) if still else None


def _until(told: Told, last: Event) -> bool:
    """Whether the time told of it is that of its end: "was on a CTO until June"."""
    return bool(UNTIL.match(told.lowered, last.end))


def _in_hospital(told: Told, last: Event) -> str | None:
    now = last.era is Era.NOW or (last.on and not last.was)
    left = told.ending and told.ending.how in ("left_hospital", "off_section") and not (last.again or last.era is Era.NOW)
    return "detained_hospital" if now and not (left or _is_old(told, last) or last.ended) else None


def _since(told: Told, last: Event) -> bool:
    """Whether it has gone on since then: "on a 3 since 2024"."""
    assert last.began
    return "since" in told.lowered[max(last.end, last.began.start - len("since ")) : last.began.end]


def was_recalled(told: Told) -> bool:
    """Whether they were recalled lately: a recall long ago does not say where they are."""
    text, as_at = told.message.text, told.message.as_at
    for match in said("recall", "said", text):
        when = next((time for time in find_dates(text, as_at) if 0 <= time.start - match.end() <= len(" from a cto ")), None)
        if when is None or (as_at - when.last).days <= LATELY:
            return True
    return False


def _on_cto(told: Told) -> Iterator[Mention]:
    for match in said("on_cto", "no", told.message.text):
        yield Mention("on_cto", "no", match.start(), match.end())
        if told.held_value("current_setting") == history().settings[history().community_order]:
            yield Mention("current_setting", None, match.start(), match.end())
    for n, one in enumerate(told.events):
        later = [each for each in told.events[n + 1 :] if each.section not in history().statuses]
        if one.section == history().community_order and _goes_on(one) and not later:
            yield Mention("on_cto", "yes", one.start, one.end, Manner.SUPPOSED in one.meant)


def _goes_on(one: Event) -> bool:
    return one.era is not Era.PAST and not one.over and (not one.was or one.runs_on or one.era is Era.NOW)
