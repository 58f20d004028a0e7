"""What the ways of asking teach, learnt once at ingest from asked.yaml and kept as three small tables of numbers.

A metric  In which directions do two ways of asking the same thing differ? Those are scaled down, for rows and questions alike
          (within-class covariance normalisation; closed form).
A habit   How likely is each passage meant, when a question reads like this? (multinomial logistic regression over the
          vectors in that metric.)

Both are deterministic: the same corpus gives the same numbers. Neither decides anything: they order passages, whose exact
words are then quoted. What each adds is measured in docs/decisions/0003-search.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.rows import Row

Floats = NDArray[np.float32]
TABLES, COMPARED = "learned.npz", "compared.npy"
FILES = (TABLES, COMPARED)

RIDGE = 0.3  # of the mean variance, added to every direction: a point has fewer examples than there are directions
LEAST_EXAMPLES = 200  # with fewer ways of asking, what they teach is chance
STRENGTH, STEPS, EXACTNESS = 3.0, 200, 1e-3  # inverse regularisation of the habit; when its fit stops
UNLIKELY = -12.0  # the least log probability that is told apart


@dataclass(frozen=True)
class Metric:
    """Where vectors are compared: moved by `mean`, turned and scaled by `matrix`, made unit length again."""

    mean: Floats
    matrix: Floats

    def apply(self, vectors: Floats) -> Floats:
        """The vectors (n, d) in this metric, each of unit length."""
        moved = (vectors - self.mean) @ self.matrix
        length = np.linalg.norm(moved, axis=1, keepdims=True)
        return np.asarray(moved / np.maximum(length, 1e-12), dtype=np.float32)


@dataclass(frozen=True)
class Habit:
    """Which passage, or which silence, a question means, by its vector in the metric. `units` are places among them, in the
    order of the rows."""

    units: NDArray[np.int64]
    weights: Floats
    bias: Floats

    def log_probabilities(self, vector: Floats) -> Floats:
        """For each of `units`, between UNLIKELY and 0."""
        scores = self.weights @ vector + self.bias
        scores -= scores.max() if len(scores) else 0
        return np.asarray(np.maximum(scores - np.log(np.exp(scores).sum()), UNLIKELY), dtype=np.float32)


@dataclass(frozen=True)
class Learned:
    """What was learnt, and every row's vector as it is compared (in the order of the rows)."""

    metric: Metric
    habit: Habit
    compared: Floats


def write_learned(folder: Path, rows: Sequence[Row], vectors: Floats) -> None:
    """Learns from the rows and keeps what was learnt."""
    metric = metric_of(rows, vectors)
    compared = metric.apply(vectors)
    habit = habit_of(rows, compared)
    np.savez(
        folder / TABLES,
        mean=metric.mean,
        matrix=metric.matrix,
        units=habit.units,
        weights=habit.weights,
        bias=habit.bias,
    )
    np.save(folder / COMPARED, compared, allow_pickle=False)


def read_learned(folder: Path) -> Learned:
    """What `write_learned` kept; the vectors memory-mapped."""
    with np.load(folder / TABLES, allow_pickle=False) as kept:
        metric = Metric(kept["mean"], kept["matrix"])
        habit = Habit(kept["units"], kept["weights"], kept["bias"])
    return Learned(metric, habit, np.load(folder / COMPARED, mmap_mode="r", allow_pickle=False))


def metric_of(rows: Sequence[Row], vectors: Floats) -> Metric:
    """The metric that the ways of asking teach, or the model's own where there are too few of them."""
    dimensions = vectors.shape[1]
    points = _by_point(rows)
    if sum(map(len, points)) < LEAST_EXAMPLES:
        return Metric(np.zeros(dimensions, np.float32), np.eye(dimensions, dtype=np.float32))
    wide = vectors.astype(np.float64)
    apart = np.concatenate([wide[members] - wide[members].mean(axis=0) for members in points])
    spread = apart.T @ apart / len(apart)
    spread += RIDGE * np.trace(spread) / dimensions * np.eye(dimensions)
    matrix = np.linalg.cholesky(np.linalg.inv(spread))
    return Metric(wide.mean(axis=0).astype(np.float32), matrix.astype(np.float32))


def habit_of(rows: Sequence[Row], vectors: Floats) -> Habit:
    """The habit of what has ways of asking, over the vectors as they are compared; empty where there are too few of them."""
    number = {paragraph: at for at, paragraph in enumerate(dict.fromkeys(row.paragraph for row in rows))}
    taught = {row.paragraph for row in rows if row.point is not None}
    examples = [at for at, row in enumerate(rows) if row.paragraph in taught]
    if len(examples) < LEAST_EXAMPLES or len(taught) < 2:
        return Habit(np.zeros(0, np.int64), np.zeros((0, vectors.shape[1]), np.float32), np.zeros(0, np.float32))
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - a second to import, and only ingest needs it

    meant = np.array([number[rows[at].paragraph] for at in examples])
    fitted = LogisticRegression(C=STRENGTH, max_iter=STEPS, tol=EXACTNESS).fit(vectors[examples], meant)
    weights, bias = _one_per_class(fitted.coef_, fitted.intercept_)
    return Habit(np.asarray(fitted.classes_, np.int64), weights, bias)


def _one_per_class(weights: NDArray[np.float64], bias: NDArray[np.float64]) -> tuple[Floats, Floats]:
    """Two classes come as one row of weights; here every class has its own."""
    if len(weights) == 1:
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    return weights.astype(np.float32), bias.astype(np.float32)


def _by_point(rows: Sequence[Row]) -> list[list[int]]:
    """The rows of each point, by place; a point with a single row teaches nothing."""
    members: dict[tuple[str, int], list[int]] = {}
    for at, row in enumerate(rows):
        if row.point is not None:
            members.setdefault((row.at, row.point), []).append(at)
    return [group for group in members.values() if len(group) > 1]
