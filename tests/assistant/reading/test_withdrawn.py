"""A section named only to say that another is right is withdrawn; what denies the past is not."""

import pytest

from assistant.reading.withdrawn import is_withdrawn, withdrawn, without_withdrawn


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("shes on a 2 not a 3", "not a 3"),
        ("sorry should have said 's3' not s2, then informal", "not s2"),
        ("i meant s3, not 2, and now informal", "not 2"),
        ("its a 2, not the 3 i said", "not the 3"),
        ("section 2 rather than section 3", "rather than section 3"),
        ("not a 3, a 2", "not a 3"),
        ("not s3 but s2", "not s3"),
        ("sorry, not a 3. its a 2", "not a 3"),
        ("typo - 3 not 2", "not 2"),
    ],
)
def test_of_two_sections_the_one_after_not_is_withdrawn(text: str, gone: str) -> None:
    """It is blank to whoever listens for the past."""
    ((start, end),) = withdrawn(text)
    assert gone in text[start:end]
    assert is_withdrawn(text, end - 1, end)
    assert gone not in without_withdrawn(text)
    assert len(without_withdrawn(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "on a 2, not a 3 before",
        "on a 2, not a 3 yet",
        "on a 2, not been on a 3",
        "s2, no s3",
        "never on a 3",
        "was on a 2 then a 3, not discharged",
        "s2 not s3 or s37",
    ],
)
def test_what_denies_the_past_or_what_is_to_come_is_told(text: str) -> None:
    """Nothing is withdrawn by it."""
    assert withdrawn(text) == ()
    assert without_withdrawn(text) == text
