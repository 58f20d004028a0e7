"""Mistyped words become the known word nearest to them; a word that English or the documents know is left alone."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property, lru_cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SHORTEST = 5  # letters; in a shorter word one slip is too often another word
LONG = 8  # letters; from here two slips are still the same word
DENYING = ("un", "in", "im", "dis", "non")  # before a known word they make its opposite, and no mistake: "unsentenced"


class Spelling:
    """Correction against the words of the corpus, which are the ones worth finding.

    written  the words of the documents and the glossary, with how often they stand there
    asked    the words of the ways of asking: of these only the English ones, because staff mistype there too
    """

    def __init__(self, written: Mapping[str, int], asked: Mapping[str, int]) -> None:
        self.count = Counter({word: number for word, number in written.items() if len(word) > 2})
        self.count.update({word: number for word, number in asked.items() if word in self.english})
        self.known = sorted(word for word in self.count if len(word) >= SHORTEST - 1)
        self.corrected = lru_cache(maxsize=10_000)(self._corrected)

    def mend(self, text: str) -> str:
        """The text with its mistyped words mended."""
        return WORD.sub(lambda found: self.corrected(found.group()), text)

    def knows(self, word: str) -> bool:
        """Is this a word of the corpus or of English?"""
        plain = word.lower().replace("’", "'")
        return plain in self.count or plain.removesuffix("'s") in self.count or plain.partition("'")[0] in self.english

    def _corrected(self, word: str) -> str:
        if len(word) < SHORTEST or self.knows(word):
            return word
        slips = 1 if len(word) < LONG else 2
        near = process.extract(word.lower(), self.known, scorer=OSA.distance, score_cutoff=slips, processor=None, limit=5)
        near = [match for match in near if word.lower().removesuffix(match[0]) not in DENYING]
        if not near:
            return word
        best = min(near, key=lambda match: (match[1], match[0][0] != word[0].lower(), -self.count[match[0]], match[0]))
        return best[0]

    @cached_property
    def english(self) -> frozenset[str]:
        """The 82,000 commonest words of English."""
        text = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
        return frozenset(text.split()[::2])  # each line is a word and how often it stands
