"""What a policy owner writes, exactly: facts, tables of rows, checklists of requirements, and their examples.

Every form is frozen and refuses a key it does not know. Values are words: `yes` and `3` in YAML mean "yes" and "3".
"""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

UNKNOWN = "unknown"  # said explicitly: staff do not know; never the same as not asked yet, and never "no"
UNSETTLED = "not_known"  # the outcome where something decisive is unknown
LEFT_OUT = "left_out"  # the outcome where a table says that it does not answer for a value
ENGINE_OUTCOMES = frozenset({UNSETTLED, LEFT_OUT, "ask"})
YES_NO = ("yes", "no")


class Kind(StrEnum):
    """What kind of thing an outcome is."""

    DECIDED = "decided"
    REFER = "refer"
    CONFLICT = "conflict"
    POLICY_SILENT = "policy_silent"
    ASK = "ask"


def as_word(value: Any) -> Any:
    """A YAML scalar as the word it was meant as: `yes` is "yes", `3` is "3", a date is its ISO form."""
    if isinstance(value, bool):
        return YES_NO[0] if value else YES_NO[1]
    if isinstance(value, int | date):
        return str(value)
    return value


Word = Annotated[str, BeforeValidator(as_word), Field(min_length=1)]
Words = Annotated[list[Word], Field(min_length=1)]


class Written(BaseModel):
    """Anything read from YAML."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Vague(Written):
    """Something staff say that has several meanings: it narrows the fact and brings its own question.

    means     values, or other vague words, that it can mean
    presumed  the one it is taken to mean in a conversation, by a table that `takes` it; always shown, by presumed_words
    """

    label: str
    means: Words
    question: str
    help: str = ""
    presumed: Word | None = None
    presumed_words: str = ""

    @model_validator(mode="after")
    def shown(self) -> "Vague":
        """What is presumed is shown, and is one of the things meant."""
        if bool(self.presumed) != bool(self.presumed_words) or (self.presumed and self.presumed not in self.means):
            raise ValueError("`presumed` needs `presumed_words`, and has to be one of `means`")
        return self


class Implied(Written):
    """How a fact follows from others, where it does: a function of arithmetic.py, or a mapping from another fact's value."""

    function: str | None = None
    of: list[str] = []
    fact: str | None = None
    values: dict[Word, Word] = {}

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The facts it can follow from; where none of them is given, nothing follows."""
        return (self.fact,) if self.fact else tuple(self.of)

    @model_validator(mode="after")
    def one_way(self) -> "Implied":
        """Either a function of facts, or another fact's values."""
        if (self.function is None) == (self.fact is None):
            raise ValueError("give either `function` with `of`, or `fact` with `values`")
        return self


class Qualifying(Written):
    """How one detention of a list is judged: by which table, and which of its outcomes mean what."""

    table: str
    section: str
    qualifies: Words
    does_not: Words


class FactType(StrEnum):
    """What a fact's value can be."""

    CHOICE = "choice"
    YES_NO = "yes_no"
    DATE = "date"
    NUMBER = "number"
    DETENTIONS = "detentions"


