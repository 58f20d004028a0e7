"""When something was, as staff say it: "28/6/22", "June 2022", "two years ago", "since Tues". dates.yaml has the words.

A time is a period of days: one day where the day was said, a month or a year where no more was. No day is invented.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.reading.context import flat
from assistant.reading.ways import Ways
from ingest.yamlfile import read_model

CENTURY = 100
YEAR = re.compile(r"(?:19|20)\d\d|[/.\-]\d\d$|'\d\d")
FIGURE = re.compile(r"\d")  # "yesterday" and "Tues" stay as they are
AHEAD = re.compile(r"\b(?:turns?|turning|will be|hits?|reach(?:es|ing)?|18th|birthday)\s+(?:\w+\s+){0,2}$")
NARROWS = re.compile(r"\s*(?:one|detention|section|admission)?\s*[,(]?\s*(?:on |the )*")  # "the 2022 one, 5 October"
DAY = timedelta(days=1)
LONG_BEFORE = date(1984, 1, 1)  # where a time is told by what came after it alone


@dataclass(frozen=True, slots=True)
class When:
    """A time said in a text: from its first day to its last, which are one where the day itself was said."""

    start: int
    end: int
    first: date
    last: date

    @property
    def day(self) -> date | None:
        """The day, where it was said."""
        return self.first if self.first == self.last else None


class Words(BaseModel):
    """dates.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    months: list[str]
    weekdays: list[str]
    counts: dict[str, int]
    days: dict[str, int]
    remembered: dict[str, date]
    seasons: dict[str, tuple[int, int]]
    before_month: list[str]
    before_weekday: list[str]


Period = tuple[date, date]
Reckon = Callable[[re.Match[str], date], Period | None]


@lru_cache(maxsize=64)
def find_dates(text: str, as_at: date) -> tuple[When, ...]:
    """The times a text speaks of, in its order; only those that have begun by `as_at`, and that exist."""
    lowered, found = flat(text), list[When]()
    for pattern, reckon in _ways():
        for match in pattern.finditer(lowered):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            period = reckon(match, as_at)
            if period and period[0] <= as_at:
                found.append(When(match.start(), match.end(), period[0], min(period[1], as_at)))
    return tuple(_following(sorted(found, key=lambda one: one.start), lowered))


def _following(found: list[When], lowered: str) -> Iterator[When]:
    """A day without a year that follows one with a year is the next such day: "28 June 2022, then from 10 July"."""
    last: When | None = None
    for one in found:
        is_bare = one.day and FIGURE.search(lowered, one.start, one.end) and not YEAR.search(lowered, one.start, one.end)
        inside = _within(last, one, lowered) if last and is_bare else None
        last = inside or (_next_after(last.day, one) if last and last.day and is_bare else one)
        yield last


def _within(year: When, one: When, lowered: str) -> When | None:
    """A day or a month without a year, where it only narrows the year named right before it."""
    whole = (year.first.month, year.first.day, year.last.month, year.last.day) == (1, 1, 12, 31)
    if not whole or year.first.year != year.last.year or not NARROWS.fullmatch(lowered, year.end, one.start):
        return None
    first, last = (_day(year.first.year, day.month, day.day) for day in (one.first, one.last))
    return When(one.start, one.end, first, last) if first and last and first <= last else None


def _next_after(day: date, one: When) -> When:
    """The first such day from another day on, or as it is where that has not been yet."""
    years = (_day(year, one.first.month, one.first.day) for year in (day.year, day.year + 1))
    near = next((same for same in years if same and same >= day), one.first)
    return When(one.start, one.end, min(near, one.first), min(near, one.first)) if one.first > day else one


def put_right(text: str, as_at: date, known: date) -> When | None:
    """The time that a correction puts in place of `known`: "10 July", "july not june", "2023 not 2019". What it leaves out of
    day, month and year is as it was known. None where it speaks of no time, of two, or of one to come."""
    lowered = _not_so().sub(lambda match: " " * len(match.group()), flat(text))
    found = find_dates(lowered, as_at) or _bare_months(lowered, as_at, known)
    if len(found) != 1:
        return None
    one = found[0]
    said = lowered[one.start : one.end].strip()
    if said.isdigit():  # a year alone
        first = last = _in_year(known, one.first.year)
    elif YEAR.search(said):
        return one
    else:
        first, last = (_in_year(day, known.year) for day in (one.first, one.last))
    return When(one.start, one.end, first, last) if last <= as_at else None


def denies_a_time(text: str) -> bool:
    """Whether it says what a time was not: "july not june"."""
    return bool(_not_so().search(flat(text)))


