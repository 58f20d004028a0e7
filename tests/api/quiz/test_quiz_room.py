"""What happens in a session, over tables in memory and a time that the test sets."""

from dataclasses import dataclass

import pytest
from papers import Canned, Clock

from api.quiz.model import Learner, Mode, Session, Stage, Terms
from api.quiz.problems import BadNickname, CannotMake, Closed, NicknameTaken, NoSession, NothingChosen
from api.quiz.results import Result, result, tally
from api.quiz.room import Asked, Room, current, is_over
from api.quiz.store import QuizStore
from api.store.scratch import Scratch
from eval.quiz.make import Request


@dataclass
class Trial:
    """A room, its clock and its maker, and one session in it."""

    room: Room
    clock: Clock
    maker: Canned
    session: Session

    @property
    def now(self) -> Session:
        """The session as it is."""
        return self.room.store.session(self.session.id)

    def joins(self, name: str) -> Learner:
        """Somebody with a browser of their own."""
        return self.room.join(self.session.code, name, f"browser of {name}")

    def says(self, who: Learner, place: int, *chosen: int) -> tuple[bool, bool, bool]:
        """Answers a question: right, late, and whether it was the first."""
        given, first = self.room.answer(self.now, who, Asked(place, f"item{place}", chosen or (0,)))
        return given.right, given.late, first

    def result(self, who: Learner) -> Result:
        """What came of it."""
        sat = self.room.sat(self.now, who)
        assert sat
        return result(sat, self.maker.gone, {"money": "Money"})

    def steps(self) -> Session:
        """The trainer goes on."""
        assert self.room.step(self.now, self.now.version)
        return self.now


def trial(mode: Mode = Mode.SELF_PACED, seconds: int = 0) -> Trial:
    """A session of three questions that is open for a day."""
    clock, maker = Clock(), Canned()
    room = Room(QuizStore(Scratch(), 30), maker, clock)
    return Trial(room, clock, maker, room.share(Request(items=3), 7, Terms(mode, 66, seconds), "anyone", 1))


def test_a_self_paced_quiz_is_answered_one_question_after_another() -> None:
    """The next is the first that is not answered; after the last it is over and marked."""
    one = trial()
    who = one.joins("robin")
    one.room.begin(one.session, who, 0)
    for place in (1, 2, 3):
        sat = one.room.sat(one.session, who)
        assert sat
        assert current(one.room.asked(sat.paper), sat) == place
        one.says(who, place, 0 if place < 3 else 1)
    sat = one.room.sat(one.session, who)
    assert sat
    assert is_over(sat, one.clock())
    found = one.result(who)
    assert (found.whole.right, found.whole.of, found.passed) == (2, 3, True)
    assert [(share.name, share.right, share.of) for share in found.topics] == [("entitlement", 1, 2), ("Money", 1, 1)]
    assert [marked.place for marked in found.wrong] == [3]


def test_a_second_answer_changes_nothing() -> None:
    """Neither the same nor another."""
    one = trial()
    who = one.joins("robin")
    one.room.begin(one.session, who, 0)
    assert one.says(who, 1, 1) == (False, False, True)
    assert one.says(who, 1, 0) == (False, False, False)


def test_what_comes_after_the_time_is_kept_and_does_not_count() -> None:
    """With two seconds for the network; who was given more time has it."""
    one = trial(seconds=600)
    slow, quick = one.joins("slow"), one.joins("quick")
    one.room.begin(one.session, quick, 0)
    slow_attempt = one.room.begin(one.session, slow, 50)
    assert slow_attempt.due
    assert (slow_attempt.due - slow_attempt.began).total_seconds() == 900
    one.clock.passes(seconds=602)
    assert one.says(quick, 1) == (True, False, True)
    one.clock.passes(seconds=1)
    assert one.says(quick, 2) == (True, True, True)
    assert one.says(slow, 2) == (True, False, True)
    assert (one.result(quick).whole.right, one.result(quick).late) == (1, 1)


@pytest.mark.parametrize("chosen", [(), (9,), (-1,), (0, 1)])
def test_an_answer_that_the_question_does_not_have_is_none(chosen: tuple[int, ...]) -> None:
    """Nothing is kept of it, and the question can still be answered."""
    one = trial()
    who = one.joins("robin")
    one.room.begin(one.session, who, 0)
    with pytest.raises(NothingChosen):
        one.room.answer(one.session, who, Asked(1, "item1", chosen))
    assert one.says(who, 1) == (True, False, True)


@pytest.mark.parametrize(("place", "item"), [(1, "item2"), (0, "item1"), (9, "item9"), (-1, "item3")])
def test_an_answer_to_a_question_that_was_not_asked_is_refused(place: int, item: str) -> None:
    """As one from another quiz's page would be."""
    one = trial()
    who = one.joins("robin")
    one.room.begin(one.session, who, 0)
    with pytest.raises(NoSession):
        one.room.answer(one.session, who, Asked(place, item, (0,)))


