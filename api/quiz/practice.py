"""Practice in one's own time: each row comes back when it is about to be forgotten, and what is weak comes back first.

When that is, FSRS works out. A learner is what their browser holds and nothing else: it is tied to no quiz and to no nickname.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from fsrs import Card, Rating, Scheduler

from api.quiz.practised import PracticeStore, Practised
from api.quiz.results import Share
from api.quiz.room import utc_now
from eval.generated.chance import seeded
from eval.quiz.desk import Desk
from eval.quiz.model import Item
from eval.quiz.rows import ByRow, Row

SCHEDULER = Scheduler(enable_fuzzing=False)  # the same answers give the same days
SEED = 12  # hexadecimal digits
HOUR, DAY = 60, 24 * 60  # minutes


class MakesByRow(Protocol):
    """What practice needs of a maker of items."""

    def rows(self, topic: str = "") -> Sequence[Row]:
        """Every row that can be practised, of one topic or of all."""

    def item(self, row: Row, seed: str) -> Item | None:
        """An item about a row; None where none can be made."""


@dataclass(frozen=True, slots=True)
class Put:
    """A question that is put. `answered`: how often its row has been answered; `due`: its row was to be seen again by now."""

    item: Item
    row: Row
    answered: int
    seed: str
    due: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """An answer, marked. `kept`: it counts, because it was the first; `again`: when the row comes back, where it was kept."""

    chosen: tuple[int, ...]
    right: bool
    kept: bool
    again: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a learner is: rows to be seen again by now, rows seen, rows there are, and answers topic by topic."""

    due: int
    seen: int
    of: int
    topics: Sequence[Share]


class Current:
    """Items about rows as the rules and the documents are now."""

    def __init__(self, desk: Callable[[], Desk]) -> None:
        self._desk = desk
        self._made: ByRow | None = None

    def __call__(self) -> ByRow:
        """The maker, kept as long as the desk is the same."""
        desk = self._desk()
        if self._made is None or self._made.desk is not desk:
            self._made = ByRow(desk)
        return self._made


class Practice:
    """What learners do when they practise."""

    def __init__(self, store: PracticeStore, rows: Callable[[], MakesByRow], now: Callable[[], datetime] = utc_now) -> None:
        self.store, self.rows, self.now = store, rows, now

    def next(self, person: str, topic: str = "") -> Put | None:
        """The next question: the weakest row that is due, else a new one, else the weakest of all. None where there is none."""
        known = {one.row: one for one in self.store.practised(person)}
        made, now = self.rows(), self.now()
        for row in self._order(person, made.rows(topic), known, now):
            answered = known[row].answered if row in known else 0
            seed = seed_of(person, answered)
            if item := made.item(row, seed):
                return Put(item, row, answered, seed, row in known and known[row].card.due <= now)
        return None

    def _order(self, person: str, rows: Iterable[Row], known: dict[Row, Practised], now: datetime) -> Iterable[Row]:
        """What is due, the weakest first; what is new, in an order of one's own; what is not due yet, the weakest first."""
        wanted = list(rows)
        seen = sorted((known[row] for row in wanted if row in known), key=lambda one: _strength(one.card, now))
        yield from (one.row for one in seen if one.card.due <= now)
        new = [row for row in wanted if row not in known]
        yield from sorted(new, key=lambda row: seeded("practice", person, *row).random())
        yield from (one.row for one in seen if one.card.due > now)

    def answer(self, person: str, row: Row, answered: int, item: Item, chosen: Iterable[int], *, unsure: bool) -> Marked:
        """Marks an answer and keeps when the row comes back. The first answer to a question counts; of nobody ("") none."""
        places = tuple(sorted(set(chosen)))
        right = places == item.right
        rating = (Rating.Hard if unsure else Rating.Good) if right else Rating.Again
        now = self.now()

        def reviewed(before: Practised | None) -> Practised | None:
            if (before.answered if before else 0) != answered:
                return None
            card, _ = SCHEDULER.review_card(before.card if before else Card(card_id=0, due=now), rating, now)
            rights = (before.right if before else 0) + right
            return Practised(row, item.topic, card, answered + 1, rights)

        kept = self.store.review(person, row, reviewed) if person else None
        return Marked(places, right, kept is not None, kept.card.due if kept else None)

    def standing(self, person: str, titles: dict[str, str]) -> Standing:
        """Where a learner is. `titles`: topics by name."""
        known = self.store.practised(person) if person else []
        topics = dict.fromkeys(one.topic for one in known)
        shares = [_share(titles.get(topic, topic), [one for one in known if one.topic == topic]) for topic in topics]
        due = sum(one.card.due <= self.now() for one in known)
        return Standing(due, len(known), len(self.rows().rows()), shares)


def seed_of(person: str, answered: int) -> str:
    """The seed of the next question about a row: the same until it is answered."""
    return sha256(f"{person}/{answered}".encode()).hexdigest()[:SEED]


def _strength(card: Card, now: datetime) -> tuple[float, float]:
    """How likely the row is remembered, then for how long it would be."""
    return SCHEDULER.get_card_retrievability(card, now), card.stability or 0.0


def _share(name: str, known: Iterable[Practised]) -> Share:
    together = list(known)
    return Share(name, sum(one.right for one in together), sum(one.answered for one in together))


def back_in(again: datetime, now: datetime) -> str:
    """How long until a row comes back, in words."""
    minutes = max(1, round((again - now).total_seconds() / 60))
    if minutes < HOUR:
        return f"{minutes} {'minute' if minutes == 1 else 'minutes'}"
    if minutes < DAY:
        hours = round(minutes / HOUR)
        return f"{hours} {'hour' if hours == 1 else 'hours'}"
    days = round(minutes / DAY)
    return f"{days} {'day' if days == 1 else 'days'}"
