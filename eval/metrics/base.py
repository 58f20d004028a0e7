"""What a metric is: one question about one turn of a scenario, asked of what was expected."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.model import Answer, Status
from eval.worked import Expected, Scenario

# How each ending is told to somebody who did not write the program.
TOLD = {
    Status.DECIDED: "gave a decision",
    Status.ANSWERED: "answered from the documents",
    Status.NEEDS_FACT: "asked a question",
    Status.REFERRED: "said who decides this",
    Status.CONFLICT: "said that the documents disagree",
    Status.NOT_COVERED: "said that the documents do not say",
    Status.OUT_OF_SCOPE: "said that this is not for these documents",
    Status.PERSONAL_DATA: "stopped because the message names a person",
    Status.DECLINED: "declined",
    Status.UNAVAILABLE: "could not answer just then",
    Status.ERROR: "failed",
}


class Kind(StrEnum):
    """What a metric's figure is."""

    RATE = "rate"  # so many of so many
    MEASURE = "measure"  # a quantity; its mean is shown


class Gate(StrEnum):
    """What a figure that got worse does to a change."""

    NONE = "none"
    SOFT = "soft"  # it may not fall clearly below the baseline
    HARD = "hard"  # it may not be worse at all


@dataclass(frozen=True, slots=True)
class Held:
    """One turn of a scenario as it was held.

    number   the turn, from 1
    answers  every answer of the conversation, in order
    texts    the words of every paragraph that was held when it was answered, by id; empty where they are not known
    """

    scenario: Scenario
    number: int
    answers: tuple[Answer, ...]
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def expected(self) -> Expected:
        """What was expected of this turn."""
        return self.scenario.turns[self.number - 1]

    @property
    def answer(self) -> Answer:
        """What this turn came to."""
        return self.answers[self.number - 1]

    @property
    def own_words(self) -> str:
        """What the answer says itself; what is quoted is the documents' own."""
        return " ".join(run.text for block in self.answer.blocks if block.kind in ("answer", "note") for run in block.runs)

    @property
    def last(self) -> bool:
        """Whether it ends the conversation; what is asked of whole conversations is asked here."""
        return self.number == len(self.answers)


@dataclass(frozen=True, slots=True)
class Score:
    """How one turn did by one metric.

    hits   how many were right; of a measure, the quantity
    of     out of how many
    why    what was wrong, in plain words for a policy owner
    parts  the same by part, such as by fact: right, out of
    """

    hits: float
    of: int = 1
    why: str = ""
    parts: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether nothing was wrong."""
        return self.hits >= self.of


@dataclass(frozen=True, slots=True)
class Metric:
    """One thing that is measured.

    name      short and lasting: kept runs and the baseline use it
    meaning   what it says, in words for a policy owner; the report shows them
    score     a turn's score, or None where there is nothing to score; an undefined score is never 0
    demanded  a scenario passes only where this passes at every turn
    less      less is better
    unit      of a measure
    """

    name: str
    title: str
    meaning: str
    score: Callable[[Held], Score | None]
    kind: Kind = Kind.RATE
    demanded: bool = False
    gate: Gate = Gate.NONE
    less: bool = False
    unit: str = ""


def any_of(words: object) -> str:
    """Words joined by "or"."""
    return " or ".join(f"“{word}”" for word in words) if isinstance(words, list | tuple) else f"“{words}”"
