"""What a message takes for granted that is not so. premises.yaml lists it, each with the words that put it right."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.clauses import Span, parts_of, sentences_of
from assistant.reading.context import Manner, manner
from assistant.reading.folding import Folded, Placed, fold
from assistant.reading.patterns import Found, Gaps, Index, Language, Pattern
from assistant.reading.phrases_file import GapWords
from assistant.reading.sections import find_sections
from assistant.scope import scope_words
from ingest.yamlfile import read_model

FILE = Path(__file__).with_name("premises.yaml")
APART = 9  # words between a reason and what is concluded from it
NEAR = 3  # words before what is taken for granted


class Premise(BaseModel):
    """One thing often taken for granted; premises.yaml's opening says what each part is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    said: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    conclude: str | None = None
    unless: tuple[str, ...] = ()
    say: str
    cite: str
    quote: str


class Subject(BaseModel):
    """What all of it is about: the word that stands for it, and a regular expression for each way of writing it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    word: str
    written: list[str]


class PremisesFile(BaseModel):
    """premises.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: Subject
    words: dict[str, str]
    gaps: GapWords
    so: list[str]
    for_: list[str] = Field(alias="for")
    granted: list[str]
    conclusions: dict[str, list[str]]
    premises: list[Premise]


@dataclass(frozen=True)
class Way:
    """One way of stating a premise: outright, or as the reason for a conclusion."""

    premise: Premise
    pattern: Pattern
    conclude: str | None = None


class Premises:
    """premises.yaml, ready to be looked for."""

    def __init__(self, written: PremisesFile) -> None:
        self.written = written
        self.language = Language(written.words, Gaps(tuple(written.gaps.stops), tuple(written.gaps.turns)))
        self.ways = [way for premise in written.premises for way in self._ways(premise)]
        self.index = Index([way.pattern for way in self.ways])
        self.so, self.for_ = self._read(written.so), self._read(written.for_)
        self.granted = self._read(written.granted)
        self.conclusions = {name: self._read(ways) for name, ways in written.conclusions.items()}

    def found_in(self, text: str) -> list[Premise]:
        """The premises that a text states, in the order of the file."""
        stated = {premise.id for sentence in sentences_of(text) for premise in self._stated(text, sentence)}
        return [premise for premise in self.written.premises if premise.id in stated]

    def _ways(self, premise: Premise) -> Iterator[Way]:
        yield from (Way(premise, self.language.read(said)) for said in premise.said)
        yield from (Way(premise, self.language.read(reason), premise.conclude) for reason in premise.reasons)

    def _stated(self, text: str, sentence: Span) -> Iterator[Premise]:
        folded = with_sections(text[sentence.start : sentence.end], self.written.subject)
        concluded: dict[str, list[Found]] = {}
        for way in (self.ways[number] for number in self.index.possible(folded.words)):
            for found in self._found(way, folded, concluded):
                if self._is_stated(text, sentence, folded, found) and not self._is_otherwise(way.premise, folded):
                    yield way.premise

    def _found(self, way: Way, folded: Folded, concluded: dict[str, list[Found]]) -> Iterator[Found]:
        """Where the way stands: by itself, or joined to what is concluded from it."""
        found = [one for one in way.pattern.find(folded.text) if not one.turned]
        if not found or way.conclude is None:
            yield from found
            return
        if way.conclude not in concluded:
            ways = self.conclusions[way.conclude]
            concluded[way.conclude] = [one for pattern in ways for one in pattern.find(folded.text) if not one.turned]
        for reason, conclusion in product(found, concluded[way.conclude]):
            if self._are_joined(reason, conclusion, folded):
                yield Found(min(reason.start, conclusion.start), max(reason.end, conclusion.end), False)

    def _are_joined(self, reason: Found, conclusion: Found, folded: Folded) -> bool:
        """ "He refused so we can close it", "we can close it as he refused", "because he refused we can close it"."""
        first, second = sorted((reason, conclusion), key=lambda one: one.start)
        between = folded.text[first.end : second.start]
        if first.end > second.start or len(between.split()) > APART:
            return False
        if conclusion is first:
            return any(_stands(one, between) for one in self.for_)
        before = " ".join(folded.text[: reason.start].split()[-NEAR:])
        return any(_stands(one, between) for one in self.so) or any(_stands(one, before) for one in self.granted)

    def _is_stated(self, text: str, sentence: Span, folded: Folded, found: Found) -> bool:
        """Said as fact, and no question; but what a question takes for granted is said as fact."""
        start, end = (sentence.start + at for at in folded.span(found.start, found.end))
        part = next(part for part in parts_of(text) if part.start <= start < part.end)
        opened = scope_words().asks(text[part.start : min(end, part.end)])
        meant = manner(text, start, end)
        if meant not in (Manner.SAID, Manner.ASKED):
            return False
        if not opened and _later_question(text, sentence, end):
            return True
        before = " ".join(folded.text[: found.start].split()[-NEAR:])
        if any(_stands(one, before) for one in self.granted):
            return True
        return meant is Manner.SAID and not opened and not text[sentence.start : sentence.end].rstrip().endswith("?")

    def _is_otherwise(self, premise: Premise, folded: Folded) -> bool:
        return any(_stands(one, folded.text) for one in self._read(premise.unless))

    def _read(self, written: Sequence[str]) -> list[Pattern]:
        return [self.language.read(one) for one in written]


@cache
def premises() -> Premises:
    """premises.yaml, read once. YamlError for a mistake in it, PatternError for a pattern that cannot be read."""
    return Premises(read_model(FILE, PremisesFile))


def premises_of(text: str) -> list[Premise]:
    """The false premises that a text states as fact; none that it asks, denies, doubts or only supposes."""
    return premises().found_in(text)


def with_sections(text: str, subject: Subject) -> Folded:
    """The text as patterns see it: each section that it names is one word ("s.2" is sec_2), and so is the subject of it all."""
    sections = [(one.start, one.end, section_word(one.value)) for one in find_sections(text)]
    written = re.compile("|".join(subject.written), re.I)
    ours = [(*one.span(), subject.word) for one in written.finditer(text)]
    return fold(text, places=[*sections, *(one for one in ours if not _overlaps(one, sections))])


def _overlaps(one: Placed, others: Sequence[Placed]) -> bool:
    return any(one[0] < end and start < one[1] for start, end, _ in others)


def section_word(value: str) -> str:
    """What stands for a section in a folded text: "X/Y" is sec_x_y."""
    return "sec_" + re.sub(r"[^a-z0-9]+", "_", value.lower()).strip("_")


def _later_question(text: str, sentence: Span, end: int) -> bool:
    """Does a later clause of the sentence ask something? Then what stands before it is taken for granted."""
    later = (part for part in parts_of(text) if end <= part.start < sentence.end)
    return any(scope_words().asks(text[part.start : part.end]) for part in later)


def _stands(pattern: Pattern, text: str) -> bool:
    return next(pattern.find(text), None) is not None
