"""One metric each: score(expected, answer) -> Score, or None where nothing was demanded. METRICS lists them."""

from eval.metrics.base import Metric, Score
from eval.metrics.citations import cites_it
from eval.metrics.ending import ends_so
from eval.metrics.outcome import decides_so
from eval.metrics.question import asks_that
from eval.metrics.understood import understands
from eval.metrics.words import leaves_out, says_it

METRICS: dict[str, Metric] = {
    "ending": ends_so,
    "outcome": decides_so,
    "citation": cites_it,
    "points": says_it,
    "forbidden": leaves_out,
    "question": asks_that,
    "facts": understands,
}

__all__ = ["METRICS", "Metric", "Score"]
