"""Does the turn end as it should?"""

from eval.metrics.base import TOLD, Held, Metric, Score


def ends_so(held: Held) -> Score | None:
    """Any of the endings named is right."""
    wanted, got = held.expected.status, held.answer.status
    if not wanted:
        return None
    right = " or ".join(f"“{TOLD[status]}”" for status in wanted)
    return Score(got in wanted, why=f"It {TOLD[got]}. Right would have been: {right}.")


ENDING = Metric(
    name="ending",
    title="Ends as it should",
    meaning="Of the turns of which a scenario says how they should end (a decision, a question, who decides, not covered, and "
    "so on), how many end so.",
    score=ends_so,
    demanded=True,
)
