"""Scenarios made from the tables: the same again by seed, in two halves, right by the rules."""

from datetime import date

import pytest

from assistant.privacy.find import kinds_in
from assistant.rules.engine import Rulebook
from assistant.rules.load import rulebook
from eval.generate import AS_AT, Made, generate
from eval.generated.sayings import renderings, split_of

COUNT = 150


@pytest.fixture(scope="session")
def rules() -> Rulebook:
    """The real rulebook, without the paragraphs."""
    return rulebook(paragraphs={})


@pytest.fixture(scope="session")
def made(rules: Rulebook) -> list[Made]:
    """Some of each half."""
    return [*generate(rules, COUNT, 7, "tune"), *generate(rules, COUNT, 7, "test")]


def test_the_same_seed_makes_the_same_scenarios(rules: Rulebook) -> None:
    """And another seed others."""
    first = generate(rules, 20, 1, "tune")
    assert first == generate(rules, 20, 1, "tune") != generate(rules, 20, 2, "tune")


def test_as_many_are_made_as_were_asked_for(made: list[Made]) -> None:
    """What cannot be said is drawn again."""
    assert len(made) == 2 * COUNT
    assert len({one.id for one in made}) == 2 * COUNT


def test_each_is_said_in_the_sayings_of_its_own_half(made: list[Made]) -> None:
    """Whoever reads the tune half has not seen the test half's words."""
    for one in made:
        assert {split_of(clause.saying) for clause in (*one.clauses, one.question)} == {one.split}


def test_the_right_outcome_is_what_the_rules_say_of_the_facts(made: list[Made], rules: Rulebook) -> None:
    """Where each fact has one value, the rulebook decides the same again."""
    for one in made:
        if all(len(values) == 1 for values in one.facts.values()):
            case = {fact: _typed(values[0]) for fact, values in one.facts.items()}
            assert rules.decide(one.table, case, AS_AT, presumed=True).outcome in one.outcomes, one.message


def _typed(value: str) -> object:
    return int(value) if value.isdigit() and value not in renderings().sections else _day_or_word(value)


def _day_or_word(value: str) -> object:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def test_every_kind_of_history_is_told(rules: Rulebook) -> None:
    """Order, corrections, denials, other people, suppositions."""
    kinds = {one.kind for split in ("tune", "test") for one in generate(rules, 600, 3, "tune" if split == "tune" else "test")}
    assert kinds == {"table", "value"} | {history.kind for history in renderings().histories}


def test_no_message_identifies_anybody(made: list[Made]) -> None:
    """A message that the privacy step stops would measure nothing."""
    assert [one.message for one in made if kinds_in(one.message)] == []


def test_a_message_is_as_short_as_a_door_allows(made: list[Made]) -> None:
    """2,000 characters."""
    assert max(len(one.message) for one in made) <= 2000
