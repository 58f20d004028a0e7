"""Find the passages that speak to the question, where the documents are to answer it."""

from assistant.model import Turn

PASSAGES = 10


def retrieve(turn: Turn) -> Turn:
    """The turn with what was found, best first; as it was where its tables answer all that was asked."""
    if not turn.wants_documents:
        return turn
    return turn.but(findings=turn.holdings.retriever.look(turn.question.words or turn.message, PASSAGES))
