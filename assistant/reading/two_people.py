"""Two people told of in one message: "first pt s3, second one only s2". Each has a history of their own, never one of both."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.reading.asking import clauses_of
from assistant.reading.context import flat
from assistant.reading.persons import THEIRS, any_of, persons
from assistant.reading.sections import find_sections

BEGINS = r"(?:^|[.;,:!?\n(\u2013\u2014-]\s*|\b(?:and|but|while|whereas)\s+)"
FIRST, SECOND = 0, 1


@dataclass(frozen=True, slots=True)
class Two:
    """Where a message tells of each of two people, and which of them it asks of: 0, 1, or None where that is not plain."""

    text: str
    spans: tuple[tuple[int, int], tuple[int, int]]
    asked: int | None = None

    def told(self, which: int) -> str:
        """What is told of one of them, as of the person the case is about."""
        start, end = self.spans[which]
        return _label().sub("pt ", self.text[start:end].strip(" ,;:.\n-"), count=1)

    def meant(self, words: str) -> int | None:
        """Which of them some words speak of, by their order or by their sex; None where that is not plain."""
        named = [which for which in (FIRST, SECOND) if _ordinal(which).search(words)]
        if named:
            return named[0] if len(named) == 1 else None
        sexes = _sexes(words)
        own = [self._sex(FIRST), self._sex(SECOND)]
        if len(sexes) != 1 or own[FIRST] == own[SECOND]:
            return None
        surely = [which for which in (FIRST, SECOND) if own[which] in sexes]
        perhaps = [which for which in (FIRST, SECOND) if own[which] is None]
        return (surely or perhaps)[0] if len(surely or perhaps) == 1 else None

    def _sex(self, which: int) -> str | None:
        pieces = [flat(self.text[start:end]) for start, end in self.spans]
        tie = _tie().search(pieces[which])
        if tie:
            return next(iter(_sexes(tie["tie"])), None)
        other = _tie().search(pieces[1 - which])
        sexes = _sexes(pieces[which]) | (_sexes(other["whose"]) if other else frozenset())
        return next(iter(sexes)) if len(sexes) == 1 else None


@lru_cache(maxsize=64)
def told_of_two(text: str) -> Two | None:
    """The two people a message tells of, or None: named by their order, and of each a detention is told."""
    lowered = flat(text)
    first = _begins(FIRST).search(lowered)
    second = _begins(SECOND).search(lowered, first.end()) if first else None
    if first is None or second is None or not _are_people(lowered, first, second):
        return None
    asking = [one.start for one in clauses_of(text) if one.asks and one.start > second.end()]
    until = min(asking, default=len(text))
    spans = ((first.start("label"), second.start()), (second.start("label"), until))
    if not all(find_sections(text[start:end]) for start, end in spans):
        return None
    two = Two(text, spans)
    return Two(text, spans, two.meant(lowered[until:]))


def of_the_one_asked(text: str) -> str:
    """The text without what it tells of the other one; without what it tells of both where it is not plain who is asked of."""
    two = told_of_two(text)
    if two is None:
        return text
    for which, (start, end) in enumerate(two.spans):
        kept = two.told(which) if which == two.asked else ""
        text = text[:start] + kept.ljust(end - start)[: end - start] + text[end:]
    return text


def told_before(text: str, earlier: Sequence[str]) -> str | None:
    """What was told earlier of the one of two people that a message turns to, where it speaks of the other one from here on."""
    at = next((n for n in range(len(earlier) - 1, -1, -1) if told_of_two(earlier[n])), None)
    two = told_of_two(earlier[at]) if at is not None else None
    if at is None or two is None or told_of_two(text):
        return None
    spoken_of = two.asked
    for one in earlier[at + 1 :]:
        meant = two.meant(flat(one))
        spoken_of = spoken_of if meant is None else meant
    meant = two.meant(flat(text))
    return None if meant is None or meant == spoken_of else two.told(meant)


def _are_people(lowered: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether the two are people, and not admissions: "two patients", "first pt", "second is her brother"."""
    return bool(_pair().search(lowered) or first["person"] or second["person"] or _tie().match(lowered, second.start("label")))


def _sexes(words: str) -> frozenset[str]:
    return frozenset(sex for sex, pattern in _sex_words().items() if pattern.search(words))


@cache
def _sex_words() -> dict[str, re.Pattern[str]]:
    return {
        "male": re.compile(rf"\b(?:{any_of(persons().male)})\b"),
        "female": re.compile(rf"\b(?:{any_of(persons().female)})\b"),
    }


def _labels(which: int) -> str:
    return any_of(persons().first if which == FIRST else persons().second)


@cache
def _begins(which: int) -> re.Pattern[str]:
    noun = rf"(?:\s+(?:one|of them|of these|(?P<person>{any_of([*(set(persons().people) - {'one', 'case', 'referral'})])})))?"
    return re.compile(rf"{BEGINS}(?P<label>(?:the\s+)?(?:{_labels(which)})\b{noun})")


@cache
def _ordinal(which: int) -> re.Pattern[str]:
    """The words for one of two in a question: "is the second one entitled"; "one" alone is no order."""
    labels = [one for one in (persons().first if which == FIRST else persons().second) if one not in ("one", "another")]
    return re.compile(rf"\b(?:{any_of(labels)})\b")


@cache
def _tie() -> re.Pattern[str]:
    label = rf"(?:the\s+)?(?:{_labels(SECOND)})(?:\s+\w+)?"
    return re.compile(
        rf"{label}\s*(?:is|was|'s|being|,|:|-)?\s*(?P<whose>{THEIRS})\s+(?:\w+\s+)?(?P<tie>{any_of(persons().ties)})\b"
    )


@cache
def _label() -> re.Pattern[str]:
    """What one of two is introduced by: "second is her brother", "first one"."""
    words = persons()
    label = rf"(?:the\s+)?(?:{any_of([*words.first, *words.second])})(?:\s+(?:one|of them|of these|{any_of(words.people)}))?\b"
    tie = rf"(?:\s*(?:is|was|'s|,|:|-)?\s*{THEIRS}\s+(?:\w+\s+)?(?:{any_of(words.ties)})\b)?"
    return re.compile(rf"^{label}{tie}\s*[:,-]?\s*", re.IGNORECASE)


@cache
def _pair() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(persons().two)})\s+(?:\w+\s+)?(?:{any_of(persons().several)})\b")
