"""What the words nearest to a place say of it, where no phrase foresaw how it would be put."""

import pytest

from assistant.reading.nearby import told_nearby
from tests.assistant.reading.conftest import Makes


def told(says: Makes, text: str) -> list[tuple[str, str]]:
    """What is said of each place, and the place."""
    gazetteer = says(text).holdings.gazetteer
    assert gazetteer
    return [(one.thing, one.place) for one in told_nearby(text, gazetteer.find(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("with his nan in Winterton, been there since he was 12", [("lived_before", "Winterton")]),
        ("own house Brigg", [("lived_before", "Brigg")]),
        ("living with sister in Gainsborough", [("lived_before", "Gainsborough")]),
        ("registered at the surgery over at Epworth", [("gp_on_first_day", "Epworth")]),
        ("Epworth surgery", [("gp_on_first_day", "Epworth")]),
        ("lived in Hull until 2019 then Brigg", [("lived_before", "Hull"), ("lived_before", "Brigg")]),
        ("but been in Scunthorpe since 2015", [("lived_before", "Scunthorpe")]),
        ("from Kirton in Lindsey all his life", [("lived_before", "Kirton in Lindsey")]),
        ("went to Crowle after the ward", [("now", "Crowle")]),
    ],
)
def test_the_nearest_words_say_what_a_place_is(says: Makes, text: str, found: list[tuple[str, str]]) -> None:
    """A home, a practice, or where they went."""
    assert told(says, text) == found


OTHER = [
    "sectioned in Leeds",
    "York council say so",
    "on the ward at Hull",
    "social worker from Hull rang",
    "Hull",
    "never in Hull",
]


@pytest.mark.parametrize("text", OTHER)
def test_other_words_say_nothing(says: Makes, text: str) -> None:
    """A hospital, a council, a question and a bare name are no home."""
    assert told(says, text) == []
