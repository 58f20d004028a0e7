"""The independent second implementation beside the quiz: logic programs written from the policy alone, kept with its tests.

They are at hand in the repository only, and need clingo; an installation has neither.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

PROGRAMS = Path(__file__).parents[2] / "tests" / "assistant" / "rules"
HISTORY = ("section", "ever_qualifying", "current_setting", "ended_how", "qualifying_since_ending")
ICB = ("first_detained_on", "specialised_bed", "gp_on_first_day", "usually_resident", "since_first")
RULE = date(2022, 7, 1)
DAYS = (20220630, 20220701)  # a day before and a day after the one that matters, as a program compares them
AGES = (17, 18, 19)


@dataclass(frozen=True, slots=True)
class Second:
    """A table, the facts that it is compared by, and the programs that say the same."""

    table: str
    facts: tuple[str, ...]
    programs: tuple[str, ...]


SECONDS = [
    Second("detention_gateway", ("section",), ("gateway", "gateway_outcome")),
    Second("entitlement", HISTORY, ("gateway", "entitlement")),
    Second("responsible_council", ("lived_before", "since_first", "age"), ("council",)),
    Second("originating_icb", ("gp_on_first_day", "usually_resident"), ("originating", "originating_outcome")),
    Second("responsible_icb", ICB, ("originating", "icb")),
    Second("charging", ("service_is_aftercare", "entitled", "age"), ("charging",)),
]


def at_hand() -> bool:
    """Whether the programs and what runs them are here."""
    return (PROGRAMS / "second").is_dir() and _solver() is not None


@cache
def _solver() -> Any:
    sys.path.insert(0, str(PROGRAMS))
    try:
        from second import asp  # type: ignore[import-not-found]  # noqa: PLC0415 - in the repository only
    except ImportError:
        return None
    finally:
        sys.path.remove(str(PROGRAMS))
    return asp


def allowed(table: str, facts: Mapping[str, Any], choices: Mapping[str, tuple[str, ...]]) -> frozenset[str] | None:
    """The outcomes that the programs allow for a case; None where they do not know the table, or a fact they need is not told.

    choices  every value of each fact that has a list of them
    """
    for one in SECONDS:
        if one.table == table and set(one.facts) <= set(facts):
            return _answers(one, _values(one, choices)).get(tuple(_as_program(fact, facts[fact]) for fact in one.facts))
    return None


def _values(one: Second, choices: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, tuple[str | int, ...]], ...]:
    spans: dict[str, tuple[str | int, ...]] = {"age": AGES, "first_detained_on": DAYS}
    return tuple((fact, spans[fact] if fact in spans else choices[fact]) for fact in one.facts)


@cache
def _answers(one: Second, values: tuple[tuple[str, tuple[str | int, ...]], ...]) -> dict[tuple[str | int, ...], frozenset[str]]:
    return dict(_solver().outcomes(dict(values), *one.programs))


def _as_program(fact: str, value: Any) -> str | int:
    """A value as the programs have it: an age and a day by the side of the line that they are on."""
    if fact == "age":
        return min(max(int(value), AGES[0]), AGES[-1])
    if fact == "first_detained_on":
        return DAYS[date.fromisoformat(str(value)) >= RULE]
    return str(value)