class FactSpec(Written):
    """One thing a table may ask.

    question    put to staff; help explains how to tell
    called      what the fact is called in a sentence while its value is not known ("this detention")
    options     value -> plain label, for a choice
    vague       words with several meanings, each a set of values
    finds_out   who can find out when nobody knows
    table       a derived fact: the table that decides it
    values      for a derived fact: value -> the outcomes of that table which mean it, or leave it possible
    least,most  limits of a whole number
    presumed         what is taken as so in a conversation about a case where nothing is said of it; always shown
    presumed_words   how that is shown: "nobody has said that aftercare was ended"
    presumed_with    values of another fact, one of which has to be given: else it is not presumed
    presumed_unless  facts that make it doubtful: once anything is said of one (of a list, more than one), it is asked instead
    """

    type: FactType = FactType.CHOICE
    question: str = ""
    help: str = ""
    called: str = ""
    finds_out: str = ""
    options: dict[Word, str] = {}
    vague: dict[Word, Vague] = {}
    least: int = 0
    most: int = 0
    table: str | None = None
    values: dict[Word, Words] = {}
    implied_by: Implied | None = None
    qualifying: Qualifying | None = None
    presumed: Word | None = None
    presumed_words: str = ""
    presumed_with: dict[str, list[Word]] = {}
    presumed_unless: list[str] = []

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """Every value of a fact that has a list of them."""
        if self.table:
            return tuple(self.values)
        return YES_NO if self.type is FactType.YES_NO else tuple(self.options)

    @property
    def asked(self) -> bool:
        """Whether it is put to staff as a question of its own."""
        return bool(self.question)

    @property
    def is_span(self) -> bool:
        """Whether its values lie on a line (dates, numbers), so that rows give periods."""
        return self.type in (FactType.DATE, FactType.NUMBER)

    @model_validator(mode="after")
    def whole(self) -> "FactSpec":
        """Each kind of fact has what it needs."""
        if self.table and not self.values:
            raise ValueError("a fact decided by a table needs `values`: which outcomes mean what")
        if not self.table and not (self.question and self.finds_out):
            raise ValueError("a fact that is asked needs `question` and `finds_out`")
        if self.type is FactType.CHOICE and not (self.options or self.table):
            raise ValueError("a choice needs `options`")
        if self.type is FactType.NUMBER and self.least >= self.most:
            raise ValueError("a number needs `least` and `most`")
        if self.type is FactType.DETENTIONS and not self.qualifying:
            raise ValueError("a list of detentions needs `qualifying`: how one detention is judged")
        limits = self.presumed_unless or self.presumed_with
        if bool(self.presumed) != bool(self.presumed_words) or (limits and not self.presumed):
            raise ValueError("`presumed` needs `presumed_words`; they, `presumed_with` and `presumed_unless` need it")
        return self


class Facts(Written):
    """facts.yaml."""

    facts: dict[str, FactSpec]


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
    also: list[Quote] = []
    notices: list[Annotated[str, Field(pattern=r"^[A-Z]\d+[a-z]?$")]] = []
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
    not_yet: list[Word] = []
    stop: list[Word] = []
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
    covers: list[str] = []


class Checked(Written):
    """Who has checked the table against which edition; signed by a person, never by whoever wrote it."""

    by: str | None = None
    day: date | None = None
    edition: str | None = None


class Question(Written):
    """What a table and a checklist have in common.

    facts       what it asks, in the order that breaks ties
    meanwhile   what is certain while something decisive is unknown
    leaves_out  fact -> value -> why the table does not answer for it
    """

    question: str
    checked: Checked
    outcomes: dict[str, Outcome]
    meanwhile: Meanwhile
    left_to_people: list[LeftToPeople] = []
    examples: list[Example]
    covers: list[str] = []


class Table(Question):
    """Exactly one row for every case.

    helper     it only decides a fact for other tables, and is never shown on its own
    ask_first  facts to ask before any other, while they can still change the outcome
    beside     outcome -> tables that a conversation adds to it where the same facts decide them too; they ask nothing
    waives     outcome -> tables that need not ask anything beside it: what is wanted now does not hang on them
    presumes   fact -> values of other facts with which this table takes what facts.yaml presumes of it, though its own
               `presumed_with` is not given
    takes      fact -> vague words of it that a conversation takes here as what facts.yaml presumes of them
    """

    form: Literal["table"] = "table"
    helper: bool = False
    facts: Words
    ask_first: list[Word] = []
    beside: dict[Word, list[Word]] = {}
    waives: dict[Word, list[Word]] = {}
    presumes: dict[Word, dict[str, list[Word]]] = {}
    takes: dict[Word, list[Word]] = {}
    leaves_out: dict[str, dict[Word, str]] = {}
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