def _in_year(day: date, year: int) -> date:
    """The same day of another year; of 29 February the day before where that year has none."""
    return _day(year, day.month, day.day) or date(year, day.month, day.day - 1)


@cache
def _not_so() -> re.Pattern[str]:
    """ "Not june", "not the 3rd of may", "not 2019"."""
    month = rf"(?:{'|'.join(_words().months)})"
    day = r"\d{1,2}(?:st|nd|rd|th)?(?: of)?"
    return re.compile(rf"\bnot (?:in |on )?(?:the )?(?:(?:{day} )?{month}(?: {day})?(?:,? \d{{4}})?|\d{{4}})\b")


def _bare_months(lowered: str, as_at: date, known: date) -> tuple[When, ...]:
    """Months without day or year, in the year known; "may" is one only where nothing goes on from it."""
    found = re.finditer(rf"\b(?P<month>{'|'.join(_words().months)})\b(?= *(?:$|[.,;!?)]))", lowered)
    periods = ((match, _months(known.year, _month_of(match), _month_of(match))) for match in found)
    return tuple(When(match.start(), match.end(), *period) for match, period in periods if period and period[0] <= as_at)


def weekday_words() -> list[str]:
    """How each day of the week is written, from Monday, as patterns."""
    return _words().weekdays


@cache
def _ways() -> list[tuple[Ways, Reckon]]:
    """Every way of saying when, the more exact before the less."""
    said = read_model(Path(__file__).with_name("dates.yaml"), Words)
    month = rf"(?P<month>{'|'.join(said.months)})\.?"
    year = r"(?P<year>(?:19|20)\d\d|'?\d\d(?!\d))"
    count = rf"(?P<count>\d{{1,2}}|{'|'.join(said.counts)}|few|several)"
    of_week = rf"(?:(?:{'|'.join(said.weekdays)}),? (?:the )?)?"
    written = [
        (r"(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)", _calendar),
        (rf"{of_week}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]*{month}[ ,-]*{year}", _calendar),
        (rf"{of_week}(?P<d>\d{{1,2}})\s?[/.\-]\s?(?P<m>\d{{1,2}})\s?[/.\-]\s?{year}", _calendar),
        (rf"{month} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)", _calendar),
        (rf"{of_week}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {month}", _last_calendar),
        (rf"{month} (?P<d>\d{{1,2}})(?:st|nd|rd|th)", _last_calendar),
        (r"(?:on|since|from|until|till) (?:the )?(?P<d>\d{1,2})[/.](?P<m>\d{1,2})", _last_calendar),
        (r"(?<=\x00\x20)(?P<d>\d{1,2})[/.](?P<m>\d{1,2})", _last_calendar),
        (rf"{month} (?:of )?{year}", _month),
        (r"(?P<m>0?[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)", _month),
        (rf"(?:{'|'.join(said.before_month)}) {month}", _last_month),
        (rf"(?P<season>{'|'.join(said.seasons)}) (?:of )?{year}", _season),
        (rf"(?P<last>last |this |at |over |since |in )(?P<season>{'|'.join(said.seasons)})", _season),
        (rf"(?:{'|'.join(said.before_weekday)}) (?P<weekday>{'|'.join(said.weekdays)})", _weekday),
        (rf"(?P<days>{'|'.join(sorted(said.days, key=len, reverse=True))})(?!(?: is|'s) {of_week}(?:the )?\d)", _days),
        (rf"(?:before|pre|prior to)[ -](?P<remembered>{'|'.join(sorted(said.remembered, key=len, reverse=True))})", _before),
        (rf"(?:a )?{count} ?(?:of )?(?:odd )?(?P<unit>day|week|wk|fortnight|month|mth|year|yr)s? (?:ago|back|earlier)", _ago),
        (r"(?P<which>last|this|earlier this) (?P<unit>week|month|year|yr)", _this_or_last),
        (r"(?:the )?(?:(?P<part>early|mid|late)[ -])?(?:the )?(?P<decade>(?:19|20)?\d0)'?s", _decade),
        (r"(?<=in\x20)'?(?P<year>[01]\d|2[0-9]|[89]\d)(?=\x20*(?:$|[.,;!?&)]|(?:and|then|now|plus|so|again)\b))", _year),
        (r"(?<!act\x20)(?<!mha\x20)(?<!act,\x20)(?P<year>(?:19[3-9]|20[0-4])\d)", _year),
    ]
    return [(Ways(rf"(?<![\w£/.]){pattern.replace(' ', ' +')}(?![\w%]|[/.]\d)"), reckon) for pattern, reckon in written]


@cache
def _words() -> Words:
    return read_model(Path(__file__).with_name("dates.yaml"), Words)


