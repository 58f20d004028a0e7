"""What a reply opens with, fillers left out, and whether its yes or no answers what was asked.

"Yes" and "no" answer by themselves. An echo of the question ("it has", "she isn't", "done") answers only where it stands alone
or goes on in the words of the question: "hes not bothered" is no "no" to "Are they on a CTO?". The words are listed in
phrases.yaml, under `replies`.
"""

import re
from functools import cache

from assistant.reading.folding import Folded, fold
from assistant.reading.patterns import Pattern
from assistant.reading.phrases import phrasebook
from assistant.rules.facts import UNKNOWN, YES_NO

STEM = 5  # letters by which two words are the same word
YES, NO = YES_NO
ECHOED = {YES: "yes_echoed", NO: "no_echoed"}
ANSWERS = (UNKNOWN, *YES_NO, *ECHOED.values())
PART_END = re.compile(r"[,.;!?\n]|\b(?:but|and|n|so|because|cos|as|who|which)\b")
YEAR = re.compile(r"\d{4}")


def opens(folded: Folded, name: str) -> int:
    """Where the words of a kind end that a reply opens with, fillers before them left out; 0 where it does not."""
    starts, at = [0], 0
    while (match := _filler().match(folded.text, at)) and match.end() > at:
        at = match.end()
        starts.append(at)
    found = [one.end for pattern in _listed(name) for one in pattern.find(folded.text) if one.start in starts]
    return max(found, default=0)


def answered(folded: Folded, word: str, question: str) -> int:
    """Where "yes" or "no" (`word`) ends that a reply opens with, in answer to this question; 0 where it does not."""
    asked = content(fold(question).text)
    plain, echo = opens(folded, word), opens(folded, ECHOED[word])
    if plain and word == NO and (_counts(folded, plain, asked) or _tells_else(folded, plain, asked)):
        plain = 0
    return max(plain, echo if echo and _goes_on(folded, echo, asked) else 0)


def unknown_later(folded: Folded) -> bool:
    """Whether a later part of a reply says no more than that it is not known: "good question, dont know"."""
    parts = [fold(part) for part in re.split(r"[,\-–—]\s*", folded.text)[1:]]
    return any((end := opens(part, UNKNOWN)) and _says_no_more(part.text[end:], frozenset()) for part in parts)


def counts(after: Folded, question: str) -> bool:
    """Whether a word with this `after` it stands before what it counts, and that was not asked after: "no family"."""
    return _counts(after, 0, content(fold(question).text))


def of_something_else(folded: Folded, question: str) -> bool:
    """Whether a number or a day is of what the question did not ask after: "been on 3 meds", "review was on 3 march"."""
    asked = content(fold(question).text)
    return any(_is_other(word, asked) for word in re.findall(r"\w+", folded.text))


def after_fillers(folded: Folded, limit: int | None = None) -> int:
    """Where the words begin that are more than "erm" or "it's"."""
    at = 0
    while (match := _filler().match(folded.text, at)) and match.end() > at and (limit is None or match.end() < limit):
        at = match.end()
    return at


@cache
def content(folded: str) -> frozenset[str]:
    """The words of a text that say something."""
    return frozenset(re.findall(r"\w+", folded)) - frozenset(phrasebook().written.replies["ignored"])


def same(one: str, other: str) -> bool:
    """Whether two words are one, but for how they end."""
    stem = max(STEM, min(len(one), len(other)) - 2)
    return one == other or (len(one) >= STEM and one[:stem] == other[:stem])


def _goes_on(folded: Folded, end: int, asked: frozenset[str]) -> bool:
    """Whether what follows an echo, up to the end of its part, is in the question's words."""
    return _says_no_more(PART_END.split(folded.text[end:])[0], asked)


def _says_no_more(rest: str, asked: frozenset[str]) -> bool:
    words = content(rest) - frozenset(phrasebook().written.replies["trailing"])
    return all(YEAR.fullmatch(word) or any(same(word, one) for one in asked) for word in words)


def _counts(folded: Folded, end: int, asked: frozenset[str]) -> bool:
    """Whether "no" stands before what it counts, and that is nothing the question asked after: "no form yet"."""
    after = re.match(r" *(\w+)", folded.text[end:])
    return after is not None and _is_other(after[1], asked)


def _tells_else(folded: Folded, end: int, asked: frozenset[str]) -> bool:
    """Whether "no" goes on in what was not asked after: "no never ended" to "Is the service part of it?"."""
    rest = folded.text[end:].lstrip()
    found = (one for pattern in _listed("told_else") for one in pattern.find(rest) if one.start == 0)
    return any(_is_none_of(content(rest[: one.end]), asked) for one in found)


def _is_none_of(words: frozenset[str], asked: frozenset[str]) -> bool:
    return not any(same(word, one) for word in words for one in asked)


def _is_other(word: str, asked: frozenset[str]) -> bool:
    return word in phrasebook().written.replies["counted"] and not any(same(word, one) for one in asked)


@cache
def _filler() -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in phrasebook().written.replies["fillers"])
    return re.compile(rf"\s*(?:(?:{words})\b)?[\s,:\-–—]*")


@cache
def _listed(name: str) -> list[Pattern]:
    book = phrasebook()
    return [book.language.read(one) for one in book.written.replies[name]]