def test_another_attempt_has_other_questions_and_begins_when_the_last_is_over() -> None:
    """The same for everybody who tries a second time."""
    one = trial()
    who, other = one.joins("robin"), one.joins("wren")
    for learner in (who, other):
        one.room.begin(one.session, learner, 0)
    assert one.room.retry(one.session, who).number == 1
    one.room.finish(one.session, who)
    assert one.room.retry(one.session, who).number == 2
    one.room.finish(one.session, other)
    one.room.retry(one.session, other)
    seeds = []
    for learner in (who, other):
        sat = one.room.sat(one.session, learner)
        assert sat
        seeds.append(sat.paper.seed)
    assert seeds == [8, 8]
    assert one.result(who).whole.right == 0


def test_attempts_have_an_end() -> None:
    """Twenty, and the words say what to do."""
    one = trial()
    who = one.joins("robin")
    one.room.begin(one.session, who, 0)
    for _ in range(19):
        one.room.finish(one.session, who)
        one.room.retry(one.session, who)
    one.room.finish(one.session, who)
    with pytest.raises(CannotMake, match="Ask your trainer"):
        one.room.retry(one.session, who)


def test_a_live_session_goes_from_question_to_question_as_the_trainer_steps() -> None:
    """Lobby, question, what is right, the next; over after the last. A press of a button on an old page does nothing."""
    one = trial(Mode.LIVE)
    found = []
    while one.now.stage is not Stage.OVER:
        now = one.steps()
        found.append((now.stage, now.place))
    assert found == [(stage, n) for n in (1, 2, 3) for stage in (Stage.ASKING, Stage.TOLD)] + [(Stage.OVER, 3)]
    assert not one.room.step(one.session, 0)


def test_in_a_live_session_only_what_is_asked_is_answered() -> None:
    """What comes before is refused, what comes after is kept and does not count."""
    one = trial(Mode.LIVE)
    who = one.joins("robin")
    with pytest.raises(NoSession):
        one.says(who, 1)
    one.steps()
    assert one.says(who, 1) == (True, False, True)
    one.steps()
    late = one.joins("wren")
    assert one.says(late, 1) == (True, True, True)
    counted = tally(one.room.maker.make(Request(), 7).items[0], one.room.store.answers_in(one.session.id, 1))
    assert [one.count for one in counted] == [1, 0, 0]


def test_a_live_question_may_have_a_limit_and_a_learner_more_time() -> None:
    """From the moment it was asked."""
    one = trial(Mode.LIVE, seconds=30)
    slow, quick = one.joins("slow"), one.joins("quick")
    slow = one.room.give_time(one.session, slow, 100)
    one.steps()
    one.clock.passes(seconds=33)
    assert one.says(quick, 1) == (True, True, True)
    assert one.says(slow, 1) == (True, False, True)
    assert one.room.give_time(one.session, slow, 1_000) == slow


def test_a_question_that_no_longer_holds_is_not_asked_and_counts_for_nobody() -> None:
    """In a live session it is passed over; in an attempt that has answered it, it no longer counts."""
    one, live = trial(), trial(Mode.LIVE)
    who = one.joins("robin")
    one.room.begin(one.session, who, 0)
    one.says(who, 1, 1)
    one.maker.gone["item1"] = live.maker.gone["item1"] = "a paragraph changed"
    assert live.steps().place == 2
    one.says(who, 2)
    one.says(who, 3)
    found = one.result(who)
    assert (found.whole.right, found.whole.of, found.withdrawn) == (2, 2, 1)


def test_a_code_that_has_expired_lets_nobody_new_in() -> None:
    """Whoever has joined goes on."""
    one = trial()
    who = one.joins("robin")
    one.clock.passes(days=1)
    assert one.joins("robin") == who
    with pytest.raises(Closed):
        one.joins("wren")
    with pytest.raises(NoSession):
        one.room.join("ZZZZZZ", "wren", "a browser")


def test_two_learners_have_two_names_however_they_are_written() -> None:
    """Letters large or small, spaces, and forms that look the same."""
    one = trial()
    one.joins("Robin")
    for same in ("robin", " RO BIN ", "\uff32obin", "Ro\u200bbin"):
        with pytest.raises(NicknameTaken):
            one.joins(same)


@pytest.mark.parametrize("name", ["", "  ", "\u200b\u202e", "x" * 25, "943 476 5919", "Mrs Jones", "a@b.uk", "07700 900123"])
def test_what_is_no_nickname_or_identifies_a_person_is_refused(name: str) -> None:
    """The words say why, and do not repeat it."""
    one = trial()
    with pytest.raises(BadNickname) as refused:
        one.joins(name)
    assert not name.strip() or name not in refused.value.detail
    assert list(one.room.store.learners(one.session.id)) == []


def test_a_session_is_its_owners_alone() -> None:
    """To another trainer it is not there."""
    one = trial()
    assert one.room.owned(one.session.id, "anyone").id == one.session.id
    with pytest.raises(NoSession):
        one.room.owned(one.session.id, "another")
