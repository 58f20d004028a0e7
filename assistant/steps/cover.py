"""Do the passages found answer the question? Not covered is an answer too."""

from assistant.model import Status, Turn

# A matter that no passage answers must be this much more like the question than the best passage. Chosen on the tune half;
# what it refuses and what it loses is written in docs/decisions/0004-not-covered.md.
AHEAD = 0.0


def cover(turn: Turn) -> Turn:
    """The turn marked as not covered, or out of scope, where nothing that was found answers it."""
    passages, unanswered = turn.findings.passages, turn.findings.unanswered
    if unanswered and (not passages or unanswered.score > passages[0].score + AHEAD):
        return turn.but(status=Status.OUT_OF_SCOPE if unanswered.outside else Status.NOT_COVERED)
    return turn if passages else turn.but(status=Status.NOT_COVERED)
