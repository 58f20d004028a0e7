"""When something was, by the words for it, as understood on Saturday 21 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.dates import find_dates

AS_AT = date(2026, 11, 21)
CASES = {
    "28 June 2022": "2022-06-28",
    "28/6/22": "2022-06-28",
    "28.06.2022": "2022-06-28",
    "2022-06-28": "2022-06-28",
    "28th of June 2022": "2022-06-28",
    "Jun 28 2022": "2022-06-28",
    "28th June": "2026-06-28",
    "25 December": "2025-12-25",
    "since 28/6": "2026-06-28",
    "yesterday": "2026-11-20",
    "last night": "2026-11-20",
    "since Tues": "2026-11-17",
    "on friday": "2026-11-20",
    "5 days ago": "2026-11-16",
    "June 22": "2022-06-01 2022-06-30",
    "june 2022": "2022-06-01 2022-06-30",
    "last March": "2026-03-01 2026-03-31",
    "in dec": "2025-12-01 2025-12-31",
    "05/2023": "2023-05-01 2023-05-31",
    "in 2004": "2004-01-01 2004-12-31",
    "summer 2022": "2022-06-01 2022-08-31",
    "at xmas": "2025-12-01 2025-12-31",
    "the 90s": "1990-01-01 1999-12-31",
    "early 2000s": "2000-01-01 2003-12-31",
    "last year": "2025-01-01 2025-12-31",
    "last yr": "2025-01-01 2025-12-31",
    "this year": "2026-01-01 2026-11-21",
    "last month": "2026-10-01 2026-10-31",
    "last week": "2026-11-09 2026-11-15",
    "two years ago": "2023-11-22 2025-05-23",
    "a fortnight ago": "2026-10-31 2026-11-14",
    "3 wks ago": "2026-10-28 2026-11-03",
    "few months ago": "2026-02-09 2026-09-07",
    "on Saturday": "2026-11-14 2026-11-21",
}
NONE = [
    "he may be",
    "marched in",
    "31/2/2020",
    "3 in 10 patients",
    "in 15 minutes",
    "7.7",
    "37/41",
    "s47/49",
    "in 2030",
    "£2016",
    "Mental Health Act 1983",
    "2 decisions",
    "married 22 people",
    "on the 3rd",
    "12 beds",
]


@pytest.mark.parametrize(("text", "period"), CASES.items())
def test_the_period_that_was_said(text: str, period: str) -> None:
    """A day where a day was said, else the first and last day it can have been."""
    (one,) = find_dates(f"he was ill {text} or so", AS_AT)
    first, last = period.split(maxsplit=1)[0], period.rsplit(maxsplit=1)[-1]
    assert (one.first.isoformat(), one.last.isoformat()) == (first, last)
    assert (one.day is None) == (first != last)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_time(text: str) -> None:
    """Verbs, sums, sections, paragraphs, days that do not exist and years to come are no times."""
    assert find_dates(text, AS_AT) == ()


def test_a_year_of_two_figures_closes_a_clause_or_goes_on_to_another() -> None:
    """Anything else that follows is counted: "3 in 10 patients"."""
    assert [when.first.year for when in find_dates("on a 3 in 09 and again in '98, home since", AS_AT)] == [2009, 1998]


def test_a_day_without_a_year_follows_the_one_before_it() -> None:
    """In a history the year is said once."""
    found = find_dates("28 June 2022, then from 10 July, then 3 January", AS_AT)
    assert [str(one.day) for one in found] == ["2022-06-28", "2022-07-10", "2023-01-03"]


@given(st.dates(date(1940, 1, 1), AS_AT), st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"]))
def test_every_day_is_read_in_every_form(day: date, form: str) -> None:
    """Days come before months, as in England."""
    (one,) = find_dates(f"on {day.strftime(form)}.", AS_AT)
    assert one.day == day


@given(st.text(max_size=80))
def test_no_time_lies_ahead(text: str) -> None:
    """What has not been is no time of a detention."""
    assert all(one.first <= one.last <= AS_AT for one in find_dates(text, AS_AT))


@pytest.mark.parametrize("said", ["Mon 16 Nov 2026", "Tues 17 November 2026", "Wednesday the 18th of November 2026"])
def test_the_day_of_the_week_belongs_to_the_date(said: str) -> None:
    """It is part of when, so that what stands before it is next to the date."""
    (when,) = find_dates(f"services pulled {said}", date(2026, 11, 20))
    assert when.day
    assert (when.start, when.day.month) == (len("services pulled "), 11)


def test_last_november_said_in_november_is_that_of_the_year_before() -> None:
    """The month that is not over is "this November" or "November"; a month that somebody will be 18 in tells no time."""
    november = date(2026, 11, 20)
    assert [one.last for one in find_dates("s3 last November", november)] == [date(2025, 11, 30)]
    assert [one.last for one in find_dates("s3 in November", november)] == [november]
    assert find_dates("he turns 18 in January", november) == ()


def test_a_day_right_after_its_year_is_of_that_year() -> None:
    """It only narrows the year; a day that something else happened on is the last one that has been."""
    november = date(2026, 11, 20)
    assert find_dates("the 2022 one, 5 October", november)[-1].day == date(2022, 10, 5)
    assert find_dates("a 3 in 2022, and again on 5 October", november)[-1].day == date(2026, 10, 5)
