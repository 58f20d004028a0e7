"""What goes in and out over HTTP. An answer is the assistant's own `Answer`, so that no door can bend its shape."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel

from api.rulebook import Note, Source
from api.shapes import FactWords, TableLine
from api.store.base import Reason
from assistant.model import Answer, Versions
from assistant.rules import decision as rules
from assistant.rules.naming import Named


def _whole(text: str) -> str:
    """JSON can name half of a character, which no other part of the service could write down again."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("it holds half of a character")
    return text


Text = Annotated[str, AfterValidator(_whole)]


class Body(BaseModel):
    """A body with a field that the contract does not have is refused."""

    model_config = ConfigDict(extra="forbid")


class Started(BaseModel):
    """A conversation that has begun."""

    id: str


class Message(Body):
    """A question. `as_at` is the day it is asked as at, today unless given."""

    message: Text = Field(description="The question, at most 2,000 characters")
    facts: dict[Any, Any] = Field(
        {}, max_length=60, description="What is known of the case, by fact; kept for the conversation; null takes one back"
    )
    as_at: date | None = None


class Correction(RootModel[dict[Any, Any]]):
    """What the case is to be, by fact; null takes a fact back."""

    # keys are checked against the rulebook, so that no refusal repeats them
    root: dict[Any, Any] = Field(min_length=1, max_length=60)


class ExchangeOut(BaseModel):
    """A message and its answer; the message is "" where it was not kept.

    `given` is what was given beside it; `corrected`: it is the message before, answered again after a correction.
    """

    model_config = ConfigDict(from_attributes=True)

    message: str
    answer: Answer
    at: datetime
    as_at: date
    given: dict[str, Any]
    corrected: bool


class Transcript(BaseModel):
    """A conversation from its beginning."""

    id: str
    exchanges: list[ExchangeOut]


class FeedbackIn(Body):
    """Did an answer help?"""

    helpful: bool
    reasons: list[Reason] = Field([], max_length=len(Reason))
    comment: Text = Field("", max_length=1_000)


class FactsOut(BaseModel):
    """Every fact by its name."""

    facts: dict[str, FactWords]


class Rerun(BaseModel):
    """An answer decided again from what was sealed.

    same         every word came out the same
    as_at        the day it was answered as at
    versions     what was in use then and is not now, a line each
    decisions    how many were decided again
    whole        its words were still kept, so the whole answer was made again
    differences  what came out otherwise, a line each
    """

    model_config = ConfigDict(from_attributes=True)

    same: bool
    answer: str
    as_at: date
    versions: list[str]
    decisions: int
    whole: bool
    differences: list[str]


class Result(BaseModel):
    """A passage that search found. `score` is 0 to 1."""

    document: str
    paragraph: str
    heading: str
    text: str
    score: float


class Results(BaseModel):
    """What search found, best first."""

    results: list[Result]


class Overdue(BaseModel):
    """A review that was due on a day that has passed, and the paragraph that says so, or null where none does."""

    document: str
    due: date
    said_in: str | None


class DocumentOut(BaseModel):
    """A document; null is what nobody could establish."""

    id: str
    title: str
    short: str
    publisher: str | None
    area: str | None
    kind: str
    authority: int
    edition: str | None
    approved: date | None
    overdue: Overdue | None
    licence: str
    source: str | None
    paragraphs: int
    url: str


class Documents(BaseModel):
    """The documents that answers come from."""

    documents: list[DocumentOut]


class ParagraphOut(BaseModel):
    """A paragraph as printed."""

    id: str
    kind: str
    text: str
    marker: str
    page: int | None
    url: str


class PlaceOut(BaseModel):
    """A paragraph, or a section with everything in it, and what stands around it."""

    document: str
    title: str
    edition: str | None
    headings: list[str]
    paragraph: ParagraphOut
    before: list[ParagraphOut]
    after: list[ParagraphOut]
    subsections: list[ParagraphOut]


class Health(BaseModel):
    """The server runs."""

    status: str = "ok"


class Ready(BaseModel):
    """The server can answer. `degraded` says why it does not work as it should."""

    status: str
    generation: str
    rows: int
    degraded: str | None


class Limits(BaseModel):
    """How much may be sent."""

    message_characters: int
    messages: int


class Meta(BaseModel):
    """What answers are made from."""

    area: str
    versions: Versions
    documents: list[str]
    overdue: list[Overdue]
    limits: Limits


class Tables(BaseModel):
    """The rulebook's tables. `edition` names its files as they were when they were read."""

    tables: list[TableLine]
    edition: str


class CaseIn(Body):
    """A case. `as_at` is the day it is decided as at, today unless given."""

    # keys are checked against the rulebook, so that no refusal repeats them
    facts: dict[Any, Any] = Field(description="Fact to value; GET /api/v1/tables/{name} lists what a table asks")
    places: dict[str, str] = Field(
        default={}, max_length=10, description="Fact to place, for facts that a place answers: lived_before to Hull"
    )
    as_at: date | None = None


class UsedOut(BaseModel):
    """A fact that was given or follows from others, and where it was said."""

    value: Any
    label: str
    said: str
    turn: int
    follows_from: list[str]


class RuleVersions(BaseModel):
    """What a decision was made from: hashes of its tables, its facts, the paragraphs cited, and the whole rulebook."""

    tables: str
    facts: str
    paragraphs: str
    rules: str


class DecisionOut(BaseModel):
    """What a table says of a case. `outcome` is one of the table's, or ask, not_known or left_out."""

    table: str
    question: str
    as_at: date
    outcome: str
    kind: str
    words: str
    who: str
    row: str | None
    rows: list[str]
    possible: list[str]
    reasons: list[rules.Reason]
    facts_used: dict[str, UsedOut]
    missing: list[rules.Missing]
    ask: rules.Asked | None
    would_change: list[rules.Change]
    certain: list[rules.Certain]
    citations: list[Source]
    notices: list[Note]
    notice_ids: list[str]
    statute: str
    unmet: list[rules.Unmet]
    named: list[Named]
    versions: RuleVersions
    facts: dict[str, Any]


class ProblemOut(BaseModel):
    """An RFC 9457 problem document; it never repeats what was sent."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[dict[str, str]] = []


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems an address can answer with, for the contract."""
    described = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemOut"}}}}
    return {status: {"description": "A problem document", **described} for status in statuses}
