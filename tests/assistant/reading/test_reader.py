"""What the facts of a case are together, whichever was said first."""

from dataclasses import replace

import pytest

from assistant.model import Fact
from assistant.reading.reader import read
from tests.assistant.reading.conftest import Makes


@pytest.mark.parametrize(
    ("home", "practice", "value"),
    [
        ("wales", "GP in Chester", "lived_in_wales_or_scotland"),
        ("north_lincolnshire", "GP in Chester", "elsewhere_england"),
        ("wales", "GP in Wrexham", "welsh_or_scottish"),
    ],
)
def test_an_english_practice_across_the_border_is_its_own_case(says: Makes, home: str, practice: str, value: str) -> None:
    """The GP practice alone does not decide the ICB of somebody who lived in Wales."""
    known = {"lived_before": Fact("lived_before", home, "lived there", 1)}
    assert read(replace(says(practice), case=known), 2).case["gp_on_first_day"].value == value


def test_the_order_makes_no_difference(says: Makes) -> None:
    """The home said after the practice."""
    known = {"gp_on_first_day": Fact("gp_on_first_day", "elsewhere_england", "GP in Chester", 1)}
    told = read(replace(says("he lived in Wrexham"), case=known), 2)
    assert told.case["gp_on_first_day"].value == "lived_in_wales_or_scotland"


@pytest.mark.parametrize(
    ("text", "value"), [("and the kid's ICB? weve got a child here", 15), ("actually shes an adult", "adult")]
)
def test_a_vague_word_does_not_take_the_place_of_what_it_can_mean(says: Makes, text: str, value: int | str) -> None:
    """ "The kid", of somebody who is 15, says nothing new; "an adult" contradicts it."""
    known = {"age": Fact("age", 15, "15yo", 1)}
    assert read(replace(says(text), case=known), 2).case["age"].value == value
