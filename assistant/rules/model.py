"""What a policy owner writes of a table, exactly: rows, checklists of requirements, outcomes, examples. Of facts: facts.py."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from assistant.rules.facts import Word, Words, Written

UNSETTLED = "not_known"  # the outcome where something decisive is unknown
LEFT_OUT = "left_out"  # the outcome where a table says that it does not answer for a value
ENGINE_OUTCOMES = frozenset({UNSETTLED, LEFT_OUT, "ask"})


class Kind(StrEnum):
    """What kind of thing an outcome is."""

    DECIDED = "decided"
    REFER = "refer"
    CONFLICT = "conflict"
    POLICY_SILENT = "policy_silent"
    ASK = "ask"


class Outcome(Written):
    """One thing a table can say. `who`: who decides, where the policy does not."""

    kind: Literal[Kind.DECIDED, Kind.REFER, Kind.CONFLICT, Kind.POLICY_SILENT] = Kind.DECIDED
    words: str
    who: str = ""

    @model_validator(mode="after")
    def says_who(self) -> "Outcome":
        """Where the policy does not decide, staff are told who does."""
        if self.kind is not Kind.DECIDED and not self.who:
            raise ValueError("an outcome that is not decided needs `who`: who decides")
        return self


class Quote(Written):
    """Exact words of one paragraph."""

    cite: str
    quote: str


class Period(Written):
    """Days or whole numbers between two ends, both included; `open` where it has no end on that side."""

    first: Word = Field(alias="from")
    last: Word = Field(alias="to")


Condition = Word | Words | Period


class Meanwhile(Quote):
    """What is certain while something decisive is unknown, with the paragraph that says so."""

    words: str


class Part(Quote):
    """What a row and a requirement have in common.

    also      further words it rests on
    notices   ids of advisories and of conflicts between documents to show beside it
    statute   the statute it rests on, where the policy does not say it
    """

    id: str
    also: list[Quote] = Field(default=[])
    notices: list[Annotated[str, Field(pattern=r"^[A-Z]\d+[a-z]?$")]] = Field(default=[])
    statute: str = ""


class Row(Part):
    """One case of a table.

    when  fact -> what it must be; a fact that is not named may be anything
    adds  words to say after the outcome's, where this row is the one
    """

    when: dict[str, Condition]
    then: str
    adds: str = ""


class Requirement(Part):
    """One line of a checklist. Every value of its fact, which is a choice, stands in one of `met`, `not_yet`, `stop`.

    say           what is still to be done, where it is not met
    stop          values that end the matter, whatever else is done; `stops_with` is then the outcome
    applies_when  the one fact, if any, that must hold for the requirement to count at all
    """

    fact: str
    met: Words
    not_yet: list[Word] = Field(default=[])
    stop: list[Word] = Field(default=[])
    stops_with: str | None = None
    say: str
    applies_when: dict[str, Words] = Field(default={}, max_length=1)

    @model_validator(mode="after")
    def stops(self) -> "Requirement":
        """A hard stop says what it stops with."""
        if bool(self.stop) != bool(self.stops_with):
            raise ValueError("`stop` and `stops_with` belong together")
        return self


class Example(Written):
    """A worked case: these facts give this outcome (`then: ask` with the fact that is asked next)."""

    name: str
    facts: dict[str, Any]
    then: str
    asks: str | None = None
    unmet: list[str] | None = None
    as_at: date | None = None

    @model_validator(mode="after")
    def says_what_is_asked(self) -> "Example":
        """An example that ends in a question says which."""
        if (self.then == Kind.ASK.value) != bool(self.asks):
            raise ValueError("`then: ask` and `asks` belong together")
        return self


class LeftToPeople(Written):
    """Something the table does not decide, and why. `covers`: what is thereby accounted for."""

    cite: str
    why: str
    covers: list[str] = Field(default=[])


class Checked(Written):
    """Who has checked the table against which edition; signed by a person, never by whoever wrote it."""

    by: str | None = None
    day: date | None = None
    edition: str | None = None


class Question(Written):
    """What a table and a checklist have in common.

    facts       what it asks, in the order that breaks ties
    meanwhile   what is certain while something decisive is unknown
    presumes    fact -> values of other facts with which it takes what facts.yaml presumes of it, though the fact's own
                `presumed_with` is not given
    """

    question: str
    checked: Checked
    presumes: dict[Word, dict[str, list[Word]]] = Field(default={})
    outcomes: dict[str, Outcome]
    meanwhile: Meanwhile
    left_to_people: list[LeftToPeople] = Field(default=[])
    examples: list[Example]
    covers: list[str] = Field(default=[])


class Table(Question):
    """Exactly one row for every case.

    helper     it only decides a fact for other tables, and is never shown on its own
    ask_first  facts to ask before any other, while they can still change the outcome
    beside     outcome -> tables that a conversation adds to it where the same facts decide them too; they ask nothing
    waives     outcome -> tables that need not ask anything beside it: what is wanted now does not hang on them
    leaves_out fact -> value -> why the table does not answer for it
    takes      fact -> vague words of it that a conversation takes here as what facts.yaml presumes of them
    """

    form: Literal["table"] = "table"
    helper: bool = False
    facts: Words
    ask_first: list[Word] = Field(default=[])
    beside: dict[Word, list[Word]] = Field(default={})
    waives: dict[Word, list[Word]] = Field(default={})
    takes: dict[Word, list[Word]] = Field(default={})
    leaves_out: dict[str, dict[Word, str]] = Field(default={})
    rows: list[Row]


class Checklist(Question):
    """Requirements in order; `done` and `not_yet` name outcomes. `not_yet_first`: in a conversation a step that
    is known not to be done decides, though a requirement that can stop it is still open; what is open is named beside it."""

    form: Literal["checklist"]
    done: str
    not_yet: str
    not_yet_first: bool = False
    requirements: list[Requirement]

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts it asks, in order."""
        needed = [name for one in self.requirements for name in (*one.applies_when, one.fact)]
        return tuple(dict.fromkeys(needed))
