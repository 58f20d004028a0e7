"""Dates of birth, addresses and names are found; ages, dates of detention, places, bodies and cases are not."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.privacy.find import kinds_in
from assistant.privacy.lists import Kind, lists
from ingest.yamlfile import read_yaml

EXAMPLES = read_yaml(Path(__file__).with_name("examples.yaml"))


@pytest.mark.parametrize("written", EXAMPLES["a_date_of_birth_is_found"])
def test_a_date_of_birth_is_found(written: str) -> None:
    """A whole date that is called a birth, before or after."""
    assert kinds_in(f"lady, {written}, on a s3, who pays") == [Kind.DATE_OF_BIRTH]


@given(
    st.dates(date(1900, 1, 1), date(2026, 11, 21)),
    st.sampled_from(["%d/%m/%Y", "%d.%m.%y", "%d %B %Y", "%Y-%m-%d", "%d-%b-%Y", "%B %d, %Y"]),
    st.sampled_from(["DOB", "dob:", "born"]),
)
def test_any_date_is_one_of_birth_where_it_is_called_so(day: date, form: str, label: str) -> None:
    """From the year 1900 on, in six ways of writing a date."""

    assert kinds_in(f"{label} {day.strftime(form)}, on a 3") == [Kind.DATE_OF_BIRTH]


@pytest.mark.parametrize("message", EXAMPLES["other_dates_are_not_personal"])
def test_other_dates_are_not_personal(message: str) -> None:
    """Detention, discharge, review, a year of birth, an age."""
    assert kinds_in(message) == []


@pytest.mark.parametrize("code", EXAMPLES["a_full_postcode_is_found"])
def test_a_full_postcode_is_found(code: str) -> None:
    """With or without its space, in any letters."""
    assert kinds_in(f"lives in {code} and was on a 3") == [Kind.POSTCODE]


@given(
    st.sampled_from(sorted(area for area in lists().areas if len(area) == 2)),
    st.from_regex(r"[1-9][0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True),
)
def test_a_postcode_of_any_area_is_found(area: str, rest: str) -> None:
    """Two letters of an area that exists, and the rest."""
    assert kinds_in(f"GP is in {area}{rest} so who pays") == [Kind.POSTCODE]


@pytest.mark.parametrize("message", EXAMPLES["half_a_postcode_and_sections_are_not_personal"])
def test_half_a_postcode_and_sections_are_not_personal(message: str) -> None:
    """A section with a count behind it looks like a postcode and is none."""
    assert kinds_in(message) == []


@pytest.mark.parametrize("written", EXAMPLES["a_home_address_is_found"])
def test_a_home_address_is_found(written: str) -> None:
    """A house number and a street."""
    assert Kind.ADDRESS in kinds_in(f"he is at {written}, was on a 3")


@pytest.mark.parametrize("written", EXAMPLES["an_email_address_is_found"])
def test_an_email_address_is_found(written: str) -> None:
    """Also written with (at) and (dot)."""
    assert Kind.EMAIL in kinds_in(f"send it to {written} please")


@pytest.mark.parametrize("message", EXAMPLES["the_word_at_is_no_email_address"])
def test_the_word_at_is_no_email_address(message: str) -> None:
    """Nor is the address of a page."""
    assert kinds_in(message) == []


DOCUMENTS = ["You can contact an advocate on 01925 246 888", "please contact england.responsiblecommissioner@nhs.net."]


def test_what_the_documents_print_may_be_asked_about() -> None:
    """The leaflet's number and the policy's address name nobody; another beside them still stops."""
    assert kinds_in("is 01925 246888 the right number", lambda: DOCUMENTS) == []
    assert kinds_in("do I write to england.responsiblecommissioner@nhs.net", lambda: DOCUMENTS) == []
    assert kinds_in("is it 01925 246 888 or 01724 282282", lambda: DOCUMENTS) == [Kind.PHONE]
    assert kinds_in("is 01925 246888 the right number") == [Kind.PHONE]


@pytest.mark.parametrize("written", EXAMPLES["a_name_is_found"])
def test_a_name_is_found(written: str) -> None:
    """A title and a surname, a name given as one, a first name with a surname."""
    assert Kind.NAME in kinds_in(f"{written} was on a section 3, who pays")


@pytest.mark.parametrize("message", EXAMPLES["cases_places_and_everyday_words_are_not_names"])
def test_cases_places_and_everyday_words_are_not_names(message: str) -> None:
    """Nor are letters put in a name's place, nor a first name alone."""
    assert kinds_in(message) == []


def test_each_kind_is_told_once_and_in_words() -> None:
    """Every kind has its words, and two names are one kind."""
    assert set(lists().kinds) == set(Kind)
    assert kinds_in("Mr Smith and Mrs Jones, DOB 3/4/1981") == [Kind.DATE_OF_BIRTH, Kind.NAME]
