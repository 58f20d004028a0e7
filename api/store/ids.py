"""Ids that cannot be guessed: whoever holds a conversation's id may read it."""

from secrets import token_urlsafe

ID_BYTES = 24


def new_id() -> str:
    """A new conversation's id."""
    return token_urlsafe(ID_BYTES)
