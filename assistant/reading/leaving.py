"""Whether leave takes in a night, by the days it is told with: "out sat, back sun". settings.yaml has the words."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.reading.context import Manner, flat, manners, words
from assistant.reading.dates import weekday_words
from assistant.reading.mention import Mention, Message
from assistant.reading.settings import leave_words
from assistant.reading.ways import Ways

FACT = "leave_overnight"
UNSAID = {Manner.DENIED, Manner.DOUBTED, Manner.TAKEN_BACK}  # at whose home the nights are makes no difference


def read_leaving(message: Message) -> list[Mention]:
    """ "yes" where leave begins on one day and ends on another, "no" where both are one; nothing where either is not told."""
    lowered = flat(message.text)
    known = message.case.get(FACT)
    asked = message.asked is not None and message.asked.fact == FACT
    if not (known or asked or _spoken_of().search(lowered)):
        return []
    return list(_told(message.text, lowered, known.said if known else ""))[:1]


def _told(text: str, lowered: str, before: str) -> Iterator[Mention]:
    """The first day named, in this message or else in the words said before, beside each day of coming back."""
    for back in _back().finditer(lowered):
        out = next((day for day in _day().finditer(lowered) if day.end() <= back.start()), None)
        began = out or (_day().search(flat(before)) if back["back"] else None)
        meant = manners(text, back.start(), back.end())
        if began and not meant & UNSAID:
            value = "no" if _which(began.group()) == _which(back["day"]) else "yes"
            yield Mention(FACT, value, out.start() if out else back.start(), back.end(), Manner.SUPPOSED in meant)


def _which(day: str) -> int:
    """The day of the week that a word names, from 0."""
    return next(n for n, pattern in enumerate(weekday_words()) if re.fullmatch(pattern, day))


@cache
def _day() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(weekday_words())})\b")


@cache
def _back() -> re.Pattern[str]:
    said = leave_words()
    return re.compile(
        rf"\b(?:(?P<back>{'|'.join(said.back)})|{'|'.join(said.until)})\s+(?:(?:{'|'.join(said.between)})\s+)*"
        rf"(?P<day>{'|'.join(weekday_words())})\b"
    )


@cache
def _spoken_of() -> Ways:
    return words(leave_words().spoken_of)
