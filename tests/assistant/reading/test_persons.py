"""Another person's case is told from more about the same person."""

import pytest

from assistant.reading.persons import turns_to_another


@pytest.mark.parametrize(
    "text",
    [
        "new patient: lady on a 2",
        "ok different case now, bloke on a 37/41",
        "Another one. 16 yr old, CAMHS bed",
        "right, next pt - s3, home leave",
        "thanks. new referral, was on a 3 in 2012",
        "what about his sister, she's only 16",
        "and what about her dad?",
        "how about my other son",
        "That's helpful. Different patient: on a CTO",
    ],
)
def test_another_person_is_a_new_case(text: str) -> None:
    """What was understood of the one before must not be mixed in."""
    assert turns_to_another(text)


@pytest.mark.parametrize(
    "text",
    [
        "his brother was on a 3",
        "she has a new social worker",
        "moved to another ward",
        "another panel is booked, who goes",
        "is there any other person who must be told",
        "what about the ICB?",
        "what about leave",
        "he was on a different section before",
        "new section 3 started monday",
        "the other patient said he was fine",
    ],
)
def test_more_about_the_same_person_is_no_new_case(text: str) -> None:
    """A brother, a ward or a new section does not begin another case."""
    assert not turns_to_another(text)
