"""What was asked and what was answered: found by filters, a page at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Select, func, select, tuple_

from api.store.desk_tables import marks, summaries
from assistant.model import Status
from ingest.paragraphs import section_of

PAGE = 25  # lines
Mark = tuple[str, str]  # kind and value


class Rating(StrEnum):
    """What was said of an answer."""

    LOW = "low"
    GOOD = "good"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; what is empty is not looked at.

    table, document  ids
    paragraph        id of a paragraph or of a section
    since, until     days, both included
    text             words of the question or of the answer's first sentence
    """

    status: Status | None = None
    table: str = ""
    document: str = ""
    paragraph: str = ""
    since: date | None = None
    until: date | None = None
    rating: Rating | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """Where a page ended: the time and the id of its last line."""

    at: datetime
    answer: str


@dataclass(frozen=True, slots=True)
class Line:
    """An exchange in one line. `question` is "" where it was not kept, `helpful` None where nobody said."""

    answer: str
    at: datetime
    status: Status
    question: str
    said: str
    helpful: bool | None
    again: bool

    @property
    def key(self) -> Key:
        """Its place in the order."""
        return Key(self.at, self.answer)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of lines, the newest first. `total`: how many there are in all; `older`: where the next page begins, or None."""

    lines: Sequence[Line]
    total: int
    older: Key | None


def find(connection: Connection, wanted: Filter, after: Key | None = None, size: int = PAGE) -> Found:
    """The newest that match, from behind `after`."""
    total = _total(connection, wanted)
    if not total:
        return Found([], 0, None)
    at, answer = (marks.c.at, marks.c.answer) if _leading(wanted) else (summaries.c.at, summaries.c.answer)
    query = _matching(select(summaries), wanted).order_by(at.desc(), answer.desc()).limit(size + 1)
    if after:
        query = query.where(tuple_(at, answer) < tuple_(after.at, after.answer))
    lines = [line_of(row) for row in connection.execute(query)]
    return Found(lines[:size], total, lines[size - 1].key if len(lines) > size else None)


def _total(connection: Connection, wanted: Filter) -> int:
    """How many match; where a mark alone decides, the marks alone are counted."""
    needed = list(_marks(wanted))
    alone = len(needed) == 1 and not list(_of_lines(wanted))
    query = select(func.count())
    counted = query.select_from(marks).where(_marked(marks, needed[0])) if alone else _matching(query, wanted)
    return int(connection.execute(counted).scalar_one())


def line_of(row: Row[Any]) -> Line:
    """A line from its row."""
    return Line(row.answer, row.at, Status(row.status), row.question, row.said, row.helpful, row.again)


def by_status(connection: Connection) -> Mapping[Status, int]:
    """How many ended in which way, the most first."""
    counted = func.count()
    query = select(summaries.c.status, counted).group_by(summaries.c.status).order_by(counted.desc(), summaries.c.status)
    return {Status(status): count for status, count in connection.execute(query)}


def _leading(wanted: Filter) -> Mark | None:
    """The mark that the fewest lines have: it leads the search."""
    return next(_marks(wanted), None)


def _marks(wanted: Filter) -> Iterator[Mark]:
    """The marks that a line must have. A section's id is that of no other paragraph."""
    place = "section" if section_of(wanted.paragraph) == wanted.paragraph else "paragraph"
    for kind, value in ((place, wanted.paragraph), ("table", wanted.table), ("document", wanted.document)):
        if value:
            yield kind, value


def _matching(query: Select[Any], wanted: Filter) -> Select[Any]:
    """The query over what matches."""
    needed = list(_marks(wanted))
    if not needed:
        return query.select_from(summaries).where(*_of_lines(wanted))
    joined = marks.join(summaries, summaries.c.answer == marks.c.answer)
    return query.select_from(joined).where(_marked(marks, needed[0]), *map(_also, needed[1:]), *_of_lines(wanted))


def _also(mark: Mark) -> ColumnElement[bool]:
    other = marks.alias()
    return select(other.c.answer).where(other.c.answer == summaries.c.answer, _marked(other, mark)).exists()


def _marked(found: FromClause, mark: Mark) -> ColumnElement[bool]:
    kind, value = mark
    return (found.c.kind == kind) & (found.c.value == value)


def _of_lines(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    """What the line itself must be."""
    if wanted.status:
        yield summaries.c.status == wanted.status.value
    if wanted.since:
        yield summaries.c.at >= _midnight(wanted.since)
    if wanted.until:
        yield summaries.c.at < _midnight(wanted.until + timedelta(days=1))
    if wanted.rating:
        yield _rated(wanted.rating)
    if wanted.text:
        words = wanted.text
        yield summaries.c.question.icontains(words, autoescape=True) | summaries.c.said.icontains(words, autoescape=True)


def _rated(rating: Rating) -> ColumnElement[bool]:
    match rating:
        case Rating.LOW:
            return summaries.c.helpful.is_(False)
        case Rating.GOOD:
            return summaries.c.helpful.is_(True)
        case Rating.NONE:
            return summaries.c.helpful.is_(None)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
