"""What quizzes are about (`plan.yaml`) and how facts are said in stories (`sayings.yaml`), read strictly."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

import assistant.reading
from assistant.rules.facts import Word, Words
from ingest.yamlfile import read_model

PLAN = Path(__file__).with_name("plan.yaml")
SAYINGS = Path(__file__).with_name("sayings.yaml")
READING = Path(assistant.reading.__file__).parent
SHOWN = 12  # hexadecimal digits of a version that are kept


class Strict(BaseModel):
    """No key that is not described."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Topic(Strict):
    """Tables that are trained together, and for whom."""

    title: str
    audiences: Words
    tables: Words


class Order(Strict):
    """Requirements of a checklist in an order that the policy gives."""

    table: str
    question: str
    steps: Words


class Shown(Strict):
    """What an item must be to show a trap; what is left out may be anything."""

    table: str = ""
    kind: str = ""
    facts: dict[str, Words] = {}
    outcome: list[Word] = []
    notices: list[Word] = []

    def by(self, table: str, kind: str, facts: Mapping[str, Any], outcome: str, notices: tuple[str, ...]) -> bool:
        """Whether an item shows it."""
        return (
            self.table in ("", table)
            and self.kind in ("", kind)
            and all(str(facts.get(fact)) in values for fact, values in self.facts.items())
            and (not self.outcome or outcome in self.outcome)
            and (not self.notices or bool(set(self.notices) & set(notices)))
        )


class Trap(Strict):
    """A mistake that is easily made, and which items show it."""

    about: str
    shown_by: list[Shown]


class Plan(Strict):
    """plan.yaml."""

    as_at: date
    topics: dict[str, Topic]
    audiences: dict[str, str]
    openings: Words
    persons: Words
    never_answered: list[Word]
    common: dict[str, Words]
    led_astray: dict[str, Words]
    orders: list[Order]
    traps: dict[Word, Trap]

    def topic_of(self, table: str) -> str:
        """The topic a table is trained in; "" for a table that only serves others."""
        return next((name for name, topic in self.topics.items() if table in topic.tables), "")

    def wanted(self, table: str) -> list[Mapping[str, Sequence[str]]]:
        """What has to be so in some case of a table, so that every trap is met."""
        return [one.facts for trap in self.traps.values() for one in trap.shown_by if one.table == table and one.facts]

    def traps_shown(
        self, table: str, kind: str, facts: Mapping[str, Any], outcome: str, notices: tuple[str, ...]
    ) -> tuple[str, ...]:
        """The traps that an item is an instance of."""
        item = (table, kind, facts, outcome, notices)
        return tuple(name for name, trap in self.traps.items() if any(one.by(*item) for one in trap.shown_by))


class Sayings(Strict):
    """sayings.yaml: fact -> value -> sentences; `n` and `day` are any number and any day. `answers`: in place of labels."""

    answers: dict[str, dict[Word, str]]
    facts: dict[str, dict[Word, Words]]

    def of(self, fact: str, value: str) -> list[str]:
        """The sentences for a value; none where it is put as question and answer."""
        known = self.facts.get(fact, {})
        return list(known.get(value) or known.get("n") or known.get("day") or ())

    def fixed(self) -> list[str]:
        """Every sentence in which no number and no day is filled."""
        spoken = (one for values in self.facts.values() for found in values.values() for one in found)
        return [one for one in spoken if "{n}" not in one and "{day}" not in one]


@cache
def plan(path: Path = PLAN) -> Plan:
    """What quizzes are about. YamlError for a mistake in the file."""
    return read_model(path, Plan)


@cache
def sayings(path: Path = SAYINGS) -> Sayings:
    """How facts are said. YamlError for a mistake in the file."""
    return read_model(path, Sayings)


@cache
def words_version() -> str:
    """The version of both files: sha256, shortened."""
    return sha256(PLAN.read_bytes() + SAYINGS.read_bytes()).hexdigest()[:SHOWN]


@cache
def reader_version() -> str:
    """The version of the reader that stories are held to, which decides how they are told: sha256 of its files, shortened."""
    whole = sha256()
    for file in sorted([*READING.glob("*.py"), *READING.glob("*.yaml")]):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:SHOWN]
