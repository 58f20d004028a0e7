"""How questions do, from the answers given to them: how many got them right, whether they tell those who know from those who
do not, and which wrong answer is taken for the right one.

Only first attempts count: whoever tries again has read the reasons. What cannot be worked out is nothing, never 0.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import mean, pstdev

from api.quiz.model import Given
from eval.quiz.model import Item

Z = 1.959964  # 95 in 100
LEAST_PAIRS = 4  # answers, before an interval around a correlation can be said
LEAST_FOR_WEAK = 5  # answers, before words are called weak: fewer would tell of persons
WEAK_BELOW = 0.7  # share right


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure from `n` answers, with the ends of its interval of 95 in 100; None where it has none."""

    value: float
    n: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class WrongOption:
    """The wrong option that most chose: `count` of the `of` who were wrong."""

    text: str
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Spot:
    """One question, row or paragraph.

    name            an item's id; a table and its row; a paragraph
    facility        the share right, 0 to 1, with Wilson's interval
    discrimination  point-biserial: how being right here goes with the share right elsewhere in the same attempt, -1 to 1;
                    None where all were right, all wrong, or nothing else was asked
    """

    name: tuple[str, ...]
    item: Item
    facility: Figure
    discrimination: Figure | None
    wrong: WrongOption | None

    @property
    def right(self) -> int:
        """How many were right."""
        return round(self.facility.value * self.facility.n)


def per_item(given: Iterable[Given]) -> Sequence[Spot]:
    """Question by question, the hardest first."""
    return _spots(given, lambda one: [(one.item.id,)])


def per_row(given: Iterable[Given]) -> Sequence[Spot]:
    """Row by row of the tables, the hardest first. An answer counts for each row that its question is about."""
    return _spots(given, lambda one: [(one.item.table, row) for row in one.item.rows])


def per_paragraph(given: Iterable[Given]) -> Sequence[Spot]:
    """Paragraph by paragraph: those that the right options rest on; the hardest first."""
    return _spots(given, lambda one: [(cite,) for cite in _rests_on(one.item)])


def weak_paragraphs(given: Iterable[Given], least: int = LEAST_FOR_WEAK, below: float = WEAK_BELOW) -> Sequence[Spot]:
    """The paragraphs whose questions are got wrong most, of those with enough answers; the weakest first."""
    return [one for one in per_paragraph(given) if one.facility.n >= least and one.facility.value < below]


def _rests_on(item: Item) -> list[str]:
    return list(dict.fromkeys(option.source.cite for option in item.options if option.right))


def _spots(given: Iterable[Given], names: Callable[[Given], Iterable[tuple[str, ...]]]) -> Sequence[Spot]:
    first = [one for one in given if one.answer.attempt == 1 and not one.answer.late]
    elsewhere = _elsewhere(first)
    grouped: dict[tuple[str, ...], list[Given]] = defaultdict(list)
    for one in first:
        for name in names(one):
            grouped[name].append(one)
    found = [_spot(name, answers, elsewhere) for name, answers in grouped.items()]
    return sorted(found, key=lambda one: (one.facility.value, -one.facility.n, one.name))


def _spot(name: tuple[str, ...], answers: Sequence[Given], elsewhere: Mapping[Hashable, float]) -> Spot:
    rights = [one.answer.right for one in answers]
    paired = [(one.answer.right, elsewhere[_key(one)]) for one in answers if _key(one) in elsewhere]
    return Spot(name, answers[0].item, facility(sum(rights), len(rights)), discrimination(paired), common_wrong(answers))


def facility(right: int, of: int) -> Figure:
    """The share right with Wilson's interval, which stays between 0 and 1 however few there are. `of` is at least 1."""
    share, squared = right / of, Z * Z
    middle = (share + squared / (2 * of)) / (1 + squared / of)
    half = Z * sqrt(share * (1 - share) / of + squared / (4 * of * of)) / (1 + squared / of)
    return Figure(share, of, max(0.0, middle - half), min(1.0, middle + half))


def discrimination(paired: Sequence[tuple[bool, float]]) -> Figure | None:
    """The point-biserial correlation of right or not with a score, by Fisher's interval; None where either never differs."""
    if len(paired) < 2:
        return None
    rights, scores = [float(right) for right, _ in paired], [score for _, score in paired]
    spread = pstdev(rights) * pstdev(scores)
    if not spread:
        return None
    middle, score = mean(rights), mean(scores)
    value = mean((one - middle) * (other - score) for one, other in zip(rights, scores, strict=True)) / spread
    return Figure(value, len(paired), *_fisher(value, len(paired)))


def _fisher(value: float, n: int) -> tuple[float | None, float | None]:
    if n < LEAST_PAIRS or abs(value) > 1 - 1e-9:
        return None, None
    half = Z / sqrt(n - 3)
    return tanh(atanh(value) - half), tanh(atanh(value) + half)


def common_wrong(answers: Iterable[Given]) -> WrongOption | None:
    """The wrong option that most of the wrong answers chose; None where nobody was wrong by choosing one."""
    wrong = [list(_wrongly(one)) for one in answers if not one.answer.right]
    counted = Counter(text for texts in wrong for text in texts)
    if not counted:
        return None
    text, count = min(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return WrongOption(text, count, len(wrong))


def _wrongly(one: Given) -> Iterator[str]:
    for place in one.answer.chosen:
        if place < len(one.item.options) and not one.item.options[place].right:
            yield one.item.options[place].text


def _key(one: Given) -> Hashable:
    return one.session, one.answer.learner, one.answer.place


def _elsewhere(given: Iterable[Given]) -> Mapping[Hashable, float]:
    """For each answer the share that the same learner got right of everything else in the attempt; none where that is all."""
    by_learner: dict[Hashable, list[Given]] = defaultdict(list)
    for one in given:
        by_learner[one.session, one.answer.learner].append(one)
    return {
        _key(one): (sum(other.answer.right for other in mine) - one.answer.right) / (len(mine) - 1)
        for mine in by_learner.values()
        if len(mine) > 1
        for one in mine
    }
