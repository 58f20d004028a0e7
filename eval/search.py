"""How search does on the questions of staff: how early the section that answers is found, and how well it knows when none does.

What was found is kept beside a run, so that it can be scored again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from pydantic import TypeAdapter

from assistant.holdings import Holdings
from eval.questions import SPLITS, Split, load_questions
from eval.rates import Mean, Rate, mean_of
from eval.retrieval import LIMIT, Asked, ask

DEPTHS = (1, 3, 5)
LEADS = (-1.0, -0.2, -0.1, -0.05, 0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3)


@dataclass(frozen=True, slots=True)
class Searched:
    """One question, searched for.

    answerable  whether any section answers it; wanted: how many sections do
    places      where those were found, from 1
    lead        how far the best passage leads the best matter that nothing answers
    """

    question: str
    split: Split
    answerable: bool
    wanted: int
    places: tuple[int, ...]
    lead: float


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Where only questions with this lead are answered: how many are, how many of those rightly."""

    lead: float
    answered: Rate
    right: Rate


@dataclass(frozen=True, slots=True)
class Found:
    """How a half did. `ranks` is the mean reciprocal rank; `gain` the normalised discounted cumulative gain at ten."""

    recalls: tuple[tuple[int, Rate], ...]
    ranks: Mean
    gain: Mean


QUESTIONS = "search"  # the file it is kept in
SEARCHED: TypeAdapter[Sequence[Searched]] = TypeAdapter(Sequence[Searched])


def search(holdings: Holdings) -> list[Searched]:
    """Every question of both halves, searched for."""
    return [_searched(split, one) for split in SPLITS for one in ask(holdings, load_questions(split))]


def found(searched: Sequence[Searched], split: Split | None = None) -> Found:
    """How often and how early the section that answers is found."""
    answerable = [one for one in searched if one.answerable and split in (None, one.split)]
    recalls = tuple((depth, Rate(sum(_within(one, depth) for one in answerable), len(answerable))) for depth in DEPTHS)
    return Found(recalls, mean_of([_rank(one) for one in answerable]), mean_of([_gain(one) for one in answerable]))


def curve(searched: Sequence[Searched]) -> list[CurvePoint]:
    """What is gained in being right by answering less; where nothing is answered there is no point."""
    points = []
    for lead in LEADS:
        answered = [one for one in searched if one.lead >= lead]
        if answered:
            right = sum(_within(one, 1) for one in answered)
            points.append(CurvePoint(lead, Rate(len(answered), len(searched)), Rate(right, len(answered))))
    return points


def _searched(split: Split, one: Asked) -> Searched:
    sections = list(dict.fromkeys(one.sections))
    places = tuple(at for at, section in enumerate(sections, 1) if section in one.wanted)
    return Searched(one.question.id, split, bool(one.question.answers), len(one.wanted), places, round(one.lead, 4))


def _within(one: Searched, depth: int) -> bool:
    return bool(one.places) and one.places[0] <= depth


def _rank(one: Searched) -> float:
    return 1 / one.places[0] if one.places else 0.0


def _gain(one: Searched) -> float:
    got = sum(1 / log2(place + 1) for place in one.places if place <= LIMIT)
    best = sum(1 / log2(place + 1) for place in range(1, min(one.wanted, LIMIT) + 1))
    return got / best
