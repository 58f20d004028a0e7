"""What is hard to guess: join codes, ids, and what a learner's browser holds."""

from hashlib import sha256
from secrets import choice, token_urlsafe

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another
LENGTH = 6
ID_BYTES = 24


def new_code() -> str:
    """A join code: one of 729 million."""
    return "".join(choice(LETTERS) for _ in range(LENGTH))


def code_in(typed: str) -> str:
    """A join code as it is kept, however it was typed; "" for what can be none."""
    code = "".join(typed.upper().split()).replace("-", "")
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""


def new_id() -> str:
    """An id, or a token for a browser to hold: nobody can guess it."""
    return token_urlsafe(ID_BYTES)


def person_of(token: str) -> str:
    """What is kept of a token: its hash, from which nobody can make it again."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
