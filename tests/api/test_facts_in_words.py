"""Facts and their values in words, as the pages show them."""

import pytest

from api.web.facts import period_in_words
from assistant.rules.load import written_rules

PERIODS = [
    ("first_detained_on", "open to 2022-06-30", "30 June 2022 or before"),
    ("first_detained_on", "2022-07-01 to open", "1 July 2022 or after"),
    ("first_detained_on", "2013-04-01 to 2016-03-31", "1 April 2013 to 31 March 2016"),
    ("first_detained_on", "unknown", "Not known"),
    ("age", "0 to 17", "0 to 17"),
    ("age", "18 to open", "18 or over"),
    ("age", "18 to 18", "18"),
    ("since_first", "nothing", "Nothing"),
]


@pytest.mark.parametrize(("fact", "value", "words"), PERIODS)
def test_a_value_or_a_period_is_in_words(fact: str, value: str, words: str) -> None:
    """As people write days, and open ends said so."""
    assert period_in_words(written_rules().specs[fact], value).startswith(words)


def test_every_edge_of_every_fact_has_words() -> None:
    """Nothing that a decision names as a change breaks a page."""
    for spec in written_rules().specs.values():
        values = [*spec.choices, *spec.vague, "unknown"]
        assert all(period_in_words(spec, value) for value in values)
