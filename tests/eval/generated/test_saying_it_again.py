"""Ways to say the same again."""

import pytest

from eval.generated.chance import seeded
from eval.generated.changes import (
    in_other_words,
    in_small_letters,
    with_days_in_figures,
    with_detail_first,
    with_detail_last,
    with_semicolons,
)
from eval.generated.sayings import noise


def test_a_detail_of_him_is_added_only_where_a_person_is_told_of() -> None:
    """A question of the rule in general would become one of a case."""
    details = {with_detail_first("Does section 2 count?", seeded(n)).removesuffix(" Does section 2 count?") for n in range(40)}
    assert {detail[:-1].lower() for detail in details} <= {aside.lower() for aside in noise().asides}


def test_a_detail_last_stands_in_its_own_sentence() -> None:
    """A message without a full stop gets one first."""
    assert with_detail_last("is he 117", seeded(1)).startswith("is he 117. ")


def test_a_day_in_words_becomes_the_same_day_in_figures() -> None:
    """Day, month, year."""
    assert with_days_in_figures("on 8 June 2022", seeded(1)) == "on 08/06/2022"


def test_small_letters_lose_apostrophes_too() -> None:
    """As on a telephone."""
    assert in_small_letters("He's on S3", seeded(1)) == "hes on s3"


def test_full_stops_inside_figures_and_short_forms_stay() -> None:
    """Only the end of a sentence becomes a semicolon."""
    assert with_semicolons("Section 7.1 applies. He is home.", seeded(1)) == "Section 7.1 applies; He is home."


@pytest.mark.parametrize("said", ["s37 hospital order", "s3/4", "councillor"])
def test_a_longer_word_is_never_half_swapped(said: str) -> None:
    """ "s3" is not a part of "s37"."""
    assert in_other_words(said, seeded(1)) == said
