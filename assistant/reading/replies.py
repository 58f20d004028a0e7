"""A short answer to the question that was asked: "yep", "dunno", "the second one", "hospital order", "about 4 months".

The words stand in phrases.yaml, under `replies` and under `replied` of each value. Two options that fit give nothing, and
neither does a message that asks something itself.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from assistant.model import Ask
from assistant.reading.ages import SPELT, SPELT_AGE, number_of
from assistant.reading.context import Manner, manners
from assistant.reading.cues import history
from assistant.reading.dates import DAY, LONG_BEFORE, When, find_dates
from assistant.reading.folding import Folded, fold
from assistant.reading.homes import tells_otherwise
from assistant.reading.mention import Mention, Message
from assistant.reading.opening import (
    ANSWERS,
    after_fillers,
    answered,
    content,
    counts,
    of_something_else,
    opens,
    same,
    unknown_later,
)
from assistant.reading.phrases import Said, found_all, phrasebook, settled
from assistant.reading.sections import find_sections
from assistant.reading.told import detained_again_since_moving, is_qualifying, is_vague, told_in
from assistant.rules.facts import UNKNOWN, YES_NO, FactSpec, FactType
from assistant.rules.naming import naming
from assistant.rules.places import facts_from_places
from assistant.rules.wording import label
from ingest.gazetteer_file import BodyKind, Nation

MOST_WORDS = 16  # in a longer answer only what it opens with is a reply
CLAUSE = re.compile(r"[^.!?;\n]+[?]*|\.(?=\d)")
HEDGED = 8  # words of "not sure exactly, before 2022 anyway"; a longer one tells of more than was asked
NUMBER = re.compile(r"\d+")
OWN_SECTION = re.compile(r"(?<![\d.])117(?!\d)")  # what everything here is about: it counts nothing
COUNTED = re.compile(rf"(?<![\d.])(?P<n>\d+(?!\d)|\b{SPELT_AGE}\b|\b(?:an?|(?:a )?couple(?: of)?)\b)(?!s\b)\s*(?P<unit>[a-z]*)")
BEFORE = re.compile(r"\b(?:before|pre|prior to)[\s-]*$", re.IGNORECASE)
YES, NO = YES_NO
ONE_STAY = 60  # days: a section 2, and the section 3 that followed it
FIRST_DAY = "first_detained_on"  # a month tells as much as a day of it
PLAIN = re.compile(r"\W*(?:yes|y|yep|yeah|yup|no|n|nope|nah|never|none|correct|right)\b", re.IGNORECASE)


def read_reply(message: Message) -> list[Mention]:
    """The answer to what the turn before asked, or nothing."""
    ask = message.asked
    spec = message.holdings.rulebook.specs.get(ask.fact) if ask else None
    if ask is None or spec is None or (ask.fact == FIRST_DAY and detained_again_since_moving(told_in(message))):
        return []
    clause = _clause(message.text)
    return _Reply(message, ask, spec, *clause).read() if clause else []


def _clause(text: str) -> tuple[int, int] | None:
    """Where the reply stands: the first clause that says anything; None where it asks."""
    for match in CLAUSE.finditer(text):
        folded = fold(match.group())
        if folded.words and after_fillers(folded) < len(folded.text):
            asks = match.group().endswith("?") or opens(folded, "asks")
            return None if asks and not any(opens(folded, name) for name in ANSWERS) else match.span()
    return None


class _Reply:
    """One reply being read: `text` is its clause, which stands in the message from `at`."""

    def __init__(self, message: Message, ask: Ask, spec: FactSpec, start: int, end: int) -> None:
        self.message, self.ask, self.spec, self.at = message, ask, spec, start
        self.text = message.text[start:end]
        self.folded = fold(self.text)
        self.short = len(self.folded.marks) <= MOST_WORDS
        self.numbered = any(NUMBER.search(value) for value in spec.choices)

    def read(self) -> list[Mention]:
        """The answer, by the first way of answering that gives one."""
        for way in self.ways():
            said = way()
            if said is not None:
                value, start, end = said
                return [Mention(self.ask.fact, value, self.at + start, self.at + end)]
        if unknown_later(self.folded):
            return [Mention(self.ask.fact, UNKNOWN, self.at, self.at + len(self.text.rstrip()))]
        return []

    def ways(self) -> Sequence[Callable[[], tuple[Any, int, int] | None]]:
        """The ways in which this fact can be answered, in the order they are tried."""
        match self.spec.type:
            case FactType.YES_NO if not self.spec.table:
                return (self.unknown, self.phrase, self.yes_or_no)
            case FactType.NUMBER if self.spec.vague:
                return (self.unknown, self.limit, self.number, self.phrase)
            case FactType.NUMBER:
                return (self.unknown, self.number)
            case FactType.DATE:  # "not sure, before 2022 anyway" tells enough
                return (self.day, self.unknown) if len(self.text.split()) <= HEDGED else (self.unknown, self.day)
            case FactType.DETENTIONS:
                return (self.unknown,)
        return (self.unknown, self.place, self.section, self.ordinal, self.by_label, self.phrase, self.yes_or_no, self.neither)

    def whole(self, value: Any) -> tuple[Any, int, int]:
        return value, 0, len(self.text.rstrip())

    def unknown(self) -> tuple[Any, int, int] | None:
        """They do not know."""
        longest = {name: opens(self.folded, name) for name in ANSWERS}
        others = max(end for name, end in longest.items() if name != UNKNOWN)
        return self.whole(UNKNOWN) if longest[UNKNOWN] > others else None

    def yes_or_no(self) -> tuple[Any, int, int] | None:
        """Yes or no, where that is one answer and no more."""
        yes, no = (answered(self.folded, word, self.spec.question) for word in YES_NO)
        if yes == no or (_names_a_section(self.text) and not PLAIN.match(self.text)):
            return None  # "shes been on a section 2" is no yes to "have they been on a 3?"
        if yes > no and self.ask.fact in phrasebook().written.sections and _names_only_others(self.text):
            return None  # nor is "yes, guardianship"
        word, length = (YES, yes) if yes > no else (NO, no)
        start, end = self.folded.span(after_fillers(self.folded, length), length)
        values = [value for value in self.values() if value == word or label(self.spec, value).lower().startswith(word)]
        return (values[0], start, end) if len(values) == 1 else None

    def values(self) -> Sequence[str]:
        """The values offered, in the order of the options; every value where none were offered."""
        all_values = (*self.spec.choices, *self.spec.vague)
        by_label = {label(self.spec, value): value for value in all_values}
        return [by_label[option] for option in self.ask.options if option in by_label] or self.spec.choices

    def phrase(self) -> tuple[Any, int, int] | None:
        """In the words of phrases.yaml."""
        if not self.short:
            return None
        said = [Said(one.fact, one.value, one.start, one.end) for one in self.phrased()]
        mentions = list(settled(self.ask.fact, said))
        return (mentions[0].value, mentions[0].start, mentions[0].end) if mentions else None

    def phrased(self) -> Iterator[Said]:
        """Every phrase of the fact in the reply; a reply is no question, whatever its words."""
        for phrase in phrasebook().replied(self.ask.fact):
            yield from (one for one in found_all(phrase, self.folded, self.text, answering=True) if not self._is_stray(one))

    def _is_stray(self, one: Said) -> bool:
        """Whether a word that answers alone stands inside other words: the "no" of "he has no family"."""
        opening = fold(self.text[: one.start])
        alone = self.text[one.start : one.end].lower() in phrasebook().written.replies["alone"]
        return alone and (
            after_fillers(opening) < len(opening.text.rstrip()) or counts(fold(self.text[one.end :]), self.spec.question)
        )

    def by_label(self) -> tuple[Any, int, int] | None:
        """By words of the label of one option, and of no other."""
        words = content(self.folded.text)
        if not words or not self.short or _denied(self.text):
            return None
        labels = {value: content(fold(label(self.spec, value)).text) for value in self.values()}
        fitting = [value for value, held in labels.items() if all(any(same(word, one) for one in held) for word in words)]
        return self.whole(fitting[0]) if len(fitting) == 1 else None

    def ordinal(self) -> tuple[Any, int, int] | None:
        """By its place in the list; by a bare number where it can be nothing else: to "Are they entitled?" a section."""
        words = " ".join(self.folded.text[after_fillers(self.folded) :].split())
        place = next((place for place, ways in enumerate(_ordinals()) if words in ways), None)
        counts = words.partition(" ")[0] in SPELT or (words[:1].isdigit() and not words[-1:].isalpha())
        means_else = self.numbered or set(YES_NO) <= set(self.spec.choices)
        if place is None or place >= len(self.values()) or (means_else and counts):
            return None
        return self.whole(self.values()[place])

    def neither(self) -> tuple[Any, int, int] | None:
        """None of them, where one of the options says so."""
        others = phrasebook().written.replies["others"]
        values = [value for value in self.values() if value in others]
        return self.whole(values[0]) if opens(self.folded, "neither") and len(values) == 1 else None

    def section(self) -> tuple[Any, int, int] | None:
        """By the section: of several, the last ("2 then 3")."""
        if not self.numbered or not self.short:
            return None
        opening = "section "
        for text, shift in ((self.text, 0), (opening + self.text[_first(self.folded) :], _first(self.folded) - len(opening))):
            sections = find_sections(text)
            if sections and not any(manners(text, one.start, one.end) & {Manner.DENIED, Manner.DOUBTED} for one in sections):
                last = sections[-1]
                return self.offered(last.value), max(0, last.start + shift), last.end + shift
        return None

    def offered(self, value: str) -> str:
        """The option that a value stands for: of guardianships the one that was offered, of a 47 the one with the known 49."""
        spec, options = self.spec, self.values()
        known = self.message.case.get(self.ask.fact)
        value = next((one.make for one in history().together if known and {*one.both} == {value, known.value}), value)
        meant = [one for one in options if value in spec.vague and one in spec.vague[value].means]
        return meant[0] if value not in options and len(meant) == 1 else value

    def place(self) -> tuple[Any, int, int] | None:
        """By a place."""
        gazetteer = self.message.holdings.gazetteer
        found = gazetteer.find(self.text) if gazetteer and self.short else []
        matches = [match for match in found if not tells_otherwise(self.ask.fact, self.text, match)]
        if not matches or _denied(self.text):
            return None
        said = self.text[matches[0].start : matches[-1].end]
        value = _by_place(self.ask.fact, said, self.message)
        return (value, matches[0].start, matches[-1].end) if value else None

    def number(self) -> tuple[Any, int, int] | None:
        """A number, in the unit that was asked for."""
        found = list(_numbers(self.folded.text, phrasebook().written.units.get(self.ask.fact, {})))
        in_range = {value for value in found if self.spec.least <= value <= self.spec.most}
        return self.whole(in_range.pop()) if len(found) == len(in_range) == 1 and self.short and not self.aside() else None

    def limit(self) -> tuple[Any, int, int] | None:
        """A vague word with a number in it, which is not the number: "under 18"."""
        found = self.phrase()
        return found if found and any(map(str.isdigit, self.text[found[1] : found[2]])) else None

    def day(self) -> tuple[Any, int, int] | None:
        """A day."""
        whens = find_dates(self.text, self.message.as_at)
        if len(whens) > 1 and self.ask.fact == FIRST_DAY and not self.aside():
            return self.earliest([self._upto(when) for when in whens])
        if len(whens) != 1 or not self.short or self.aside():
            return None
        when = self._upto(whens[0])
        day = when.day or (_bound(when) if self.ask.fact == FIRST_DAY else None)
        return (day.isoformat(), whens[0].start, whens[0].end) if day else None

    def earliest(self, whens: Sequence[When]) -> tuple[Any, int, int] | None:
        """Of the days of several detentions the first, where they are of one stay, or no rule turns on a day between them."""
        first, last = (pick(whens, key=lambda when: when.last) for pick in (min, max))
        bound = _bound(first)
        settled = _side(first.first) == _side(last.last) or (last.last - first.first).days <= ONE_STAY
        return (bound.isoformat(), first.start, first.end) if bound and settled else None

    def aside(self) -> bool:
        """Whether a number or a day is told of something that was not asked after."""
        return of_something_else(self.folded, self.spec.question)

    def _upto(self, when: When) -> When:
        """The time, or all before it: "before 2022"."""
        before = BEFORE.search(self.text[: when.start])
        return replace(when, first=LONG_BEFORE, last=when.first - DAY) if before else when


def _bound(when: When) -> date | None:
    """The last day of a month or a year, where the whole of it falls on one side of the days that the rules turn on."""
    return when.last if _side(when.first) == _side(when.last) else None


def _side(day: date) -> int:
    return sum(day >= turning for turning in history().turning_days)


def _by_place(fact: str, said: str, message: Message) -> str | None:
    gazetteer = message.holdings.gazetteer
    assert gazetteer
    if fact in naming().facts:
        return facts_from_places({fact: said}, gazetteer).get(fact)
    match = gazetteer.place(said)
    written = phrasebook().written
    if match is None or fact not in written.bodies:
        countries = {one for ones in written.countries.values() for one in ones}
        return written.nations[match.nation] if match and match.nation and fact in countries else None
    body = match.body(BodyKind(written.bodies[fact])) if match.nation is Nation.ENGLAND else None
    return None if body is None else "ours" if body == gazetteer.own_body(BodyKind(written.bodies[fact])).name else "theirs"


def _numbers(text: str, units: Mapping[str, float]) -> Iterator[int]:
    """The numbers a reply gives, in the unit asked for: "2 years" of months is 24."""
    for match in COUNTED.finditer(OWN_SECTION.sub(" ", text)):
        size = next((size for unit, size in units.items() if match["unit"].startswith(unit)), None)
        if match["n"].isdigit() or match["n"][0] not in "ac":
            yield int(number_of(match["n"]) * (size or 1))
        elif size:
            yield int((1 if len(match["n"]) <= len("an") else 2) * size)


def _first(folded: Folded) -> int:
    """Where the reply begins, fillers left out."""
    start = after_fillers(folded)
    return folded.span(start, start + 1)[0] if start < len(folded.text) else 0


def _names_a_section(text: str) -> bool:
    return bool(find_sections(text))


def _names_only_others(text: str) -> bool:
    """Whether it names sections or orders and none that counts: guardianship never does by itself."""
    named, orders = [one.value for one in find_sections(text)], history().guardianship
    others = [one for one in named if one in (orders.numbered, *orders.named) or not (is_qualifying(one) or is_vague(one))]
    return bool(named) and others == named


@cache
def _ordinals() -> list[list[str]]:
    """The ways of naming the first option, the second, and so on."""
    return [[way.strip() for way in ways.split("|")] for ways in phrasebook().written.replies["ordinals"]]


def _denied(text: str) -> bool:
    return any(Manner.DENIED in manners(text, match.start(), match.end()) for match in re.finditer(r"\w+\W*$", text))
