"""glossary.yaml: what staff type, and the standard term for it.

Forms are compared by their words: capitals, apostrophes, dots, hyphens and spaces make no difference, nor does a plural s in
a word of four letters or more, and letters are parted from figures. So `s117`, `S.117` and `s 117` are one form.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints, model_validator

from ingest.errors import SourcesError
from ingest.yamlfile import YamlError, read_model

Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Form = tuple[str, ...]

LETTER = r"[^\W\d_]"
DOTTED = rf"(?<!{LETTER})(?:{LETTER}\.){{2,}}(?:{LETTER}(?!{LETTER}))?"  # M.o.J.
WORD = re.compile(rf"{DOTTED}|{LETTER}+(?:['’`]{LETTER}+)*|\d+")
POSSESSIVE = re.compile(r"['’`]s$", re.IGNORECASE)
DROPPED = str.maketrans("", "", ".'’`")
SAME_SINGULAR = ("ss", "us", "is")  # illness, status, diagnosis
SHORTEST_PLURAL = 4  # LPS and NHS are not plurals; LAs and RCs are seen by their small s

# A number is no section where it counts or names something else: 37 years old, room 41, 7 working days, 17 March.
SPELT = frozenset(["two", "three", "four", "five", "seven", "seventeen", "thirty", "forty"])
PERIODS = ["year", "yr", "yrs", "yo", "y", "day", "week", "wk", "wks", "month", "mth", "hour", "hr", "hrs", "minute", "min"]
MONTHS = ["january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december"]
MONTHS_SHORT = ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"]
OTHER_UNITS = ["working", "calendar", "pound", "percent", "st", "nd", "rd", "th", "pm", "occasion"]
COUNTED = frozenset([*PERIODS, *MONTHS, *MONTHS_SHORT, *OTHER_UNITS])
PLACES = ["room", "bed", "flat", "ward", "unit", "page", "paragraph", "para", "regulation", "reg", "article", "schedule"]
NAMED = frozenset([*PLACES, "age", "aged", "number", "level"])
SECTION = frozenset(["section", "sec", "sect"])
JOINED = re.compile(r"(?:\d[./:,-]|[£$])$")  # before a figure: part of a date, a time, a sum or a longer number
JOINS = re.compile(r"[./:,%-]\d|%")  # the same after it
PARTED = re.compile(r"\s+[a-z](?!\w)")


class Word(NamedTuple):
    """A word of a text as it is compared, and where it stands. A tuple, because a question has hundreds of them."""

    normal: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """A form that stands in a text.

    said       the words as typed, `text[start:end]`
    term       the standard term for them
    ambiguous  what must be asked before anything is concluded from it, or None
    """

    said: str
    start: int
    end: int
    term: str
    ambiguous: str | None = None


class Entry(BaseModel):
    """One standard term and the ways in which staff say it.

    said       abbreviations, slang, everyday words
    misspelt   forms that are recognised but are not themselves words to correct a spelling to
    means      one plain line
    note       what it leads to, or what it must not be confused with
    ambiguous  the question to ask, where the words alone do not say which is meant
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    term: Line
    said: list[Line] = Field(min_length=1)
    misspelt: list[Line] = []
    means: Line | None = None
    note: Line | None = None
    ambiguous: Line | None = None

    @property
    def forms(self) -> list[str]:
        """Everything that is recognised as this term, the term itself first."""
        return [self.term, *self.said, *self.misspelt]


class Entries(RootModel[list[Entry]]):
    """The entries in the order of the file; a form stands once, or in entries that all say what to ask."""

    @model_validator(mode="after")
    def _forms_stand_once(self) -> Self:
        holders: dict[Form, Entry] = {}
        for entry in self.root:
            for said in _each_once(entry):
                other = holders.setdefault(form_of(said), entry)
                if other is not entry and not (other.ambiguous and entry.ambiguous):
                    raise ValueError(
                        f"{said!r} stands under both {other.term!r} and {entry.term!r}: keep it under one of them, "
                        "or give both an `ambiguous` line that says what to ask"
                    )
        return self


class _Kept(BaseModel):
    """The data that an index keeps: entries that were checked when they were read, and their forms."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    entries: list[Entry]
    forms: dict[str, list[int]]


class Forms:
    """Many forms at once, found in a text word by word."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms = frozenset(forms)
        lengths: dict[str, set[int]] = defaultdict(set)
        for form in self._forms:
            lengths[form[0]].add(len(form))
        self._lengths = dict(lengths)

    def found(self, words: Sequence[Word]) -> Iterator[tuple[Form, int, int]]:
        """Every form that stands in the words, overlapping ones too: the form, its first word, the word after it."""
        normals = tuple(word.normal for word in words)
        for start, first in enumerate(normals):
            for length in self._lengths.get(first, ()):
                if (form := normals[start : start + length]) in self._forms:
                    yield form, start, start + len(form)


