"""The detentions and stays that a message tells of, in the order in which they happened. history.yaml has the words.

Staff tell them in order, unless a word or a date says otherwise: "on a 2 now, had a 3 in 2016".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from functools import lru_cache

from assistant.reading.context import Manner, flat, is_denied_after, manners
from assistant.reading.cues import CLAUSE, cue, cue_before, history, sentence_of
from assistant.reading.dates import When, find_dates
from assistant.reading.dating import dated
from assistant.reading.named import fullest
from assistant.reading.sections import Section, find_sections
from assistant.reading.withdrawn import is_withdrawn

YEAR = 364  # days between the first day of a year and its last
NOTHING = re.compile(r"(?!)")
LASTS = re.compile(r"condition")  # "conditionally discharged 4 years ago" is so still
LEAVING = re.compile(r"discharg|\b(?:off|from)\b")  # a section that is to be left is one that they are on
FILLED = re.compile(r"\W*")
NAMED = re.compile(r"\b(?:the|that|this)\s+(?=s\w*\.?\s*\d|\d)")
BY_THE = re.compile(r"\b(?:the|that|this)\s+$")


class Era(IntEnum):
    """Where in time something lies, by the words beside it."""

    PAST = 0
    TOLD = 1  # where the telling puts it
    NOW = 2


ONCE_MORE = re.compile(r"\bre[- ]$")  # the beginning of "re-sectioned"


@dataclass(frozen=True, slots=True)
class Event:
    """A detention or stay that is told of.

    section     what `section` in facts.yaml can be, or a vague word of it
    began       when it began, as far as was said
    ended       its last day, where that was said
    runs_on     it followed straight from the one told before
    came_first  it came before the one told before
    again       it is said to be one more
    was, on     a verb of the past, or of the present, stands with it
    over        it is said to be over
    planned     it is only thought of, applied for or objected to: nobody is said to have been under it
    named_again it is called "the" or "that" one, and nothing is said of when
    since       it is said to have come since what was told before: "has had another 3 since then"
    """

    section: str
    start: int
    end: int
    meant: frozenset[Manner] = frozenset()
    era: Era = Era.TOLD
    began: When | None = None
    ended: When | None = None
    runs_on: bool = False
    came_first: bool = False
    again: bool = False
    was: bool = False
    on: bool = False
    over: bool = False
    planned: bool = False
    named_again: bool = False
    since: bool = False


@lru_cache(maxsize=64)
def find_events(text: str, as_at: date) -> tuple[Event, ...]:
    """What the message tells of, in the order in which it happened; what is only asked, planned, denied or another's is there
    too, and `meant` says so."""
    lowered = flat(text)
    named = fullest(text, lowered, find_sections(text))
    told = [_event(text, lowered, named, n) for n in range(len(named))]
    return tuple(_in_order(dated(told, lowered, find_dates(_without(lowered, named), as_at))))


def _without(lowered: str, named: Sequence[Section]) -> str:
    """The text with what names a section blanked, so that "s3 March 2020" is no third of March."""
    for one in named:
        lowered = lowered[: one.start] + "\x00" * (one.end - one.start) + lowered[one.end :]
    return lowered


def _event(text: str, lowered: str, named: Sequence[Section], n: int) -> Event:
    one = named[n]
    opens, closes = sentence_of(lowered, one.start)
    since = max(opens, named[n - 1].end if n else 0)
    until = min(closes, named[n + 1].start if n + 1 < len(named) else len(lowered))
    lead, follow = lowered[since : one.start], lowered[one.end : _clause_end(lowered, one.end, until)]
    inner = lowered[one.start : one.end]
    chained = bool(n) and since > opens
    near = lead[_last_clause(lead) :] if chained else lead
    has_come_since = bool(cue("come_since", lead) or _starts_with("come_since_after", follow))
    over = bool(cue("over", follow)) or cue_before("over_before", lowered, one.start) or inner.startswith("off ")
    era = _era(near, lead[_last_clause(lead) :], inner, follow)
    return Event(
        section=one.value,
        start=one.start,
        end=one.end,
        meant=_meant(text, lowered, one, near),
        era=Era.TOLD if (over and era is Era.NOW) or (has_come_since and era is Era.PAST) else era,
        runs_on=_runs_on(lead, inner, chained, first=not n) and not ONCE_MORE.search(lead),
        came_first=bool(n) and cue_before("came_from", lowered, one.start),
        again=bool(
            cue("again", " ".join(lead.split()[-4:]) + " " + inner) or _starts_with("again", follow) or ONCE_MORE.search(lead)
        ),
        was=bool(cue("was", near + inner)),
        on=_is_on(lead, inner, follow),
        over=over,
        planned=_is_planned(lowered, one, _masked_lead(lowered, named[:n], one.start), follow),
        since=has_come_since,
        named_again=bool(BY_THE.search(lowered[: one.start]) or NAMED.match(inner)) and not over,
    )


def _is_on(lead: str, inner: str, follow: str) -> bool:
    """Whether they are said to be on it; "the last section on record is a 3" says what was last, and not what is."""
    said = cue("on", " ".join(lead.split()[-3:]) + " " + inner) and not cue("last_known", lead)
    return bool(said) or _starts_with("of_whom", follow)


def _masked_lead(lowered: str, named: Sequence[Section], start: int) -> str:
    """What leads up to a section from the start of its clause, without what names others there."""
    masked = _without(lowered[:start], named)
    return masked[_last_clause(masked) :]


def _runs_on(lead: str, inner: str, chained: bool, first: bool) -> bool:
    """Whether it follows straight from the one before: in one sentence by "to" or "then", in the next by "then" only."""
    return bool(
        _starts_with("then", inner) or cue("then" if chained else "follows", lead) or (first and _starts_with("then", lead))
    )


def _last_clause(lead: str) -> int:
    return max((match.end() for match in CLAUSE.finditer(lead)), default=0)


def _meant(text: str, lowered: str, one: Section, near: str) -> frozenset[Manner]:
    """How it is meant. What is "his 3" is presupposed, unless it never came about; "no longer on a 3" was so."""
    meant = manners(text, one.start, one.end)
    if is_withdrawn(text, one.start, one.end):
        return (meant - {Manner.DENIED}) | {Manner.TAKEN_BACK}
    presupposed = cue_before("presupposed", lowered, one.start, NOTHING) or cue("presupposed", lowered[one.start : one.end])
    if cue("no_longer", near) or (presupposed and not is_denied_after(text, one.end)):
        meant -= {Manner.DENIED}
    if cue_before("whose", lowered, one.start, NOTHING) and _starts_with("person", lowered[one.end :]):
        return meant - {Manner.DENIED, Manner.ASKED}
    if cue_before("whether", lowered, one.start) or cue_before("whether", lowered, one.end):
        return meant | {Manner.ASKED}
    return meant - {Manner.ASKED}


def _is_planned(lowered: str, one: Section, near: str, follow: str) -> bool:
    """Whether a plan leads up to the section with nothing but filling words between, or stands right after it."""
    inner = lowered[one.start : one.end]
    if _starts_with("only_thought_of", follow):
        return True
    if one.value in history().silent or cue_before("converted", lowered, one.start, NOTHING):
        return False  # "considering converting his 2 to a 3": the 2 is so
    for lead in (near, near + inner.rpartition(" ")[0]):
        plans = list(history().cues["to_come"].finditer(lead))
        rest = lead[plans[-1].end() :] if plans else ""
        filled = FILLED.fullmatch(history().cues["filling"].sub("", rest))
        if plans and filled and not LEAVING.search(rest.rpartition("\x00")[2]):
            return True
    return False


def _clause_end(lowered: str, at: int, until: int) -> int:
    match = CLAUSE.search(lowered, at, until)
    return match.start() if match else until


def _starts_with(name: str, piece: str) -> bool:
    return bool(history().cues[name].match(piece.lstrip(" ,-")))


def _era(lead: str, near: str, inner: str, follow: str) -> Era:
    if cue("now", near + inner) and not cue("past", near + inner):
        return Era.NOW  # whatever was long ago stands in the clauses before: "moved 3 years ago, now on a 3"
    if cue("past", lead + inner) or (cue("past_after", follow) and not LASTS.search(inner)):
        return Era.PAST
    if cue("now", near + inner) or cue("now_after", follow):
        return Era.NOW
    return Era.TOLD


def _in_order(told: Sequence[Event]) -> list[Event]:
    placed: list[Event] = []
    for event in _with_eras(_once(told)):
        at = len(placed) - 1 if event.came_first and placed else len(placed)
        placed.insert(at, event)
    ordered = sorted(placed, key=lambda one: one.era)
    if all(one.began for one in ordered):
        ordered.sort(key=_first_day)
    elif not any(one.runs_on for one in ordered):
        dated = iter(sorted((one for one in ordered if one.began), key=_first_day))
        ordered = [next(dated) if one.began else one for one in ordered]
    return list(_run_on(ordered))


def _run_on(ordered: Sequence[Event]) -> Iterable[Event]:
    """With those that began before the one told before them can have run out: that ran on into them."""
    for n, one in enumerate(ordered):
        yield replace(one, runs_on=True) if n and _within(ordered[n - 1], one) else one


def _within(one: Event, other: Event) -> bool:
    days = history().lasts.get(one.section)
    if days is None or one.ended or other.again or other.section == history().stay or not (one.began and other.began):
        return False
    return 0 <= (other.began.first - one.began.last).days <= days


def _once(told: Sequence[Event]) -> list[Event]:
    """Without what is only named again: "on a 3 ... the 3 ended in May", "a 3, then a 2 ... does the 2 wipe it"."""
    kept: list[Event] = []
    for one in told:
        if one.over and history().fuller.get(one.section) == [] and (named := _last_named(kept)) is not None:
            kept[named] = replace(
                kept[named], ended=kept[named].ended or one.ended, over=True
            )  # "unfit to plead. came off section"
            continue
        if one.named_again and any(each.section == one.section and each.meant == one.meant for each in kept):
            continue
        if (
            kept
            and kept[-1].section == one.section
            and kept[-1].meant == one.meant
            and not (one.again or one.runs_on or (kept[-1].began and one.began))
        ):
            kept[-1] = replace(kept[-1], began=kept[-1].began or one.began, ended=one.ended, over=kept[-1].over or one.over)
        else:
            kept.append(one)
    return kept


def _last_named(kept: Sequence[Event]) -> int | None:
    """The last detention named by what it is, where nothing is said of it but that it was."""
    last = len(kept) - 1
    named = last >= 0 and kept[last].section not in (*history().statuses, history().stay) and not kept[last].meant
    return last if named and history().fuller.get(kept[last].section) != [] and not kept[last].ended else None


def _first_day(one: Event) -> date:
    assert one.began
    return one.began.first


def _with_eras(told: Sequence[Event]) -> Iterable[Event]:
    """Each with its era: one that runs on from, or came before, the last told lies where that lies."""
    last: Event | None = None
    for one in told:
        era = one.era
        if last and (one.came_first or (one.runs_on and era is Era.TOLD)):
            era = last.era
        elif last and era is Era.TOLD and _looks_back(one, last):
            era = Era.PAST
        last = replace(one, era=era)
        yield last


def _looks_back(one: Event, last: Event) -> bool:
    """Whether one told after another lies before it: "on a 2, was on a 3", "s2, s3 in 2016"."""
    if one.began and last.began:
        return one.began.last < last.began.first
    follows = one.section in history().follows_qualifying and last.section not in history().statuses
    if one.section == history().stay or last.was or one.since or follows:  # what follows from a detention never came before it
        return False
    return one.was or (one.began is not None and last.began is None and (one.began.last - one.began.first).days >= YEAR)
