"""The keyword index: BM25 over the rows' word stems, made by bm25s, kept on disk and memory-mapped.

bm25s makes and saves it. A question reads the saved arrays itself: importing bm25s brings scipy and a fifth of a second.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import Stemmer
from numpy.typing import NDArray

FOLDER = "keywords"
DATA, INDICES, INDPTR = "data.csc.index.npy", "indices.csc.index.npy", "indptr.csc.index.npy"
VOCABULARY, PARAMETERS = "vocab.index.json", "params.index.json"
FILES = tuple(f"{FOLDER}/{name}" for name in (DATA, INDICES, INDPTR, VOCABULARY, PARAMETERS))

WORD = re.compile(r"\d+(?:\.\d+)*|[a-z]+")
STEMMER = Stemmer.Stemmer("english")


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order; numbers and section numbers ("7.6.1") stay whole."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "").replace("'", "")
    return list(STEMMER.stemWords(WORD.findall(plain)))


def write_keywords(folder: Path, texts: Sequence[str]) -> None:
    """The keyword index of the rows' texts, in their order."""
    import bm25s  # noqa: PLC0415

    index = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    index.index([_kept(stems(text)) for text in texts], show_progress=False)
    index.save(folder / FOLDER, show_progress=False)


def _kept(words: list[str]) -> list[str]:
    from bm25s.stopwords import STOPWORDS_EN  # noqa: PLC0415

    return [word for word in words if word not in STOPWORDS_EN]


class Keywords:
    """A saved keyword index, opened to be asked."""

    def __init__(self, folder: Path) -> None:
        at = folder / FOLDER
        self._scores = np.asarray(np.load(at / DATA, mmap_mode="r"))  # a plain view: quicker to look into than a memmap
        self._rows = np.asarray(np.load(at / INDICES, mmap_mode="r"))
        self._starts = np.load(at / INDPTR)
        self._words: dict[str, int] = json.loads((at / VOCABULARY).read_bytes())
        self.count = int(json.loads((at / PARAMETERS).read_bytes())["num_docs"])

    def __contains__(self, word: str) -> bool:
        """Does any row hold the word, in any of its forms?"""
        return any(stem in self._words for stem in stems(word))

    def scores(self, text: str) -> NDArray[np.float32]:
        """The BM25 score of every row, 0 or more, in the order of the rows."""
        scores = np.zeros(self.count, dtype=np.float32)
        for word in sorted(self._words[stem] for stem in set(stems(text)) if stem in self._words):
            found = slice(self._starts[word], self._starts[word + 1])
            scores[self._rows[found]] += self._scores[found]
        return scores
