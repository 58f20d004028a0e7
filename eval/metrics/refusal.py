"""Is an answer withheld where it should be, and only there?

Withheld: the documents do not say, it is not for them, somebody else decides, a person is named, or it was declined.
A turn of which either would be right is not judged.
"""

from assistant.model import Status
from eval.metrics.base import Held, Metric, Score

WITHHELD = {Status.NOT_COVERED, Status.OUT_OF_SCOPE, Status.REFERRED, Status.PERSONAL_DATA, Status.DECLINED}


def recalls(held: Held) -> Score | None:
    """Of the turns at which nothing should be answered, how many withhold it."""
    return Score(_withheld(held)) if _should(held) else None


def is_precise(held: Held) -> Score | None:
    """Of the answers withheld, how many should be."""
    should = _should(held)
    return Score(should) if _withheld(held) and should is not None else None


def refuses_falsely(held: Held) -> Score | None:
    """Of the turns that should be answered, how many are not."""
    return Score(_withheld(held)) if _should(held) is False else None


def _withheld(held: Held) -> bool:
    return held.answer.status in WITHHELD


def _should(held: Held) -> bool | None:
    wanted = set(held.expected.status)
    if not wanted or (wanted & WITHHELD and wanted - WITHHELD):
        return None
    return bool(wanted & WITHHELD)


NOT_ANSWERED = "Not answering is saying that the documents do not say, that it is not for them, who decides, or declining."
REFUSAL_RECALL = Metric(
    name="refusal_recall",
    title="Not answered, as it should not be",
    meaning=f"Of the turns at which no answer should be given, how many give none. {NOT_ANSWERED}",
    score=recalls,
)
REFUSAL_PRECISION = Metric(
    name="refusal_precision",
    title="Rightly not answered",
    meaning="Of the turns at which no answer was given, how many should have none. Where either would be right it is not "
    "counted.",
    score=is_precise,
)
FALSE_REFUSALS = Metric(
    name="false_refusals",
    title="Not answered, but should be",
    meaning="Of the turns that should be answered, decided or asked about, how many were turned away.",
    score=refuses_falsely,
    less=True,
)
