"""One decision and everything it rests on. The same facts, rulebook and day give the same record for ever."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from assistant.rules.given import TAKEN
from assistant.rules.model import Kind


@dataclass(frozen=True, slots=True)
class Reason:
    """The words a row or a requirement rests on. `statute` where the policy does not say it and statute does."""

    row: str
    cite: str
    quote: str
    statute: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer staff can choose."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The one thing to ask next. No options: a day, a number or a list is wanted. "unknown" can always be answered."""

    fact: str
    type: str
    question: str
    help: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Used:
    """A fact that was given, follows from others or was taken as so (`said` is TAKEN), and where it was said."""

    fact: str
    value: Any
    label: str
    said: str = ""
    turn: int = 0
    follows_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that can still matter. `unknown`: staff have said that they do not know, so it is not asked again."""

    fact: str
    question: str
    unknown: bool
    finds_out: str


@dataclass(frozen=True, slots=True)
class Change:
    """A single fact whose change flips the outcome: any of the values `to` gives `outcome`."""

    fact: str
    was: str
    to: tuple[str, ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class Unmet:
    """A requirement of a checklist that is not met."""

    requirement: str
    say: str
    cite: str
    quote: str


@dataclass(frozen=True, slots=True)
class Certain:
    """Something certain while the outcome is not, and the words it rests on. `table`: which table says so."""

    table: str
    words: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """What a decision was made from: sha256, shortened, of the tables, of facts.yaml, and of the paragraphs cited."""

    tables: str
    facts: str
    paragraphs: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a table says of a case.

    outcome   one of the table's, or "ask", "not_known", "left_out"
    row       the row, where exactly one is left; rows: all that are
    reasons   what the outcome rests on; none while there is no outcome
    possible  the outcomes still possible; one where it is decided
    certain   what is certain while the outcome is not: what the tables under this one have decided, and `meanwhile`
    notices   ids of advisories and conflicts that bear on it
    facts     what was given and what was taken as so, for replay
    """

    table: str
    question: str
    as_at: str
    outcome: str
    kind: Kind
    words: str
    who: str
    row: str | None
    rows: tuple[str, ...]
    possible: tuple[str, ...]
    reasons: tuple[Reason, ...]
    facts_used: tuple[Used, ...]
    missing: tuple[Missing, ...]
    ask: Asked | None
    would_change: tuple[Change, ...]
    certain: tuple[Certain, ...]
    citations: tuple[str, ...]
    notices: tuple[str, ...]
    statute: str
    unmet: tuple[Unmet, ...]
    versions: Versions
    facts: tuple[tuple[str, Any], ...]

    @property
    def presumed(self) -> tuple[Used, ...]:
        """The facts that were taken as so because nobody said anything of them; each `label` reads as a clause."""
        return tuple(one for one in self.facts_used if one.said == TAKEN)

    def as_json(self) -> dict[str, Any]:
        """The record in JSON's types; the keys always in one order."""
        record: dict[str, Any] = _plain(self)
        return record | {"facts": dict(self.facts)}

    def by_fact(self) -> dict[str, Any]:
        """The same record with the facts used under their names, as the contract has it."""
        record = self.as_json()
        used = {one["fact"]: {key: one[key] for key in one if key != "fact"} for one in record["facts_used"]}
        return record | {"facts_used": used}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, Kind) else value
