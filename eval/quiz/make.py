"""Makes a quiz. The same request and seed give the same quiz, as long as rules, documents and the quiz's words stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from eval.generated.chance import seeded
from eval.quiz.cases import Facts, Groups
from eval.quiz.check import sound
from eval.quiz.desk import Desk
from eval.quiz.kinds import KINDS
from eval.quiz.kinds.base import Draft
from eval.quiz.model import Difficulty, Item, Kind, Quiz, QuizError
from eval.quiz.plan import reader_version, words_version

MOST = 200  # items a quiz
TRIES = 30  # drafts for each item asked for, before a quiz is taken to be too long
CASES = 3  # cases tried for each draft
ASTRAY = 0.35  # how often a fact is told that decides nothing
SINGLE = {Kind.OUTCOME: 8, Kind.PARAGRAPH: 4, Kind.ASK_NEXT: 4, Kind.DECIDING_FACT: 4}
OFTEN = {**SINGLE, Kind.TICK_ALL: 3, Kind.BODIES: 3, Kind.SCENARIO: 2}
ONLY_OF = {
    Kind.TICK_ALL: ("ending", "ending_one_service", "ready_to_leave_hospital"),
    Kind.ORDER: ("ending", "ready_to_leave_hospital"),
    Kind.GROUND: ("insufficient_grounds",),
    Kind.BODIES: ("responsible_council",),
}


@dataclass(frozen=True, slots=True)
class Request:
    """What a quiz is asked to be. Empty: anything."""

    items: int = 10
    topics: tuple[str, ...] = ()
    audience: str = ""
    difficulty: str = ""
    kinds: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


def make(desk: Desk, request: Request, seed: int) -> Quiz:
    """The quiz. QuizError where no table matches, or more items are asked for than there are."""
    tables = _tables(desk, request)
    found: dict[object, Item] = {}
    for item in _drafted(desk, request, tables, seed):
        again = (item.kind, item.table, item.rows, item.question if not item.lines else "")
        found.setdefault(again if request.items <= MOST // 2 else item.id, item)
        if len(found) == request.items:
            break
    if len(found) < request.items:
        raise QuizError(f"only {len(found)} items of {request.items} can be made of that. Ask for fewer, or for more topics")
    return Quiz(
        title=_title(desk, request),
        seed=seed,
        items=tuple(found.values()),
        topics=request.topics,
        audience=request.audience,
        difficulty=request.difficulty,
        versions={"words": words_version(), "reader": reader_version()},
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a quiz: of which table and kind, and the seed of its chance."""

    table: str
    kind: Kind
    name: str
    random: Random


def single(desk: Desk, table: str, kind: Kind, seed: str, place: int = 0) -> Item | None:
    """One item of a kind from one case of a table, counted round; None where that gives no fair one."""
    cases = desk.cases.covering(table).cases
    return _of_case(desk, Place(table, kind, seed, seeded(seed)), cases[place % len(cases)])


def _drafted(desk: Desk, request: Request, tables: list[str], seed: int) -> Iterator[Item]:
    wanted = [Kind(kind) for kind in request.kinds] or list(Kind)
    of_kind = {kind: [table for table in tables if table in ONLY_OF.get(kind, (table,))] for kind in wanted}
    kinds = [kind for kind in wanted if of_kind[kind]]
    for n in range(request.items * TRIES if kinds else 0):
        name = f"{seed}/{n}"
        random = seeded("quiz", name)
        kind = random.choices(kinds, [OFTEN.get(one, 1) for one in kinds])[0]
        for _ in range(CASES):
            item = _item(desk, Place(random.choice(of_kind[kind]), kind, name, random))
            if item and request.difficulty in ("", item.difficulty):
                yield item
                break


def _item(desk: Desk, place: Place) -> Item | None:
    return _of_case(desk, place, place.random.choice(desk.cases.covering(place.table).cases))


def _of_case(desk: Desk, place: Place, groups: Groups) -> Item | None:
    told = desk.cases.told(place.table, groups, place.random)
    if told is None:
        return None
    facts = _led_astray(desk, place.table, told, place.random)
    made = KINDS[place.kind](Draft(desk, place.table, facts, place.random, place.name))
    return made if made and sound(desk, made) else None


def _led_astray(desk: Desk, table: str, told: Facts, random: Random) -> Facts:
    """The facts, now and then with one more that decides nothing."""
    others = [fact for fact in desk.plan.led_astray.get(table, ()) if fact not in told]
    if not others or random.random() > ASTRAY:
        return told
    fact = random.choice(others)
    more = {**told, fact: random.choice(desk.rulebook.specs[fact].choices[:2])}
    return more if desk.cases.holds(more) else told


def _tables(desk: Desk, request: Request) -> list[str]:
    """The tables asked for, in an order that shuffles topics together."""
    plan = desk.plan
    _known("topic", request.topics, list(plan.topics))
    _known("audience", (request.audience,) if request.audience else (), list(plan.audiences))
    _known("difficulty", (request.difficulty,) if request.difficulty else (), list(Difficulty))
    _known("kind", request.kinds, list(Kind))
    if not 0 < request.items <= MOST:
        raise QuizError(f"{request.items} items cannot be made. Ask for 1 to {MOST}")
    topics = [
        topic
        for name, topic in plan.topics.items()
        if (not request.topics or name in request.topics) and (not request.audience or request.audience in topic.audiences)
    ]
    tables = [table for topic in topics for table in topic.tables if not request.tables or table in request.tables]
    if not tables:
        raise QuizError("no table matches that. Leave out the audience, or choose other topics")
    return sorted(tables, key=lambda table: seeded("order", table).random())


def _known(what: str, given: tuple[str, ...], allowed: list[str]) -> None:
    for one in given:
        if one not in allowed:
            raise QuizError(f"there is no {what} {one!r}. Choose of {', '.join(allowed)}")


def _title(desk: Desk, request: Request) -> str:
    named = [desk.plan.topics[name].title for name in request.topics]
    return f"Section 117 aftercare: {', '.join(named)}" if named else "Section 117 aftercare"
