"""What must hold whatever the case: more facts never turn a decision round, and order and shift of dates do not matter."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.rules.arithmetic import Detention, first_day_of_episode, latest_qualifying_start
from assistant.rules.engine import Rulebook
from assistant.rules.errors import RuleError
from assistant.rules.load import rulebook as load_rulebook

BOOK: Rulebook = load_rulebook()
TODAY = date(2026, 11, 21)
RULE_BEGAN = date(2022, 7, 1)
DECIDED = [name for name, form in BOOK.forms.items()]


@st.composite
def cases(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """Some of the facts a table looks at, each with a value it can have, a vague word, or "unknown"."""
    facts: dict[str, Any] = {}
    for fact in BOOK.forms[name].leaves:
        spec = BOOK.specs[fact]
        if draw(st.booleans()):
            days = st.dates(date(2015, 1, 1), TODAY).map(str)
            values = st.sampled_from([*spec.choices, *spec.vague, "unknown"]) if spec.choices else days
            facts[fact] = draw(st.integers(spec.least, spec.most) if spec.most else values)
    return facts


def outcome(name: str, facts: dict[str, Any]) -> str | None:
    """The outcome, or None where the facts contradict one another."""
    try:
        return BOOK.decide(name, facts, TODAY).outcome
    except RuleError:
        return None


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_more_facts_never_turn_a_decision_round(data: st.DataObject) -> None:
    """What is decided on some facts is decided the same with more; only a question can become a decision."""
    name = data.draw(st.sampled_from(DECIDED))
    facts = data.draw(cases(name))
    more = data.draw(cases(name)) | facts
    first, second = outcome(name, facts), outcome(name, more)
    if first not in ("ask", "not_known", None) and second is not None:
        assert second == first


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_answering_what_is_asked_comes_to_an_end(data: st.DataObject) -> None:
    """Whatever is answered, no question comes twice, and the last answer is a decision."""
    name = data.draw(st.sampled_from(DECIDED))
    facts: dict[str, Any] = {}
    for _ in range(len(BOOK.specs)):
        decision = BOOK.decide(name, facts, TODAY)
        if decision.ask is None:
            break
        spec = BOOK.specs[decision.ask.fact]
        options = [option.value for option in decision.ask.options] or ["40" if spec.most else "2023-01-05"]
        facts = facts | {decision.ask.fact: data.draw(st.sampled_from(options))}
    assert decision.outcome in BOOK.forms[name].question.outcomes


def histories() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Detentions that do not overlap, some running straight on into the next."""
    one = st.tuples(st.sampled_from(["2", "3", "informal", "136", "47"]), st.integers(1, 60), st.integers(0, 400))
    return st.lists(one, min_size=1, max_size=6).map(_laid_out)


def _laid_out(spans: list[tuple[str, int, int]]) -> list[dict[str, Any]]:
    day, history = date(2019, 1, 1), []
    for section, length, gap in spans:
        end = day + timedelta(days=length)
        history.append({"section": section, "start": str(day), "end": str(end)})
        day = end + timedelta(days=gap)
    return [one for one in history if one["end"] <= str(TODAY)] or [{"section": "2"}]


@settings(max_examples=150, deadline=None)
@given(history=histories(), data=st.data())
def test_the_order_of_detentions_does_not_matter(history: list[dict[str, Any]], data: st.DataObject) -> None:
    """Given in any order, detentions lead to the same outcome of every table that looks at them."""
    shuffled = data.draw(st.permutations(history))
    for name in ("entitlement", "responsible_icb"):
        first = BOOK.decide(name, {"section": "2", "detentions": history}, TODAY)
        second = BOOK.decide(name, {"section": "2", "detentions": shuffled}, TODAY)
        assert (first.outcome, first.ask) == (second.outcome, second.ask)


@settings(max_examples=150, deadline=None)
@given(history=histories(), section=st.sampled_from(["2", "4", "5(2)", "136", "informal", "35"]))
def test_a_detention_that_does_not_qualify_never_takes_entitlement_away(history: list[dict[str, Any]], section: str) -> None:
    """Adding one to the list leaves entitlement as it was."""
    facts = {"section": "2", "current_setting": "community", "ended_how": "nothing_said", "detentions": history}
    longer = [*history, {"section": section, "start": "2026-10-01", "end": "2026-10-02"}]
    history[:] = [one for one in history if one.get("end", "") < "2026-10-01"] or [{"section": "2"}]
    longer = [*history, longer[-1]]
    before = BOOK.decide("entitlement", facts | {"detentions": history}, TODAY).outcome
    assert BOOK.decide("entitlement", facts | {"detentions": longer}, TODAY).outcome == before


@settings(max_examples=150, deadline=None)
@given(first=st.dates(date(2000, 1, 1), TODAY), other=st.dates(date(2000, 1, 1), TODAY))
def test_a_day_of_the_same_regime_gives_the_same_outcome(first: date, other: date) -> None:
    """Only on which side of 1 July 2022 the first detention lies makes a difference."""
    facts = {"specialised_bed": "no", "gp_on_first_day": "north_lincolnshire", "since_first": "nothing"}
    same = BOOK.decide("responsible_icb", facts | {"first_detained_on": first}, TODAY).outcome == (
        BOOK.decide("responsible_icb", facts | {"first_detained_on": other}, TODAY).outcome
    )
    assert same == ((first < RULE_BEGAN) == (other < RULE_BEGAN))


@settings(max_examples=150, deadline=None)
@given(history=histories(), days=st.integers(-2000, 0))
def test_shifting_every_day_shifts_what_is_worked_out(history: list[dict[str, Any]], days: int) -> None:
    """First day and latest start move with the detentions, by as many days."""
    shift = timedelta(days=days)
    stays = [_detention(one) for one in history]
    moved = [Detention(one.section, _moved(one.start, shift), _moved(one.end, shift), one.qualifies) for one in stays]
    assert _moved(first_day_of_episode(stays, None), shift) == first_day_of_episode(moved, None)
    assert _moved(latest_qualifying_start(stays), shift) == latest_qualifying_start(moved)


def _detention(one: dict[str, Any]) -> Detention:
    start, end = (date.fromisoformat(one[key]) if one.get(key) else None for key in ("start", "end"))
    return Detention(one["section"], start, end, one["section"] in ("3", "47"))


def _moved(day: date | None, shift: timedelta) -> date | None:
    return day + shift if day else None
