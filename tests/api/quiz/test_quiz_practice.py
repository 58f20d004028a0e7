"""Practice: what is due comes before what is new, what is weak before what is known, and what was sent twice counts once."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from papers import NOW, Clock, item

from api.quiz.practice import Marked, Practice, Put, back_in
from api.quiz.practised import KEPT, PracticeStore
from eval.quiz.model import Item
from eval.quiz.rows import Row
from tests.api.store.stores import kinds, opened

RIGHT, WRONG = (0,), (1,)


class Rows:
    """Three rows, each with a question made by hand; the third cannot be made."""

    def rows(self, topic: str = "") -> Sequence[Row]:
        """Rows of entitlement, or of money."""
        every = {"entitlement": [("entitlement", "row1"), ("entitlement", "row3")], "money": [("entitlement", "row2")]}
        return [row for name, found in every.items() if topic in ("", name) for row in found]

    def item(self, row: Row, seed: str) -> Item | None:
        """The same for the same seed."""
        number = int(row[1][-1])
        return None if number == 3 else item(number, id=f"{row[1]}/{seed}")


@pytest.fixture
def clock() -> Clock:
    """The time."""
    return Clock()


@pytest.fixture(params=kinds())
def practice(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Practice]:
    """Over each store in turn."""
    with opened(request.param, tmp_path) as kept:
        yield Practice(PracticeStore(kept.tables), Rows, clock)


def take(practice: Practice, chosen: tuple[int, ...], person: str = "p", unsure: bool = False) -> tuple[Put, Marked]:
    """Answers whatever is put."""
    put = practice.next(person)
    assert put
    return put, practice.answer(person, put.row, put.answered, put.item, chosen, unsure=unsure)


def test_every_row_is_new_before_any_comes_back(practice: Practice) -> None:
    """A row of which no question can be made is passed over."""
    rows = [take(practice, RIGHT)[0].row for _ in range(2)]
    assert sorted(rows) == [("entitlement", "row1"), ("entitlement", "row2")]
    again = practice.next("p")
    assert again
    assert not again.due


def test_what_was_wrong_comes_back_before_what_was_right(practice: Practice, clock: Clock) -> None:
    """Within minutes on the same day; and before the others when all are due."""
    (first, _), (_, right) = take(practice, WRONG), take(practice, RIGHT)
    clock.passes(minutes=2)
    again = practice.next("p")
    assert again
    assert (again.row, again.due) == (first.row, True)
    assert right.again
    clock.at = right.again + timedelta(days=3)
    weak = practice.next("p")
    assert weak
    assert (weak.row, weak.due) == (first.row, True)


def test_what_is_known_comes_back_later_every_time(practice: Practice, clock: Clock) -> None:
    """Each right answer lengthens the time; a wrong one shortens it to minutes."""
    waits = []
    for _ in range(4):
        _, marked = take_row(practice, "row1", RIGHT)
        assert marked.again
        waits.append(marked.again - clock.at)
        clock.at = marked.again
    assert waits == sorted(waits)
    assert waits[-1] > timedelta(days=5)
    _, marked = take_row(practice, "row1", WRONG)
    assert marked.again
    assert marked.again - clock.at < timedelta(hours=1)


def take_row(practice: Practice, name: str, chosen: tuple[int, ...], unsure: bool = False) -> tuple[int, Marked]:
    """Answers a question about one row."""
    row = ("entitlement", name)
    known = {one.row: one.answered for one in practice.store.practised("p")}.get(row, 0)
    return known, practice.answer("p", row, known, item(1), chosen, unsure=unsure)


def test_whoever_is_not_sure_sees_it_again_sooner(practice: Practice) -> None:
    """Also where they were right."""
    _, sure = take_row(practice, "row1", RIGHT)
    _, unsure = take_row(practice, "row2", RIGHT, unsure=True)
    assert sure.again
    assert unsure.again
    assert unsure.right
    assert unsure.again < sure.again


def test_a_question_stays_the_same_until_it_is_answered(practice: Practice) -> None:
    """A refresh changes nothing; the next one about the same row is another."""
    assert practice.next("p") == practice.next("p")
    put, _ = take(practice, WRONG)
    assert Rows().item(put.row, put.seed) == put.item
    take(practice, RIGHT)
    after = {one.row: one.answered for one in practice.store.practised("p")}
    assert after[put.row] == 1


def test_what_was_sent_twice_counts_once(practice: Practice) -> None:
    """The second is marked, and changes nothing."""
    put, first = take(practice, RIGHT)
    again = practice.answer("p", put.row, put.answered, put.item, WRONG, unsure=False)
    assert (first.kept, again.kept, again.right) == (True, False, False)
    (kept,) = practice.store.practised("p")
    assert (kept.answered, kept.right, kept.card.due) == (1, 1, first.again)


def test_nobody_sees_anothers_practice(practice: Practice) -> None:
    """Each has their own; of a browser that holds nothing, nothing is kept."""
    take(practice, WRONG)
    assert list(practice.store.practised("q")) == []
    put = practice.next("")
    assert put
    marked = practice.answer("", put.row, 0, put.item, RIGHT, unsure=False)
    assert (marked.right, marked.kept) == (True, False)
    assert list(practice.store.practised("")) == []


def test_a_topic_is_kept_to(practice: Practice) -> None:
    """And one without questions gives none."""
    put = practice.next("p", "money")
    assert put
    assert put.row == ("entitlement", "row2")
    assert practice.next("p", "cricket") is None


def test_where_somebody_stands_is_counted_by_topic(practice: Practice, clock: Clock) -> None:
    """Rows seen, rows due, and right answers topic by topic."""
    take(practice, WRONG)
    clock.passes(minutes=2)
    take(practice, RIGHT)
    found = practice.standing("p", {"entitlement": "Who is entitled", "money": "Who pays"})
    assert (found.seen, found.of, found.due) == (1, 3, 0)
    ((name, right, of),) = [(one.name, one.right, one.of) for one in found.topics]
    assert name in ("Who is entitled", "Who pays")
    assert (right, of) == (1, 2)


def test_what_nobody_comes_back_to_is_deleted(practice: Practice, clock: Clock) -> None:
    """And what somebody wants forgotten at once."""
    _, marked = take(practice, WRONG)
    assert marked.again
    assert practice.store.tidy(marked.again + KEPT) == 0
    assert practice.store.tidy(marked.again + KEPT + timedelta(seconds=1)) == 1
    take(practice, WRONG)
    practice.store.forget("p")
    assert list(practice.store.practised("p")) == []


@pytest.mark.parametrize(
    ("minutes", "says"),
    [(0.2, "1 minute"), (10, "10 minutes"), (61, "1 hour"), (300, "5 hours"), (1500, "1 day"), (9000, "6 days")],
)
def test_the_time_until_a_row_comes_back_is_said_in_words(minutes: float, says: str) -> None:
    """As roughly as anybody wants to know."""
    assert back_in(NOW + timedelta(minutes=minutes), NOW) == says
