"""Questions that ended without a good answer, by meaning: what they are called, how many they are, and what is to be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, case, func, insert, or_, select, update

from api.problems import Problem
from api.store.desk_tables import choices, grouped, groups, summaries
from api.store.ids import new_id
from assistant.model import Status

PAGE = 25
FEW = 5  # counts below it are not given away
FEWER = "fewer than 5"
NOT_SHOWN = "(not shown: fewer than 5 asked it)"
EXAMPLES = 20  # questions of a group that are shown


class Choice(StrEnum):
    """What an owner decides about a group."""

    OUT_OF_SCOPE = "out_of_scope"
    ASKED = "asked"
    GUIDANCE = "guidance"
    RULE = "rule"


class UnknownGroup(Problem):
    """No group has this id."""

    type, status, title = "unknown-group", 404, "No such group"

    def __init__(self) -> None:
        super().__init__("There is no group with this id; its questions may have been deleted since")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice with who and when. `place`: the paragraph that it is for; `words`: the way of asking, or what is wanted."""

    group: str
    choice: Choice
    place: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Group:
    """A group. `name` is the owner's, or ""; `example`: the question nearest to its centre, in staff's words."""

    id: str
    name: str
    count: int
    not_covered: int
    referred: int
    low: int
    example: str = ""
    chosen: Chosen | None = None

    @property
    def called(self) -> str:
        """What it is called on a page."""
        return self.name or self.example or "(its questions are deleted)"

    @property
    def key(self) -> str:
        """Its place in the order."""
        return f"{self.count}~{self.id}"


def biggest(connection: Connection, after: str = "", size: int | None = PAGE) -> list[Group]:
    """Groups, the biggest first, from behind a key; all of them where `size` is None."""
    query = _counted().order_by(func.count().desc(), groups.c.id)
    count, _, last = after.partition("~")
    if count.isascii() and count.isdigit():
        behind = and_(func.count() == int(count[:9]), groups.c.id > last)
        query = query.having(or_(func.count() < int(count[:9]), behind))
    found = connection.execute(query.limit(size) if size else query).all()
    return [_whole(connection, row) for row in found]


def group_of(connection: Connection, group: str) -> Group:
    """One group, also one whose questions are deleted; raises UnknownGroup."""
    row = connection.execute(_counted().where(groups.c.id == group)).first()
    if row:
        return _whole(connection, row)
    bare = connection.execute(select(groups.c.id, groups.c.name).where(groups.c.id == group)).first()
    if bare is None:
        raise UnknownGroup
    return replace(Group(bare.id, bare.name, 0, 0, 0, 0), chosen=next(history(connection, group), None))


def examples(connection: Connection, group: str, most: int = EXAMPLES) -> Sequence[Any]:
    """Its questions, each wording once, the nearest to its centre first: answer, question, status."""
    joined = grouped.join(summaries, summaries.c.answer == grouped.c.answer)
    columns = select(func.min(summaries.c.answer).label("answer"), summaries.c.question, func.max(grouped.c.near).label("near"))
    query = columns.select_from(joined).where(grouped.c.group == group).group_by(summaries.c.question)
    return connection.execute(query.order_by(func.max(grouped.c.near).desc()).limit(most)).all()


def history(connection: Connection, group: str) -> Iterator[Chosen]:
    """What was decided about a group, the latest first."""
    query = select(choices).where(choices.c.group == group).order_by(choices.c.at.desc(), choices.c.id)
    return map(_chosen, connection.execute(query).all())


def rename(connection: Connection, group: str, name: str, by: str) -> None:
    """Gives a group a name; raises UnknownGroup."""
    if not connection.execute(update(groups).where(groups.c.id == group).values(name=name, named_by=by)).rowcount:
        raise UnknownGroup


def choose(connection: Connection, chosen: Chosen) -> None:
    """Keeps a choice beside those before it; raises UnknownGroup."""
    group_of(connection, chosen.group)
    values = {"choice": chosen.choice.value, "place": chosen.place, "words": chosen.words, "by": chosen.by, "at": chosen.at}
    connection.execute(insert(choices).values(id=new_id(), group=chosen.group, **values))


def in_force(connection: Connection, wanted: Choice) -> list[Chosen]:
    """Of the choices that hold, those of one kind, the oldest first."""
    latest = select(choices.c.group, func.max(choices.c.at).label("at")).group_by(choices.c.group).subquery()
    same = (choices.c.group == latest.c.group) & (choices.c.at == latest.c.at)
    query = select(choices).join(latest, same).where(choices.c.choice == wanted.value).order_by(choices.c.at, choices.c.id)
    return [_chosen(row) for row in connection.execute(query)]


def export_row(group: Group) -> list[str]:
    """A group as a line of an export: small counts and staff's words behind them are left out."""
    name = group.name or (group.example if group.count >= FEW else NOT_SHOWN)
    counts = [_rounded(count) for count in (group.count, group.not_covered, group.referred, group.low)]
    chosen = group.chosen
    return [name, *counts, *((chosen.choice.value, chosen.words, chosen.by, f"{chosen.at:%Y-%m-%d}") if chosen else [""] * 4)]


def _rounded(count: int) -> str:
    return str(count) if count >= FEW or not count else FEWER


def _counted() -> Select[Any]:
    """Every group that has questions, with how they ended."""
    joined = groups.join(grouped, grouped.c.group == groups.c.id).join(summaries, summaries.c.answer == grouped.c.answer)
    counts = {
        "not_covered": summaries.c.status == Status.NOT_COVERED.value,
        "referred": summaries.c.status == Status.REFERRED.value,
        "low": summaries.c.helpful.is_(False),
    }
    sums = [func.sum(case((which, 1), else_=0)).label(name) for name, which in counts.items()]
    columns = select(groups.c.id, groups.c.name, func.count().label("count"), *sums)
    return columns.select_from(joined).group_by(groups.c.id, groups.c.name)


def _whole(connection: Connection, row: Row[Any]) -> Group:
    nearest = select(summaries.c.question).join(grouped, grouped.c.answer == summaries.c.answer)
    nearest = nearest.where(grouped.c.group == row.id).order_by(grouped.c.near.desc(), summaries.c.answer).limit(1)
    example = connection.execute(nearest).scalar() or ""
    chosen = next(history(connection, row.id), None)
    return Group(row.id, row.name, row._mapping["count"], row.not_covered, row.referred, row.low, example, chosen)


def _chosen(row: Row[Any]) -> Chosen:
    return Chosen(row.group, Choice(row.choice), row.place, row.words, row.by, row.at)
