"""The few frozen types that everything speaks: a question in, an answer out, and what lies between."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

if TYPE_CHECKING:
    from assistant.holdings import Holdings
    from assistant.premises import Premise
    from assistant.rules.decision import Decision
    from assistant.rules.naming import Named


GIVEN = "given"  # what a fact is said by that a door gave beside the message

BlockKind = Literal["answer", "quote", "item", "note"]


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
class Hit:
    """A way into a passage that matched the question.

    at     the paragraph or list entry whose words matched
    score  0 to 1
    point  index among the points of `at` in asked.yaml, or None where the paragraph's own words matched
    span   where the matching sentence stands in `at`, or None for the whole of it
    """

    at: str
    score: float
    point: int | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """What search returns: a paragraph with the list under it, and why it was found.

    paragraph  id of the paragraph that leads ("nl-policy/7.16.p4")
    items      ids of the list entries under it, in order
    text       the paragraph's words, then the entries', one a line
    headings   the headings above it, outermost first
    score      0 to 1, comparable between questions
    hits       the ways in that matched, best first
    """

    paragraph: str
    document: str
    text: str
    headings: tuple[str, ...]
    score: float
    items: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()

    @property
    def heading(self) -> str:
        """The nearest heading, or ""."""
        return self.headings[-1] if self.headings else ""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A matter that staff ask about and the documents do not answer.

    matter   completes "The documents do not say ..."
    outside  it is not what the documents are about at all
    nearest  id of the paragraph that says the nearest thing, or None
    who      the role that decides, or None
    notices  ids of the notices that must be shown with it
    score    how like the question it is, on the scale of the passages' scores
    """

    matter: str
    outside: bool
    nearest: str | None
    who: str | None
    score: float
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """What search found for a question.

    passages    best first
    unanswered  the nearest matter that none of them answers, or None
    mended      the question with its mistyped words mended
    terms       the standard terms it uses
    by_number   the best passage is of a section that the question names by its number
    """

    passages: tuple[Passage, ...] = ()
    unanswered: Unanswered | None = None
    mended: str = ""
    terms: tuple[str, ...] = ()
    by_number: bool = False


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

    kind  answer: the sentence that answers, or the outcome of a table; quote: exact words; item: an entry of a quoted list;
          note: in our own words
    """

    kind: BlockKind
    runs: tuple[Run, ...]

    @classmethod
    def of(cls, kind: BlockKind, text: str, *citations: int) -> "Block":
        """A block of one run."""
        return cls(kind, (Run(text, citations),))


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
    """What an answer was made from.

    signed  who signed the rows it rests on, and against which edition; "" where nobody has
    """

    corpus: str
    rules: str
    app: str
    signed: str = ""


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
class Earlier:
    """A message of the same conversation and what was answered."""

    message: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Question:
    """What a message asks.

    words      what is looked for in the documents: the message, with the one before it where it follows on
    topics     the tables it asks about, in its order
    told       the facts that the message itself says or supposes
    of_a_case  it is asked of a person, not of the rule in general
    documents  it also asks what no table decides
    silent     all that it asks is like what the documents are silent on
    nothing_new  it tells and asks nothing that could be made out, so that the turn before is answered again
    """

    words: str = ""
    topics: tuple[str, ...] = ()
    told: frozenset[str] = frozenset()
    of_a_case: bool = False
    documents: bool = False
    silent: bool = False
    nothing_new: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """A question on its way to an answer; each step returns it with its own part filled in.

    holdings   what may be looked up: the index, the notices, the day's versions
    as_at      the day it is asked as at: relative dates, overdue notices and advisories follow it
    shown      ids of the notices this conversation has already shown
    earlier    what has been said in this conversation, oldest first
    case       what is known of the case, by fact
    supposed   what is only supposed ("if she had been on a 3"), by fact; for this turn and no other
    set_aside  the facts of the case that cannot be while that is supposed
    corrected  the case was corrected by hand: the message is asked again, and its words are not read again
    premises   what the message takes for granted and is not so
    question   what the message asks
    found      whether what search found answers it
    decisions  what the tables it asks about say, in the same order
    named      the bodies that those decisions mean, by their names
    first      what must be said before the answer: where to turn at a moment of danger
    last       what must be said after it: that pasted text or an instruction changes nothing
    """

    message: str
    conversation_id: str
    as_at: date
    holdings: "Holdings"
    shown: frozenset[str] = frozenset()
    earlier: tuple[Earlier, ...] = ()
    case: Mapping[str, Fact] = field(default_factory=dict)
    supposed: Mapping[str, Fact] = field(default_factory=dict)
    set_aside: frozenset[str] = frozenset()
    corrected: bool = False
    premises: "tuple[Premise, ...]" = ()
    question: Question = Question()
    findings: Findings = Findings()
    found: Status = Status.ANSWERED
    decisions: "tuple[Decision, ...]" = ()
    named: "tuple[Named, ...]" = ()
    ask: Ask | None = None
    status: Status = Status.ANSWERED
    blocks: tuple[Block, ...] = ()
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    first: tuple[Block, ...] = ()
    last: tuple[Block, ...] = ()

    @property
    def number(self) -> int:
        """Which turn of the conversation this is, from 1."""
        return len(self.earlier) + 1

    @property
    def facts(self) -> Mapping[str, Fact]:
        """What this turn is decided on: the case, with what is only supposed in its place."""
        return {**{name: fact for name, fact in self.case.items() if name not in self.set_aside}, **self.supposed}

    @property
    def wants_documents(self) -> bool:
        """Whether the documents are to speak: nothing is decided, a fact is asked, or more is asked than tables decide."""
        return not self.decisions or self.question.documents or self.status is Status.NEEDS_FACT

    def but(self, **changes: Any) -> "Turn":
        """The same turn with something filled in."""
        return replace(self, **changes)

    def ended(self, status: Status, note: str) -> Answer:
        """The turn ended here, with one fixed sentence."""
        return self.but(status=status, blocks=(Block.of("note", note),)).answer()

    def answer(self) -> Answer:
        """What the turn came to."""
        blocks = (*self.first, *self.blocks, *self.last)
        return Answer(
            id=uuid4().hex,
            conversation_id=self.conversation_id,
            status=self.status,
            text=as_markdown(blocks),
            blocks=blocks,
            decisions=tuple(decision.by_fact() for decision in self.decisions),
            ask=self.ask,
            citations=self.citations,
            notices=self.notices,
            case=tuple(self.case[name] for name in sorted(self.case)),
            versions=self.holdings.versions,
        )


def as_markdown(blocks: tuple[Block, ...]) -> str:
    """The blocks as Markdown, readable alone; [1] marks what rests on the first citation."""
    lines: list[str] = []
    for before, block in zip((None, *blocks), blocks, strict=False):
        text = " ".join(run.text + "".join(f" [{number}]" for number in run.citations) for run in block.runs)
        together = before is not None and block.kind in ("quote", "item") and before.kind in ("quote", "item")
        lines += [] if not lines else [">"] if together and block.kind == "quote" else [] if together else [""]
        lines.append({"quote": f"> {text}", "item": f"> - {text}", "answer": text, "note": text}[block.kind])
    return "\n".join(lines)
