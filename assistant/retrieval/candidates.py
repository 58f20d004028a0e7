"""Which passages are worth scoring exactly, where an index is too large to score whole.

A row's code is the signs of its vector's numbers: 48 bytes instead of 1,536, held in memory, compared by counting the signs
that differ. The rows with the likest codes, those with the best words, and whatever else the caller names lead to the
passages that are then scored exactly. The same question gives the same candidates for ever. Measured against scoring
everything, and against Chroma's candidates, in docs/benchmarks.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

LARGE = 20_000  # rows; up to here everything is scored, in a few milliseconds
LIKE = 1_000  # rows taken for each vector of the question
WORDED = 500  # rows taken by their words
BATCH = 8_192  # rows coded at a time, so that coding a memory-mapped file needs little memory


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Units to be scored (passages and silences, by place, in order), with all their rows.

    rows    places of the rows, in order; the rows of a unit stand together
    starts  where in `rows` each unit's begin
    """

    units: Places
    rows: Places
    starts: Places

    @property
    def ends(self) -> Places:
        """Where in `rows` each unit's end."""
        return np.append(self.starts[1:], len(self.rows))


class Codes:
    """The codes of vectors (n, d), d a multiple of 64, and which of them are likest to a question's."""

    def __init__(self, vectors: Floats) -> None:
        coded = [_code(vectors[start : start + BATCH]) for start in range(0, len(vectors), BATCH)]
        # One array for each 64 signs, so that each step of the comparison reads straight through memory.
        self._words = np.ascontiguousarray(np.concatenate(coded).T)

    def __len__(self) -> int:
        return int(self._words.shape[1])

    @property
    def size(self) -> int:
        """Bytes of memory."""
        return self._words.nbytes

    def likest(self, vector: Floats, count: int) -> Places:
        """Places of the rows whose codes differ least from the vector's: `count`, and any that differ as little as the last."""
        differing = self._differing(vector)
        if count >= len(differing):
            return np.arange(len(differing))
        least = np.bincount(differing).cumsum()
        return np.flatnonzero(differing <= np.searchsorted(least, count))

    def _differing(self, vector: Floats) -> NDArray[np.uint16]:
        total = np.zeros(len(self), dtype=np.uint16)
        for held, asked in zip(self._words, _code(vector[None])[0], strict=True):
            total += np.bitwise_count(held ^ asked)
        return total


class Candidates:
    """Shortlists of one index. `starts` and `rows` say which rows belong to which unit, as the retriever has them."""

    def __init__(self, compared: Floats, starts: Places) -> None:
        self.codes = Codes(compared)
        self.starts, self.ends = starts, np.append(starts[1:], len(compared))

    def shortlist(self, vectors: Floats, keyword: Floats, also: Iterable[Places] = ()) -> Shortlist:
        """The units to score for a question.

        vectors  the question's, in the metric that the codes were made in
        keyword  every row's keyword score
        also     places of units to score whatever their rows are like: those named, those the habit thinks of
        """
        rows = [*(self.codes.likest(vector, LIKE) for vector in vectors), _best(keyword, WORDED)]
        units = np.unique(np.concatenate([*map(self._units_of, rows), *also]))
        return self.of(units.astype(np.int64))

    def of(self, units: Places) -> Shortlist:
        """These units with all their rows."""
        lengths = self.ends[units] - self.starts[units]
        starts = np.cumsum(lengths) - lengths
        rows = np.arange(lengths.sum()) + np.repeat(self.starts[units] - starts, lengths)
        return Shortlist(units, rows, starts)

    def _units_of(self, rows: Places) -> Places:
        return np.asarray(np.searchsorted(self.starts, rows, side="right") - 1)


def _code(vectors: Floats) -> NDArray[np.uint64]:
    return np.packbits(np.asarray(vectors) > 0, axis=1).view(np.uint64)


def _best(scores: Floats, count: int) -> Places:
    """Places of the best scores above nothing; of equals at the end, all or none would depend on chance, so all."""
    if count >= len(scores):
        return np.flatnonzero(scores > 0)
    least = float(np.partition(scores, len(scores) - count)[len(scores) - count])
    return np.flatnonzero((scores >= least) & (scores > 0))
