"""What cannot be so is refused, with the field and what is allowed; it is never decided on."""

from datetime import date
from typing import Any

import pytest

from assistant.rules.engine import Rulebook
from assistant.rules.errors import FactError, RuleError, UnknownTable

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"sektion": "3"}, "sektion: there is no such fact. Did you mean 'section'?"),
        ({"section": "33"}, "section: it cannot be '33'"),
        ({"age": 200}, "age: it cannot be 200. Allowed: a whole number from 0 to 120"),
        ({"age": True}, "age: it cannot be True"),
        ({"age": "-1"}, "age: it cannot be '-1'"),
        ({"age": 17.5}, "age: it cannot be 17.5"),
        ({"age": "9" * 5000}, "age: it cannot be '" + "9" * 79 + " .... Allowed: a whole number from 0 to 120"),
        ({"age": 10**5000}, "age: it cannot be a number of more than 80 digits. Allowed"),
        ({"section": 10**5000}, "section: it cannot be 'a number of more than 80 digits'."),
        ({"ended_on": 10**5000}, "ended_on: a number of more than 80 digits is not a day that exists"),
        ({"ended_on": 20240229}, "ended_on: 20240229 is not a day that exists"),
        ({"section": "x" * 500}, "section: it cannot be '" + "x" * 79 + " .... Allowed: 2, 3"),
        ({"section": ["3"]}, "section: it cannot be \"['3']\"."),
        ({"ended_on": "2025-02-30"}, "ended_on: '2025-02-30' is not a day that exists. Write it as year-month-day, 2024-02-29"),
        ({"ended_on": "2027-01-01"}, "ended_on: 2027-01-01 is after 2026-11-21, the day this is asked as at"),
        ({"ever_qualifying": "perhaps"}, "ever_qualifying: it cannot be 'perhaps'. Allowed: yes, no, unknown"),
        ({"entitled": "entitled"}, "entitled: it cannot be 'entitled'"),
        ({"detentions": "section 3"}, "detentions: it must be a list of detentions, each with its section, start and end"),
        ({"detentions": [{"start": "2024-01-01"}]}, "detentions[0].section: every detention needs its section"),
        (
            {"detentions": [{"section": "3", "from": "2024-01-01"}]},
            "detentions[0].from: a detention has section, start and end",
        ),
        ({"detentions": [{"section": "99"}]}, "detentions[0].section: it cannot be '99'"),
        (
            {"detentions": [{"section": "3", "start": "2024-13-01"}]},
            "detentions[0].start: '2024-13-01' is not a day that exists",
        ),
        ({"detentions": [{"section": "3", "start": "2030-01-01"}]}, "detentions[0].start: 2030-01-01 is after 2026-11-21"),
        (
            {"detentions": [{"section": "3", "start": "2024-02-01", "end": "2024-01-01"}]},
            "detentions[0]: it ends on 2024-01-01, before",
        ),
        (
            {"ever_qualifying": "no", "detentions": [{"section": "3"}]},
            "ever_qualifying: 'no' was given, but detentions makes it 'yes'. Correct one of them",
        ),
        (
            {"entitled": "no", "section": "3", "current_setting": "detained_hospital"},
            "entitled: 'no' was given, but current_setting, section make it 'yes'. Correct one of them",
        ),
        (
            {"this_detention": "does_not", "section": "3"},
            "this_detention: 'does_not' was given, but section makes it 'qualifies'. Correct one of them",
        ),
        (
            {"on_cto": "no", "current_setting": "cto"},
            "on_cto: 'no' was given, but current_setting makes it 'yes'. Correct one of them",
        ),
        (
            {"section": "2", "ever_qualifying": "no", "current_setting": "conditional_discharge"},
            "ever_qualifying: 'no' was given, but current_setting, section make it 'yes'. Correct one of them",
        ),
        (
            {"section": "2", "ever_qualifying": "no", "qualifying_since_ending": "yes"},
            "ever_qualifying: 'no' was given, but qualifying_since_ending, section make it 'yes'. Correct one of them",
        ),
        (
            {"current_setting": "care_home", "on_cto": "yes", "qualifying_since_ending": "no"},
            "qualifying_since_ending: 'no' was given, but current_setting, on_cto make it 'yes'. Correct one of them",
        ),
    ],
)
def test_a_fact_that_cannot_be_is_refused(rulebook: Rulebook, facts: dict[str, Any], said: str) -> None:
    """The error names the field, what is wrong and what is allowed."""
    with pytest.raises(FactError) as caught:
        rulebook.decide("entitlement", facts, TODAY)
    assert str(caught.value).startswith(said)


def test_a_near_miss_is_named(rulebook: Rulebook) -> None:
    """A mistyped fact, value or table brings the one that was probably meant."""
    with pytest.raises(FactError, match="Did you mean 'current_setting'"):
        rulebook.decide("entitlement", {"curent_setting": "community"}, TODAY)
    with pytest.raises(FactError, match="Did you mean 'community'"):
        rulebook.decide("entitlement", {"current_setting": "comunity"}, TODAY)
    with pytest.raises(UnknownTable, match=r"table: there is no table 'entitlment'. Did you mean 'entitlement'"):
        rulebook.decide("entitlment", {}, TODAY)


def test_an_error_carries_its_field_and_what_is_allowed(rulebook: Rulebook) -> None:
    """So that a problem document can name both without repeating what was said."""
    with pytest.raises(RuleError) as caught:
        rulebook.decide("entitlement", {"ever_qualifying": "maybe"}, TODAY)
    assert caught.value.field == "ever_qualifying"
    assert caught.value.allowed == ("yes", "no", "unknown")
    with pytest.raises(RuleError) as unknown:
        rulebook.decide("nothing", {}, TODAY)
    assert "entitlement" in unknown.value.allowed


def test_a_fact_given_as_nothing_is_not_given(rulebook: Rulebook) -> None:
    """`None` takes a fact back: it is the same as never having said it."""
    assert rulebook.decide("entitlement", {"section": None}, TODAY) == rulebook.decide("entitlement", {}, TODAY)
