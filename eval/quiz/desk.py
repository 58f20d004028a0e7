"""What quizzes are made with: the rulebook, the documents' words, and a reader to hold every story to its facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from assistant.model import Ask
from assistant.reading.mention import Message
from assistant.reading.reader import read
from assistant.reading.replies import read_reply
from assistant.rules.decision import Decision
from assistant.rules.engine import Rulebook
from assistant.rules.facts import YES_NO
from assistant.rules.load import CORPUS, paragraphs_held, rulebook
from eval.quiz.cases import Cases
from eval.quiz.model import Source
from eval.quiz.plan import Plan, Sayings, plan, sayings
from eval.quiz.worked import Worked, worked_by_table
from ingest.knowledge import load_knowledge

if TYPE_CHECKING:
    from assistant.holdings import Holdings
    from ingest.gazetteer import Gazetteer

LINK = "/paragraphs/{}"
KEPT = 500  # decisions: of the cases around the items of two quizzes or three


@dataclass(frozen=True)
class Listening:
    """What the fact reader looks things up in; no index is needed, so a quiz does not change with one."""

    rulebook: Rulebook
    gazetteer: "Gazetteer | None"
    retriever: None = None


@dataclass(frozen=True)
class Desk:
    """Everything an item is made from. `paragraphs`: every paragraph's words by its id."""

    rulebook: Rulebook
    paragraphs: Mapping[str, str]
    listening: Listening
    plan: Plan
    sayings: Sayings
    _alone: dict[str, Mapping[str, Any]] = field(default_factory=dict, init=False)
    _replies: dict[tuple[str, str], Any] = field(default_factory=dict, init=False)
    _decided: dict[str, Decision] = field(default_factory=dict, init=False)

    @property
    def as_at(self) -> date:
        """The day that every story is told as at."""
        return self.plan.as_at

    @cached_property
    def cases(self) -> Cases:
        """The cases of the tables."""
        return Cases(self.rulebook, self.as_at, self.unsaid, self.plan.common, self.plan.wanted)

    @cached_property
    def worked(self) -> Mapping[str, Sequence[Worked]]:
        """The worked scenarios whose first message comes to one outcome of one table, by table."""
        return worked_by_table()

    def unsaid(self, fact: str, value: str) -> bool:
        """Whether a value that another table decides has neither a sentence nor an answer that says it."""
        spec = self.rulebook.specs[fact]
        if not spec.table or value in YES_NO or value in self.sayings.facts.get(fact, {}):
            return False
        return value not in spec.options or fact in self.plan.never_answered

    def decide(self, table: str, facts: Mapping[str, Any]) -> Decision:
        """What the engine says, nothing presumed. RuleError for facts that contradict."""
        case = f"{table} {facts}"  # an item is looked at from several sides: a third of its cases come again
        decision = self._decided.get(case)
        if decision is None:
            if len(self._decided) >= KEPT:
                self._decided.clear()
            decision = self._decided[case] = self.rulebook.decide(table, facts, self.as_at)
        return decision

    def possible(self, table: str, facts: Mapping[str, Any]) -> tuple[str, ...]:
        """The outcomes still possible, without all that a decision says besides. RuleError for facts that contradict."""
        return self.rulebook.form(table).possible(self.cases.whole(facts))

    def read(self, text: str) -> dict[str, Any]:
        """What our own reader understands of a text, fact by fact."""
        return {name: fact.value for name, fact in read(self._message(text), 1).case.items()}

    def reply(self, text: str, asked: Ask) -> Any:
        """What our own reader takes for the answer to what was asked; None where it takes none. Read once."""
        if (asked.fact, text) not in self._replies:
            self._replies[asked.fact, text] = self._replied(text, asked)
        return self._replies[asked.fact, text]

    def _replied(self, text: str, asked: Ask) -> Any:
        message = self._message(text, asked)
        replied = next((mention.value for mention in read_reply(message)), None)
        if replied is not None:
            return replied
        fact = read(message, 1).case.get(asked.fact)
        return fact.value if fact else None

    def _message(self, text: str, asked: Ask | None = None) -> Message:
        return Message(text, self.as_at, cast("Holdings", self.listening), {}, asked)

    def alone(self, sentence: str) -> Mapping[str, Any]:
        """What a sentence says on its own, fact by fact; read once."""
        if sentence not in self._alone:
            self._alone[sentence] = self.read(sentence)
        return self._alone[sentence]

    def source(self, cite: str, quote: str) -> Source:
        """A quotation with its link."""
        return Source(cite, quote, LINK.format(cite))


def open_desk(corpus: Path = CORPUS) -> Desk:
    """A desk over a corpus folder. YamlError or SourcesError for a mistake in what it is made from."""
    paragraphs = paragraphs_held(corpus)
    book = rulebook(paragraphs=paragraphs)
    return Desk(book, paragraphs, Listening(book, load_knowledge(corpus).gazetteer), plan(), sayings())
