"""The shape of a table as the API gives it and the page shows it. `api/tables.py` makes them."""

from dataclasses import dataclass
from datetime import date

from api.rulebook import Note, Source


@dataclass(frozen=True, slots=True)
class OptionShown:
    """One answer to a fact's question. `vague`: a word with several meanings, which brings a question of its own."""

    value: str
    label: str
    vague: bool = False


@dataclass(frozen=True, slots=True)
class FactShown:
    """A fact that a table, or one under it, looks at.

    type        choice, yes_no, date, number or detentions
    decided_by  the table that decides it, where one does
    least,most  limits of a number
    """

    fact: str
    type: str
    question: str
    help: str
    options: tuple[OptionShown, ...]
    finds_out: str
    decided_by: str | None
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class FactWords:
    """The words of a fact, to show it and to change it. "unknown" can always be answered.

    called   "" where only the question names it
    options  every exact answer; none where a day, a number or a list is wanted
    vague    words with several meanings, which bring a question of their own
    """

    called: str
    question: str
    help: str
    type: str
    options: tuple[OptionShown, ...]
    vague: tuple[OptionShown, ...]
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class If:
    """One condition: the fact's question, and the answers that meet it."""

    fact: str
    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeShown:
    """One thing the table can say."""

    outcome: str
    kind: str
    words: str
    who: str


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row, or a requirement of a checklist.

    conditions  of a row: all that must hold; of a requirement: for whom it counts
    needs       of a requirement: what meets it
    stops       of a requirement: what ends the matter
    words       what we say; of a requirement, what is still to be done
    stands      whether every quotation still stands in its paragraph
    """

    id: str
    conditions: tuple[If, ...]
    outcome: str
    words: str
    sources: tuple[Source, ...]
    statute: str
    notices: tuple[Note, ...]
    stands: bool
    needs: If | None = None
    stops: If | None = None


@dataclass(frozen=True, slots=True)
class ExampleShown:
    """A worked case."""

    name: str
    facts: tuple[If, ...]
    outcome: str
    words: str


@dataclass(frozen=True, slots=True)
class LeftShown:
    """What the table leaves to people, and why."""

    what: str
    why: str
    paragraph: str
    url: str


@dataclass(frozen=True, slots=True)
class CheckedShown:
    """Who checked the table, when, against which edition; null where nobody has."""

    by: str | None
    day: date | None
    edition: str | None


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table in the list of them. `helper`: it only decides a fact for other tables."""

    name: str
    question: str
    form: str
    topic: str
    helper: bool
    rows: int
    examples: int
    url: str


@dataclass(frozen=True, slots=True)
class TableShown:
    """A whole table."""

    name: str
    question: str
    form: str
    topic: str
    helper: bool
    facts: tuple[FactShown, ...]
    outcomes: tuple[OutcomeShown, ...]
    rows: tuple[RowShown, ...]
    meanwhile: str
    meanwhile_source: Source
    left_to_people: tuple[LeftShown, ...]
    examples: tuple[ExampleShown, ...]
    checked: CheckedShown
    version: str
