"""Which detention of a follow-up is another than the one known."""

from dataclasses import replace

import pytest

from assistant.model import Fact
from assistant.reading.mention import Message
from assistant.reading.told import told_in
from tests.assistant.reading.conftest import Makes


def known(message: Message, since: str) -> Message:
    """The message in a conversation that knows of a section 3 in 2023 and of what came after it."""
    told = {"section": "3", "first_detained_on": "2023-12-31", "since_first": since}
    return replace(message, case={fact: Fact(fact, value, value, 1) for fact, value in told.items()})


@pytest.mark.parametrize(
    "text", ["got put on a 3 there", "on a 3 last week", "re-sectioned on a 3", "re sectioned under 3 in march"]
)
def test_a_detention_after_a_move_is_another(says: Makes, text: str) -> None:
    """By the place or the day, or by its name."""
    assert told_in(known(says(text), "moved")).detained[-1].again


@pytest.mark.parametrize(
    ("text", "since"),
    [("she was on a 3", "moved"), ("sorry, the 3 was in 2024", "moved"), ("got put on a 3 there", "nothing")],
)
def test_the_detention_known_told_of_again_is_no_other(says: Makes, text: str, since: str) -> None:
    """Nor one put right, nor one of somebody who has not moved."""
    assert not told_in(known(says(text), since)).detained[-1].again


@pytest.mark.parametrize("text", ["they've just made it a 3", "its been made a 3", "they've changed it to a section 3"])
def test_a_section_made_another_runs_on(says: Makes, text: str) -> None:
    """The section 2 known became it."""
    assert told_in(says(text)).detained[-1].runs_on
