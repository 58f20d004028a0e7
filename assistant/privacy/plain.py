"""A message as a reader would read it aloud: one kind of space, dash and figure, and nothing invisible."""

import re
import unicodedata
from html import unescape
from urllib.parse import unquote

from ingest.characters import visible

DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u00b7\u2022\u2027\u30fb]")
NOT_SHOWN_ALONE = ("Mn", "Me")  # marks drawn over another character: the box of a keycap, a strike-through
FIGURES = {
    "zero": "0", "nought": "0", "naught": "0", "nil": "0", "oh": "0", "o": "0", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
TIMES = {"double": 2, "treble": 3, "triple": 3}
SPOKEN = rf"(?:(?:{'|'.join(TIMES)})[\s-]+)?(?:{'|'.join(FIGURES)}|\d+)"
SAID = re.compile(rf"\b{SPOKEN}(?:[\s,.;/-]+(?:then\s+|and\s+)?{SPOKEN}){{3,}}\b", re.I)
WORDS = re.compile(rf"(?:({'|'.join(TIMES)})[\s-]+)?\b({'|'.join(FIGURES)}|\d+)\b", re.I)


def plain(text: str) -> str:
    """The text with its characters made ordinary; line breaks become spaces."""
    shown = visible(unescape(unquote(text)))
    apart = unicodedata.normalize("NFKD", shown)
    kept = "".join(_ordinary(character) for character in apart if unicodedata.category(character) not in NOT_SHOWN_ALONE)
    return " ".join(DASHES.sub("-", kept).replace("\u2019", "'").split())


def spoken(text: str) -> list[str]:
    """The numbers that a plain text spells out in words, as figures: "nine four double three" is 9433."""
    return [_figures(said.group()) for said in SAID.finditer(text) if re.search("[a-z]{3}", said.group(), re.I)]


def _ordinary(character: str) -> str:
    """Figures of every script are figures; stars and bars that only mark words are nothing."""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return " " if character in "*_|~`" else character


def _figures(said: str) -> str:
    return "".join(FIGURES.get(word.lower(), word) * TIMES.get(times.lower(), 1) for times, word in WORDS.findall(said))
