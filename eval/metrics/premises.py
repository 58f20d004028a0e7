"""Is what a message wrongly takes for granted put right?"""

from eval.metrics.base import Held, Metric, Score
from eval.metrics.words import says_it, says_otherwise

MARK = "false premise"  # in what a scenario is about


def puts_right(held: Held) -> Score | None:
    """The turn that takes it for granted says what is so, and nothing that follows from what is not."""
    if MARK not in held.scenario.about.casefold() or held.number > 1:
        return None
    scores = [score for score in (says_it(held), says_otherwise(held)) if score is not None]
    return Score(all(score.passed for score in scores)) if scores else None


FALSE_PREMISES = Metric(
    name="false_premises",
    title="False premises put right",
    meaning="Of the scenarios that are about a false premise (“since section 2 patients get 117 ...”), how many are answered "
    "with what is so and without any claim that the premise leads to.",
    score=puts_right,
)
