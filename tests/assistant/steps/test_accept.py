"""What cannot be read gets a clear reply; what can is passed on clean."""

from collections.abc import Callable

import pytest

from assistant.model import Answer, Status, Turn
from assistant.steps.accept import accept

Make = Callable[..., Turn]


@pytest.mark.parametrize(
    ("message", "reply"),
    [
        ("", "Nothing was asked"),
        ("  \n\t ", "Nothing was asked"),
        ("x" * 100_000, "100,000 characters long; the limit is 2,000"),
        ("\u200b\u202e\u2066", "no words that can be read"),
        ("\x00\x01\x02", "no words that can be read"),
        ("???!!", "no words that can be read"),
        ("czy pacjent musi płacić za opiekę po szpitalu, jak to jest", "in English"),
        ("¿el paciente tiene que pagar por la atención?", "in English"),
        ("患者需要为护理付费吗", "in English"),
        ("هل يجب على المريض أن يدفع", "in English"),
    ],
)
def test_a_message_that_cannot_be_read_ends_with_a_plain_reply(turn: Make, message: str, reply: str) -> None:
    """Each says what was wrong and what to do; none of the message is repeated."""
    ended = accept(turn(message))
    assert isinstance(ended, Answer)
    assert ended.status is Status.DECLINED
    assert reply in ended.text
    assert message.strip() == "" or message not in ended.text


@pytest.mark.parametrize(
    "message",
    [
        "117?",
        "s117 n s2",
        "can pt pay",
        "Patient's family speak Polish, does the policy cover interpreters",
        "la pt on cto, who pays",
    ],
)
def test_what_staff_type_in_a_hurry_is_accepted(turn: Make, message: str) -> None:
    """Shorthand is not taken for a foreign language."""
    assert isinstance(accept(turn(message)), Turn)


def test_characters_that_show_nothing_are_gone(turn: Make) -> None:
    """Direction overrides, zero-width characters and control characters do not reach the search."""
    kept = accept(turn("can we \u202echarge\u200b her\x07 for   117?"))
    assert isinstance(kept, Turn)
    assert kept.message == "can we charge her for 117?"


def test_a_message_of_exactly_the_limit_is_accepted(turn: Make) -> None:
    """2,000 characters is the last length that is."""
    assert isinstance(accept(turn("who " * 500)), Turn)
    assert isinstance(accept(turn("who " * 500 + "!")), Answer)
