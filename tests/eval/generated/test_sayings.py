"""What may be said: it keeps up with the facts and the tables, and is in two halves that share nothing."""

from collections.abc import Iterator

import pytest

from assistant.rules.engine import Rulebook
from assistant.rules.facts import FactType
from assistant.rules.load import rulebook
from eval.generated.sayings import ANY, noise, renderings, sayable, split_of

KNOWN = renderings()
# The first is asked of a kind of detention, of no case; of the others the question itself tells the one fact.
NOT_ASKED = {"detention_gateway", "who_ends", "refused_for_another"}


@pytest.fixture(scope="session")
def rules() -> Rulebook:
    """The real rulebook, without the paragraphs."""
    return rulebook(paragraphs={})


def test_every_fact_that_staff_are_asked_can_be_said(rules: Rulebook) -> None:
    """A new fact in facts.yaml needs ways to say it; a list of detentions is told as a history."""
    asked = {name for name, spec in rules.specs.items() if spec.asked and spec.type is not FactType.DETENTIONS}
    assert not {name for name in asked if not sayable(name)}


def test_every_value_said_is_one_that_the_fact_can_have(rules: Rulebook) -> None:
    """A value renamed in facts.yaml is renamed here."""
    wrong = [
        (fact, value)
        for fact, value in _values_said()
        if value not in (*rules.specs[fact].choices, *rules.specs[fact].vague, ANY)
    ]
    assert not wrong


def _values_said() -> Iterator[tuple[str, str]]:
    for fact, sayings in KNOWN.values.items():
        yield from ((fact, value) for value in sayings)
        for one in sayings.values():
            yield from ((also, value) for also, values in one.also.items() for value in values)
    yield from (("section", name) for name in KNOWN.sections)


def test_every_table_can_be_asked(rules: Rulebook) -> None:
    """But helpers, which answer nobody's question, and the table that is about no person."""
    asked = {name for name, form in rules.forms.items() if not getattr(form.question, "helper", False)} - NOT_ASKED
    assert asked == set(KNOWN.asks)


def test_both_halves_can_ask_of_every_table() -> None:
    """Neither half is without a way to ask."""
    halves = {name: {split_of(saying) for saying in asks.say} for name, asks in KNOWN.asks.items()}
    assert [name for name, found in halves.items() if len(found) < 2] == []


def test_nearly_every_value_can_be_said_in_both_halves() -> None:
    """A value that one half cannot say is not measured there."""
    halves = [{split_of(saying) for saying in one.say} for sayings in KNOWN.values.values() for one in sayings.values()]
    assert sum(len(found) == 2 for found in halves) / len(halves) > 0.9


def test_no_detail_that_matters_to_nothing_is_also_a_saying() -> None:
    """A detail that says a fact would make the right answer wrong."""
    said = {saying for sayings in KNOWN.values.values() for one in sayings.values() for saying in one.say}
    assert not said & {*noise().irrelevant, *noise().asides}
