"""Every state of the pages of quizzes: who looks at it, and where it is. Brought about by HTTP, which is quick."""

from collections.abc import Callable
from dataclasses import replace

from api.quiz.making import EDITION
from api.quiz.model import Mode, Session
from api.quiz.room import Asked
from tests.api.quiz.papers import item
from tests.api.quiz.served import House, Somebody

Scene = Callable[[House], tuple[str, Somebody]]
PREVIEW = "/quiz/preview?items=2&seed=117&topic=entitlement"


def _trainer(path: str) -> Scene:
    return lambda rooms: (path, rooms.browser())


def _joined(rooms: House, one: Session, name: str = "robin", **begin: object) -> Somebody:
    somebody = rooms.browser()
    somebody.join(one, name)
    if not one.live:
        somebody.send(one, "begin", **begin)
    return somebody


def _answering(*chosen: int, place: int | None = 1) -> Scene:
    """A self-paced quiz whose first question was answered so."""

    def scene(rooms: House) -> tuple[str, Somebody]:
        one = rooms.share()
        somebody = _joined(rooms, one)
        if chosen:
            somebody.answer(one, 1, *chosen)
        return f"/quiz/play/{one.code}{f'/{place}' if place else ''}", somebody

    return scene


def _several(rooms: House) -> tuple[str, Somebody]:
    """A question with more than one right option."""
    one = rooms.share(seconds=600)
    ticked = item(1, multiple=True)
    paper = rooms.quizzes.room.store.paper(one.id, 1)
    assert paper
    other = replace(one, id="ticks" + one.id, code=rooms.quizzes.room.free_code())
    rooms.quizzes.room.store.share(other, replace(paper, items=(ticked, *paper.items[1:]), versions=paper.versions))
    return f"/quiz/play/{other.code}", _joined(rooms, other)


def _before(rooms: House) -> tuple[str, Somebody]:
    one, somebody = rooms.share(seconds=600), rooms.browser()
    somebody.join(one, "robin")
    return f"/quiz/play/{one.code}", somebody


def _results(rooms: House) -> tuple[str, Somebody]:
    one = rooms.share()
    somebody = _joined(rooms, one)
    somebody.answer(one, 1, 0)
    somebody.answer(one, 2, 1)
    somebody.send(one, "finish")
    return f"/quiz/play/{one.code}", somebody


def _words(rooms: House) -> tuple[str, Somebody]:
    one = rooms.share()
    return f"/quiz/play/{one.code}/words/nl-policy/7.1", _joined(rooms, one)


def _live(steps: int, *, trainer: bool, answers: bool = True) -> Scene:
    """A live session so many steps on, as the trainer or as a learner sees it."""

    def scene(rooms: House) -> tuple[str, Somebody]:
        one, room = rooms.share(Mode.LIVE, seconds=3_000), rooms.quizzes.room
        robin, _ = _joined(rooms, one), _joined(rooms, one, "wren")
        for version in range(steps):
            now = rooms.now(one)
            if answers and now.place:
                for learner in room.store.learners(one.id):
                    room.answer(now, learner, Asked(now.place, f"item{now.place}", (len(learner.nickname) % 2,)))
            room.step(now, version)
        if answers and steps == 1:
            robin.answer(one, 1, 0)
        return (f"/quiz/sessions/{one.id}/live" if trainer else f"/quiz/play/{one.code}"), robin

    return scene


def _shared(rooms: House, *, closed: bool = False) -> tuple[str, Somebody]:
    one = rooms.share()
    somebody = _joined(rooms, one)
    somebody.answer(one, 1, 0)
    if closed:
        rooms.quizzes.room.store.close(one.id, rooms.quizzes.room.now())
    return f"/quiz/sessions/{one.id}", somebody


def _for_review(rooms: House) -> tuple[str, Somebody]:
    """A question whose paragraph has changed since."""
    one = rooms.share()
    made = rooms.quizzes.maker.make(replace(one.request, items=1), 5)
    changed = replace(made.items[0], versions={**made.items[0].versions, "paragraphs": "others"})
    other = replace(one, id="changed" + one.id, code=rooms.quizzes.room.free_code())
    rooms.quizzes.room.store.share(other, replace(made, items=(changed,), versions={EDITION: "older"}))
    return "/quiz/review", rooms.browser()


def _stranger(rooms: House) -> tuple[str, Somebody]:
    return f"/quiz/play/{rooms.share().code}", rooms.browser()


SCENES: dict[str, Scene] = {
    "build": _trainer("/quiz/?items=5&topic=money&kind=order"),
    "cannot be made": _trainer("/quiz/preview?items=2&topic=money&audience=childrens"),
    "preview": _trainer(PREVIEW),
    "handout": _trainer(PREVIEW.replace("preview", "handout")),
    "shared": _shared,
    "closed": lambda rooms: _shared(rooms, closed=True),
    "for review": _for_review,
    "join": _trainer("/quiz/join?code=ABCDEF"),
    "not joined": _stranger,
    "before it begins": _before,
    "question": _answering(place=None),
    "several to tick": _several,
    "right": _answering(0),
    "not right": _answering(2),
    "results": _results,
    "a paragraph": _words,
    "screen, lobby": _live(0, trainer=True),
    "screen, question": _live(1, trainer=True),
    "screen, told": _live(2, trainer=True),
    "screen, over": _live(7, trainer=True),
    "phone, lobby": _live(0, trainer=False),
    "phone, question": _live(1, trainer=False, answers=False),
    "phone, sent": _live(1, trainer=False),
    "phone, told": _live(2, trainer=False),
    "phone, over": _live(7, trainer=False),
}
