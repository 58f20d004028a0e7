"""conflicts.yaml and advisories.yaml: what staff must know beside an answer, and when it is shown.

A conflict is two paragraphs that differ, within a document or between two. An advisory says that law or guidance has moved
since a paragraph was written, or says more than it does. Both are shown only where their trigger is met.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel, StringConstraints, model_validator

from ingest.errors import SourcesError
from ingest.glossary import Form, Forms, Glossary, form_of, load_glossary, words_of
from ingest.yamlfile import YamlError, read_model

MOST_WORDS = 60
TELEPHONE = re.compile(r"(?<!\d)(?:\+44|0)(?:[ ()-]*\d){9,}")
INSIDE = re.compile(r"\.[pb]\d")  # what follows a section's id in the ids of its paragraphs, or a paragraph's in its items'


def _plain(text: str) -> str:
    if (words := len(text.split())) > MOST_WORDS:
        raise ValueError(f"{words} words: staff read at most {MOST_WORDS}, so shorten it")
    if TELEPHONE.search(text):
        raise ValueError("it holds a telephone number: take it out, no number here is a local contact")
    return text


Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=20, strip_whitespace=True), AfterValidator(_plain)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]*$")]
ParagraphId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/\S+$")]


class Confidence(StrEnum):
    """How sure an advisory is: read at its source, from good second hand, or not verified. Best first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Trigger(BaseModel):
    """When a notice is shown.

    paragraphs  the answer rests on one of these, or on something inside one: a section's paragraphs, a paragraph's items
    terms       the question has one of these words, or words that the glossary knows for it
    both        a paragraph and a term are needed; otherwise either will do
    always      beside every answer
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    paragraphs: list[ParagraphId] = []
    terms: list[Line] = []
    both: bool = False
    always: bool = False

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        if not (self.paragraphs or self.terms or self.always):
            raise ValueError("it can never be shown: give paragraphs, terms or always")
        if self.both and not (self.paragraphs and self.terms):
            raise ValueError("`both` needs paragraphs and terms: give the other, or take `both` out")
        return self

    @cached_property
    def forms(self) -> frozenset[Form]:
        """The terms as they are compared."""
        return frozenset(form_of(term) for term in self.terms)

    def is_met(self, cited: Collection[str], said: Collection[Form]) -> bool:
        """Whether it is met by what the answer rests on and the forms that stand in the question."""
        if self.always:
            return True
        asked = not self.forms.isdisjoint(said)
        if asked != self.both:  # what it rests on changes nothing then
            return asked
        return any(covers(ours, theirs) for ours in self.paragraphs for theirs in cited)


class Conflict(BaseModel):
    """Two paragraphs that differ.

    between  the paragraphs, both sides
    text     what differs, and which is followed or who decides
    kind     within one document, or between two
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Identifier
    between: list[ParagraphId] = Field(min_length=1)
    text: Text
    kind: Literal["within", "between"]
    when: Trigger


