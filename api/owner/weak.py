"""One list of weak spots: everything that speaks against an answer, joined on the section of the documents that it rests on."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from sqlalchemy import ColumnElement, Connection, FromClause, case, func, select

from api.owner.failing import Failure
from api.quiz.statistics import LEAST_FOR_WEAK
from api.store.desk_tables import marks, summaries
from api.store.tables import quiz_answers
from assistant.holdings import Holdings
from ingest.paragraphs import section_of

SIGNS = ("failing", "refused", "low", "again", "wrong")  # in the order they are told and drawn
TOLD = {
    "failing": ("failing scenario", "failing scenarios"),
    "refused": ("false refusal", "false refusals"),
    "low": ("low rating", "low ratings"),
    "again": ("question asked again in other words", "questions asked again in other words"),
}


@dataclass(slots=True)
class Spot:
    """A section and what speaks against what is answered from it.

    failing  scenarios that fail; refused: those of them where something was turned away that should be answered
    low      answers that did not help
    again    questions asked again in other words, after an answer from here
    wrong    wrong first answers in quizzes, of `asked`
    """

    section: str
    heading: str = ""
    failing: list[Failure] = field(default_factory=list)
    low: int = 0
    again: int = 0
    wrong: int = 0
    asked: int = 0

    @property
    def refused(self) -> int:
        """False refusals: scenarios of those that fail."""
        return sum(one.refused for one in self.failing)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of each sign; a false refusal is not counted as another failing scenario too."""
        failing = len(self.failing) - self.refused
        return {"failing": failing, "refused": self.refused, "low": self.low, "again": self.again, "wrong": self.wrong}

    @property
    def weight(self) -> int:
        """All signs added up: nobody knows how many low ratings a failing scenario is worth."""
        return sum(self.counts.values())

    @property
    def title(self) -> str:
        """What the section is called in its document, its number first where it has one; else its id."""
        return self.heading or self.section.partition("/")[2] or self.section

    @property
    def sentence(self) -> str:
        """What speaks against it."""
        told = [f"{100 * self.wrong / self.asked:.0f} % wrong in quizzes ({self.wrong} of {self.asked})"] if self.wrong else []
        told += [_counted(self.counts[sign], sign) for sign in TOLD if self.counts[sign]]
        return ", ".join(told)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: which sign, how many, and where it stands from the left, both in hundredths of the longest bar."""

    sign: str
    count: int
    start: float
    width: float


def _counted(count: int, sign: str) -> str:
    return f"{count} {TOLD[sign][count != 1]}"


def weak_spots(connection: Connection, failures: Iterable[Failure], holdings: Holdings) -> list[Spot]:
    """Every section with a sign, the worst first."""
    spots: dict[str, Spot] = {}

    def at(section: str) -> Spot:
        return spots.setdefault(section, Spot(section, heading_of(section, holdings)))

    for failure in failures:
        for section in failure.sections:
            at(section).failing.append(failure)
    for section, count in _low(connection):
        at(section).low = count
    for section, count in _again(connection):
        at(section).again = count
    for section, (wrong, asked) in quizzed(connection).items():
        if wrong:
            at(section).wrong, at(section).asked = wrong, asked
    return sorted(spots.values(), key=lambda one: (-one.weight, one.section))


def unplaced(connection: Connection) -> int:
    """Low ratings of answers that cite nothing: they are in no section."""
    cites = select(marks.c.answer).where(marks.c.answer == summaries.c.answer, marks.c.kind == "section").exists()
    return connection.execute(select(func.count()).where(summaries.c.helpful.is_(False), ~cites)).scalar_one()


def heading_of(section: str, holdings: Holdings) -> str:
    """What the section is called; "" where the documents have it no more."""
    found = holdings.paragraphs.get(section)
    return found.text if found else ""


def bar(spot: Spot, longest: int) -> Sequence[Segment]:
    """The bar of a spot: what it has of each sign, side by side."""
    widths = [100 * spot.counts[sign] / longest for sign in SIGNS]
    starts = accumulate(widths, initial=0.0)
    each = zip(SIGNS, starts, widths, strict=False)
    return [Segment(sign, spot.counts[sign], start, width) for sign, start, width in each if width]


def _low(connection: Connection) -> Iterator[tuple[str, int]]:
    joined = summaries.join(marks, _section_of(summaries))
    return _counted_in(connection, joined, summaries.c.helpful.is_(False))


def _again(connection: Connection) -> Iterator[tuple[str, int]]:
    """Where the answer before it came from, which was not what was wanted."""
    before = summaries.alias()
    same = (before.c.conversation == summaries.c.conversation) & (before.c.turn == summaries.c.turn - 1)
    joined = summaries.join(before, same).join(marks, _section_of(before))
    return _counted_in(connection, joined, summaries.c.again)


def _section_of(line: FromClause) -> ColumnElement[bool]:
    """Joins a line with its sections. The kind is not looked up by its index: every answer has one, few have a bad sign."""
    return (marks.c.answer == line.c.answer) & (marks.c.kind.concat("") == "section")


def _counted_in(connection: Connection, joined: FromClause, which: ColumnElement[bool]) -> Iterator[tuple[str, int]]:
    query = select(marks.c.value, func.count()).select_from(joined).where(which).group_by(marks.c.value)
    return ((value, count) for value, count in connection.execute(query))


def quizzed(connection: Connection) -> Mapping[str, tuple[int, int]]:
    """Of each section that enough first answers in quizzes rest on, how many were wrong, of how many."""
    wrongly = func.sum(case((quiz_answers.c.right, 0), else_=1))
    query = select(quiz_answers.c.paragraphs, wrongly, func.count()).group_by(quiz_answers.c.paragraphs)
    wrong: Counter[str] = Counter()
    asked: dict[str, int] = defaultdict(int)
    for paragraphs, bad, count in connection.execute(query.where(quiz_answers.c.attempt == 1, ~quiz_answers.c.late)):
        for section in {section_of(one) for one in json.loads(paragraphs)}:
            wrong[section] += bad
            asked[section] += count
    return {section: (wrong[section], count) for section, count in asked.items() if count >= LEAST_FOR_WEAK}
