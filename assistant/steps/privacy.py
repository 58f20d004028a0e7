"""A message that identifies a person ends here, before anything of it is kept, noted or repeated."""

from assistant.model import Answer, Status, Turn
from assistant.privacy.find import kinds_in
from assistant.privacy.lists import Kind, lists
from assistant.words import say


def privacy(turn: Turn) -> Turn | Answer:
    """The turn as it was, or the reply that says which kinds of identity to take out; the case so far stays."""
    if not (found := kinds_in(turn.message, lambda: (paragraph.text for paragraph in turn.holdings.paragraphs.values()))):
        return turn
    return turn.but(message="").ended(Status.PERSONAL_DATA, say("endings", "personal_data", kinds=_listed(found)))


def _listed(found: list[Kind]) -> str:
    """The kinds as people list things: "an NHS number, a name and a full postcode"."""
    *before, last = [lists().kinds[kind] for kind in found]
    return f"{', '.join(before)} and {last}" if before else last
