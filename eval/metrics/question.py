"""Is the right thing asked, or nothing where nothing should be?"""

from eval.metrics.base import Gate, Held, Metric, Score, any_of


def asks_that(held: Held) -> Score | None:
    """One of the facts named is asked; with [] nothing is. Where it may also end otherwise, only a question is judged."""
    expected, ask = held.expected, held.answer.ask
    if expected.asks is None or (expected.asks and len(expected.status) > 1 and ask is None):
        return None
    right = ask is not None and ask.fact in expected.asks if expected.asks else ask is None
    asked = f"asked “{ask.question}” ({ask.fact})" if ask else "asked nothing"
    wanted = f"to ask about {any_of(expected.asks)}" if expected.asks else "to ask nothing"
    return Score(right, why=f"It {asked}. Right would have been {wanted}.")


QUESTION = Metric(
    name="question",
    title="Asks the right thing",
    meaning="Of the turns of which a scenario says what is to be asked next, or that nothing is, how many do so.",
    score=asks_that,
    demanded=True,
    gate=Gate.SOFT,
)
