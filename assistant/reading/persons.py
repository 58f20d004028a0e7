"""Does a message turn to another person? Then nothing understood of the one before may be mixed in."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.reading.context import flat
from assistant.reading.cues import sentence_of
from assistant.reading.sections import find_sections
from ingest.yamlfile import read_model

FILE = Path(__file__).with_name("persons.yaml")
WHOSE = r"(?:his|her|their|the|my|our|hers|'s|s)"
THEIRS = r"(?:his|her|their|my|our)"
WHO_IS = r"(?:\s*,?\s*(?:who|whos|who's|that)\b)?"
ONLY = re.compile(
    r"\b(?:only|just)(?:\s+(?:ever|been|had|was|were|is|on|under|in|an?|the|came|come|here|once|admitted|held|detained|sectioned|for|to|as))*\s*$"
)
ALONE = re.compile(r"\W*(?:only|and (?:nothing|no more)|nothing (?:else|more)|at most|tops)\b")
BESIDE = re.compile(r"\b(?:but|while|whereas|though)\s+(?:he|she|they|pt|my|our|the)\b")  # "... but she was on a 3"
FEW = 7  # words of "and the man in bed 4?": no more than a turn to him


class Persons(BaseModel):
    """persons.yaml."""

    model_config = ConfigDict(extra="forbid")

    another: list[str]
    people: list[str]
    opens: list[str]
    asks_about: list[str]
    ties: list[str]
    where: list[str]
    determiners: list[str]
    described: list[str]
    same_question: list[str]
    male: list[str]
    female: list[str]
    first: list[str]
    second: list[str]
    two: list[str]
    several: list[str]
    services: list[str]
    of_a_service: list[str]
    same: list[str]
    of_the_leave: list[str]


def turns_to_another(text: str, earlier: Sequence[str] = (), known: Sequence[str] = ()) -> bool:
    """Whether the message begins another person's case: "new patient ...", "what about his sister, she's only 16".

    earlier  what was written in the turns before
    known    the sections that the person before is known to have been under
    """
    if _another().search(text) or _tied().search(text) or _pronoun().fullmatch(text):
        return True
    lowered = flat(text)
    return bool(_kin(lowered) or _elsewhere(lowered, earlier) or _another_history(lowered, known))


def of_their_own(text: str, turned: bool = False) -> str:
    """The text without the word by which it opens on another, of the same length: "the other lady is on a 3" tells of her.

    turned  it is known to turn to another, so that "his cellmate was on a 35" tells of the cellmate
    """
    if found := _another().match(text):
        return _blank(text, *found.span("other"))
    found = (_kin(flat(text)) or _elsewhere(flat(text), ())) if turned else None
    return _blank(text, *found.span("other"), put="pt") if found else text


def without_the_turn(text: str) -> str:
    """The text without what only turns to another person, "new case:" or "different pt now -", which asks about nothing."""
    found = _turn_itself().match(text)
    return text[found.end() :] if found else text


def _blank(text: str, start: int, end: int, put: str = "") -> str:
    return text[:start] + put.ljust(end - start) + text[end:]


def _kin(lowered: str) -> re.Match[str] | None:
    """ "And her brother whos only been on a 136?", "his cellmate was on a 35, same answer?"."""
    found = _opening_kin().match(lowered)
    _, closes = sentence_of(lowered, found.end()) if found else (0, 0)
    told = lowered[:closes]
    if found is None or BESIDE.search(told, found.end()):
        return None
    alike = find_sections(told) and _same_question().search(lowered)
    return found if alike or _only_on(told, found.end()) else None


def _elsewhere(lowered: str, earlier: Sequence[str]) -> re.Match[str] | None:
    """ "The man in bed 4, s35 only", unless the person before is in bed 4."""
    found = _in_bed().match(lowered)
    if found is None or any(found["where"] in flat(one) for one in earlier):
        return None
    short = len(lowered.split()) <= FEW and lowered.rstrip().endswith("?")
    return found if short or find_sections(lowered[found.end() :]) else None


def _another_history(lowered: str, known: Sequence[str]) -> bool:
    """Whether somebody is said to have been only under what the person before is not known of: "a lad, s2 only"."""
    found = _opening_person().match(lowered)
    told = {one.value for one in find_sections(lowered)}
    return bool(found and known and not told & set(known) and _only_on(lowered, found.end()))


def _only_on(lowered: str, start: int) -> bool:
    """Whether a section is all there was: "only ever on a 2", "s2 only"."""
    named = [one for one in find_sections(lowered) if one.start >= start]
    return any(ONLY.search(lowered[start : one.start]) or ALONE.match(lowered, one.end) for one in named)


def told_of_a_service(text: str) -> frozenset[str]:
    """The facts that hold of one service, where the message turns to another: "what about the depot visits"."""
    return frozenset(persons().of_a_service) if _another_service().search(text) else frozenset()


def kept_the_same(text: str) -> frozenset[str]:
    """The facts that stay as they were, whoever is turned to: of the leave, in "same leave, different lady"."""
    return frozenset(persons().of_the_leave) if _same().search(text) else frozenset()


@cache
def _same() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(persons().same)})\b", re.IGNORECASE)


@cache
def _same_question() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(persons().same_question)})\b")


@cache
def _another_service() -> re.Pattern[str]:
    words = persons()
    which = rf"(?:(?:{WHOSE}|a|an|another|some)\s+)?(?:\w+\s+){{0,3}}?(?:{any_of(words.services)})s?"
    return re.compile(rf"^\W*(?:(?:{any_of(words.opens)})[\s,]+)*(?:{any_of(words.asks_about)}|and)\s+{which}\b", re.IGNORECASE)


@cache
def _another() -> re.Pattern[str]:
    words = persons()
    opening = rf"(?:^|[.!?;:\n]\s*|--?\s+)(?:(?:{any_of(words.opens)})[\s,]+)*"
    somebody = rf"(?P<other>{any_of(words.another)})\s+(?:{any_of(words.people)})\b(?!\s+(?:said|says|told))"
    return re.compile(rf"{opening}{somebody}", re.IGNORECASE)


@cache
def _turn_itself() -> re.Pattern[str]:
    parted = r"(?:\s+(?:now|then|here|this time|today|altogether))*\s*(?:[-.,:;\u2013\u2014]+\s*|\n)(?=\S)"
    return re.compile(rf"(?:{_another().pattern}){parted}", re.IGNORECASE)


@cache
def _tied() -> re.Pattern[str]:
    words = persons()
    whom = rf"(?:\w+\s+)?{WHOSE}\s+(?:\w+\s+)?(?:{any_of(words.ties)})"
    return re.compile(rf"\b(?:{any_of(words.asks_about)})\s+{whom}\b", re.IGNORECASE)


@cache
def _opening() -> str:
    words = persons()
    return rf"^\W*(?:(?:{any_of(words.opens)})[\s,:\-]+)*(?:(?:{any_of(words.asks_about)}|and|but|also)[\s,]+)?"


@cache
def _pronoun() -> re.Pattern[str]:
    """ "And him?" is asked of somebody else than the one before."""
    asked = rf"(?:{any_of(persons().asks_about)}|and)"
    return re.compile(rf"\W*(?:\w+\W+){{0,2}}{asked}\s+(?:him|her)(?:\s+(?:then|tho|though|too))?\W*", re.IGNORECASE)


@cache
def _opening_kin() -> re.Pattern[str]:
    return re.compile(rf"{_opening()}(?P<other>{THEIRS}\s+(?:\w+\s+)?(?:{any_of(persons().ties)})\b{WHO_IS})")


@cache
def _somebody() -> str:
    words = persons()
    return rf"(?:(?:{any_of(words.determiners)})\s+)?(?:(?:{any_of(words.described)})\s+)*(?:{any_of(words.people)})\b"


@cache
def _in_bed() -> re.Pattern[str]:
    where = any_of(persons().where).replace(r"\#", r"\w{1,3}")
    return re.compile(rf"{_opening()}(?P<other>(?:{_somebody()}{WHO_IS}\s+)?(?P<where>{where})\b(?!\s+manager){WHO_IS})")


@cache
def _opening_person() -> re.Pattern[str]:
    return re.compile(rf"{_opening()}{_somebody()}")


def any_of(words: Sequence[str]) -> str:
    """A pattern for any of the words, the longest first, however spaced."""
    return "|".join(_spaced(word) for word in sorted(words, key=len, reverse=True))


def _spaced(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\s+")


@cache
def persons() -> Persons:
    """persons.yaml, read once."""
    return read_model(FILE, Persons)
