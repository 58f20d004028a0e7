"""What is not for the documents to answer is said to be so; what claims to be policy, or orders us about, changes nothing."""

import re
from collections.abc import Callable

from assistant.claimed import not_held, numbers_given
from assistant.clauses import Span, without
from assistant.model import Answer, Block, Status, Turn
from assistant.reading.cues import history
from assistant.reading.sections import find_sections
from assistant.scope import scope_words
from assistant.words import say

EDGES = " .,:;-'\"“”"
LEADING = re.compile(r"^(?:(?:of|in|from) (?:the|our|this|your) \w+|that|,|\s)+", re.I)  # "of the policy that ..."


def scope(turn: Turn) -> Turn | Answer:
    """The turn with only what is to be answered, and what must be said first; or the reply to what asks nothing of ours."""
    for part in PARTS:
        result = part(turn)
        if isinstance(result, Answer):
            return result
        turn = result
    return turn


def _greeting(turn: Turn) -> Turn | Answer:
    """Nothing is asked: what can be."""
    greets = scope_words().only_greets(turn.message) or (not turn.earlier and scope_words().only_replies(turn.message))
    return _ended(turn, Status.OUT_OF_SCOPE, say("answers", "inside")) if greets else turn


def _danger(turn: Turn) -> Turn | Answer:
    """Where to turn at a moment of danger comes before everything."""
    if not scope_words().in_danger(turn.message):
        return turn
    turn = turn.but(first=(Block.of("note", say("endings", "danger")),))
    return turn if scope_words().asks_of_ours(turn.message) else _ended(turn, Status.OUT_OF_SCOPE)


def _orders(turn: Turn) -> Turn | Answer:
    """Instructions are left out of what is read; with nothing beside them there is nothing to answer."""
    if not (spans := scope_words().orders(turn.message)):
        return turn
    rest = without(turn.message, spans)
    if scope_words().asks_of_ours(rest) or find_sections(rest) or (rest and _was_asked(turn)):
        return _noting(turn, say("answers", "orders")).but(message=rest)
    return _ended(turn, Status.DECLINED, say("endings", "orders"), say("answers", "inside"))


def _claims(turn: Turn) -> Turn | Answer:
    """What is claimed is no fact of the case: it is left out, or where nothing else is asked, it is what is asked."""
    given = numbers_given(turn.message)
    missing = not_held(given, {paragraph.section for paragraph in turn.holdings.paragraphs.values()})
    turn = _noting(turn, say("answers", "no_such_paragraph", number=missing)) if missing else turn
    if not (spans := scope_words().claims(turn.message)):
        return turn
    rest = without(turn.message, spans)
    if not scope_words().is_ours(rest) or (given and not missing):
        asked = say("answers", "is_it_said", claim=_claimed(turn.message, spans))
        rest = f"{asked} {rest}" if " " in rest else asked
    return _noting(turn, say("answers", "claimed")).but(message=rest)


def _outside(turn: Turn) -> Turn | Answer:
    """What is outside is named; the rest of the message is answered."""
    found = [(matter, span) for matter, span in scope_words().outside(turn.message) if not _tells(turn.message, span)]
    if not found:
        return turn
    what, rest = found[0][0].what, without(turn.message, [span for _, span in found])
    if turn.first:  # a danger: what we cannot do is nothing beside it
        return turn.but(message=rest) if scope_words().asks_of_ours(rest) else _ended(turn, Status.OUT_OF_SCOPE)
    if scope_words().asks_of_ours(rest):
        return _noting(turn, say("answers", "cannot", what=what)).but(message=rest)
    return _ended(turn, Status.OUT_OF_SCOPE, say("answers", "cannot", what=what), say("answers", "inside"))


def _tells(message: str, span: Span) -> bool:
    """Whether a piece tells of a detention under another country's law, and asks nothing: "was under an order there"."""
    piece = message[span.start : span.end]
    return not scope_words().asks(piece) and any(one.value == history().abroad for one in find_sections(piece))


PARTS: list[Callable[[Turn], Turn | Answer]] = [_danger, _greeting, _orders, _claims, _outside]


def _claimed(message: str, spans: list[Span]) -> str:
    """What the first claim claims, as the end of a question."""
    first = min(spans, key=lambda span: span.start)
    said = message[first.says : first.end].replace("?", " ").replace(". ", ", ").strip(EDGES) or message
    return LEADING.sub("", said)


def _was_asked(turn: Turn) -> bool:
    return bool(turn.earlier and turn.earlier[-1].answer.ask)


def _noting(turn: Turn, note: str) -> Turn:
    return turn.but(last=(*turn.last, Block.of("note", note)))


def _ended(turn: Turn, status: Status, *notes: str) -> Answer:
    return turn.but(status=status, blocks=tuple(Block.of("note", note) for note in notes), last=()).answer()
