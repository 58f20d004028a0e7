"""Where a message names a section or order, however it is written. sections.yaml lists how.

Only the name is found here: of whom, when, and whether it is so at all is for history.py.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.reading.context import expression, flat, words
from assistant.reading.ways import Ways
from ingest.yamlfile import read_model


class Said(BaseModel):
    """The ways of writing one value."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    say: str
    ways: list[str]


class Names(BaseModel):
    """sections.yaml, as its comments explain."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lists: dict[str, list[str]]
    numbers: list[Said]
    before: list[str]
    after: list[str]
    units: list[str]
    never_after: list[str]
    chain: list[str]
    other_acts: list[str]
    names: list[Said]
    none: list[str]


@dataclass(frozen=True, slots=True)
class Section:
    """A section or order named in a text.

    value       one that `section` can have, or a vague word of it
    start, end  where it stands, "section" or "a" before the number included
    """

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Grammar:
    """sections.yaml, compiled: a pattern's group n is the n-th value of its list."""

    numbers: Sequence[str]
    names: Sequence[str]
    number: re.Pattern[str]
    prefixed: Ways
    bare: Ways
    chain: re.Pattern[str]
    after: re.Pattern[str]
    units: re.Pattern[str]
    named: Ways
    none: Ways
    shut: re.Pattern[str]


OTHER_ACT = "children_act_17"  # the one value that is a section of another Act
NUMBER = r"(?:\d|(?<=\W)[tfsio])"  # what a number, or a number in words, begins with
CLOSED = re.compile(r"[\w%]|[.:]\d|/\d")  # a number goes on into a sum, a time or a date
FIGURES = re.compile(r"\d+")
ALONE = re.compile(r"\d+(?:\s*\(\d\))?")  # one number, its subsection with it: "a 5(2)"
GOES_ON = re.compile(r"[\w%]|\.\d|/\d{1,2}/\d")  # into a sum or a date: "1st section 2/3/24"


@lru_cache(maxsize=64)
def find_sections(text: str) -> tuple[Section, ...]:
    """The sections and orders that a text names, in its order."""
    lowered, grammar = flat(text), grammar_of()
    shut = [match.span() for match in grammar.none.finditer(lowered)]
    found = [*_numbered(lowered, grammar), *_named(lowered, grammar)]
    found = [one for one in _longest(found) if one.value == OTHER_ACT or not _overlaps(one, shut)]
    return tuple(one for one in _with_chained(lowered, found, grammar) if one.value)


def _overlaps(one: Section, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < one.end and one.start < end for start, end in spans)


def _numbered(lowered: str, grammar: Grammar) -> Iterator[Section]:
    for lead in grammar.prefixed.finditer(lowered):
        number = grammar.number.match(lowered, lead.end())
        if number and not GOES_ON.match(lowered, number.end()):
            yield Section(_value(number, grammar.numbers), lead.start(), number.end())
    for lead in grammar.bare.finditer(lowered):
        number = _standing(lowered, lead.end(), lead.group(), grammar)
        if number and not grammar.shut.search(lowered[: lead.start()]):
            yield Section(_value(number, grammar.numbers), lead.start(), number.end())


def _standing(lowered: str, at: int, lead: str, grammar: Grammar) -> re.Match[str] | None:
    """The bare number at a place that stands for a section: as much of it as does, "47, 49 restrictions" or its 47 alone."""
    figures = FIGURES.match(lowered, at)
    whole = grammar.number.match(lowered, at)
    alone = grammar.number.fullmatch(lowered, at, figures.end()) if figures else None
    return next((number for number in (whole, alone) if number and _stands(lowered, number, lead, grammar)), None)


def _stands(lowered: str, number: re.Match[str], lead: str, grammar: Grammar) -> bool:
    """Whether a bare number stands for a section by what follows it: after "a" anything that is not counted."""
    if CLOSED.match(lowered, number.end()):
        return False
    if grammar.after.match(lowered, number.end()):
        return True
    alone = ALONE.fullmatch(number.group())
    return lead.rsplit(maxsplit=1)[-1] == "a" and bool(alone) and not grammar.units.match(lowered, number.end())


def _named(lowered: str, grammar: Grammar) -> Iterator[Section]:
    for match in grammar.named.finditer(lowered):
        yield Section(_value(match, grammar.names), match.start(), match.end())


def _value(match: re.Match[str], values: Sequence[str]) -> str:
    which = next(name for name, held in match.groupdict().items() if held is not None)
    return values[int(which[1:])]


def _longest(found: list[Section]) -> list[Section]:
    kept: list[Section] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _with_chained(lowered: str, found: list[Section], grammar: Grammar) -> Iterator[Section]:
    """With the bare numbers that follow a section by "then", "to", "or" and the like: "s2 to 3"."""
    for n, one in enumerate(found):
        yield one
        end, limit = one.end, found[n + 1].start if n + 1 < len(found) else len(lowered)
        while link := grammar.chain.match(lowered, end):
            number = _standing(lowered, link.end(), "to", grammar)
            if not number or number.end() > limit:
                break
            yield Section(_value(number, grammar.numbers), number.start(), number.end())
            end = number.end()


@cache
def grammar_of() -> Grammar:
    """sections.yaml, read and compiled once."""
    names = read_model(Path(__file__).with_name("sections.yaml"), Names)
    lists = {name: "|".join(words) for name, words in names.lists.items()}
    return Grammar(
        numbers=[one.say for one in names.numbers],
        names=[one.say for one in names.names],
        number=re.compile(_either(names.numbers, lists) + r"(?:'?[sd])?(?!\w)"),
        prefixed=Ways(rf"(?<!\w)(?<!\w['’])(?:{lists['sec']})[\s\-]*(?={NUMBER})"),
        bare=Ways(rf"(?:{expression(names.before, lists)})\s+(?={NUMBER})"),
        chain=re.compile(rf"(?:{expression(names.chain, lists)})\s*(?={NUMBER})"),
        after=re.compile(rf"\s*(?:{expression(names.after, lists)})"),
        units=re.compile(rf"\s*-?\s*(?:{expression(names.units, lists)})"),
        named=Ways(rf"(?<!\w){_either(names.names, lists)}(?!\w)"),
        none=words([*names.none, *names.other_acts], lists),
        shut=re.compile(rf"(?:{expression(names.never_after, lists)})\s+$"),
    )


def _either(said: Sequence[Said], lists: dict[str, str]) -> str:
    """One pattern for all the values, each in a group named by its place in the list; what stands around it guards them."""
    parts = [f"(?P<v{n}>{expression(one.ways, lists, guard='')})" for n, one in enumerate(said)]
    return f"(?:{'|'.join(parts)})"
