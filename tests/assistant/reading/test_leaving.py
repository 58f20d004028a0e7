"""Whether leave takes in a night, by the days it is told with."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.model import Fact
from assistant.reading.leaving import read_leaving
from assistant.reading.mention import Message

Makes = Callable[..., Message]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("leave to his mums sat & sun, back sun night", "yes"),
        ("off home thurs, due back fri", "yes"),
        ("at his dads from sat to mon", "yes"),
        ("leave tuesday 10am, returning tuesday 4pm", "no"),
        ("home on Saturday, back to the ward on Saturday by six", "no"),
    ],
)
def test_the_days_tell(says: Makes, text: str, value: str) -> None:
    """Two days take in a night, one does not; at whose home makes no difference."""
    assert [one.value for one in read_leaving(says(text))] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "leave on sat and sun",
        "back on sunday",
        "detained monday, moved to the ward on friday",
        "meeting from mon to fri",
        "on leave",
    ],
)
def test_one_day_or_no_leave_tells_nothing(says: Makes, text: str) -> None:
    """Two days may be two outings; days of something else are no leave."""
    assert read_leaving(says(text)) == []


def test_the_day_of_coming_back_may_be_changed_later(says: Makes) -> None:
    """ "What if he comes back Saturday instead": beside the day he goes, told before."""
    before = {"leave_overnight": Fact("leave_overnight", "yes", "sat & sun, back sun", 1)}
    (one,) = read_leaving(replace(says("and if he comes back sat teatime instead?"), case=before))
    assert (one.value, one.supposed) == ("no", True)
