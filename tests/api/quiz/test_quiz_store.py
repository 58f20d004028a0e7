"""What is kept of quizzes, in memory, in SQLite, and in PostgreSQL where there is one."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from papers import NOW, learner, paper, session

from api.quiz.given import given_in, given_to, sat
from api.quiz.model import Answered, Attempt, Session, Stage
from api.quiz.problems import NicknameTaken, NoSession, NothingChosen, NotJoined, RoomFull
from api.quiz.store import FIGURES, QuizStore
from eval.quiz.model import Quiz
from tests.api.store.stores import kinds, opened

MOST = 5


@pytest.fixture(params=kinds())
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[QuizStore]:
    """Each store in turn, with one session in it."""
    with opened(request.param, tmp_path) as kept:
        found = QuizStore(kept.tables, 30)
        found.share(session(), paper())
        yield found


def _answer(
    store: QuizStore, name: str, place: int, chosen: tuple[int, ...] = (0,), late: bool = False
) -> tuple[Answered, bool]:
    who = store.join(learner(name), name, MOST)
    store.begin(Attempt(who.id, 1, NOW))

    def judge(session: Session, attempt: Attempt, asked: Quiz) -> Answered:
        item = asked.items[place - 1]
        return Answered(who.id, 1, place, item.id, chosen, chosen == item.right, late, NOW)

    return store.answer(who, place, judge)


def test_what_is_shared_comes_back_as_it_was(store: QuizStore) -> None:
    """The session by its id, its code and its owner, and every word of its questions."""
    assert store.session("s") == store.by_code("CODEs") == session()
    assert list(store.sessions("anyone")) == [session()]
    assert list(store.sessions("another")) == []
    assert store.paper("s", 1) == paper()
    assert store.paper("s", 2) is None
    for wrong in (store.session, store.by_code):
        with pytest.raises(NoSession):
            wrong("nope")


def test_the_questions_of_an_attempt_are_kept_once(store: QuizStore) -> None:
    """Whoever comes first makes them for everybody."""
    store.add_paper("s", 2, paper(seed=2))
    store.add_paper("s", 2, paper(seed=3))
    kept = store.paper("s", 2)
    assert kept
    assert kept.seed == 2


def test_somebody_who_joins_again_is_who_they_were_and_a_name_is_had_by_one(store: QuizStore) -> None:
    """Whatever they call themselves the second time; a session takes no more than it may."""
    first = store.join(learner("a"), "a", 2)
    assert store.join(learner("a"), "other", 2) == first
    with pytest.raises(NicknameTaken):
        store.join(learner("b"), "a", 2)
    store.join(learner("b"), "b", 2)
    with pytest.raises(RoomFull):
        store.join(learner("c"), "c", 2)
    assert [one.nickname for one in store.learners("s")] == ["a", "b"]
    with pytest.raises(NotJoined):
        store.learner("s", "person-c")


def test_the_first_answer_stands(store: QuizStore) -> None:
    """A second to the same question changes nothing and is told of the first."""
    first, counted = _answer(store, "a", 1, (1,))
    assert counted
    again, counted = _answer(store, "a", 1, (0,))
    assert not counted
    assert again == first
    assert store.answers("s-a", 1) == (first,)


def test_a_live_session_is_taken_on_once_by_whoever_saw_where_it_was(store: QuizStore) -> None:
    """A second press of the same button does nothing."""
    assert store.step("s", 0, Stage.ASKING, 1, NOW)
    assert not store.step("s", 0, Stage.TOLD, 1, NOW)
    now = store.session("s")
    assert (now.stage, now.place, now.since, now.version) == (Stage.ASKING, 1, NOW, 1)


def test_answers_are_read_with_their_items_and_without_names(store: QuizStore) -> None:
    """Those that count, by session and by who shared it; a late one is kept, and not among them."""
    _answer(store, "a", 1)
    _answer(store, "b", 2, (2,))
    _answer(store, "b", 3, late=True)
    given = list(given_in(store, "s"))
    assert [(one.answer.learner, one.item.id, one.answer.right) for one in given] == [
        ("s-a", "item1", True),
        ("s-b", "item2", False),
    ]
    assert list(given_to(store, "anyone")) == given
    assert len(store.answers_in("s", 3)) == 1


def test_an_attempt_is_read_whole(store: QuizStore) -> None:
    """Session, learner, questions and answers; begun again it goes on, and it is over once."""
    _answer(store, "a", 1)
    assert store.begin(Attempt("s-a", 1, NOW + timedelta(hours=1))).began == NOW
    store.finish("s-a", 1, NOW + timedelta(minutes=5))
    store.finish("s-a", 1, NOW + timedelta(minutes=9))
    (one,) = sat(store, store.learner("s", "person-a"))
    assert (one.session.id, len(one.paper.items), len(one.answers)) == ("s", 3, 1)
    assert one.attempt.finished == NOW + timedelta(minutes=5)


def test_names_go_with_the_days_of_retention_and_answers_stay_without_them(store: QuizStore) -> None:
    """Nobody is found by what their browser holds any more; after two years nothing is left."""
    for name in ("a", "b"):
        _answer(store, name, 1)
    assert store.tidy(NOW + timedelta(days=29)) == 0
    assert store.tidy(NOW + timedelta(days=31)) == 2
    assert [one.nickname for one in store.learners("s")] == ["", ""]
    assert len(list(given_in(store, "s"))) == 2
    with pytest.raises(NotJoined):
        store.learner("s", "person-a")
    assert store.tidy(NOW + timedelta(days=31)) == 0
    store.tidy(NOW + FIGURES + timedelta(days=1))
    with pytest.raises(NoSession):
        store.session("s")
    assert list(store.answers_in("s")) == []


def test_extra_time_and_another_name_are_for_a_learner_of_that_session(store: QuizStore) -> None:
    """An id of another session's learner changes nothing."""
    store.join(learner("a"), "a", MOST)
    store.change("another", "s-a", extra=50)
    assert store.learner("s", "person-a").extra == 0
    store.change("s", "s-a", extra=50)
    assert store.learner("s", "person-a").longer(60) == timedelta(seconds=90)


def test_nothing_is_answered_before_the_first_attempt(store: QuizStore) -> None:
    """Whoever has joined and not begun is told so; nothing is kept."""
    who = store.join(learner("early"), "early", MOST)
    with pytest.raises(NothingChosen):
        store.answer(who, 1, lambda session, attempt, asked: pytest.fail("nothing is judged"))
    assert store.answers_in("s") == []
