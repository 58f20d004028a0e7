"""A yes or no stands only before what was asked, and what is named as missing is not passed off as all of it."""

from collections.abc import Callable

import pytest

from assistant.model import Answer, Status

Ask = Callable[..., Answer]
ENTITLED = "They are entitled to section 117 aftercare"


@pytest.mark.parametrize(
    "message",
    [
        "he was on a section 3 in 2019. is it true he loses 117 in prison?",
        "he was on s3 in 2022. is the ward correct to say he's not 117?",
        "she was on s3 in 2022. the ward says she is entitled to 117 for life, is that correct?",
    ],
)
def test_a_question_whether_a_claim_is_so_has_no_yes_to_another(ask: Ask, message: str) -> None:
    """What is so is said; "Yes" would be taken for the answer to the claim."""
    text = ask(message).text
    assert ENTITLED in text
    assert "Yes. They are entitled" not in text


def test_a_question_asked_outright_keeps_its_yes(ask: Ask) -> None:
    """Yes, they are entitled; and nothing after it begins with a no to something else."""
    assert ask("s3 in 2020, home now. is he entitled?").text.startswith(f"Yes. {ENTITLED}")
    assert "Yes. They are entitled" in ask("he was on s3 in 2020, lives at home. is it ok to say he is entitled?").text


def test_rent_that_section_117_does_not_pay_is_no_yes(ask: Ask) -> None:
    """Asked whether it can be paid: the person pays, and section 117 does not."""
    text = ask("can 117 pay her rent? she is in an ordinary council flat").text
    assert text.startswith("The person pays the rent, as in any home; section 117 does not pay it.")


def test_what_is_not_yet_done_is_not_passed_off_as_all(ask: Ask) -> None:
    """The form is missing; the other steps, of which nothing was said, are said to be needed too."""
    found = ask("can we end it? s3 in 2018, not on a CTO, the form has not been done")
    assert found.text.startswith("Not yet.")
    assert "These are the steps known to be missing, and not all." in found.text


def test_treatment_for_the_mental_disorder_is_taken_to_lower_the_risk(ask: Ask) -> None:
    """Finance is not asked what only a clinician knows; that it was taken as so is shown. Of a gym pass it is asked."""
    for service in ("support worker for her psychosis", "depot", "CPN visits"):
        found = ask(f"s3 in 2021, lives at home. can finance charge for her {service}?")
        assert found.status is Status.DECIDED
        assert "reduces the risk of it getting worse" in found.text
    asked = ask("gym pass for her depression, s3 2021. do we charge?").ask
    assert asked is not None
    assert asked.fact == "prevents_deterioration"


def test_it_is_not_taken_so_of_a_need_that_was_not_said(ask: Ask) -> None:
    """Nothing is presumed then."""
    assert ask("contraceptive depot, s3 2015, charge?").status is not Status.DECIDED


def test_of_a_need_that_is_partly_physical_it_is_taken_of_the_other_part(ask: Ask) -> None:
    """The part that is section 117 is free, and that was taken as so is shown."""
    found = ask("support worker for his psychosis and his diabetes, s3 2015. do we charge")
    assert "Not for the section 117 part, which is free." in found.text
    assert "reduces the risk of it getting worse" in found.text


def test_whether_a_thing_on_no_list_can_be_aftercare_is_decided_by_what_makes_a_service_so(ask: Ask) -> None:
    """Of nobody in particular, and however little the documents say of the thing."""
    for thing in ("driving lessons", "a dog walker", "a laptop"):
        assert "The policy does not name this kind of service" in ask(f"can 117 pay for {thing}").text
    assert ask("can I join the 117 meeting on my laptop").status is not Status.DECIDED


def test_a_danger_has_nothing_of_the_weather_beside_it(ask: Ask) -> None:
    """Where to turn is all that is said."""
    text = ask("he is going to take an overdose now. whats the weather like").text
    assert "999" in text
    assert "weather" not in text
