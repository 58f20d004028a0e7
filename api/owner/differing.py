"""Paragraphs of different documents that speak on one matter and may contradict one another: an owner decides.

Two paragraphs are on one matter where their vectors are alike. They may contradict one another where they name other bodies,
other numbers of one unit, other dates, or bind otherwise (must, should, may). `differing.yaml` says what is looked for.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from ingest.index import Index
from ingest.paragraphs import Paragraph
from ingest.rows import Way
from ingest.yamlfile import read_model

FILE = Path(__file__).with_name("differing.yaml")
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
FIGURES = r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{4}-\d\d-\d\d\b"
DATE = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS}) \d{{4}}\b|{FIGURES}")
OWN_WORDS = (Way.WHOLE, Way.ITEM)
Words = Annotated[list[str], Field(min_length=1)]


class Looked(BaseModel):
    """differing.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    alike: float = Field(ge=0, le=1)
    nearest: int = Field(ge=1)
    bodies: dict[str, Words]
    strengths: dict[str, Words]
    units: dict[str, Words]
    numbers: dict[str, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two paragraphs that may contradict one another.

    differ  what differs, a line each
    alike   how alike they are, 0 to 1
    """

    one: Paragraph
    other: Paragraph
    differ: tuple[str, ...]
    alike: float

    @property
    def id(self) -> str:
        """What the pair is called."""
        return f"{self.one.id}|{self.other.id}"

    @property
    def words(self) -> str:
        """A digest of both texts: a decision holds as long as they stay as they were."""
        return hashlib.sha256(f"{self.one.text}\0{self.other.text}".encode()).hexdigest()[:12]


@cache
def looked_for() -> Looked:
    """What is looked for; YamlError where the file is not right."""
    return read_model(FILE, Looked)


_found: WeakKeyDictionary[Index, Sequence[Candidate]] = WeakKeyDictionary()


def candidates_of(index: Index) -> Sequence[Candidate]:
    """The candidates of an open index, worked out once, the most alike first."""
    if index not in _found:
        _found[index] = list(_candidates(index))
    return _found[index]


def _candidates(index: Index) -> Iterator[Candidate]:
    at = [n for n, row in enumerate(index.rows) if row.way in OWN_WORDS]
    paragraphs = [index.paragraphs[index.rows[n].at] for n in at]
    vectors = np.asarray(index.vectors[at], dtype=np.float32)
    pairs = sorted(_neighbours(vectors @ vectors.T, [one.document for one in paragraphs]), reverse=True)
    for score, i, j in pairs:
        one, other = paragraphs[i], paragraphs[j]
        if differ := tuple(differences(one.text, other.text)):
            yield Candidate(one, other, differ, round(score, 2))


def _neighbours(alike: NDArray[np.float32], documents: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    """How alike, and which: pairs of two documents where one is among the nearest of its document to the other."""
    looked, named = looked_for(), np.array(documents)
    near = np.zeros(alike.shape, dtype=bool)
    for document in dict.fromkeys(documents):
        there = np.flatnonzero(named == document)
        best = there[np.argsort(-alike[:, there], axis=1)[:, : looked.nearest]]
        near[np.arange(len(documents))[:, None], best] = True
    either = (near | near.T) & (alike >= looked.alike) & (named[:, None] != named[None, :])
    for i, j in np.argwhere(np.triu(either, 1)):
        yield float(alike[i, j]), int(i), int(j)


def differences(one: str, other: str) -> Iterator[str]:
    """What two paragraphs say otherwise, in words; nothing where no mark of it is found."""
    for found in (_bodies, _numbers, _dates, _strengths):
        yield from found(one.lower(), other.lower())


def _bodies(one: str, other: str) -> Iterator[str]:
    here, there = (set(_named(text, looked_for().bodies)) for text in (one, other))
    if here - there and there - here:
        yield f"Body: {_list(here - there)} in one, {_list(there - here)} in the other"


def _numbers(one: str, other: str) -> Iterator[str]:
    here, there = _counted(one), _counted(other)
    for unit in [unit for unit in here if unit in there]:
        if here[unit].isdisjoint(there[unit]):
            yield f"Number: {_list(here[unit])} {unit} in one, {_list(there[unit])} {unit} in the other"


def _dates(one: str, other: str) -> Iterator[str]:
    here, there = (set(DATE.findall(text)) for text in (one, other))
    if here and there and here.isdisjoint(there):
        yield f"Date: {_list(here)} in one, {_list(there)} in the other"


def _strengths(one: str, other: str) -> Iterator[str]:
    here, there = (set(_named(text, looked_for().strengths)) for text in (one, other))
    if len(here) == len(there) == 1 and here != there:
        yield f"How binding: {_list(here)} in one, {_list(there)} in the other"


def _named(text: str, lists: Mapping[str, Sequence[str]]) -> Iterator[str]:
    return (name for name, forms in lists.items() if _pattern(tuple(forms)).search(text))


def _counted(text: str) -> dict[str, set[str]]:
    """The numbers of each unit."""
    numbers = looked_for().numbers
    found = ((unit, pattern.findall(text)) for unit, pattern in _units().items())
    return {unit: {str(numbers.get(one, one)) for one in counted} for unit, counted in found if counted}


@cache
def _units() -> Mapping[str, re.Pattern[str]]:
    """What finds the numbers of each unit."""
    looked = looked_for()
    numbers = rf"\b(\d+|{_alternatives(looked.numbers)})[ -]?"
    return {unit: re.compile(rf"{numbers}(?:{_alternatives(forms)})(?!\w)") for unit, forms in looked.units.items()}


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives(forms)})\b")


def _alternatives(forms: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))


def _list(found: Iterable[str]) -> str:
    return " and ".join(sorted(found))
