"""A live session: the trainer steps, learners follow, and a restart in the middle loses nothing."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
from served import House, Somebody, kept_house

from api.quiz.model import Mode, Session, Stage
from assistant.holdings import Holdings

LEARNERS = 20


def _step(house: House, one: Session, version: int | None = None) -> httpx.Response:
    seen = house.now(one).version if version is None else version
    with httpx.Client(base_url=house.address, timeout=60, follow_redirects=True) as trainer:
        return trainer.post(f"/quiz/sessions/{one.id}/step", data={"version": str(seen)})


def test_learners_follow_the_trainer_and_see_what_the_room_chose(quizhouse: House) -> None:
    """Lobby, question, sent, told with counts, over; the projector shows no right answer before it is told."""
    one, robin, wren = quizhouse.share(Mode.LIVE), quizhouse.browser(), quizhouse.browser()
    assert "You are in" in robin.join(one, "robin").text
    wren.join(one, "wren")
    shown = _step(quizhouse, one).text
    assert "Question 1 of 3" in shown
    assert "Right" not in shown.partition("<main")[2]
    assert "Answer sent" in robin.answer(one, 1, 0).text
    assert "Question 1 of 3" in wren.see(one).text
    assert wren.answer(one, 1, 2).status_code == 200
    shown = _step(quizhouse, one).text
    assert "2 answers chosen, by option" in shown
    told = wren.see(one).text
    assert "<h1>Not right</h1>" in told
    assert "robin" not in told
    assert "What the room chose" in told
    for _ in range(5):
        shown = _step(quizhouse, one).text
    assert "The quiz is over" in shown
    assert "1 of 3 right" in robin.see(one).text
    assert quizhouse.now(one).stage is Stage.OVER


def test_a_second_press_of_the_step_skips_no_question(quizhouse: House) -> None:
    """It was made for where the session was."""
    one = quizhouse.share(Mode.LIVE)
    for _ in range(2):
        _step(quizhouse, one, 0)
    assert (quizhouse.now(one).stage, quizhouse.now(one).place) == (Stage.ASKING, 1)
    _step(quizhouse, one, 99)
    assert quizhouse.now(one).version == 1


def test_an_answer_after_the_trainer_went_on_is_kept_and_does_not_count(quizhouse: House) -> None:
    """The learner is told so."""
    one, robin = quizhouse.share(Mode.LIVE), quizhouse.browser()
    robin.join(one, "robin")
    for _ in range(2):
        _step(quizhouse, one)
    assert "Too late to count" in robin.answer(one, 1, 0).text
    assert "not sent" not in robin.see(one).text
    moved = robin.answer(one, 3, 0)
    assert "nothing was sent" in moved.text


def _events(lines: Iterator[str]) -> Iterator[dict[str, int]]:
    for line in lines:
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


def test_steps_are_told_as_they_happen_and_learners_are_told_nothing_else(quizhouse: House) -> None:
    """The trainer's page also hears how many have joined and answered; whoever comes back hears how things are now."""
    one, robin = quizhouse.share(Mode.LIVE), quizhouse.browser()
    robin.join(one, "robin")
    with (
        httpx.stream("GET", f"{quizhouse.address}/quiz/sessions/{one.id}/events", timeout=60) as told,
        robin.client.stream("GET", f"/quiz/play/{one.code}/events") as heard,
    ):
        assert heard.headers["content-type"].startswith("text/event-stream")
        trainer, learner = _events(told.iter_lines()), _events(heard.iter_lines())
        assert next(trainer) == {"version": 0, "stage": "lobby", "place": 0, "joined": 1, "answered": 0}
        assert next(learner) == {"version": 0}
        _step(quizhouse, one)
        assert next(learner) == {"version": 1}
        robin.answer(one, 1, 0)
        counts = [next(trainer)]
        while counts[-1]["answered"] == 0:
            counts.append(next(trainer))
        assert counts[-1] == {"version": 1, "stage": "asking", "place": 1, "joined": 1, "answered": 1}
        _step(quizhouse, one)
        assert next(learner) == {"version": 2}
    with robin.client.stream("GET", f"/quiz/play/{one.code}/events", headers={"last-event-id": "1"}) as again:
        assert next(_events(again.iter_lines())) == {"version": 2}


def test_one_learner_listens_on_as_many_pages_as_a_person_opens(quizhouse: House) -> None:
    """Six; the next is told to close some."""
    one, robin = quizhouse.share(Mode.LIVE), quizhouse.browser()
    robin.join(one, "robin")
    address = f"/quiz/play/{one.code}/events"
    with ExitStack() as pages:
        heard = [_events(pages.enter_context(robin.client.stream("GET", address)).iter_lines()) for _ in range(6)]
        assert [next(each) for each in heard] == [{"version": 0}] * 6
        refused = pages.enter_context(robin.client.stream("GET", address))
        assert refused.status_code == 429
        assert "Close some of them" in refused.read().decode()


def test_a_limit_is_counted_on_the_screen(quizhouse: House) -> None:
    """For whoever has no more time than usual."""
    one = quizhouse.share(Mode.LIVE, seconds=600)
    shown = _step(quizhouse, one).text
    assert re.search(r'data-left="(600|59\d)"', shown)


def test_a_restart_in_the_middle_loses_no_answer(holdings: Holdings, tmp_path: Path) -> None:
    """Half of the room has answered; after it the other half answers the same question, and the quiz goes on to its end."""
    with kept_house(holdings, tmp_path) as before:
        one = before.share(Mode.LIVE)
        room = [before.browser() for _ in range(LEARNERS)]
        with ThreadPoolExecutor(LEARNERS) as pool:
            list(pool.map(lambda pair: pair[1].join(one, f"learner {pair[0]}"), enumerate(room)))
            _step(before, one)
            told = list(pool.map(lambda who: who.answer(one, 1, 0), room[: LEARNERS // 2]))
        assert all("Answer sent" in each.text for each in told)
    with kept_house(holdings, tmp_path) as after:
        same = [_moved(who, after) for who in room]
        with ThreadPoolExecutor(LEARNERS) as pool:
            told = list(pool.map(lambda who: who.answer(one, 1, 0), same))
        assert all("Answer sent" in each.text for each in told)
        kept = after.quizzes.room.store.answers_in(one.id, 1)
        assert len(kept) == len({each.learner for each in kept}) == LEARNERS
        assert not any(each.late for each in kept)
        assert f"{LEARNERS} answers chosen" in _step(after, one).text
        for _ in range(5):
            _step(after, one)
        assert "1 of 3 right" in same[0].see(one).text


def _moved(who: Somebody, house: House) -> Somebody:
    """The same browser, before the server that was started again."""
    again = house.browser()
    again.client.cookies.update({cookie.name: str(cookie.value) for cookie in who.client.cookies.jar})
    return again
