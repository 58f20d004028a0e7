"""What is learnt from examples of how staff write: by the meaning of their words (a vector) and by the words themselves.

A logistic regression over both, fitted once at ingest. A question then needs two products of matrices and no scikit-learn. The
same examples give the same numbers, on every machine: fitted in double precision until hardly anything moves, since a fit that
is stopped on its way ends elsewhere where a vector differs in its eighth digit.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

STRENGTH, STEPS, EXACTNESS = 10.0, 100, 1e-6  # inverse regularisation; when the fit stops
LEAST_SEEN = 2  # a word or pair of words in fewer examples than this says nothing
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")
NUMBER = "#"  # any number but the section that everything here is about


def words_of(text: str) -> list[str]:
    """The words of a text and each two that stand together, its beginning and end among them."""
    plain = text.lower().replace("’", "'").replace("s117", "117")
    words = [word if word == "117" else NUMBER if word[0].isdigit() else word.replace("'", "") for word in WORD.findall(plain)]
    ended = ["<", *words, ">"]
    return [*words, *(f"{one} {two}" for one, two in pairwise(ended))]


def weighed(bag: Sequence[str], words: Mapping[str, int], rarity: Floats) -> tuple[NDArray[np.int64], Floats]:
    """The places of a text's words and what each weighs: often here and rare elsewhere weighs most; unit length."""
    counted = Counter(words[word] for word in bag if word in words)
    places = np.array(list(counted), dtype=np.int64)
    values = (1 + np.log(np.array(list(counted.values()), dtype=np.float32))) * rarity[places] if counted else np.zeros(0)
    return places, np.asarray(values / max(float(np.linalg.norm(values)), 1e-12), dtype=np.float32)


def vocabulary(bags: Sequence[Sequence[str]]) -> tuple[dict[str, int], Floats]:
    """The words that tell texts apart, each with its place, and how rare each is. A bag: the words of one text."""
    seen = Counter(word for bag in bags for word in set(bag))
    kept = sorted(word for word, count in seen.items() if count >= LEAST_SEEN)
    rarity = np.array([1 + np.log((1 + len(bags)) / (1 + seen[word])) for word in kept], dtype=np.float32)
    return {word: at for at, word in enumerate(kept)}, rarity


def features(bags: Sequence[Sequence[str]], vectors: Floats, words: Mapping[str, int], rarity: Floats) -> Any:
    """A sparse row a text: its vector, then its words."""
    from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped] # noqa: PLC0415 - only ingest needs it

    each = [weighed(bag, words, rarity) for bag in bags]
    starts = np.cumsum([0, *(len(places) for places, _ in each)])
    places, values = (np.concatenate([pair[part] for pair in each]) for part in (0, 1))
    said = csr_matrix((values, places, starts), shape=(len(each), len(words)))
    return hstack([csr_matrix(vectors), said]).tocsr()


def fitted(rows: Any, meant: Sequence[int], weights: Sequence[float] | None = None) -> tuple[Floats, Floats]:
    """Weights (a row's length, classes) and biases. `meant`: the class of each row, 0 and on, of which there are two or more.

    weights  of the rows; where none are given, every class counts the same
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - a second to import

    balance = "balanced" if weights is None else None
    made = LogisticRegression(C=STRENGTH, max_iter=STEPS, tol=EXACTNESS, class_weight=balance, solver="newton-cg")
    made.fit(rows.astype(np.float64), np.array(meant), sample_weight=None if weights is None else np.array(weights))
    found, bias = made.coef_, made.intercept_
    if len(found) == 1:  # two classes come as one row
        found, bias = np.vstack([-found, found]), np.concatenate([-bias, bias])
    return np.ascontiguousarray(found.T, dtype=np.float32), bias.astype(np.float32)


@dataclass(frozen=True)
class Table:
    """What classifiers have learnt, a column a class. Most words weigh nothing in most columns, and those weights are not kept.

    by_vector        (dimensions, columns); bias: (columns)
    starts           of each word and of the end, where its weights begin
    places, weights  the column of each weight and the weight itself, word by word
    """

    by_vector: Floats
    bias: Floats
    starts: NDArray[np.int64]
    places: NDArray[np.int32]
    weights: Floats

    @classmethod
    def of(cls, whole: Floats, dimensions: int) -> "Table":
        """From a row for each dimension of a vector, then for each word, then one of biases."""
        by_word = whole[dimensions:-1]
        rows, places = np.nonzero(by_word)
        starts = np.searchsorted(rows, np.arange(len(by_word) + 1))
        return cls(whole[:dimensions], whole[-1], starts, places.astype(np.int32), by_word[rows, places])

    def scores(self, vector: Floats, words: NDArray[np.int64], values: Floats) -> Floats:
        """A text's score in each column, by its vector and by its words and what each weighs."""
        counts = self.starts[words + 1] - self.starts[words]
        before = np.repeat(np.cumsum(counts) - counts, counts)
        own = np.repeat(self.starts[words], counts) + np.arange(counts.sum()) - before  # where the weights of these words are
        by_word = np.bincount(self.places[own], self.weights[own] * np.repeat(values, counts), minlength=len(self.bias))
        return np.asarray(vector @ self.by_vector + by_word + self.bias, dtype=np.float32)

    def kept(self, name: str) -> dict[str, Any]:
        """Its parts by name, as `numpy.savez` takes them."""
        return {f"{name}_{field.name}": getattr(self, field.name) for field in fields(self)}

    @classmethod
    def back(cls, name: str, kept: Mapping[str, Any]) -> "Table":
        """From the parts that `kept` gave."""
        return cls(**{field.name: kept[f"{name}_{field.name}"] for field in fields(cls)})


def shares(scores: Floats) -> Floats:
    """Scores of classes, a row a text, as probabilities."""
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True), dtype=np.float32)
