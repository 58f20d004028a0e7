"""Whom a message speaks of."""

import pytest

from assistant.reading.spoken_of import speaks_of_a_case, speaks_of_anyone, tells_of_somebody


@pytest.mark.parametrize(
    "text",
    [
        "is he 117",
        "my mum wants to choose her home",
        "someone on my ward was on a 3",
        "15 year old, which advocate",
        "was on a 3 in 2019, entitled?",
    ],
)
def test_somebody_in_particular_is_spoken_of(text: str) -> None:
    """By a pronoun, a tie, a ward, an age or a history."""
    assert speaks_of_a_case(text)


@pytest.mark.parametrize(
    "text",
    [
        "who is entitled to 117",
        "what does the policy say about leave",
        "when does aftercare end",
        "do people pay",
        "does section 2 count",
    ],
)
def test_the_policy_in_general_is_spoken_of(text: str) -> None:
    """Nobody in particular, however it is asked."""
    assert not speaks_of_a_case(text)


@pytest.mark.parametrize(
    "text", ["moved down from Glasgow in spring. 117?", "RC signed it off. still on it?", "Male, 34. who pays"]
)
def test_a_story_without_a_pronoun_is_somebodys(text: str) -> None:
    """It begins as only a story about one person does."""
    assert tells_of_somebody(text, [])


def test_what_is_told_beside_the_question_is_somebodys() -> None:
    """A fact stands in a sentence that asks nothing; told of patients, or asked, it is the rule that is meant."""
    assert tells_of_somebody("only the one night. section 3 adult. will a note do?", ["section 3"])
    assert not tells_of_somebody("we see many section 3 patients. do they get it?", ["section 3"])
    assert not tells_of_somebody("does section 3 count?", ["section 3"])


@pytest.mark.parametrize(
    ("text", "of_anyone"),
    [
        ("if a pt moves gp does the icb change", True),
        ("if they get sectioned again does the council change", True),
        ("if she moves does the council change", False),
        ("he wants to know, if someone moves does the council change", False),
        ("does the council change", False),
    ],
)
def test_a_rule_put_as_anyones_case_is_known(text: str, of_anyone: bool) -> None:
    """Nobody in particular is spoken of, though it is put as a case."""
    assert speaks_of_anyone(text) is of_anyone
