"""How often one network and one key may ask. The counts are of this process: several processes each count by themselves."""

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from api.refusals import TooMany

NETWORK_BITS = 64  # of an IPv6 address: what one household or one ward is given


@dataclass(frozen=True, slots=True)
class Told:
    """Where somebody stands. `reset`: seconds until the count begins anew."""

    limit: int
    remaining: int
    reset: int

    def headers(self) -> Mapping[str, str]:
        """As the reply says it."""
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
        }


class Limiter:
    """Counts requests by the minute. `limits`: how many, by kind of asker; 0 for no limit."""

    def __init__(self, limits: Mapping[str, int]) -> None:
        self._items = {kind: RateLimitItemPerMinute(most) for kind, most in limits.items() if most}
        self._counts = FixedWindowRateLimiter(MemoryStorage())

    def take(self, kind: str, who: str) -> Told | None:
        """Counts one request and says how many are left, or None without a limit; raises TooMany, which says it too."""
        if (item := self._items.get(kind)) is None:
            return None
        taken = self._counts.hit(item, kind, who)
        ends, left = self._counts.get_window_stats(item, kind, who)
        told = Told(item.amount, int(left), max(1, math.ceil(ends - time.time())))
        if not taken:
            raise TooMany(told.limit, told.reset, told.headers())
        return told

    def check(self, kind: str, who: str) -> None:
        """Raises TooMany where nothing is left, and counts nothing."""
        if (item := self._items.get(kind)) and not self._counts.test(item, kind, who):
            ends, _ = self._counts.get_window_stats(item, kind, who)
            told = Told(item.amount, 0, max(1, math.ceil(ends - time.time())))
            raise TooMany(told.limit, told.reset, told.headers())


def tightest(*told: Told | None) -> Mapping[str, str]:
    """The headers of the limit that will be met first; none without a limit."""
    known = [one for one in told if one]
    return min(known, key=lambda one: one.remaining).headers() if known else {}


def network_of(address: str) -> str:
    """What counts as one network: an IPv4 address, the first half of an IPv6 address; one for all that are no addresses."""
    try:
        known = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(known, IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    if isinstance(known, IPv6Address):
        return str(IPv6Address(int(known) >> NETWORK_BITS << NETWORK_BITS))
    return str(known)
