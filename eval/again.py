"""Does an answer stay when only the words change? Kept beside a run, as sums by change, of the tune half only."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from assistant.holdings import Holdings
from eval.metamorphic import Checker, by_change
from eval.rates import Rate

SEED = 1


@dataclass(frozen=True, slots=True)
class Stability:
    """One way of saying the same otherwise: how many answers stayed as they were."""

    change: str
    stays: int
    of: int

    @property
    def rate(self) -> Rate:
        """The share that stayed."""
        return Rate(self.stays, self.of)


AGAIN = "again"  # the file it is kept in
STABLE: TypeAdapter[Sequence[Stability]] = TypeAdapter(Sequence[Stability])


def say_again(holdings: Holdings, count: int, seed: int = SEED) -> list[Stability]:
    """So many generated messages, each said again in every way that leaves its meaning alone."""
    rates = by_change(list(Checker(holdings, seed).made(count)))
    return [Stability(change, rate.hits, rate.of) for change, rate in sorted(rates.items())]


def together(found: Sequence[Stability]) -> Rate:
    """All ways together."""
    return Rate(sum(one.stays for one in found), sum(one.of for one in found))
