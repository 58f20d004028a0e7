"""Questions without a good answer are put into groups of one meaning, some at a time, as they come.

The leader algorithm (Hartigan, Clustering Algorithms, 1975, chapter 3): a question joins the group whose centre is nearest, or
begins a group of its own. A group never loses its id, so the name and the choice that an owner gave it stay with it, which no
method that groups everything anew could promise. The vectors are those of the index's own model, less what all questions here
have in common (the mean of the ways of asking in asked.yaml): everybody asks about aftercare, and that tells no two apart.

On the 1,856 ways of asking of silences.yaml, 232 matters put as unlike as people put them, it joins as well as anything tried
(pairs: F .14; average linkage over all at once .18; the nearest known matter .18; without taking the mean off .09).
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from threading import Event
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, delete, exists, func, insert, select, update

from api.owner.ledger import Ledger
from api.regularly import regularly
from api.shelf import Shelf
from api.store.base import Store
from api.store.desk_tables import choices, grouped, groups, summaries
from api.store.ids import new_id
from assistant.holdings import Holdings
from assistant.model import Status
from ingest.embeddings import Embedder

LOG = logging.getLogger("aftercare")
EVERY = 60.0  # seconds
TOGETHER = 20  # questions embedded at once: whoever asks meanwhile does not wait for long
NEAR = 0.48  # cosine, the mean taken off, from which a question joins a group
SAME = 0.5  # from which a message asks what the one before it asked
LACKING = (Status.NOT_COVERED, Status.REFERRED)
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Meaning:
    """Turns texts into vectors that can be told apart. `common`: what all questions share."""

    embedder: Embedder
    common: Vector

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A unit vector for each text."""
        found = np.asarray(self.embedder.vectors(texts), dtype=np.float32) - self.common
        unit: NDArray[np.float32] = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
        return unit


def meaning_of(holdings: Holdings) -> Meaning | None:
    """The meanings that an index's model tells; None for an index without one."""
    if holdings.listener is None:
        return None
    said = tuple(point.asked[0] for points in holdings.points.values() for point in points)
    return Meaning(holdings.listener, _mean(holdings.listener, said))  # type: ignore[arg-type]  # known by itself


@lru_cache(maxsize=2)
def _mean(embedder: Embedder, texts: tuple[str, ...]) -> Vector:
    if not texts:
        return np.zeros(embedder.dimensions, np.float32)
    mean: Vector = np.asarray(embedder.vectors(texts), dtype=np.float32).mean(axis=0)
    return mean


@dataclass(slots=True)
class _Group:
    """A group while questions are added to it. `fresh`: it is not in the database yet; `grown`: it is, and has changed."""

    id: str
    centre: Vector
    size: int
    fresh: bool = False
    grown: bool = False


def sort_new(ledger: Ledger, meaning: Meaning, limit: int = TOGETHER) -> int:
    """Looks at the questions that nobody has looked at, the oldest first; how many. Nothing is written while it thinks."""
    rows = ledger.read(lambda connection: _fresh(connection, limit))
    if rows:
        texts = list(dict.fromkeys(text for row in rows for text in _wanted(row)))
        vectors = dict(zip(texts, meaning.of(texts), strict=True)) if texts else {}
        ledger.write(lambda connection: _keep(connection, rows, vectors))
    return len(rows)


def waiting(connection: Connection) -> int:
    """How many questions nobody has looked at."""
    return connection.execute(select(func.count()).select_from(summaries).where(~summaries.c.sorted)).scalar_one()


def _fresh(connection: Connection, limit: int) -> Sequence[Row[Any]]:
    before = summaries.alias()
    joined = summaries.outerjoin(
        before, (before.c.conversation == summaries.c.conversation) & (before.c.turn == summaries.c.turn - 1)
    )
    columns = select(summaries, before.c.question.label("earlier"), before.c.status.label("ended")).select_from(joined)
    return connection.execute(columns.where(~summaries.c.sorted).order_by(summaries.c.at).limit(limit)).all()


def _wanted(row: Row[Any]) -> Iterator[str]:
    """The texts of which the meaning is needed."""
    if _lacks(row) or _follows(row):
        yield row.question
    if _follows(row):
        yield row.earlier


