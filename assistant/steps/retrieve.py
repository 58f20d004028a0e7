"""Find the passages that speak to the question."""

from assistant.model import Turn

PASSAGES = 10


def retrieve(turn: Turn) -> Turn:
    """The turn with what was found, best first."""
    return turn.but(findings=turn.holdings.retriever.look(turn.question.words or turn.message, PASSAGES))
