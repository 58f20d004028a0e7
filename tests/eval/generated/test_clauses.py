"""A fact said as a clause."""

from datetime import date

import pytest

from eval.generated.chance import seeded
from eval.generated.clauses import Clause, Speaker, agree
from eval.generated.sayings import split_of


@pytest.mark.parametrize("split", ["tune", "test"])
def test_a_clause_is_in_a_saying_of_its_half(split: str) -> None:
    """Nothing of the other half is ever said."""
    speaker = Speaker(seeded(1), "tune" if split == "tune" else "test")
    clauses = [speaker.clause("lived_before", "north_lincolnshire", {}) for _ in range(50)]
    assert {split_of(one.saying) for one in clauses if one} == {split}


def test_words_in_braces_are_chosen() -> None:
    """No brace is left in what is said."""
    assert "{" not in Speaker(seeded(1), "tune").filled("his {rc} closed the {117} in {ours}")


def test_somebody_held_now_is_not_told_of_as_one_who_was() -> None:
    """The section of someone who is detained is said as one that is."""
    clauses = [Speaker(seeded(n), "tune").clause("section", "3", {"current_setting": "detained_hospital"}) for n in range(30)]
    assert not [one.text for one in clauses if one and one.text.startswith(("he was on", "had been", "spent"))]


def test_days_are_said_in_many_forms_that_are_the_same_day() -> None:
    """Day first, as it is written here."""
    said = {Speaker(seeded(n), "tune").day(date(2022, 6, 8)) for n in range(60)}
    assert {"8 June 2022", "08/06/2022", "8th June 2022", "8/6/22"} <= said


def test_clauses_that_say_besides_what_another_denies_do_not_agree() -> None:
    """Nobody is on a CTO and in prison."""
    on_cto = Clause("he's on a CTO", {"section": ("17A",)}, {"current_setting": ("cto",)})
    in_prison = Clause("he's in prison", {"current_setting": ("prison",)})
    assert not agree([on_cto, in_prison])
    assert agree([on_cto, Clause("he's out", {"current_setting": ("cto",)})])


def test_what_may_be_otherwise_contradicts_nothing() -> None:
    """`any` in a list leaves the fact open."""
    old = Clause("he was on a 3 before", {"ever_qualifying": ("yes",)}, {"section": ("3", "any")})
    assert agree([old, Clause("on a 2 now", {"section": ("2",)})])
