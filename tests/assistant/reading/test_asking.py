"""The pieces of a message, and which of them ask."""

import pytest

from assistant.reading.asking import asks_who_is_right, clauses_of


def test_clauses_stand_where_they_say() -> None:
    """Sentences, joined questions and numbered ones are pieces of the message; only questions ask."""
    text = "On a 3. Lives in Brigg, is he 117 and who pays? Thanks. 1) can she go home 2) does she pay"
    clauses = clauses_of(text)
    assert all(text[clause.start : clause.end] == clause.text for clause in clauses)
    assert [clause.text for clause in clauses if clause.asks] == [
        "is he 117",
        "and who pays?",
        "1) can she go home",
        "2) does she pay",
    ]


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("fella on a hospital order is he entitled", ["fella on a hospital order is he entitled"]),
        ("2 things. a) is he on 117 b) who arranges it", ["a) is he on 117", "b) who arranges it"]),
        ("on a 2 so presumably no IMHA", ["on a 2 so presumably no IMHA"]),
        ("a quick note will do. s3 adult. that's enough, right", ["that's enough, right"]),
        ("was held in Glasgow for months", []),
        ("escorted leave, s3 - does that count", ["does that count"]),
        ("day-to-day care is fine", []),
        ("has been on the ward since May", []),
        ("has knocked back every offer", []),
        ("has since taken a tenancy in Beverley", []),
    ],
)
def test_a_question_is_known_however_it_is_put(text: str, asking: list[str]) -> None:
    """Turned round in the middle, lettered, presumed or tagged; a story whose "he" is left out asks nothing."""
    assert [clause.text for clause in clauses_of(text) if clause.asks] == asking


@pytest.mark.parametrize(
    "text",
    ["Is the social worker right?", "Is it right that they can just say no?", "who's right", "he says it ended. is that true"],
)
def test_a_judgement_of_somebody_is_asked_for(text: str) -> None:
    """A bare yes would say that they are right."""
    assert asks_who_is_right(text)


@pytest.mark.parametrize(
    "text", ["is she entitled?", "was on a 3, is he 117", "is he on the right ward for a 3", "has a right to refuse"]
)
def test_other_questions_judge_nobody(text: str) -> None:
    """Their yes or no stays."""
    assert not asks_who_is_right(text)


@pytest.mark.parametrize(
    ("text", "of_a_claim"),
    [
        ("Is mum being told right?", True),
        ("Is the duty desk right that it ends at 18?", True),
        ("is it true he loses it in prison", True),
        ("CMHT say it stops when they discharge him, is that correct", True),
        ("am i right he keeps it", True),
        ("are the council's finance team correct to charge him?", True),
        ("it ends at 18, true?", True),
        ("is it right away that we meet?", False),
        ("does he have a right to it?", False),
        ("is he entitled?", False),
        ("He is all right. Can we charge him?", False),
        ("what is the correct form?", False),
    ],
)
def test_which_questions_are_of_a_claim(text: str, of_a_claim: bool) -> None:
    """Whether something said is so; not whether anything may be done, nor a right of theirs."""
    assert asks_who_is_right(text) is of_a_claim