class Glossary:
    """Finds the terms of the glossary in what staff type. Never reads a file, so that an index may keep a copy of the data."""

    def __init__(self, entries: Sequence[Entry], holders: Mapping[Form, Sequence[int]]) -> None:
        """`holders` has, for each form, the numbers of the entries it stands for."""
        self.entries = tuple(entries)
        self._holders = holders
        self._forms = Forms(holders)

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "Glossary":
        """The glossary of these entries."""
        holders: dict[Form, list[int]] = defaultdict(list)
        for number, entry in enumerate(entries):
            for said in entry.forms:
                holders[form_of(said)].append(number)
        return cls(entries, dict(holders))

    @classmethod
    def from_data(cls, data: Any) -> "Glossary":
        """The glossary from plain JSON data, as `to_data` gives it; pydantic's ValidationError where it is not that."""
        kept = _Kept.model_validate(data)
        return cls(kept.entries, {tuple(form.split()): numbers for form, numbers in kept.forms.items()})

    def to_data(self) -> dict[str, Any]:
        """Plain JSON data that `from_data` reads; the forms are kept ready, so that reading them takes no time."""
        entries = [entry.model_dump(exclude_defaults=True) for entry in self.entries]
        return {"entries": entries, "forms": {" ".join(form): list(numbers) for form, numbers in self._holders.items()}}

    def expand(self, text: str) -> list[Match]:
        """The terms that stand in the text, in its order. Where forms overlap, the longest is taken, then the first."""
        words = words_of(text)
        found = [(form, start, end) for form, start, end in self._forms.found(words) if not _misread(text, words, start, end)]
        taken: set[int] = set()
        kept = []
        for form, start, end in sorted(found, key=lambda span: (span[1] - span[2], span[1])):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                kept.append((words[start].start, words[end - 1].end, form))
        return [
            Match(text[start:end], start, end, self.entries[number].term, self.entries[number].ambiguous)
            for start, end, form in sorted(kept)
            for number in self._holders[form]
        ]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that a mistyped one may be corrected to, in small letters; misspelt forms are not among them."""
        said = " ".join(form for entry in self.entries for form in (entry.term, *entry.said))
        return frozenset(word.casefold().translate(DROPPED) for word in WORD.findall(said) if not word.isdigit())


def load_glossary(corpus: Path) -> Glossary:
    """The glossary of a corpus folder; raises SourcesError with a line for each mistake in the file."""
    try:
        return Glossary.of(read_model(corpus / "glossary.yaml", Entries).root)
    except YamlError as error:
        raise SourcesError(str(error)) from None


def words_of(text: str) -> list[Word]:
    """The words of a text as they are compared, with their places."""
    return [Word(_normal(found[0]), *found.span()) for found in WORD.finditer(text)]


def form_of(said: str) -> Form:
    """What two ways of writing one form have in common; () where there is no word in it."""
    return tuple(word.normal for word in words_of(said))


def _normal(word: str) -> str:
    """The word as it is compared: small letters, no apostrophe or dot, no possessive or plural s."""
    if not word.isalnum():
        word = POSSESSIVE.sub("", word).translate(DROPPED)
    plain = word.casefold()
    if plain[-1:] != "s" or plain.endswith(SAME_SINGULAR):
        return plain
    if len(plain) >= SHORTEST_PLURAL or (len(plain) == SHORTEST_PLURAL - 1 and word[:-1].isupper() and word[-1] == "s"):
        return plain[:-1]
    return plain


def _each_once(entry: Entry) -> list[str]:
    seen: dict[Form, str] = {}
    for said in entry.forms:
        if not (form := form_of(said)):
            raise ValueError(f"{entry.term!r}: {said!r} has no letter or figure in it: take it out")
        if form in seen:
            raise ValueError(
                f"{entry.term!r}: {said!r} is {seen[form]!r} again "
                "(capitals, dots, spaces and a plural s make no difference): take one of them out"
            )
        seen[form] = said
    return entry.forms


def _misread(text: str, words: Sequence[Word], start: int, end: int) -> bool:
    """Whether the form is not what it looks like: "37 years old", "room 41", "17/03/2024", "under section" before a number."""
    last = words[end - 1].normal
    after = words[end].normal if end < len(words) else ""
    if last in SECTION:
        return _is_number(after)
    if _is_number(last) and after in COUNTED:
        return True
    bare = all(word.normal.isdigit() for word in words[start:end])
    return (bare and _is_part_of_more(text, words, start, end)) or _is_parted(text, words, start, end)


def _is_part_of_more(text: str, words: Sequence[Word], start: int, end: int) -> bool:
    """Whether figures belong to a longer number, a date or a sum, or number a room, a page, an age."""
    first = words[start].start
    if JOINED.search(text[max(0, first - 2) : first]) or JOINS.match(text, words[end - 1].end):
        return True
    return start > 0 and words[start - 1].normal in NAMED


def _is_parted(text: str, words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a space parts a figure from the small letter after it: "on 17 a while ago" is not 17A."""
    pairs = pairwise(words[start:end])
    return any(one.normal.isdigit() and PARTED.match(text, one.end) for one, _ in pairs)


def _is_number(word: str) -> bool:
    return word.isdigit() or word in SPELT
