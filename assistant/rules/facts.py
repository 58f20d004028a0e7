"""What a policy owner writes of a fact, exactly: how it is asked, its values, what stands for it where nothing is said.

Every form is frozen and refuses a key it does not know. Values are words: `yes` and `3` in YAML mean "yes" and "3".
"""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

UNKNOWN = "unknown"  # said explicitly: staff do not know; never the same as not asked yet, and never "no"
YES_NO = ("yes", "no")


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

    means     values, or other vague words, that it can mean; of a number instead the `least` and the `most`
    presumed  the one it is taken to mean in a conversation, by a table that `takes` it; always shown, by presumed_words
    """

    label: str
    means: list[Word] = []
    least: int | None = None
    most: int | None = None
    question: str
    help: str = ""
    presumed: Word | None = None
    presumed_words: str = ""

    @property
    def numbers(self) -> range:
        """The whole numbers that it can mean; none for a word that means values."""
        return range(0) if self.least is None or self.most is None else range(self.least, self.most + 1)

    @model_validator(mode="after")
    def shown(self) -> "Vague":
        """It means something; what is presumed is shown, and is one of the things meant."""
        if bool(self.means) == bool(self.numbers):
            raise ValueError("give either `means`, or for a number `least` and `most`")
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

    def vague_number(self, value: Any) -> bool:
        """Whether a value is a word for many numbers: "a child" for an age."""
        return self.type is FactType.NUMBER and value in self.vague

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
        if any(bool(one.numbers) != (self.type is FactType.NUMBER) for one in self.vague.values()):
            raise ValueError("a vague word needs `means`, and of a number `least` and `most` instead")
        if self.type is FactType.DETENTIONS and not self.qualifying:
            raise ValueError("a list of detentions needs `qualifying`: how one detention is judged")
        limits = self.presumed_unless or self.presumed_with
        if bool(self.presumed) != bool(self.presumed_words) or (limits and not self.presumed):
            raise ValueError("`presumed` needs `presumed_words`; they, `presumed_with` and `presumed_unless` need it")
        return self


class Facts(Written):
    """facts.yaml."""

    facts: dict[str, FactSpec]
