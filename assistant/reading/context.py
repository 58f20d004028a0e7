"""How something was meant, by the words around it: said, denied, doubted, supposed, asked, of somebody else, taken back.

The method is ConText's (Harkema, Dowling, Thornblade and Chapman 2009): words that turn a meaning, each with a direction and
words that end its reach. context.yaml lists them.
"""

from enum import StrEnum


class Manner(StrEnum):
    """How a span of a message is meant."""

    SAID = "said"  # plainly: "he was on a 3"
    DENIED = "denied"  # "never on a 3", "no section 3"
    DOUBTED = "doubted"  # "might have been on a 3", "not sure if it was a 3"
    SUPPOSED = "supposed"  # "if she had been on a 3", "say he goes on a 3"
    ASKED = "asked"  # inside what is asked: "is she on a CTO?", "does the panel have to agree?"
    OF_ANOTHER = "of_another"  # "his brother was on a 3"
    TAKEN_BACK = "taken_back"  # "not a 3, a 2": the 3; "sorry, I said 3": the 3


def manner(text: str, start: int, end: int) -> Manner:
    """How the words of `text` from `start` to `end` are meant."""
    return Manner.SAID
