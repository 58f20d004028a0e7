"""What can be wrong with what is given to the rulebook. Each says which field, what is wrong, and what is allowed.

RuleError
    UnknownTable
    FactError
"""

import difflib
from collections.abc import Iterable


class RuleError(ValueError):
    """Anything given to the rulebook that it cannot decide on. `field` names what; `allowed` what it could be."""

    def __init__(self, field: str, problem: str, allowed: Iterable[str] = ()) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem
        self.allowed = tuple(allowed)


class UnknownTable(RuleError):
    """There is no such table."""


class FactError(RuleError):
    """A fact that does not exist, or a value it cannot have."""


def meant(word: str, known: Iterable[str]) -> str:
    """ " Did you mean 'section'?", or "" where nothing is close."""
    close = difflib.get_close_matches(word, sorted(known), n=1)
    return f" Did you mean {close[0]!r}?" if close else ""
