"""Does a message turn to another person? Then nothing understood of the one before may be mixed in."""

import re
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from ingest.yamlfile import read_model

FILE = Path(__file__).with_name("persons.yaml")
WHOSE = r"(?:his|her|their|the|my|our|hers|'s|s)"


class Persons(BaseModel):
    """persons.yaml."""

    model_config = ConfigDict(extra="forbid")

    another: list[str]
    people: list[str]
    opens: list[str]
    asks_about: list[str]
    ties: list[str]
    services: list[str]
    of_a_service: list[str]
    same: list[str]
    of_the_leave: list[str]


def turns_to_another(text: str) -> bool:
    """Whether the message begins another person's case: "new patient ...", "what about his sister, she's only 16"."""
    return bool(_another().search(text) or _tied().search(text))


def of_their_own(text: str) -> str:
    """The text without the word by which it opens on another, of the same length: "the other lady is on a 3" tells of her."""
    found = _another().match(text)
    return f"{text[: found.start('other')]}{' ' * len(found['other'])}{text[found.end('other') :]}" if found else text


def told_of_a_service(text: str) -> frozenset[str]:
    """The facts that hold of one service, where the message turns to another: "what about the depot visits"."""
    return frozenset(_persons().of_a_service) if _another_service().search(text) else frozenset()


def kept_the_same(text: str) -> frozenset[str]:
    """The facts that stay as they were, whoever is turned to: of the leave, in "same leave, different lady"."""
    return frozenset(_persons().of_the_leave) if _same().search(text) else frozenset()


@cache
def _same() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(_persons().same)})\b", re.IGNORECASE)


@cache
def _another_service() -> re.Pattern[str]:
    words = _persons()
    which = rf"(?:(?:{WHOSE}|a|an|another|some)\s+)?(?:\w+\s+){{0,3}}?(?:{_any(words.services)})s?"
    return re.compile(rf"^\W*(?:(?:{_any(words.opens)})[\s,]+)*(?:{_any(words.asks_about)}|and)\s+{which}\b", re.IGNORECASE)


@cache
def _another() -> re.Pattern[str]:
    words = _persons()
    opening = rf"(?:^|[.!?;:\n]\s*|--?\s+)(?:(?:{_any(words.opens)})[\s,]+)*"
    somebody = rf"(?P<other>{_any(words.another)})\s+(?:{_any(words.people)})\b(?!\s+(?:said|says|told))"
    return re.compile(rf"{opening}{somebody}", re.IGNORECASE)


@cache
def _tied() -> re.Pattern[str]:
    words = _persons()
    whom = rf"(?:\w+\s+)?{WHOSE}\s+(?:\w+\s+)?(?:{_any(words.ties)})"
    return re.compile(rf"\b(?:{_any(words.asks_about)})\s+{whom}\b", re.IGNORECASE)


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def _persons() -> Persons:
    return read_model(FILE, Persons)
