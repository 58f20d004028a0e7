"""Are the words that answer cited?"""

from assistant.model import Answer
from eval.metrics.base import Score
from eval.worked import Expected


def cites_it(expected: Expected, answer: Answer) -> Score | None:
    """At least one of the sections or paragraphs named."""
    if not expected.cites or not expected.demands(answer):
        return None
    cited = [citation.paragraph for citation in answer.citations]
    found = any(_within(paragraph, wanted) for paragraph in cited for wanted in expected.cites)
    return Score(found, f"cites {', '.join(cited) or 'nothing'}, none of {', '.join(expected.cites)}")


def _within(paragraph: str, wanted: str) -> bool:
    return paragraph == wanted or paragraph.startswith(f"{wanted}.")
