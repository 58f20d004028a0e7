"""Is the case understood?"""

from assistant.model import Answer
from eval.metrics.base import Score
from eval.worked import Expected


def understands(expected: Expected, answer: Answer) -> Score | None:
    """Every fact named is in the case with its value. What else is understood is not judged here."""
    if not expected.facts:
        return None
    case = {fact.fact: str(fact.value) for fact in answer.case}
    wrong = [
        f"{name}: {case.get(name)}, not {value}" for name, value in expected.facts.items() if case.get(name) != _said(value)
    ]
    return Score(not wrong, "; ".join(wrong))


def _said(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
