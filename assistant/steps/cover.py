"""Do the passages found answer the question? Not covered is an answer too."""

from assistant.model import Status, Turn

# How much more like the question the best passage must be than any matter that no passage answers. Chosen on the tune half,
# where it loses some one in sixteen of the questions that can be answered; docs/decisions/0004-not-covered.md has the curve.
LEAD = -0.01
# ... and this much more where the question itself is like what the documents are silent on: then the silence is the likelier.
SILENT = 0.06
# Whether any one thing is aftercare is answered by what makes a service aftercare, however little is said of the thing.
OF_ANY_THING = frozenset(["is_it_aftercare", "named_services"])


def cover(turn: Turn) -> Turn:
    """The turn marked as not covered, or out of scope, where nothing that was found answers it. What a table says stands."""
    if not turn.wants_documents:
        return turn
    passages, unanswered = turn.findings.passages, turn.findings.unanswered
    if turn.findings.by_number or (passages and turn.question.topics and OF_ANY_THING.issuperset(turn.question.topics)):
        return turn
    lead = SILENT if turn.question.silent else LEAD
    if unanswered and (not passages or unanswered.score > passages[0].score - lead):
        return _found(turn, Status.OUT_OF_SCOPE if unanswered.outside else Status.NOT_COVERED)
    return turn if passages else _found(turn, Status.NOT_COVERED)


def _found(turn: Turn, found: Status) -> Turn:
    return turn.but(found=found, status=turn.status if turn.decisions else found)
