"""Places beside the facts of a case: what they make of it, and the bodies that a decision then means, by their names."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.rulebook import Rules
from assistant.model import Fact
from assistant.rules.decision import Decision
from assistant.rules.errors import FactError, meant
from assistant.rules.naming import Named, Places, bodies_of, naming, tables_naming
from assistant.rules.places import facts_from_places

LONGEST = 120  # characters of a place


class PlaceError(FactError):
    """A place for a fact that is not answered by one, or that is too long to be one."""


def decided(
    rules: Rules, table: str, facts: Mapping[Any, Any], places: Places, as_at: date | None
) -> tuple[Decision, tuple[Named, ...]]:
    """What a table says of a case, and the bodies it means; a fact that is given goes before what its place makes of it.

    RuleError as `Rulebook.decide` raises it, PlaceError for a place that answers no fact.
    """
    for fact, place in places.items():
        check_place(fact, place)
    rules.rulebook.form(table)
    gazetteer = rules.gazetteer if places or tables_naming(table, rules.rulebook) else None
    if gazetteer is None:
        return rules.rulebook.decide(table, facts, as_at), ()
    follow = facts_from_places(places, gazetteer)
    said = [Fact(name, value, places[name], 0) for name, value in follow.items() if facts.get(name) is None]
    given = [Fact(name, value, "", 0) for name, value in facts.items()]
    decision = rules.rulebook.decide(table, [*given, *said], as_at)
    return decision, tuple(bodies_of(decision, places, rules.rulebook, gazetteer))


def check_place(fact: str, place: str) -> None:
    """PlaceError, which names no more of what was given than the fact, where a place cannot be one."""
    answered = naming().facts
    if fact not in answered:
        raise PlaceError(
            fact, f"it is not answered by a place.{meant(fact, answered)} These are: {', '.join(answered)}", answered
        )
    if not place.strip() or len(place) > LONGEST:
        raise PlaceError(fact, f"a place has from 1 to {LONGEST} characters: a town, a council or an ICB")
