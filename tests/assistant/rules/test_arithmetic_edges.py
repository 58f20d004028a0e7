"""The edges of the sums, which mutation testing showed that nothing else caught."""

from datetime import date, timedelta

import pytest

from assistant.rules.arithmetic import (
    Detention,
    age_on,
    bank_holidays,
    checked,
    first_day_of_episode,
    is_working_day,
    qualifying_since,
    working_days_after,
)
from assistant.rules.errors import FactError

DAY = date(2020, 2, 3)


def test_a_hundred_and_twenty_is_an_age_and_one_more_is_not() -> None:
    """The error names the date of birth."""
    assert age_on(date(2020, 1, 1), date(1900, 1, 1)) == 120
    with pytest.raises(FactError) as refused:
        age_on(date(2021, 1, 1), date(1900, 1, 1))
    assert refused.value.field == "date of birth"


def test_working_days_are_known_for_the_whole_first_and_last_year() -> None:
    """A year before or after the holidays that are published is refused, and both years are named."""
    years = [holiday.year for holiday in bank_holidays()]
    assert is_working_day(date(min(years), 12, 31)) == (date(min(years), 12, 31).weekday() < 5)
    assert isinstance(is_working_day(date(max(years), 3, 3)), bool)
    for year in (min(years) - 1, max(years) + 1):
        with pytest.raises(FactError, match=f"known for {min(years)} to {max(years)}, not {year}. Count by hand") as refused:
            is_working_day(date(year, 3, 3))
        assert refused.value.field == "date"


def test_working_days_count_from_the_very_next_day() -> None:
    """No day to itself, one to the next; backwards is refused."""
    monday = date(2026, 11, 16)
    assert [working_days_after(monday, monday + timedelta(days=n)) for n in range(3)] == [0, 1, 2]
    with pytest.raises(FactError) as refused:
        working_days_after(monday, monday - timedelta(days=1))
    assert refused.value.field == "date"


def test_a_detention_may_be_one_day_long_and_end_today() -> None:
    """Both are refused a day further."""
    today = Detention("3", DAY, DAY, True)
    assert checked([today], DAY) == (today,)
    with pytest.raises(FactError):
        checked([today], DAY - timedelta(days=1))


def test_detentions_are_put_in_order_by_first_then_last_day() -> None:
    """One without a first day comes first; of two that begin together the shorter does; overlapping ones are both named."""
    undated = Detention("2", None, None, False)
    short, long = Detention("4", DAY, DAY, False), Detention("3", DAY, None, True)
    assert checked([long, short, undated], DAY) == (undated, short, long)
    before = Detention("2", DAY - timedelta(days=9), DAY, False)
    with pytest.raises(FactError, match=r"section 2 .* and section 3 \(2020-02-02 to now\) overlap") as refused:
        checked([Detention("3", DAY - timedelta(days=1), None, True), before], DAY)
    assert refused.value.field == "detentions"


def test_a_detention_on_the_day_of_the_ending_is_after_it() -> None:
    """Of the same day the person is given the benefit."""
    again = Detention("3", DAY, None, True)
    assert qualifying_since([again], DAY) == "yes"
    assert first_day_of_episode([again], DAY) == DAY


def test_the_first_day_is_not_told_where_one_detention_is_not_settled_or_has_no_day() -> None:
    """Either alone is enough; and an informal stay by itself is no detention."""
    settled = Detention("3", DAY, None, True)
    assert first_day_of_episode([Detention("X", DAY - timedelta(days=1), DAY, None), settled], None) is None
    assert first_day_of_episode([Detention("2", None, DAY, False), settled], None) is None
    assert first_day_of_episode([Detention("informal", DAY, None, True)], None) is None


def test_a_later_qualifying_detention_after_a_gap_leaves_the_first_day_open() -> None:
    """However many ran on before the gap: aftercare may have been ended in it, and nobody has said."""
    days = [DAY + timedelta(days=n) for n in range(0, 100, 10)]
    run = [Detention("3", days[0], days[1], True), Detention("2", days[1], days[2], False)]
    assert first_day_of_episode(run, None) == days[0]
    assert first_day_of_episode([*run, Detention("3", days[5], days[6], True)], None) is None
    longer = [*run, Detention("3", days[2], days[3], True)]
    assert first_day_of_episode(longer, None) == days[0]
    assert first_day_of_episode([*longer, Detention("3", days[5], days[6], True)], None) is None
