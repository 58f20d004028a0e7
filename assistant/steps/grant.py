"""What the message takes for granted and is not so: it is named and put right before anything is answered."""

from assistant.model import Turn
from assistant.premises import premises_of

MOST = 2  # corrections in one answer; more would bury it


def grant(turn: Turn) -> Turn:
    """The turn with the false premises of the message as it was sent, pasted text and all."""
    return turn.but(premises=tuple(premises_of(turn.message)[:MOST]))
