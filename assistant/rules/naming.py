"""The body that a decision means, by its name: "Hull City Council (lived in Hull just before the detention)".

A decision says "the body where .."; the gazetteer says which that is. Each table names its own body from its own place, as
naming.yaml says. A place that is not known, means several, or contradicts the decision is asked about; nothing is guessed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import Field

from assistant.rules.decision import Decision
from assistant.rules.facts import Words, Written
from assistant.rules.written import RULES
from ingest.gazetteer import Body, Gazetteer, Match
from ingest.gazetteer_file import BodyKind, Nation
from ingest.yamlfile import read_model

if TYPE_CHECKING:
    from assistant.holdings import Holdings
    from assistant.rules.engine import Rulebook

Places = Mapping[str, str]  # fact -> the place as said


class PlaceFact(Written):
    """A fact whose answer is a place: the kind of body it names, why, and what the fact is by where the place is."""

    kind: BodyKind
    because: str
    because_body: str
    ask: str
    cues: Words
    values: dict[str, str]
    also: list[str] = Field(default=[])


class Naming(Written):
    """The outcomes of one table that name a body, and the facts it is named from."""

    by: Words
    own: list[str]
    other: list[str]
    either: list[str] = Field(default=[])
    confirm: list[str] = Field(default=[])

    def names(self, outcome: str) -> bool:
        """Whether an outcome means one body."""
        return outcome in (*self.own, *self.other, *self.either)

    def allows(self, outcome: str, *, own: bool) -> bool:
        """Whether the body of an outcome can be the policy's own, or can be another."""
        return outcome in self.either or (outcome in self.own) == own


class NamingFile(Written):
    """naming.yaml. `unless`: words before a cue that turn it round."""

    unless: Words
    facts: dict[str, PlaceFact]
    tables: dict[str, Naming]
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """The body of one decision.

    body     its name, or None: then `words` says why, and `ask` what to ask
    words    "Hull City Council (lived in Hull just before the detention)"
    fact     the fact whose place names it
    choices  what can be offered where a place has several meanings; each is understood when it is given back
    note     what to say of a body that covers more than the policy's area, or ""
    notice   the gazetteer's: to show beside every name
    """

    table: str
    kind: BodyKind
    body: str | None
    words: str
    fact: str
    ask: str = ""
    choices: tuple[str, ...] = ()
    note: str = ""
    notice: str = ""


@cache
def naming() -> NamingFile:
    """naming.yaml, read once. YamlError for a mistake in it."""
    return read_model(RULES / "naming.yaml", NamingFile)


def named_for(decisions: Iterable[Decision], places: Places, holdings: "Holdings") -> tuple[Named, ...]:
    """The bodies that decisions mean, in their order, and what to ask of a place in doubt; none without a gazetteer.

    `places` are as said, by the fact they answer. What they make of those facts is `places.facts_from_places`, before deciding.
    """
    gazetteer = holdings.gazetteer
    if gazetteer is None:
        return ()
    return tuple(named for one in decisions for named in bodies_of(one, places, holdings.rulebook, gazetteer))


def bodies_of(decision: Decision, places: Places, rulebook: "Rulebook", gazetteer: Gazetteer) -> Iterator[Named]:
    """The body that a decision means, or those that the tables under it mean; where it asks for a place in doubt, why."""
    if decision.ask and (asked := in_doubt(decision, decision.ask.fact, places, gazetteer)):
        yield asked
    for one in _naming_bodies(decision, rulebook):
        if named := name_body(one, places, gazetteer):
            yield replace(named, table=decision.table)


def in_doubt(decision: Decision, fact: str, places: Places, gazetteer: Gazetteer) -> Named | None:
    """What to ask of the place that a fact was answered with, where that place does not settle it."""
    if fact not in places or fact not in naming().facts:
        return None
    return _Naming(decision, Naming(by=[fact], own=[], other=[]), gazetteer).in_doubt_of(places[fact])


def _naming_bodies(decision: Decision, rulebook: "Rulebook") -> Iterator[Decision]:
    for table in tables_naming(decision.table, rulebook):
        same = table == decision.table
        yield decision if same else rulebook.decide(table, dict(decision.facts), date.fromisoformat(decision.as_at))