class Advisory(BaseModel):
    """Law or guidance that has moved since a paragraph was written, or that it leaves out.

    since    the day it moved, `from` in the file; before it the advisory is not shown. None: before the policy, or not known
    until    the day it ceased to be so; from that day it is not shown
    checked  the day somebody last looked
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Identifier
    text: Text
    source: Line
    confidence: Confidence
    since: date | None = Field(alias="from")
    until: date | None
    checked: date
    when: Trigger

    def holds(self, as_at: date) -> bool:
        """Whether it was so on the day."""
        return (self.since is None or self.since <= as_at) and (self.until is None or as_at < self.until)


class Conflicts(RootModel[list[Conflict]]):
    """conflicts.yaml."""


class Advisories(RootModel[list[Advisory]]):
    """advisories.yaml."""


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    conflicts: list[Conflict]
    advisories: list[Advisory]


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """A notice to show.

    kind        conflict or advisory
    paragraphs  both sides of a conflict; () for an advisory
    source      where an advisory comes from; "" for a conflict
    confidence  of an advisory; None for a conflict
    """

    kind: Literal["conflict", "advisory"]
    id: str
    text: str
    paragraphs: tuple[str, ...] = ()
    source: str = ""
    confidence: Confidence | None = None


class Notices:
    """Picks the notices for an answer. Never reads a file, so that an index may keep a copy of the data."""

    def __init__(self, conflicts: Sequence[Conflict], advisories: Sequence[Advisory], glossary: Glossary) -> None:
        self.conflicts = tuple(conflicts)
        self.advisories = tuple(sorted(advisories, key=lambda advisory: list(Confidence).index(advisory.confidence)))
        self._glossary = glossary
        self._forms = Forms({form for when in self._triggers() for form in when.forms})

    @classmethod
    def from_data(cls, data: Any, glossary: Glossary) -> "Notices":
        """The notices from plain JSON data, as `to_data` gives it; pydantic's ValidationError where it is not that."""
        kept = _Kept.model_validate(data)
        return cls(kept.conflicts, kept.advisories, glossary)

    def to_data(self) -> dict[str, Any]:
        """Plain JSON data that `from_data` reads; the glossary is kept apart."""
        kept = _Kept.model_construct(conflicts=list(self.conflicts), advisories=list(self.advisories))
        return kept.model_dump(mode="json", by_alias=True)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all conflicts and advisories."""
        return frozenset([*(conflict.id for conflict in self.conflicts), *(advisory.id for advisory in self.advisories)])

    def for_answer(
        self,
        cited: Collection[str],
        question: str,
        as_at: date,
        already_shown: frozenset[str] = frozenset(),
        wanted: Collection[str] = (),
    ) -> list[NoticeRecord]:
        """The notices to show: conflicts in the order of the file, then advisories, the surest first.

        cited          ids of the paragraphs that the answer rests on
        as_at          the day the question is asked as at
        already_shown  ids of notices that this conversation has shown
        wanted         ids of notices to show whatever their trigger
        """
        said = self._said(question)
        differ = (conflict for conflict in self.conflicts if conflict.id in wanted or conflict.when.is_met(cited, said))
        conflicts = [_of_conflict(conflict) for conflict in differ]
        held = (advisory for advisory in self.advisories if advisory.holds(as_at))
        met = (advisory for advisory in held if advisory.id in wanted or advisory.when.is_met(cited, said))
        advisories = [_of_advisory(advisory) for advisory in met]
        return [notice for notice in conflicts + advisories if notice.id not in already_shown]

    def _said(self, question: str) -> set[Form]:
        """The forms that stand in the question, as typed or as the glossary understands them."""
        typed = {form for form, _, _ in self._forms.found(words_of(question))}
        return typed | {form_of(match.term) for match in self._glossary.expand(question)}

    def _triggers(self) -> Iterator[Trigger]:
        yield from (conflict.when for conflict in self.conflicts)
        yield from (advisory.when for advisory in self.advisories)


def load_notices(corpus: Path) -> Notices:
    """The notices of a corpus folder, with its glossary; raises SourcesError with a line for each mistake in the files."""
    try:
        conflicts = read_model(corpus / "conflicts.yaml", Conflicts).root
        advisories = read_model(corpus / "advisories.yaml", Advisories).root
    except YamlError as error:
        raise SourcesError(str(error)) from None
    counted = Counter([conflict.id for conflict in conflicts] + [advisory.id for advisory in advisories])
    if twice := [name for name, count in counted.items() if count > 1]:
        raise SourcesError(f"conflicts.yaml and advisories.yaml: {', '.join(twice)} stands twice. Give one of them another id")
    return Notices(conflicts, advisories, load_glossary(corpus))


def problems(notices: Notices, paragraph_ids: Collection[str]) -> Iterator[str]:
    """One line for each paragraph that a notice names and the documents do not have."""
    for conflict in notices.conflicts:
        yield from _missing("conflicts.yaml", conflict.id, [*conflict.between, *conflict.when.paragraphs], paragraph_ids)
    for advisory in notices.advisories:
        yield from _missing("advisories.yaml", advisory.id, advisory.when.paragraphs, paragraph_ids)


def covers(ours: str, theirs: str) -> bool:
    """Whether an id is the other, or has it inside: a section its own paragraphs, a paragraph its items; never a subsection."""
    return theirs == ours or (theirs.startswith(ours) and INSIDE.match(theirs, len(ours)) is not None)


def _missing(file: str, notice: str, named: Iterable[str], paragraph_ids: Collection[str]) -> Iterator[str]:
    for paragraph in dict.fromkeys(named):
        if paragraph not in paragraph_ids:
            yield f"{file}: {notice}: {paragraph}: no such paragraph. Mend the id, or take it out"


def _of_conflict(conflict: Conflict) -> NoticeRecord:
    return NoticeRecord("conflict", conflict.id, conflict.text, tuple(conflict.between))


def _of_advisory(advisory: Advisory) -> NoticeRecord:
    return NoticeRecord("advisory", advisory.id, advisory.text, (), advisory.source, advisory.confidence)
