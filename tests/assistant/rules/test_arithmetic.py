"""Days, ages and histories of detention."""

from datetime import date

import pytest

from assistant.rules.arithmetic import (
    FUNCTIONS,
    Detention,
    age_on,
    any_qualifying,
    bank_holidays,
    checked,
    first_day_of_episode,
    is_working_day,
    latest_qualifying_start,
    qualifying_since,
    working_day_after,
    working_days_after,
    working_days_between,
    years_known,
)
from assistant.rules.engine import Rulebook
from assistant.rules.errors import FactError

TODAY = date(2026, 11, 21)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def stay(section: str, start: str | None, end: str | None = None, qualifies: bool | None = None) -> Detention:
    known = {"3": True, "2": False, "informal": False}
    return Detention(section, day(start), day(end), known.get(section, qualifies))


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2008-11-21", "2026-11-21", 18),
        ("2008-11-22", "2026-11-21", 17),
        ("2008-11-20", "2026-11-21", 18),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("2026-11-21", "2026-11-21", 0),
    ],
)
def test_age_counts_the_birthday(born: str, on: str, years: int) -> None:
    """A person is a year older on the birthday itself; born on 29 February, on 1 March of other years."""
    assert age_on(date.fromisoformat(on), date.fromisoformat(born)) == years


def test_an_age_that_nobody_has_is_refused() -> None:
    """Born in the future or 200 years ago is an error that says so."""
    with pytest.raises(FactError, match=r"date of birth: 2027-01-01 is after 2026-11-21. Check the year"):
        age_on(TODAY, date(2027, 1, 1))
    with pytest.raises(FactError, match=r"gives an age of 200. Check the year"):
        age_on(TODAY, date(1826, 11, 21))


def test_working_days_leave_out_weekends_and_england_s_bank_holidays() -> None:
    """From Thursday 24 December 2026, with its bank holidays, the seventh working day is 7 January 2027."""
    assert working_day_after(date(2026, 12, 24), 7) == date(2027, 1, 7)
    assert working_days_after(date(2026, 12, 24), date(2027, 1, 7)) == 7
    assert working_days_after(date(2026, 12, 24), date(2026, 12, 28)) == 0
    assert working_days_after(date(2026, 11, 20), date(2026, 11, 23)) == 1
    assert not is_working_day(date(2023, 5, 8))  # the coronation
    assert date(2026, 12, 28) in bank_holidays()


def test_working_days_of_a_year_not_yet_published_are_refused() -> None:
    """Bank holidays that are not announced are not guessed."""
    with pytest.raises(FactError, match="bank holidays are known for 2012 to"):
        is_working_day(date(2099, 1, 1))
    with pytest.raises(FactError, match=r"2026-01-01 is before 2026-01-02. Give the earlier day first"):
        working_days_after(date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("withdrawn", "asked", "days"),
    [
        ("2024-03-28", "2024-03-28", 0),
        ("2024-03-28", "2024-04-01", 0),  # Good Friday to Easter Monday
        ("2024-03-28", "2024-04-10", 7),
        ("2024-03-28", "2024-04-11", 8),
        ("2025-12-23", "2026-01-06", 7),  # Christmas, Boxing Day and New Year
        ("2025-12-23", "2026-01-07", 8),
        ("2011-12-31", "2012-01-01", None),
        ("2012-01-01", "2012-01-03", 1),
        ("2026-11-20", None, None),
        (None, "2026-11-20", None),
    ],
)
def test_working_days_between_two_days_of_a_case(withdrawn: str | None, asked: str | None, days: int | None) -> None:
    """Nothing follows where a day is missing, or lies in a year whose bank holidays are not kept: the count is asked."""
    assert working_days_between(day(withdrawn), day(asked)) == days


def test_services_cannot_be_asked_for_again_before_they_are_withdrawn() -> None:
    """The error names the fact to correct."""
    with pytest.raises(FactError, match=r"^put_back_asked_on: 2026-11-06 is before 2026-11-09, the day of withdrawal"):
        working_days_between(date(2026, 11, 9), date(2026, 11, 6))


def test_the_years_whose_bank_holidays_are_kept_have_no_gap() -> None:
    """From 2012 to a year that is not over yet; each has its holidays."""
    kept = {holiday.year for holiday in bank_holidays()}
    assert set(years_known()) == kept
    assert years_known()[0] == 2012
    assert TODAY.year in years_known()


def test_detentions_come_out_in_order_of_their_days() -> None:
    """The order in which detentions are given does not matter."""
    first, second = stay("2", "2024-01-01", "2024-01-20"), stay("3", "2024-01-20", "2024-03-01")
    assert checked([second, first], TODAY) == checked([first, second], TODAY) == (first, second)


