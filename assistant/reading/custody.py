"""How long they have been in custody, where it is told since when: "on remand since September", "remanded on 26 October"."""

import re
from datetime import date
from functools import cache

from assistant.reading.context import Manner, flat, manners
from assistant.reading.dates import When, find_dates
from assistant.reading.mention import Mention, Message
from assistant.reading.phrases import phrasebook
from assistant.reading.settings import held_words

UNSAID = {Manner.DENIED, Manner.DOUBTED, Manner.OF_ANOTHER, Manner.TAKEN_BACK, Manner.ASKED}
MONTHS = 12
LONGEST_REMAND = 24  # months: who was taken so long ago may well be out again
TAKEN = r"remanded|arrested|jailed|imprisoned|locked up|sent down|sent to prison|went to prison|taken into custody|put inside"


def read_custody(message: Message) -> list[Mention]:
    """Full months, where every day that can be meant lies on one side of the limit that an early sentence has; else nothing."""
    lowered = flat(message.text)
    times = find_dates(message.text, message.as_at)
    held = [when for when in times if _since().search(lowered[: when.end]) or _is_of_late(when, lowered, message.as_at)]
    told = [when for when in held if not manners(message.text, when.start, when.end) & UNSAID]
    months = _months(told[0], message.as_at) if len(told) == 1 else None
    if months is None:
        return []
    supposed = Manner.SUPPOSED in manners(message.text, told[0].start, told[0].end)
    return [Mention("months_in_custody", months, told[0].start, told[0].end, supposed)]


def _is_of_late(when: When, lowered: str, as_at: date) -> bool:
    """Whether it is the day they were taken, and not long ago."""
    return bool(_taken().search(lowered[: when.start])) and _full_months(when.first, as_at) < LONGEST_REMAND


def _months(when: When, as_at: date) -> int | None:
    limit = phrasebook().written.amounts["sentenced_early"].below or 0
    most, least = _full_months(when.first, as_at), _full_months(when.last, as_at)
    return most if most < limit else least if least >= limit else None


def _full_months(day: date, as_at: date) -> int:
    return (as_at.year - day.year) * MONTHS + as_at.month - day.month - (as_at.day < day.day)


@cache
def _since() -> re.Pattern[str]:
    """Up to a time: words of being held, where at most, and "since" right before the time or in it."""
    where = r"(?:\s+(?!and\b|on\b|under\b|but\b|or\b)[a-z]+){0,3}?"
    return re.compile(rf"\b(?:{'|'.join(held_words())})\b{where}\s+since\b[^.?!;]{{0,16}}$")


@cache
def _taken() -> re.Pattern[str]:
    """Up to a time: that they were taken into custody, and where at most."""
    return re.compile(rf"\b(?:{TAKEN})\b(?:\s+(?!and\b|but\b|or\b)[a-z]+){{0,4}}?\s*$")
