"""Facts and values in plain words."""

from datetime import date

import pytest

from assistant.rules.load import written_rules
from assistant.rules.wording import label, stay_label


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [("service_is_aftercare", "part", "Part"), ("service_is_aftercare", "unclear", "Unclear"), ("entitled", "yes", "Yes")],
)
def test_the_values_of_a_derived_fact_read_as_its_buttons_do(fact: str, value: str, words: str) -> None:
    """ "Yes", "part", "No", "unclear" beside one another looked like a mistake."""
    assert label(written_rules().specs[fact], value) == words


def test_no_value_that_is_offered_is_a_name_from_the_code() -> None:
    """Every answer that staff may be offered begins as a sentence does."""
    offered = [label(spec, value) for spec in written_rules().specs.values() if spec.question for value in spec.choices]
    assert [words for words in offered if "_" in words or words[:1].islower()] == []


def test_a_stay_is_told_with_the_days_that_are_known() -> None:
    """No "?" for a day, and no "now" for one that nobody gave."""
    first, last = date(2024, 7, 1), date(2024, 9, 2)
    assert stay_label("Section 3", first, last) == "Section 3, 1 July 2024 to 2 September 2024"
    assert stay_label("Section 3", first, None) == "Section 3, from 1 July 2024"
    assert stay_label("Section 3", None, last) == "Section 3, until 2 September 2024"
    assert stay_label("Section 3", None, None) == "Section 3"
