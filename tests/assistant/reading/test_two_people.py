"""Two people told of in one message each have a history of their own."""

import pytest

from assistant.reading.two_people import of_the_one_asked, told_before, told_of_two

BOTH = (
    "I've got two patients. First one is on CTO, came from s3. Second is her brother who was only ever on s2. Is she entitled?"
)


@pytest.mark.parametrize(
    ("text", "kept", "gone"),
    [
        (BOTH, "came from s3", "s2"),
        ("first pt s3, second one only s2. is the second one entitled", "s2", "s3"),
        ("first pt s3, second one only s2. is the first one entitled", "s3", "s2"),
        ("2 ladies: patient A on a 37/41, patient B is only on a 136. Does patient B get 117?", "136", "37/41"),
        ("two patients - first lady on s2 only ever, second one, a chap, s3. is he 117?", "s3", "s2"),
    ],
)
def test_only_what_is_told_of_the_one_asked_about_is_read(text: str, kept: str, gone: str) -> None:
    """By their order, or by their sex."""
    own = of_the_one_asked(text)
    assert kept in own
    assert gone not in own
    assert len(own) == len(text)


def test_where_it_is_not_plain_who_is_asked_of_neither_is_read() -> None:
    """One history would be held for the other's."""
    own = of_the_one_asked("two pts, one on a s3, the other on s2. are they both entitled?")
    assert "s3" not in own
    assert "s2" not in own


@pytest.mark.parametrize(
    "text",
    [
        "had two admissions, first one on s2, second one on s3. entitled?",
        "first s2 then second section was a s3",
        "invite two people, first the GP, second her mum. she is on s3",
        "he is on s3",
    ],
)
def test_two_admissions_are_of_one_person(text: str) -> None:
    """Nothing is left out."""
    assert told_of_two(text) is None
    assert of_the_one_asked(text) == text


@pytest.mark.parametrize(
    ("earlier", "text", "told"),
    [
        ([BOTH], "and him?", "pt who was only ever on s2"),
        ([BOTH], "and the second one?", "pt who was only ever on s2"),
        ([BOTH, "and him?"], "right and does she get an IMHA", "pt is on CTO, came from s3"),
        ([BOTH, "and him?"], "why not for him", None),
        ([BOTH], "does she get an IMHA", None),
        ([BOTH], "who pays", None),
        (["she is on s3"], "and him?", None),
    ],
)
def test_what_was_told_of_the_other_is_taken_up_where_they_are_turned_to(
    earlier: list[str], text: str, told: str | None
) -> None:
    """The words of the earlier message, as of the person the case is about."""
    assert told_before(text, earlier) == told
