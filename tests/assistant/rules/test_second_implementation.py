"""The tables against a second implementation, written from the policy alone as logic programs (see second/)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from second.asp import Value, consequences, outcomes, symbol

from assistant.rules.arithmetic import Detention, first_day_of_episode
from assistant.rules.engine import Rulebook
from assistant.rules.errors import RuleError
from assistant.rules.given import Case, Given
from assistant.rules.load import rulebook as load_rulebook

BOOK: Rulebook = load_rulebook()
TODAY = date(2026, 11, 21)
REFUSED = "refused"  # what a program says may be done with facts that contradict one another
POINTS: dict[str, list[Value]] = {
    "age": [0, 15, 16, 17, 18, 19, 64, 120],
    "first_detained_on": [19830930, 20220630, 20220701, 20220702, 20261121],  # days as a program compares them
}


@dataclass(frozen=True)
class Proof:
    """A table, the facts that are combined, and the programs that say the same."""

    table: str
    facts: tuple[str, ...]
    programs: tuple[str, ...]

    def values(self) -> dict[str, list[Value]]:
        """Every value of each fact."""
        return {fact: POINTS.get(fact) or list(BOOK.specs[fact].choices) for fact in self.facts}


HISTORY = ("section", "ever_qualifying", "current_setting", "ended_how", "qualifying_since_ending")
PROOFS = [
    Proof("detention_gateway", ("section",), ("gateway", "gateway_outcome")),
    Proof("entitlement", HISTORY, ("gateway", "entitlement")),
    Proof("responsible_council", ("lived_before", "since_first", "age"), ("council",)),
    Proof("originating_icb", ("gp_on_first_day", "usually_resident"), ("originating", "originating_outcome")),
    Proof(
        "responsible_icb",
        ("first_detained_on", "specialised_bed", "gp_on_first_day", "usually_resident", "since_first"),
        ("originating", "icb"),
    ),
    Proof("charging", ("need", "prevents_deterioration", "entitled", "age"), ("charging",)),
    Proof("charging", ("service_is_aftercare", "entitled", "age"), ("charging",)),
]
IDS = ["-".join((proof.table, proof.facts[0])) for proof in PROOFS]


@cache
def answers(proof: Proof) -> dict[tuple[Value, ...], frozenset[str]]:
    """What the programs allow in every case."""
    return dict(outcomes(proof.values(), *proof.programs))


@pytest.mark.parametrize("proof", PROOFS, ids=IDS)
def test_both_implementations_agree_on_every_case(proof: Proof, capsys: pytest.CaptureFixture[str]) -> None:
    """In every combination of the facts the table gives an outcome that the programs derive from the policy."""
    cases = answers(proof)
    differ = {case: (ours, sorted(theirs)) for case, theirs in cases.items() if (ours := decided(proof, case)) not in theirs}
    with capsys.disabled():
        print(f" {proof.table} by {', '.join(proof.facts)}: {len(cases) - len(differ)} of {len(cases)} cases agree ", end="")
    assert all(cases.values())
    assert differ == {}


def decided(proof: Proof, case: tuple[Value, ...]) -> str:
    """What the table says of a case."""
    facts = {fact: as_given(fact, value) for fact, value in zip(proof.facts, case, strict=True)}
    try:
        return BOOK.decide(proof.table, facts, TODAY).outcome
    except RuleError:
        return REFUSED


def as_given(fact: str, value: Value) -> Value:
    """A value as a caller gives it; a day is a number to a program."""
    return date.fromisoformat(str(value)).isoformat() if fact == "first_detained_on" else value


@pytest.mark.parametrize("proof", PROOFS, ids=IDS)
def test_what_is_decided_with_facts_unknown_holds_whatever_they_are(proof: Proof) -> None:
    """Where the table decides although facts are missing, the programs allow that outcome in every case they could make."""
    allowed = {case: theirs for case, theirs in answers(proof).items() if REFUSED not in theirs}
    for unknown in unknowns(proof):
        common: dict[tuple[Value | None, ...], frozenset[str]] = {}
        for case, theirs in allowed.items():
            known = tuple(None if fact in unknown else value for fact, value in zip(proof.facts, case, strict=True))
            common[known] = common.get(known, theirs) & theirs
        wrong = {known: one for known, theirs in common.items() if (one := sole(proof, known)) and one not in theirs}
        assert wrong == {}


def unknowns(proof: Proof) -> Iterator[set[str]]:
    """Every set of at least one fact that can be unknown."""
    for chosen in product((False, True), repeat=len(proof.facts)):
        if any(chosen):
            yield {fact for fact, is_unknown in zip(proof.facts, chosen, strict=True) if is_unknown}


def sole(proof: Proof, known: Sequence[Value | None]) -> str | None:
    """The outcome of the table on the facts that are known, if it is certain."""
    case: Case = {}
    for fact, value in zip(proof.facts, known, strict=True):
        if value is not None:
            case[fact] = Given(fact, value, (inside(fact, value),))
    possible = BOOK.forms[proof.table].possible(case)
    return possible[0] if len(possible) == 1 else None


def inside(fact: str, value: Value) -> Value:
    """A value as the compiled table has it: a day is its ordinal."""
    return date.fromisoformat(str(value)).toordinal() if fact == "first_detained_on" else value


# --- Histories of detentions ---------------------------------------------------------------------------------------------

SECTIONS = ["2", "3", "4", "5(2)", "35", "37/41", "47/49", "136", "informal"]
QUALIFY = ("3", "37/41", "47/49")


@dataclass(frozen=True)
class History:
    """Stays in hospital in order, the last one perhaps going on, and the day both bodies ended aftercare."""

    stays: tuple[tuple[str, date, date | None], ...]
    ended_on: date | None

    def program(self) -> str:
        """As history.lp reads it."""
        stays = (
            f"stay({n}, {symbol(section)}, {first.toordinal()}, {last.toordinal() if last else 'now'})."
            for n, (section, first, last) in enumerate(self.stays)
        )
        return "".join(stays) + (f"ended({self.ended_on.toordinal()})." if self.ended_on else "")

    def facts(self) -> dict[str, Any]:
        """As a caller gives them."""
        section, _, last = self.stays[-1]
        inside = "informal_hospital" if section == "informal" else "detained_hospital"
        detentions = [
            {"section": section, "start": str(first)} | ({"end": str(last)} if last else {})
            for section, first, last in self.stays
        ]
        ended = {"ended_how": "both_bodies", "ended_on": str(self.ended_on)} if self.ended_on else {"ended_how": "nothing_said"}
        return {"section": section, "current_setting": "community" if last else inside, "detentions": detentions} | ended

    def detentions(self) -> list[Detention]:
        """As the sums take them."""
        return [Detention(section, first, last, section in QUALIFY) for section, first, last in self.stays]


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Up to six stays since 2016 that do not overlap, many running straight on into the next."""
    day = date(2016, 1, 4)
    stays: list[tuple[str, date, date | None]] = []
    for section in draw(st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=6)):
        last = day + timedelta(days=draw(st.integers(0, 60)))
        stays.append((section, day, last))
        day = last + timedelta(days=draw(st.sampled_from([0, 1, 2, 300])))
    if draw(st.booleans()):
        stays[-1] = (*stays[-1][:2], None)
    days = sorted({day for _, *days in stays for day in days if day} | {TODAY})
    return History(tuple(stays), draw(st.none() | st.sampled_from(days) | st.dates(days[0], TODAY)))


