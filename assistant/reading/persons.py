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


def turns_to_another(text: str) -> bool:
    """Whether the message begins another person's case: "new patient ...", "what about his sister, she's only 16"."""
    return bool(_another().search(text) or _tied().search(text))


@cache
def _another() -> re.Pattern[str]:
    words = _persons()
    opening = rf"(?:^|[.!?;:\n]\s*|--?\s+)(?:(?:{_any(words.opens)})[\s,]+)*"
    somebody = rf"(?:{_any(words.another)})\s+(?:{_any(words.people)})\b(?!\s+(?:said|says|told))"
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
