"""The only sums the rulebook does: days, ages, and what follows from a list of detentions.

Each function that a fact may be `implied_by` stands in FUNCTIONS. It says None where it cannot tell, so that the fact is
asked: nothing is assumed. Detentions may be given in any order.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from assistant.rules.errors import FactError

OLDEST = 120  # years; nobody is older than this
NEXT_DAY = timedelta(days=1)
WORKING_DAYS_ARE = (
    "Counted as Monday to Friday without England's bank holidays, from the day after. "
    "The policy does not say how its working days are counted."
)


@dataclass(frozen=True, slots=True)
class Detention:
    """One detention or stay in hospital.

    start, end  first and last day; None where not given (no end: it goes on, or the end is not known)
    qualifies   whether this detention leads to aftercare; None where that is not settled
    """

    section: str
    start: date | None
    end: date | None
    qualifies: bool | None


History = Sequence[Detention]


def age_on(day: date, born: date) -> int:
    """Whole years of age; the birthday itself counts (a person born on 29 February has it on 1 March in other years)."""
    if born > day:
        raise FactError("date of birth", f"{born} is after {day}. Check the year")
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    if years > OLDEST:
        raise FactError("date of birth", f"{born} gives an age of {years}. Check the year")
    return years


@cache
def bank_holidays() -> frozenset[date]:
    """England's bank holidays as the government publishes them, kept in the holdings: nothing is fetched."""
    from govuk_bank_holidays.bank_holidays import BankHolidays  # type: ignore[import-untyped]  # noqa: PLC0415 - slow, rarely needed

    kept = BankHolidays(use_cached_holidays=True)
    return frozenset(day["date"] for day in kept.get_holidays(division=BankHolidays.ENGLAND_AND_WALES))


@cache
def years_known() -> range:
    """The years whose bank holidays are kept."""
    years = {holiday.year for holiday in bank_holidays()}
    return range(min(years), max(years) + 1)


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no bank holiday in England. FactError for a year whose holidays are not yet published."""
    known = years_known()
    if day.year not in known:
        raise FactError("date", f"bank holidays are known for {known[0]} to {known[-1]}, not {day.year}. Count by hand")
    return day.weekday() < 5 and day not in bank_holidays()


def working_days_after(start: date, end: date) -> int:
    """Working days from the day after `start` up to and including `end` (nl-policy/7.16.p7; see WORKING_DAYS_ARE)."""
    if end < start:
        raise FactError("date", f"{end} is before {start}. Give the earlier day first")
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in days)


def working_days_between(withdrawn: date | None, asked: date | None) -> int | None:
    """Working days from the withdrawal of services to the day it is asked to put them back, as `working_days_after`.

    None where a day is not given, or lies in a year whose bank holidays are not kept: then the count is asked.
    """
    if withdrawn is None or asked is None:
        return None
    if asked < withdrawn:
        raise FactError("put_back_asked_on", f"{asked} is before {withdrawn}, the day of withdrawal. Correct one of them")
    if not {withdrawn.year, asked.year} <= {*years_known()}:
        return None
    return working_days_after(withdrawn, asked)


def working_day_after(start: date, count: int) -> date:
    """The day that is so many working days after a day (see WORKING_DAYS_ARE)."""
    day = start
    for _ in range(count):
        day += NEXT_DAY
        while not is_working_day(day):
            day += NEXT_DAY
    return day


def checked(history: History, as_at: date) -> tuple[Detention, ...]:
    """The detentions in order of their days. FactError for one that ends before it starts, lies ahead, or overlaps."""
    for n, one in enumerate(history):
        _check_days(n, one, as_at)
    ordered = sorted(history, key=_by_day)
    for earlier, later in pairwise([one for one in ordered if one.start]):
        if earlier.end and later.start and later.start < earlier.end:
            raise FactError("detentions", f"{_named(earlier)} and {_named(later)} overlap. Correct the days of one of them")
    return tuple(ordered)


def _check_days(n: int, one: Detention, as_at: date) -> None:
    field = f"detentions[{n}]"
    if one.start and one.end and one.end < one.start:
        raise FactError(field, f"it ends on {one.end}, before it starts on {one.start}. Correct one of the days")
    for day in (one.start, one.end):
        if day and day > as_at:
            raise FactError(field, f"{day} is after {as_at}, the day this is asked as at. Give a day that has been")


def _by_day(one: Detention) -> tuple[date, date, str]:
    return (one.start or date.min, one.end or date.max, one.section)


def _named(one: Detention) -> str:
    return f"section {one.section} ({one.start} to {one.end or 'now'})"


def any_qualifying(detentions: History | None) -> str | None:
    """ "yes" where one of the detentions qualifies. Never "no": the list may not be the whole history."""
    return "yes" if any(one.qualifies for one in detentions or ()) else None


def latest_qualifying_start(detentions: History | None) -> date | None:
    """First day of the latest detention that qualifies; None where an undated or unsettled one could be it."""
    if not detentions or any(one.start is None or one.qualifies is None for one in detentions):
        return None
    return max((one.start for one in detentions if one.qualifies and one.start), default=None)


def qualifying_since(detentions: History | None, ended_on: date | None) -> str | None:
    """ "yes" where a qualifying detention began on or after the day aftercare was ended. Never "no", as above."""
    if ended_on is None:
        return None
    later = (one.qualifies and one.start and one.start >= ended_on for one in detentions or ())
    return "yes" if any(later) else None


def first_day_of_episode(detentions: History | None, ended_on: date | None) -> date | None:
    """First day of the first detention of the present unbroken episode: a section that ran on into it counts.

    nl-policy/7.7.p6 and its b2: the patient's initial detention, whether for assessment or treatment, or the first one after
    discharge from aftercare. None where a day is missing, where an earlier detention might or might not have run on, or
    where aftercare might have been ended between two detentions and nobody has said.
    """
    since = [one for one in detentions or () if _is_since(one, ended_on)]
    first = next((n for n, one in enumerate(since) if one.qualifies), None)
    if first is None or any(one.start is None or one.qualifies is None for one in since):
        return None
    if ended_on is None and any(one.qualifies for one in since[_run_length(since, first) :]):
        return None
    return _first_day(since[: first + 1])


def _first_day(history: History) -> date | None:
    """The first day of detention in an unbroken run; None where there is a break in it."""
    broken = any(not _runs_on(earlier, later) for earlier, later in pairwise(history))
    return None if broken else next((one.start for one in history if one.section not in STAYS), None)


def _run_length(history: History, first: int) -> int:
    """How many detentions from the start of the list there are until the one at `first` no longer runs on."""
    end = first + 1
    while end < len(history) and _runs_on(history[end - 1], history[end]):
        end += 1
    return end


def _runs_on(earlier: Detention, later: Detention) -> bool:
    return bool(earlier.end and later.start and later.start - earlier.end <= NEXT_DAY)


STAYS = ("informal",)  # a stay that is no detention, listed because it bridges two


def _is_since(one: Detention, ended_on: date | None) -> bool:
    return ended_on is None or one.start is None or one.start >= ended_on


Implies = Callable[..., Any]
FUNCTIONS: Mapping[str, Implies] = MappingProxyType(
    {
        "any_qualifying": any_qualifying,
        "latest_qualifying_start": latest_qualifying_start,
        "qualifying_since": qualifying_since,
        "first_day_of_episode": first_day_of_episode,
        "working_days_between": working_days_between,
    }
)
