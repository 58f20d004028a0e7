"""Detentions and legal status from staff's words: held under what, after what, where they are, what has ended."""

from collections.abc import Callable, Iterable

from assistant.reading.detentions import read_never, read_sections
from assistant.reading.mention import Mention, Message
from assistant.reading.since import read_since
from assistant.reading.standing import read_standing
from assistant.reading.told import Told, told_in

PARTS: list[Callable[[Told], Iterable[Mention]]] = [
    read_sections,  # which section now, which detentions before it
    read_never,  # that there were none
    read_standing,  # where they are now, leave, a CTO
    read_since,  # whether aftercare was ended, and what came after
]


def read_history(message: Message) -> list[Mention]:
    """What the message says of detentions and legal status; at most one mention of each fact, the first."""
    told = told_in(message)
    kept: dict[str, Mention] = {}
    for part in PARTS:
        for mention in part(told):
            kept.setdefault(mention.fact, mention)
    return list(kept.values())