def said(history: History) -> dict[str, set[Value]]:
    """What the program says of a history."""
    shown: dict[str, set[Value]] = {"outcome": set(), "first_day": set(), "doubtful": set()}
    for one in consequences(history.program(), "gateway", "history"):
        shown[one.name] |= {part.string if one.name == "outcome" else part.number for part in one.arguments} or {1}
    return shown


@settings(max_examples=400, deadline=None)
@given(history=histories())
def test_a_history_gives_the_same_entitlement_by_both(history: History) -> None:
    """Detentions reduced to facts, and "no" to what the list cannot say, lead where the stays themselves lead."""
    facts = history.facts()
    while (decision := BOOK.decide("entitlement", facts, TODAY)).ask:
        assert decision.ask.fact in ("ever_qualifying", "qualifying_since_ending")
        facts[decision.ask.fact] = "no"
    assert {decision.outcome} == said(history)["outcome"]


@settings(max_examples=400, deadline=None)
@given(history=histories())
def test_a_history_gives_the_same_first_day_by_both(history: History) -> None:
    """The first day of the episode is the programs', or is asked; it is asked wherever the policy leaves it in doubt."""
    day = first_day_of_episode(history.detentions(), history.ended_on)
    theirs = said(history)
    if theirs["doubtful"] or not theirs["first_day"]:
        assert day is None
    elif day is not None or all(section != "informal" for section, *_ in history.stays):
        assert day
        assert {day.toordinal()} == theirs["first_day"]
