"""What came of it: a learner's score, topic by topic, and a question's answers, option by option."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.quiz.model import Answered, Sat
from eval.quiz.model import Item, Option, Quiz


@dataclass(frozen=True, slots=True)
class Marked:
    """A question with what was answered; None where nothing was, or too late to count."""

    place: int
    item: Item
    answer: Answered | None

    @property
    def right(self) -> bool:
        """Whether it counts as right."""
        return self.answer is not None and self.answer.right


@dataclass(frozen=True, slots=True)
class Share:
    """So many right of so many."""

    name: str
    right: int
    of: int

    @property
    def per_cent(self) -> int:
        """Rounded down, so that nobody passes by rounding."""
        return 100 * self.right // self.of if self.of else 0


@dataclass(frozen=True, slots=True)
class Result:
    """An attempt, marked. `withdrawn`: places of questions that no longer hold, which count for nobody."""

    marked: Sequence[Marked]
    whole: Share
    topics: Sequence[Share]
    passed: bool
    late: int
    withdrawn: int

    @property
    def wrong(self) -> Sequence[Marked]:
        """What was not right, or not answered."""
        return [one for one in self.marked if not one.right]


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option, and how many chose it."""

    option: Option
    count: int


def places(paper: Quiz, withdrawn: Collection[str]) -> Sequence[int]:
    """The places of the questions that are asked, from 1."""
    return [n for n, item in enumerate(paper.items, 1) if item.id not in withdrawn]


def result(sat: Sat, withdrawn: Collection[str], titles: Mapping[str, str]) -> Result:
    """An attempt, marked. `titles`: topics by name."""
    counted = {one.place: one for one in sat.answers if not one.late}
    asked = places(sat.paper, withdrawn)
    marked = [Marked(n, sat.paper.items[n - 1], counted.get(n)) for n in asked]
    whole = _share("", marked)
    topics = dict.fromkeys(one.item.topic for one in marked)
    return Result(
        marked,
        whole,
        [_share(titles.get(topic, topic), [one for one in marked if one.item.topic == topic]) for topic in topics],
        whole.of > 0 and 100 * whole.right >= sat.session.terms.pass_mark * whole.of,
        sum(one.late for one in sat.answers if one.place in asked),
        len(sat.paper.items) - len(asked),
    )


def _share(name: str, marked: Sequence[Marked]) -> Share:
    return Share(name, sum(one.right for one in marked), len(marked))


def tally(item: Item, answers: Iterable[Answered]) -> Sequence[Chosen]:
    """How many chose each option; what came too late is not counted."""
    chosen = [one.chosen for one in answers if not one.late]
    return [Chosen(option, sum(n in places for places in chosen)) for n, option in enumerate(item.options)]
