"""Is the right thing asked, or nothing where nothing should be?"""

from assistant.model import Answer
from eval.metrics.base import Score
from eval.worked import Expected


def asks_that(expected: Expected, answer: Answer) -> Score | None:
    """One of the facts named is asked; with [] nothing is. Where it may also end
    otherwise, only a question is judged."""
    may_end_otherwise = len(expected.status) > 1 and answer.ask is None
    if expected.asks is None or (expected.asks and may_end_otherwise):
        return None
    asked = answer.ask.fact if answer.ask else None
    right = asked in expected.asks if expected.asks else asked is None
    return Score(right, f"asks {asked or 'nothing'}, not {'/'.join(expected.asks) or 'nothing'}")
