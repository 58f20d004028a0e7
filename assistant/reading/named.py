"""Which words of a message name one detention: of two that say the same, the fuller counts, and two can make a third.

history.yaml says which word is fuller than which, and what two make together.
"""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from assistant.reading.context import Manner, manners
from assistant.reading.cues import cue, history, sentence_of
from assistant.reading.dates import find_dates
from assistant.reading.sections import Section

REASON = re.compile(
    r"\s+(?:for|because|due to)\b(?!\s+(?:the|an?|\d+|\w+)?\s*(?:\d|first|second|third|days?|weeks?|months?|years?|time))"
)
PAUSE = re.compile(r"[,;]|\band\b")
OR = re.compile(r"\s*(?:or|/|or (?:was it|is it|maybe|possibly|on|under))\s*")


def fullest(text: str, lowered: str, named: Sequence[Section]) -> list[Section]:
    """Without words that another says more fully in the same sentence."""
    merged = [one for one in _merged(lowered, list(named)) if len(named) < 2 or not _is_reason(lowered, one)]
    return [one for one in merged if not any(_fuller(text, lowered, one, other) for other in merged)]


def _is_reason(lowered: str, one: Section) -> bool:
    """Whether a vague word only tells why: "what he was sectioned for", beside a section that is named."""
    return history().fuller.get(one.value) == [] and bool(REASON.match(lowered, one.end))


def is_fuller(value: str, than: str) -> bool:
    """Whether a value says fully what another says in part; a word that names no section at all yields to any detention."""
    fuller = history().fuller.get(than)
    if fuller is None or value == than:
        return False
    return value in fuller if fuller else value not in (*history().statuses, history().stay)


def _fuller(text: str, lowered: str, one: Section, other: Section) -> bool:
    if not is_fuller(other.value, one.value) or not _together(text, lowered, one, other):
        return False
    between = lowered[min(one.end, other.end) : max(one.start, other.start)]
    again = not _all_alike(lowered, one, other) and history().cues["again"].search(lowered, max(0, one.start - 10), one.end + 7)
    parted = PAUSE.search(between) and (cue("now", between) or find_dates(between, date(2100, 1, 1)))
    return not (again or parted)


def _all_alike(lowered: str, one: Section, other: Section) -> bool:
    """Whether one says how often and the other that each of those was alike: "sectioned twice, both 2s"."""
    return one.end < other.start and bool(history().cues["all_alike"].match(lowered[one.end : other.end].lstrip()))


def _together(text: str, lowered: str, one: Section, other: Section) -> bool:
    """Whether two stand in one sentence and are meant alike: "37, not 37/41" speaks of two."""
    denied = [Manner.DENIED in manners(text, each.start, each.end) for each in (one, other)]
    return denied[0] == denied[1] and sentence_of(lowered, one.start) == sentence_of(lowered, other.start)


def _merged(lowered: str, named: list[Section]) -> list[Section]:
    for one, other in pairwise(named):
        if made := _made(lowered, one, other):
            rest = [each for each in named if each not in (one, other)]
            return _merged(lowered, sorted([*rest, Section(made, one.start, other.end)], key=lambda each: each.start))
    return named


def _made(lowered: str, one: Section, other: Section) -> str | None:
    """What two that stand together make: "37 ... 41", "2 or 3", or "sectioned again under section 3"."""
    between = lowered[one.end : other.start]
    if history().fuller.get(one.value) == [] and is_fuller(other.value, one.value) and _under(between):
        return other.value
    if OR.fullmatch(between) and one.value != other.value:
        return history().one_of
    if sentence_of(lowered, one.start) != sentence_of(lowered, other.start) or cue("then", between):
        return None
    return next((two.make for two in history().together if {one.value, other.value} == set(two.both)), None)


def _under(between: str) -> bool:
    return bool(history().cues["under"].fullmatch(between.strip()))
