"""How long they have been in custody, where a month is told since when; the day is 21 November 2026."""

from collections.abc import Callable

import pytest

from assistant.reading.custody import read_custody
from assistant.reading.mention import Message

Makes = Callable[..., Message]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("on remand since September, sentenced last week", 2),
        ("in HMP Hull since March", 7),
        ("in custody since 3 November", 0),
    ],
)
def test_a_month_since_when_gives_full_months(says: Makes, text: str, months: int) -> None:
    """Under the limit of an early sentence the most it can be, from there on the least."""
    assert [one.value for one in read_custody(says(text))] == [months]


@pytest.mark.parametrize(
    "text",
    [
        "remanded in custody since August",
        "arrested in March 2020",
        "he's in the cells and been on 117 since 2012",
        "his brother has been in prison since March",
        "in the community since March",
        "has he been in custody since March?",
    ],
)
def test_what_can_be_either_side_or_is_no_custody_gives_nothing(says: Makes, text: str) -> None:
    """Then it is asked."""
    assert read_custody(says(text)) == []