def _lacks(row: Row[Any]) -> bool:
    """Whether it is a question without a good answer."""
    return bool(row.question) and (row.status in LACKING or row.helpful is False)


def _follows(row: Row[Any]) -> bool:
    """Whether it may repeat the message before it: one that answers a question of ours, or corrects the case, does not."""
    return bool(row.question and row.earlier) and row.question != row.earlier and row.ended != Status.NEEDS_FACT


def _keep(connection: Connection, rows: Sequence[Row[Any]], vectors: dict[str, Vector]) -> None:
    """Keeps what was found, but for what another process has kept meanwhile."""
    mine = [row.answer for row in rows]
    open_ones = select(summaries.c.answer).where(summaries.c.answer.in_(mine), ~summaries.c.sorted)
    still = set(connection.execute(open_ones).scalars())
    known = set(connection.execute(select(grouped.c.answer).where(grouped.c.answer.in_(mine))).scalars())
    of_lines = [row for row in rows if row.answer in still]
    again = [row.answer for row in of_lines if _follows(row) and float(vectors[row.question] @ vectors[row.earlier]) >= SAME]
    _group(connection, [row for row in of_lines if _lacks(row) and row.answer not in known], vectors)
    connection.execute(update(summaries).where(summaries.c.answer.in_(still)).values(sorted=True))
    connection.execute(update(summaries).where(summaries.c.answer.in_(again)).values(again=True))


def _group(connection: Connection, rows: Sequence[Row[Any]], vectors: dict[str, Vector]) -> None:
    if not rows:
        return
    every = connection.execute(select(groups))
    found = [_Group(row.id, np.frombuffer(row.centre, np.float32).copy(), row.size) for row in every]
    joined = [{"answer": row.answer, **_join(found, vectors[row.question])} for row in rows]
    for one in found:
        _write(connection, one)
    connection.execute(insert(grouped), joined)


def _join(found: list[_Group], vector: Vector) -> dict[str, object]:
    """Adds a question to the nearest group, or to one of its own."""
    if found:
        centres = np.stack([one.centre for one in found])
        near = (centres @ vector) / np.maximum(np.linalg.norm(centres, axis=1), 1e-9)
        best = int(near.argmax())
        if near[best] >= NEAR:
            one = found[best]
            one.centre, one.size, one.grown = one.centre + vector, one.size + 1, True
            return {"group": one.id, "near": float(near[best])}
    found.append(_Group(new_id(), vector.copy(), 1, fresh=True))
    return {"group": found[-1].id, "near": 1.0}


def _write(connection: Connection, one: _Group) -> None:
    values = {"centre": one.centre.astype(np.float32).tobytes(), "size": one.size}
    if one.fresh:
        connection.execute(insert(groups).values(id=one.id, name="", named_by="", **values))
    elif one.grown:
        connection.execute(update(groups).where(groups.c.id == one.id).values(**values))


def drop_empty(connection: Connection) -> None:
    """A group whose questions are all deleted goes too, unless an owner has named it or decided about it."""
    has_one = exists().where(grouped.c.group == groups.c.id)
    decided = exists().where(choices.c.group == groups.c.id)
    connection.execute(delete(groups).where(groups.c.name == "", ~has_one, ~decided))


@contextmanager
def sorting(store: Store, shelf: Shelf, every: float = EVERY) -> Iterator[None]:
    """Sorts what is new every so many seconds, in a thread of its own. A store in memory has nothing to sort."""
    if not isinstance(store, Ledger):
        yield
        return
    with regularly(lambda stop: _sort(store, shelf, stop), every, "sorting"):
        yield


def _sort(ledger: Ledger, shelf: Shelf, stop: Event) -> None:
    try:
        ledger.write(drop_empty)
        meaning = meaning_of(shelf.opened().holdings) if ledger.read(waiting) else None
        while meaning and sort_new(ledger, meaning) and not stop.is_set():
            pass
    except Exception as error:
        LOG.error("new questions could not be sorted: %s", type(error).__name__)
