"""What a metric is: one question about one answer, asked of what was expected."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.model import Answer
from eval.worked import Expected


@dataclass(frozen=True, slots=True)
class Score:
    """Whether an answer passes, and what was wrong where it does not."""

    passed: bool
    why: str = ""


Metric = Callable[[Expected, Answer], Score | None]  # None: nothing was demanded, so there is nothing to score
