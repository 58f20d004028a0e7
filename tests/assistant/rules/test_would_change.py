"""What would change a decision is what deciding again says: every change of one fact, one by one, in a small rulebook."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from assistant.rules.changes import Alternative
from assistant.rules.engine import Rulebook
from assistant.rules.errors import FactError
from assistant.rules.facts import FactSpec
from assistant.rules.load import rulebook as load_rulebook
from assistant.rules.model import Kind

DAY = date(2020, 2, 3)
PERIOD = " to "  # how a change of a number is written: "10 to 99"
GIVEN: Mapping[str, Mapping[str, tuple[Any, ...]]] = {  # each table: what is given of each fact; None for nothing
    "sizing": {"kind": ("letter", "parcel", "crate", "unlabelled", "box", "flat")},
    "posting": {"kind": ("letter", "parcel", "unlabelled", "box", None), "paid": ("yes", "no", None), "sealed": ("yes", "no")},
    "packing": {
        "kind": ("letter", "parcel", "crate", "box"),
        "framed": ("yes", "no", None),
        "paid": ("yes", "no"),
        "sealed": ("yes", "no"),
    },
    "weighing": {"weight": (0, 9, 10, 99, None), "framed": ("yes", "no", None)},
    "mailing": {"good": ("yes", "no", None), "round": ("yes", "no", None), "ink": ("blue", "red", None)},
    "stamping": {"round": ("yes", "no", None), "ink": ("blue", "red", None), "wet": ("yes", "no"), "torn": ("no",)},
}


@pytest.fixture
def post() -> Rulebook:
    """Read anew each time: what a rulebook works out once is under test."""
    return load_rulebook(Path(__file__).parent / "post", {})


def cases(table: str) -> Iterator[dict[str, Any]]:
    """Every case of a table that `GIVEN` can make."""
    for values in product(*GIVEN[table].values()):
        yield {fact: value for fact, value in zip(GIVEN[table], values, strict=True) if value is not None}


def values_of(spec: FactSpec) -> list[Any]:
    """All that a fact can be."""
    return list(spec.choices) or list(range(spec.least or 0, (spec.most or 0) + 1))


def outcome(post: Rulebook, table: str, facts: Mapping[str, Any]) -> str:
    """What is decided; "" where the facts contradict one another, "ask" while it depends on more."""
    try:
        decided = post.decide(table, facts, DAY)
    except FactError:
        return ""
    return decided.outcome if len(decided.possible) == 1 else Kind.ASK.value if decided.possible else ""


def decided_again(post: Rulebook, table: str, facts: Mapping[str, Any], now: str) -> set[tuple[str, Any, str]]:
    """Each change of one given fact to another value that gives another outcome."""
    found = set()
    for fact, said in facts.items():
        if said in values_of(post.specs[fact]):
            for value in values_of(post.specs[fact]):
                then = outcome(post, table, facts | {fact: value})
                if value != said and then and then != now:
                    found.add((fact, value, then))
    return found


def named(post: Rulebook, table: str, facts: Mapping[str, Any]) -> set[tuple[str, Any, str]]:
    """The changes that the decision itself names, each value by itself."""
    changes = post.decide(table, facts, DAY).would_change
    assert all(one.was == str(facts[one.fact]) for one in changes)
    return {(one.fact, value, one.outcome) for one in changes if facts[one.fact] in values_of(post.specs[one.fact])
            for words in one.to for value in in_period(words)}  # fmt: skip


def in_period(words: str) -> list[Any]:
    """The values that a change names: "10 to 99" names ninety."""
    first, parted, last = words.partition(PERIOD)
    return list(range(int(first), int(last) + 1)) if parted else [words]


@pytest.mark.parametrize("table", GIVEN)
def test_what_would_change_a_decision_is_what_deciding_again_says(post: Rulebook, table: str) -> None:
    """No change is left out, none is made up, and each leads where it says."""
    decided = 0
    for facts in cases(table):
        now = outcome(post, table, facts)
        if now and now != Kind.ASK.value:
            decided += 1
            assert named(post, table, facts) == decided_again(post, table, facts, now), facts
    assert decided > 1


def test_values_that_nothing_tells_apart_are_one(post: Rulebook) -> None:
    """Of a table underneath only its outcome counts; what follows from a value counts; a number is told apart by periods."""
    groups = {
        table: [one.values for one in post.changing[table].alternatives["kind"]] for table in ("sizing", "posting", "packing")
    }
    apart = [("letter",), ("parcel",), ("crate",), ("unlabelled",), ("tube",)]
    assert groups["sizing"] == groups["packing"] == apart
    assert groups["posting"] == [("letter",), ("parcel", "tube"), ("crate",), ("unlabelled",)]
    assert post.changing["weighing"].alternatives["weight"] == (
        Alternative(("0 to 9",), 0, 9),
        Alternative(("10 to 99",), 10, 99),
    )


def test_a_vague_word_is_named_as_it_was_said(post: Rulebook) -> None:
    """Two words that mean the same are not taken for one another, also when the one was decided before the other."""
    for word in ("box", "chest"):
        facts = {"kind": word, "framed": "no", "paid": "yes", "sealed": "yes"}
        changes = post.decide("packing", facts, DAY).would_change
        assert {one.was for one in changes if one.fact == "kind"} == {word}


def test_every_reason_for_not_answering_is_given(post: Rulebook) -> None:
    """One sentence after the other."""
    words = post.decide("stamping", {"wet": "yes", "torn": "yes"}, DAY).words
    assert words.endswith("Nothing wet is stamped. Nothing torn is stamped.")


def test_a_presumption_needs_the_value_that_it_rests_on(post: Rulebook) -> None:
    """Not only some value of that fact."""
    for torn, taken in (("no", {"round"}), ("yes", set()), ("unknown", set())):
        decision = post.decide("stamping", {"ink": "blue", "torn": torn}, DAY, presumed=True)
        assert {one.fact for one in decision.presumed} == taken
