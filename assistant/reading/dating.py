"""Which of the detentions that a message tells of a time belongs to, and whether it is when that one began or ended."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.reading.cues import clause_of, cue, cue_before, sentence_of
from assistant.reading.dates import When
from assistant.reading.named import is_fuller

if TYPE_CHECKING:
    from assistant.reading.events import Event

LEAD_IN = 2  # words before a time that stands in a clause of its own: "on a 3, started in May"
AFTER_ITS_DAY = re.compile(r"\s*[,(]\s*(?:(?:under|on|as)\s+)?(?:an?\s+)?")
BESIDE = re.compile(r".{0,6}|\s+(?:was|were|began|started)\s+(?:back\s+)?(?:in|on|from)?\s*", re.DOTALL)
FROM_IT = re.compile(r"[\s,]*(?:from|off)\s+(?:(?:an?|the|his|her|their)\s+)?")
WHEN = re.compile(r"\s*,?\s*when\b")  # "lived in Hull until May when she was put on a 2"


def dated(told: Sequence["Event"], lowered: str, times: Sequence[When]) -> list["Event"]:
    """The detentions told of, each with when it began and ended, as far as these times are said of it."""
    told = list(told)
    for time in times:
        which = _of(told, lowered, time)
        if which is not None:
            which -= bool(which and told[which].came_first)  # "3, converted from a 2 on 5 May": the 3 began then
            ends = _ends(told[which], lowered, time)
            told[which] = replace(told[which], ended=time) if ends else replace(told[which], began=told[which].began or time)
    return list(_named_after(told, lowered))


def _named_after(told: Sequence["Event"], lowered: str) -> Iterable["Event"]:
    """With what is named only after its day: "detained 3 June 2022, s3" tells of one detention."""
    at = 0
    while at < len(told):
        one, other = told[at], told[at + 1] if at + 1 < len(told) else None
        named = other is not None and _names(one, other, lowered)
        yield replace(other, start=one.start, began=one.began) if other and named else one
        at += 1 + named


def _names(one: "Event", other: "Event", lowered: str) -> bool:
    """Whether the second stands after the day of the first and a comma, undated, and says which the first was."""
    if not one.began or one.ended or other.began or other.ended or other.meant != one.meant or other.again or other.runs_on:
        return False
    day_ends = one.began.end
    between = lowered[day_ends : other.start] if one.end <= day_ends <= other.start else ""
    return is_fuller(other.section, one.section) and bool(AFTER_ITS_DAY.fullmatch(between))


def _ends(one: "Event", lowered: str, time: When) -> bool:
    """Whether a time is when it ended: "until May", "discharged home last week", "discharged on Friday from his 3"."""
    if time.end <= one.start:
        return bool(FROM_IT.fullmatch(lowered, time.end, one.start))
    between = lowered[one.end : time.start]
    if one.over and not cue("over", between):
        return True
    return time.start - one.end > len(" on ") and (cue_before("until", lowered, time.start) or bool(cue("over", between)))


def _of(told: Sequence["Event"], lowered: str, time: When) -> int | None:
    """Which of those told of a time belongs to: the one after it where it opens a clause, else the one before it."""
    opens, closes = sentence_of(lowered, time.start)
    if (when := WHEN.match(lowered, time.end)) and (then := _told_by(told, lowered, when.end(), closes)):
        return then[0]
    clause, clause_ends = clause_of(lowered, time.start)
    if cue("birthday", lowered, clause, clause_ends):
        return None
    if cue("other_matter", lowered, clause, clause_ends) and not _close(told, time, lowered):
        return None
    before = [n for n, one in enumerate(told) if opens <= one.start and one.end <= time.start]
    after = [n for n, one in enumerate(told) if time.end <= one.start < clause_ends]
    if after and not [n for n in before if told[n].start >= clause]:
        return None if cue_before("came_from", lowered, told[after[0]].start) else after[0]
    if not before or re.search(r"\bbefore\W*$", lowered[: time.start]):
        return None
    apart = told[before[-1]].end <= clause and len(lowered[clause : time.start].split()) > LEAD_IN
    return None if apart else before[-1]


def _told_by(told: Sequence["Event"], lowered: str, when: int, closes: int) -> list[int]:
    """Those told of by the words after "when" themselves: "in May when she was put on a 2", no clause after them."""
    return [n for n, one in enumerate(told) if when <= one.start < closes and "," not in lowered[when : one.start]]


def _close(told: Sequence["Event"], time: When, lowered: str) -> bool:
    """Whether it stands beside one: "s3 was in May 2023, with a Brigg GP"."""
    before = any(one.end <= time.start and BESIDE.fullmatch(lowered, one.end, time.start) for one in told)
    return before or any(0 <= one.start - time.end <= len(" first ") for one in told)
