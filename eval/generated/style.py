"""How a message is typed: who it is told of, joined with what, in what case, with which slips."""

import re
from collections.abc import Callable, Sequence
from random import Random

from eval.generated.sayings import noise

WORD = re.compile(r"[A-Za-z']+")
OF_A_WOMAN = {
    "he": "she",
    "he's": "she's",
    "he'd": "she'd",
    "he'll": "she'll",
    "his": "her",
    "him": "her",
    "himself": "herself",
}
SLIPS = 0.12  # of the words that are often mistyped
JOINERS = (". ", ". ", ". ", ", ", "; ", " - ", "\n")


def of_a_woman(text: str) -> str:
    """The same said of a woman."""
    return WORD.sub(lambda word: _matched(word[0], OF_A_WOMAN.get(word[0].lower())), text)


def of_person(text: str, person: str) -> str:
    """The first "he" as whoever is told of: "pt", "this lad"."""
    return of_a_woman(text) if person == "she" else re.sub(r"^he (?=\w)", f"{person} ", text)


def _matched(was: str, becomes: str | None) -> str:
    if becomes is None:
        return was
    return becomes.capitalize() if was[0].isupper() else becomes


def mistyped(text: str, random: Random) -> str:
    """With some words typed as people type them in a hurry."""

    def typed(word: re.Match[str]) -> str:
        ways = noise().typed.get(word[0])
        return random.choice(ways) if ways and random.random() < SLIPS else word[0]

    return WORD.sub(typed, text)


def neat(pieces: Sequence[str], random: Random) -> str:
    """Sentences with capitals and full stops."""
    return " ".join(piece[0].upper() + piece[1:] + ("" if piece.endswith("?") else ".") for piece in pieces)


def plain(pieces: Sequence[str], random: Random) -> str:
    """Joined as it comes."""
    joiner = random.choice(JOINERS)
    after_question = " " if joiner.strip() else joiner
    return "".join(piece + (after_question if piece.endswith("?") else joiner) for piece in pieces[:-1]) + pieces[-1]


def hurried(pieces: Sequence[str], random: Random) -> str:
    """In small letters, without apostrophes, with slips."""
    return mistyped(plain(pieces, random), random).lower().replace("'", "")


STYLES: list[Callable[[Sequence[str], Random], str]] = [neat, plain, plain, hurried]