def tables_naming(table: str, rulebook: "Rulebook") -> tuple[str, ...]:
    """The tables that name the bodies of a table's decisions: itself, or those that decide its facts; none for most."""
    if table in naming().tables:
        return (table,)
    return tuple(one.table.name for one in rulebook.form(table).derived.values() if one.table.name in naming().tables)


def name_body(decision: Decision, places: Places, gazetteer: Gazetteer) -> Named | None:
    """The body of a decision, or what to ask for it; None for a decision that means no single body.

    `places` has places as said, by the fact they answer; places of anything else are not looked at.
    """
    table = naming().tables.get(decision.table)
    if table is None or not table.names(decision.outcome):
        return None
    return _Naming(decision, table, gazetteer).named(places)


class _Naming:
    """One decision's body being named."""

    def __init__(self, decision: Decision, table: Naming, gazetteer: Gazetteer) -> None:
        self.decision, self.table, self.gazetteer = decision, table, gazetteer
        self.fact = _deciding_fact(decision, table)
        self.spec = naming().facts[self.fact]
        self.own = gazetteer.own_body(self.spec.kind)

    def named(self, places: Places) -> Named:
        """The body by its name, or what to ask."""
        if self.fact in places:
            return self.from_place(self.gazetteer.body(self.spec.kind, places[self.fact]))
        if self.decision.outcome in self.table.own:
            return self.answer(self.own.name, self.spec.because_body, ours=True)
        return self.asks("")

    def from_place(self, body: Body) -> Named:
        """The body of the place, unless it is in doubt or is not what was decided."""
        if body.match is None:
            return self.asks(self.words("not_listed", said=body.said))
        name = body.name or self.own_meant(body.match)
        if name is None:
            return self.in_doubt(body, body.match)
        if not self.table.allows(self.decision.outcome, own=name == self.own.name):
            return self.asks(self.words("contradicts", place=body.match.place, body=name))
        because = self.spec.because_body if body.match.place == name else self.spec.because.format(place=body.match.place)
        return self.answer(name, because, ours=name == self.own.name and self.gazetteer.in_own_area(body.match))

    def in_doubt_of(self, said: str) -> Named:
        """Why a place settles nothing."""
        body = self.gazetteer.body(self.spec.kind, said)
        return self.in_doubt(body, body.match) if body.match else self.asks(self.words("not_listed", said=said))

    def own_meant(self, match: Match) -> str | None:
        """The policy's own body, where that was decided and is one of what the place can mean."""
        meant = self.decision.outcome in self.table.own and self.own.name in match.names(self.spec.kind)
        return self.own.name if meant else None

    def in_doubt(self, body: Body, match: Match) -> Named:
        """Why the place names no body, and the question."""
        if body.choices:
            return self.asks(self.words("several", said=body.said), body.choices)
        if match.nation is Nation.ENGLAND:
            return self.asks(self.words("no_body", said=body.said))
        return self.asks(self.words("outside", place=match.place))

    def answer(self, name: str, because: str, *, ours: bool) -> Named:
        """The body by its name, with what the policy calls it where the place is in the policy's own area."""
        calls = ours and self.own.policy
        body = self.words("own_name", body=name, policy=self.own.policy) if calls else name
        how = "confirm" if self.decision.outcome in self.table.confirm else "named"
        note = self.own.note if name == self.own.name and not ours else ""
        return self.result(name, self.words(how, body=body, because=because), note=note, notice=self.gazetteer.notice)

    def asks(self, why: str, choices: tuple[str, ...] = ()) -> Named:
        """Nothing is named: why, and the question."""
        return self.result(None, why, ask=self.spec.ask, choices=choices)

    def result(self, body: str | None, words: str, **more: Any) -> Named:
        """What was found."""
        return Named(self.decision.table, self.spec.kind, body, words, self.fact, **more)

    def words(self, key: str, **filled: str) -> str:
        """One of naming.yaml's sentences."""
        return naming().words[key].format(**filled)


def _deciding_fact(decision: Decision, table: Naming) -> str:
    """The fact that the decision rests on: the first whose value is a place. Else the first."""
    given = {name: str(value) for name, value in decision.facts}
    specs = naming().facts
    return next(
        (fact for fact in table.by if given.get(fact) in (*specs[fact].values.values(), *specs[fact].also)), table.by[0]
    )