def test_a_detention_that_cannot_have_been_is_refused() -> None:
    """Ending before it starts, lying ahead, or overlapping another names the detention and what to do."""
    with pytest.raises(FactError, match=r"detentions\[0\]: it ends on 2024-01-01, before it starts on 2024-02-01"):
        checked([stay("3", "2024-02-01", "2024-01-01")], TODAY)
    with pytest.raises(FactError, match=r"detentions\[0\]: 2027-01-01 is after 2026-11-21"):
        checked([stay("3", "2027-01-01")], TODAY)
    overlap = [stay("2", "2024-01-01", "2024-01-20"), stay("3", "2024-01-19", "2024-03-01")]
    with pytest.raises(FactError, match=r"section 2 \(2024-01-01 to 2024-01-20\) and section 3 .* overlap. Correct the days"):
        checked(overlap, TODAY)


def test_one_qualifying_detention_is_enough_and_none_listed_is_no_proof() -> None:
    """A list can show that there was one; it can never show that there was none."""
    assert any_qualifying([stay("2", None), stay("3", None)]) == "yes"
    assert any_qualifying([stay("2", None)]) is None
    assert any_qualifying(None) is None


def test_the_latest_qualifying_start_needs_every_day() -> None:
    """It is the latest that qualifies; with a day missing it is not known."""
    assert latest_qualifying_start([stay("3", "2010-01-01"), stay("3", "2020-01-01"), stay("2", "2022-01-01")]) == date(
        2020, 1, 1
    )
    assert latest_qualifying_start([stay("3", "2010-01-01"), stay("3", None)]) is None
    assert latest_qualifying_start([stay("2", "2010-01-01")]) is None


def test_detained_again_on_the_day_of_ending_counts() -> None:
    """A qualifying detention on or after the day of ending counts; one before it, or a section 2, does not."""
    ended = date(2020, 5, 1)
    assert qualifying_since([stay("3", "2020-05-01")], ended) == "yes"
    assert qualifying_since([stay("3", "2020-04-30")], ended) is None
    assert qualifying_since([stay("2", "2021-01-01")], ended) is None
    assert qualifying_since([stay("3", "2021-01-01")], None) is None


@pytest.mark.parametrize(
    ("history", "ended_on", "first"),
    [
        ([stay("3", "2024-02-01", "2024-03-01")], None, "2024-02-01"),
        ([stay("2", "2024-01-10", "2024-02-01"), stay("3", "2024-02-01", "2024-03-01")], None, "2024-01-10"),
        ([stay("2", "2024-01-10", "2024-01-31"), stay("3", "2024-02-01", "2024-03-01")], None, "2024-01-10"),
        ([stay("2", "2024-01-10", "2024-01-30"), stay("3", "2024-02-01", "2024-03-01")], None, None),
        ([stay("2", "2024-01-10", None), stay("3", "2024-02-01", "2024-03-01")], None, None),
        (
            [stay("2", "2024-01-10", "2024-01-20"), stay("informal", "2024-01-20", "2024-02-01"), stay("3", "2024-02-01")],
            None,
            "2024-01-10",
        ),
        ([stay("informal", "2024-01-10", "2024-02-01"), stay("3", "2024-02-01")], None, "2024-02-01"),
        ([stay("3", "2015-01-01", "2015-03-01"), stay("3", "2024-02-01", "2024-03-01")], None, None),
        ([stay("3", "2015-01-01", "2015-03-01"), stay("3", "2024-02-01", "2024-03-01")], "2020-01-01", "2024-02-01"),
        ([stay("3", "2015-01-01", "2015-03-01"), stay("2", "2024-02-01", "2024-03-01")], None, "2015-01-01"),
        ([stay("3", "2015-01-01", "2015-03-01"), stay("3", "2015-03-01", "2016-03-01")], None, "2015-01-01"),
        ([stay("2", "2024-02-01", "2024-03-01")], None, None),
        ([stay("3", None)], None, None),
        ([stay("cpia", "2024-02-01")], None, None),
        ([], None, None),
    ],
)
def test_the_first_day_of_the_unbroken_episode(history: list[Detention], ended_on: str | None, first: str | None) -> None:
    """A section 2 that ran straight on counts; a break, or an ending nobody spoke of, leaves the day to be asked."""
    assert first_day_of_episode(history, day(ended_on)) == day(first)


def test_of_nothing_nothing_follows(rulebook: Rulebook) -> None:
    """So a fact none of whose sources is given need not be worked out."""
    found = [(spec.implied_by.function, spec.implied_by.of) for spec in rulebook.specs.values() if spec.implied_by]
    asked = [(function, of) for function, of in found if function]

    assert asked
    for function, of in asked:
        assert FUNCTIONS[function](*[None] * len(of)) is None
