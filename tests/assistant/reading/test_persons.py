"""Another person's case is told from more about the same person."""

import pytest

from assistant.reading.persons import of_their_own, told_of_a_service, turns_to_another, without_the_turn


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


@pytest.mark.parametrize(
    "text", ["what about the CPN depot visits", "and his gym membership?", "ok how about a wheelchair for him"]
)
def test_what_held_of_one_service_is_not_known_of_another(text: str) -> None:
    """Its need, what it prevents and whether it is aftercare are asked anew."""
    assert {"need", "prevents_deterioration", "service_is_aftercare"} <= told_of_a_service(text)


@pytest.mark.parametrize("text", ["the support worker helps with his psychosis", "what about the ICB?", "and who pays"])
def test_more_of_the_same_service_changes_nothing(text: str) -> None:
    """What was understood stands."""
    assert told_of_a_service(text) == frozenset()


def test_what_is_told_of_the_person_turned_to_is_theirs() -> None:
    """ "The other lady is on a 3" tells of her; "the other lady" further on tells of somebody else still."""
    own = of_their_own("the other lady is on a 3")
    assert "other" not in own
    assert len(own) == len("the other lady is on a 3")
    assert of_their_own("he is on a 2. the other lady is on a 3") == "he is on a 2. the other lady is on a 3"


@pytest.mark.parametrize(
    "text",
    [
        "his cellmate was only ever on a s35, same answer?",
        "and her brother whos only been on a 136?",
        "her roommate was on a 136, same rules?",
        "the man in bed 4, s35 only",
        "the lad in the next bed, s2 only, never in before",
        "and the lad opposite, 5(2) only?",
        "bed 6 only s2 before going informal, same?",
        "a bloke who was just on a s4",
        "this lady was only ever on a 2",
        "what about the lady next door, she was only on a 2",
        "and him?",
        "ok and what about her",
    ],
)
def test_somebody_who_was_only_under_another_section_is_another_person(text: str) -> None:
    """A history that does not fit the one before is never added to it."""
    assert turns_to_another(text, ["pt on s3, entitled?"], ["3"])


@pytest.mark.parametrize(
    "text",
    [
        "the patient was only on the s3 for a day",
        "her mum was only told about the s3 yesterday, does that matter?",
        "his brother was on a 2 once",
        "she had a s3 in 2011 too",
        "the lady in bed 4 is now informal",
        "bed manager wants him out, s3 only",
        "her brother was only ever on a 2 but she was on a 3",
        "her husband was on a 2 once. she has only ever been on a 3",
        "and her mum?",
        "is he entitled",
    ],
)
def test_what_fits_the_one_before_is_of_the_same_person(text: str) -> None:
    """Nothing that was understood is put aside."""
    assert not turns_to_another(text, ["lady in bed 4 on s3, entitled?"], ["3"])


def test_what_is_told_of_a_relative_turned_to_is_theirs() -> None:
    """It is read as of the person the case is about, at the same place in the text."""
    assert of_their_own("his cellmate was only ever on a s35") == "his cellmate was only ever on a s35"
    own = of_their_own("his cellmate was only ever on a s35, same answer?", turned=True)
    assert own.split() == "pt was only ever on a s35, same answer?".split()
    assert own.index("s35") == "his cellmate was only ever on a s35".index("s35")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("different pt now - she was on a 2", "she was on a 2"),
        ("new case: bloke on a 37/41", "bloke on a 37/41"),
        ("ok, different patient. is he entitled", "is he entitled"),
        ("different disorder this time, is he entitled", "different disorder this time, is he entitled"),
        ("new pt", "new pt"),
    ],
)
def test_the_turn_itself_asks_about_nothing(text: str, left: str) -> None:
    """ "Different pt" is no different disorder."""
    assert without_the_turn(text) == left