def _before(match: re.Match[str], as_at: date) -> Period | None:
    """Before what everybody remembers: from nobody knows when to the day before."""
    return LONG_BEFORE, _words().remembered[" ".join(match["remembered"].split())] - DAY


def _calendar(match: re.Match[str], as_at: date) -> Period | None:
    return _one(_day(_full_year(match, as_at), _month_of(match), int(match["d"])))


def _last_calendar(match: re.Match[str], as_at: date) -> Period | None:
    """A day without a year: the last one that has been."""
    days = (_day(year, _month_of(match), int(match["d"])) for year in (as_at.year, as_at.year - 1))
    return _one(next((day for day in days if day and day <= as_at), None))


def _month(match: re.Match[str], as_at: date) -> Period | None:
    return _months(_full_year(match, as_at), _month_of(match), _month_of(match))


def _last_month(match: re.Match[str], as_at: date) -> Period | None:
    """The last such month that has been, in November "last November" of the year before; "turns 18 in January" is to come."""
    month = _month_of(match)
    if AHEAD.search(match.string[: match.start()]):
        return None
    gone = month > as_at.month or (month == as_at.month and match.group().startswith("last"))
    return _months(as_at.year - gone, month, month)


def _season(match: re.Match[str], as_at: date) -> Period | None:
    first, last = _words().seasons[" ".join(match["season"].split())]
    if "year" in match.groupdict():
        return _months(_full_year(match, as_at), first, last)
    return _months(as_at.year - (first > as_at.month), first, last)


def _weekday(match: re.Match[str], as_at: date) -> Period | None:
    """The last such day before today; on the same day of the week it may be today or a week ago, so no day is told."""
    ago = (as_at.weekday() - _index(_words().weekdays, match["weekday"])) % 7
    return (as_at - 7 * DAY, as_at) if ago == 0 else _one(as_at - ago * DAY)


def _days(match: re.Match[str], as_at: date) -> Period | None:
    return _one(as_at - _words().days[" ".join(match["days"].split())] * DAY)


def _ago(match: re.Match[str], as_at: date) -> Period | None:
    """So long ago; only a count of days gives the day itself."""
    count = match["count"]
    least, most = (3, 9) if count in ("few", "several") else (number := _count(count), number)
    unit = match["unit"]
    if unit == "day":
        return as_at - most * DAY, as_at - least * DAY
    if unit in ("year", "yr"):
        return _years_before(as_at, most + 1) + DAY, _years_before(as_at, least) + 183 * DAY
    length = {"week": 7, "wk": 7, "fortnight": 14, "month": 30, "mth": 30}[unit]
    return as_at - (most * length + length // 2) * DAY, as_at - (least * length - length // 2) * DAY


def _this_or_last(match: re.Match[str], as_at: date) -> Period | None:
    back = match["which"] == "last"
    match match["unit"]:
        case "week":
            monday = as_at - as_at.weekday() * DAY - 7 * back * DAY
            return monday, monday + 6 * DAY
        case "month":
            first = (as_at.replace(day=1) - DAY).replace(day=1) if back else as_at.replace(day=1)
            return _months(first.year, first.month, first.month)
        case _:
            return _months(as_at.year - back, 1, 12)


def _decade(match: re.Match[str], as_at: date) -> Period | None:
    decade = int(match["decade"])
    start = decade if decade > CENTURY else decade + (1900 if decade > as_at.year % CENTURY else 2000)
    first, last = {"early": (0, 3), "mid": (3, 7), "late": (6, 9), None: (0, 9)}[match["part"]]
    return date(start + first, 1, 1), date(start + last, 12, 31)


def _year(match: re.Match[str], as_at: date) -> Period | None:
    return _months(_full_year(match, as_at), 1, 12)


def _one(day: date | None) -> Period | None:
    return (day, day) if day else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months(year: int, first: int, last: int) -> Period | None:
    if not (1 <= first <= last <= 12 and year > 1900):
        return None
    return date(year, first, 1), date(year + last // 12, last % 12 + 1, 1) - DAY


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


def _month_of(match: re.Match[str]) -> int:
    if "m" in match.groupdict():
        return int(match["m"])
    return _index(_words().months, match["month"]) + 1


def _index(patterns: list[str], said: str) -> int:
    return next(n for n, pattern in enumerate(patterns) if re.fullmatch(pattern, said))


def _full_year(match: re.Match[str], as_at: date) -> int:
    """A year of two figures is the last such year that has begun."""
    year = int(match["year"].lstrip("'"))
    if year >= CENTURY:
        return year
    return year + (2000 if year <= as_at.year % CENTURY else 1900)


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _words().counts[word]
