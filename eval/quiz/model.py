"""What a quiz is made of. An item carries everything it rests on: table, row, facts, seed and versions."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import TypeAdapter


STRICT = {"extra": "forbid"}  # of a quiz read from a file


class Kind(StrEnum):
    """What an item asks for."""

    OUTCOME = "outcome"
    DECIDING_FACT = "deciding_fact"
    ASK_NEXT = "ask_next"
    BODIES = "bodies"
    ORDER = "order"
    TICK_ALL = "tick_all"
    GROUND = "ground"
    PARAGRAPH = "paragraph"
    SCENARIO = "scenario"


class Difficulty(StrEnum):
    """How much has to be held in mind."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class QuizError(Exception):
    """A quiz that cannot be made, or a file that is none. The words say what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """Exact words of a paragraph, and where they can be read in their place."""

    __pydantic_config__ = STRICT

    cite: str
    quote: str
    link: str


@dataclass(frozen=True, slots=True)
class Option:
    """One thing a learner can choose, with what is said once it is chosen.

    outcome  what the engine would have had to say for this to be right
    reason   why it is right, or what would have to be otherwise
    """

    __pydantic_config__ = STRICT

    text: str
    right: bool
    outcome: str
    reason: str
    source: Source


@dataclass(frozen=True, slots=True)
class Line:
    """One fact as the story tells it: a sentence, or where `question` is given the answer to it."""

    __pydantic_config__ = STRICT

    fact: str
    text: str
    question: str = ""

    @property
    def whole(self) -> str:
        """The line as it is printed."""
        return f"{self.question} {self.text}." if self.question else self.text


@dataclass(frozen=True, slots=True)
class Item:
    """One question.

    table, rows  what the key was computed by; several rows where a checklist names several requirements
    facts        what the story tells, as the engine takes it
    opening      who asks, before the story's lines
    multiple     every right option has to be chosen, and no other
    traps        the traps that it is an instance of
    versions     of tables, facts and paragraphs, as the engine names them; and of the quiz's own words
    """

    __pydantic_config__ = STRICT

    id: str
    kind: Kind
    topic: str
    table: str
    rows: tuple[str, ...]
    difficulty: Difficulty
    audiences: tuple[str, ...]
    facts: Mapping[str, Any]
    opening: str
    lines: tuple[Line, ...]
    question: str
    options: tuple[Option, ...]
    explanation: str
    notices: tuple[str, ...]
    traps: tuple[str, ...]
    seed: str
    as_at: str
    versions: Mapping[str, str]
    multiple: bool = False

    @property
    def right(self) -> tuple[int, ...]:
        """The places of the right options."""
        return tuple(n for n, option in enumerate(self.options) if option.right)

    @property
    def story(self) -> str:
        """The story in one paragraph."""
        return " ".join([self.opening, *(line.whole for line in self.lines)]).strip()

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The paragraphs whose words the item quotes."""
        return tuple(dict.fromkeys(option.source.cite for option in self.options))

    def but(self, **changes: Any) -> "Item":
        """The item with some things otherwise."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Quiz:
    """Items in order, and what they were asked for by. The same seed and request give the same items."""

    __pydantic_config__ = STRICT

    title: str
    seed: int
    items: tuple[Item, ...]
    topics: tuple[str, ...] = ()
    audience: str = ""
    difficulty: str = ""
    pass_mark: int = 80
    versions: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The quiz in JSON's types."""
        return asdict(self)


def quiz_of(record: Any) -> Quiz:
    """A quiz as `as_json` gave it. QuizError for anything else, which says what is wrong first and where."""
    from pydantic import ValidationError  # noqa: PLC0415 - only files need it

    try:
        return _reader().validate_python(record)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = "".join(f"{name}: " for name in [".".join(map(str, first["loc"]))] if name)
        why = f"this is not a quiz ({where}{first['msg']}). Give a file that `aftercare quiz make --out` wrote"
        raise QuizError(why) from None


@cache
def _reader() -> "TypeAdapter[Quiz]":
    from pydantic import TypeAdapter  # noqa: PLC0415 - as above

    return TypeAdapter(Quiz)
