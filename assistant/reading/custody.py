"""How long they have been in custody, where a month is told since when: "on remand since September"."""

import re
from datetime import date
from functools import cache

from assistant.reading.context import Manner, flat, manners
from assistant.reading.dates import When, find_dates
from assistant.reading.mention import Mention, Message
from assistant.reading.phrases import phrasebook
from assistant.reading.settings import held_words

UNSAID = {Manner.DENIED, Manner.DOUBTED, Manner.OF_ANOTHER, Manner.TAKEN_BACK, Manner.ASKED, Manner.SUPPOSED}
MONTHS = 12


def read_custody(message: Message) -> list[Mention]:
    """Full months, where every day that can be meant lies on one side of the limit that an early sentence has; else nothing."""
    lowered = flat(message.text)
    held = [when for when in find_dates(message.text, message.as_at) if _since().search(lowered[: when.end])]
    told = [when for when in held if not manners(message.text, when.start, when.end) & UNSAID]
    months = _months(told[0], message.as_at) if len(told) == 1 else None
    return [] if months is None else [Mention("months_in_custody", months, told[0].start, told[0].end)]


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
