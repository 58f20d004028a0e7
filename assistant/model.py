"""The few frozen types that everything speaks: a question in, an answer out, and what lies between."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Literal


class Status(StrEnum):
    """Every way a turn can end. `assistant/words.yaml` has the fixed words of each."""

    DECIDED = "decided"
    ANSWERED = "answered"
    NEEDS_FACT = "needs_fact"
    REFERRED = "referred"
    CONFLICT = "conflict"
    NOT_COVERED = "not_covered"
    OUT_OF_SCOPE = "out_of_scope"
    PERSONAL_DATA = "personal_data"
    DECLINED = "declined"
    UNAVAILABLE = "unavailable"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Passage:
    """What search returns: a paragraph with the list under it, and why it was found.

    paragraph  id of the paragraph that leads ("nl-policy/7.16.p4")
    items      ids of the list entries under it, in order
    text       the paragraph's words, then the entries', one a line
    headings   the headings above it, outermost first
    score      0 to 1, comparable between questions
    point      index of the point of asked.yaml that matched best, or None
    """

    paragraph: str
    document: str
    text: str
    headings: tuple[str, ...]
    score: float
    items: tuple[str, ...] = ()
    point: int | None = None

    @property
    def heading(self) -> str:
        """The nearest heading, or ""."""
        return self.headings[-1] if self.headings else ""


@dataclass(frozen=True, slots=True)
class Citation:
    """Exact words of one paragraph. `quote == paragraph.text[start:end]`, always."""

    n: int
    document: str
    title: str
    paragraph: str
    heading: str
    quote: str
    start: int
    end: int
    page: int | None
    url: str


@dataclass(frozen=True, slots=True)
class Run:
    """A run of plain text in a block, with the numbers of the citations it rests on."""

    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an answer as a page shows it.

    kind  answer: the sentence that answers; quote: exact words; item: an entry of a quoted list; note: in our own words
    """

    kind: Literal["answer", "quote", "item", "note"]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What staff must know beside the answer.

    kind  overdue, conflict, advisory, other_area, extract, degraded
    id    the advisory's or conflict's id, or the document's
    """

    kind: str
    id: str
    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing understood of the case, with the words it came from and the turn they were said in."""

    fact: str
    value: Any
    said: str
    turn: int


@dataclass(frozen=True, slots=True)
class Ask:
    """The one thing to ask next."""

    fact: str
    question: str
    help: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """What an answer was made from."""

    corpus: str
    rules: str
    app: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, the same for the API, the command line, the widget, the evaluation and the quizzes."""

    id: str
    conversation_id: str
    status: Status
    text: str
    blocks: tuple[Block, ...] = ()
    decisions: tuple[Mapping[str, Any], ...] = ()
    ask: Ask | None = None
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    case: tuple[Fact, ...] = ()
    versions: Versions = Versions("", "", "")
    timings_ms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question on its way to an answer; each step returns it with its own part filled in.

    as_at    the day it is asked as at: overdue notices and advisories follow it
    shown    ids of notices this conversation has already shown
    """

    message: str
    conversation_id: str
    as_at: date
    shown: frozenset[str] = frozenset()
    passages: tuple[Passage, ...] = ()
    status: Status | None = None
    blocks: tuple[Block, ...] = ()
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()

    def but(self, **changes: Any) -> "Turn":
        """The same turn with something filled in."""
        return replace(self, **changes)
