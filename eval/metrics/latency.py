"""How long does an answer take?"""

from eval.metrics.base import Held, Kind, Metric, Score


def takes(held: Held) -> Score | None:
    """Milliseconds of all the steps of a turn."""
    timings = held.answer.timings_ms
    return Score(sum(timings.values())) if timings else None


LATENCY = Metric(
    name="latency",
    title="Time to an answer",
    meaning="Milliseconds from the message to the answer, on the machine that the run was made on, with whatever else it was "
    "doing. The mean, the middle one, and what 95 of 100 stay under.",
    score=takes,
    kind=Kind.MEASURE,
    less=True,
    unit="ms",
)
