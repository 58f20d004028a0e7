"""One metric each, defined in words that the report shows. METRICS lists them."""

from eval.metrics.base import Gate, Held, Kind, Metric, Score
from eval.metrics.citations import CITATION, CITATION_PRECISION, CITATION_RECALL, FIDELITY, VALIDITY
from eval.metrics.ending import ENDING
from eval.metrics.interview import FIXED_ORDER, QUESTIONS
from eval.metrics.latency import LATENCY
from eval.metrics.outcome import OUTCOME, WRONGLY_DECIDED
from eval.metrics.premises import FALSE_PREMISES
from eval.metrics.question import QUESTION
from eval.metrics.reading_age import READING_AGE
from eval.metrics.refusal import FALSE_REFUSALS, REFUSAL_PRECISION, REFUSAL_RECALL
from eval.metrics.understood import FACT_PRECISION, FACT_RECALL, FACTS
from eval.metrics.words import FORBIDDEN, POINTS

METRICS: list[Metric] = [
    OUTCOME,
    WRONGLY_DECIDED,
    ENDING,
    CITATION,
    CITATION_RECALL,
    CITATION_PRECISION,
    VALIDITY,
    FIDELITY,
    POINTS,
    FORBIDDEN,
    QUESTION,
    QUESTIONS,
    FIXED_ORDER,
    REFUSAL_RECALL,
    REFUSAL_PRECISION,
    FALSE_REFUSALS,
    FACTS,
    FACT_RECALL,
    FACT_PRECISION,
    FALSE_PREMISES,
    READING_AGE,
    LATENCY,
]

__all__ = ["METRICS", "Gate", "Held", "Kind", "Metric", "Score"]
