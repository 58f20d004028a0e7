"""Does the turn end as it should?"""

from assistant.model import Answer
from eval.metrics.base import Score
from eval.worked import Expected


def ends_so(expected: Expected, answer: Answer) -> Score | None:
    """Any of the endings named is right."""
    if not expected.status:
        return None
    wanted = "/".join(expected.status)
    return Score(answer.status in expected.status, f"ended {answer.status}, not {wanted}")
