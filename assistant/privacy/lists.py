"""privacy.yaml, read once."""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from ingest.yamlfile import read_model


class Kind(StrEnum):
    """What identifies a person."""

    NHS_NUMBER = "nhs_number"
    RECORD_NUMBER = "record_number"
    NATIONAL_INSURANCE = "national_insurance"
    DATE_OF_BIRTH = "date_of_birth"
    POSTCODE = "postcode"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"


def _split(lines: object) -> object:
    """Several words a line, as long lists are easier to read and to extend."""
    return [word for line in lines for word in str(line).split()] if isinstance(lines, list) else lines


Bag = Annotated[frozenset[str], BeforeValidator(_split)]


class Lists(BaseModel):
    """The lists of privacy.yaml; its head says what each is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: dict[Kind, str]
    nhs_labels: list[str]
    other_labels: list[str]
    record_labels: list[str]
    record_nouns: list[str]
    birth_labels: list[str]
    phone_labels: list[str]
    areas: frozenset[str]
    not_inward: list[str]
    address_cues: list[str]
    streets: list[str]
    titles: list[str]
    shy_titles: list[str]
    job_titles: list[str]
    not_surnames: Bag
    cases: frozenset[str]
    name_cues: list[str]
    people: list[str]
    first_names: Bag
    surnames: Bag
    places: frozenset[str]
    not_names: Bag


@cache
def lists() -> Lists:
    """The lists."""
    return read_model(Path(__file__).with_name("privacy.yaml"), Lists)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, however spaced."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s*") for word in ordered) + ")"
