"""Rates with their uncertainty. An undefined rate is None, never 0."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

Z = 1.96  # two-sided 95 %
RESAMPLES, SEED = 2000, 117


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many, with Wilson's 95 % interval."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """0 to 1, or None where there was nothing to count."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval, or None."""
        if not self.of:
            return None
        share, n = self.hits / self.of, self.of
        middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
        half = Z / (1 + Z * Z / n) * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
        return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))  # no rounding leaves the share outside

    def __str__(self) -> str:
        if self.interval is None or self.value is None:
            return "-"
        low, high = self.interval
        return f"{self.value:.3f} ({low:.2f}-{high:.2f}, n={self.of})"


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of quantities, or of shares, with a 95 % interval by resampling: what is sampled is a turn or a conversation.

    value     None where there was nothing to measure
    median, most  the middle one, and what 95 of 100 stay under
    """

    value: float | None
    interval: tuple[float, float] | None
    of: int
    median: float | None = None
    most: float | None = None


def mean_of(hits: Sequence[float], of: Sequence[float] | None = None, seed: int = SEED) -> Mean:
    """The mean of `hits`, or the sum of `hits` over the sum of `of`; the same seed gives the same interval."""
    if not hits:
        return Mean(None, None, 0)
    above, below = np.asarray(hits, float), np.asarray(of if of is not None else [1] * len(hits), float)
    drawn = np.random.default_rng(seed).integers(0, len(above), (RESAMPLES, len(above)))
    low, high = np.quantile(above[drawn].sum(axis=1) / below[drawn].sum(axis=1), (0.025, 0.975))
    median, most = np.quantile(above / below, (0.5, 0.95))
    return Mean(float(above.sum() / below.sum()), (float(low), float(high)), len(above), float(median), float(most))
