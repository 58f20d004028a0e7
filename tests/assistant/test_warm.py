"""What a server does before anybody asks."""

from pathlib import Path

from assistant.holdings import open_holdings
from assistant.premises import premises
from assistant.reading.phrases import phrasebook
from assistant.warm import warm


def test_after_it_nothing_is_left_to_read_or_compile(home: Path) -> None:
    """The rulebook is read, and every phrase and premise holds its expression."""
    holdings = open_holdings(home, "North Lincolnshire")
    warm(holdings)
    assert "rulebook" in vars(holdings)
    patterns = [*(phrase.pattern for phrase in phrasebook().phrases), *(way.pattern for way in premises().ways)]
    assert all("_compiled" in vars(pattern) for pattern in patterns)
