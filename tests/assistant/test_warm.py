"""What a server does before anybody asks."""

from pathlib import Path

from assistant.holdings import open_holdings
from assistant.premises import premises
from assistant.reading.phrases import phrasebook
from assistant.reading.places import cues
from assistant.warm import warm


def test_after_it_nothing_is_left_to_read_or_compile(home: Path) -> None:
    """The rulebook is read, and every phrase and premise holds its expression."""
    holdings = open_holdings(home, "North Lincolnshire")
    warm(holdings)
    assert "rulebook" in vars(holdings)
    patterns = [*(phrase.pattern for phrase in phrasebook().phrases), *(way.pattern for way in premises().ways)]
    assert all("_compiled" in vars(pattern) for pattern in patterns)


def test_no_expression_of_a_list_is_compiled_after_it(home: Path) -> None:
    """Whatever a reader looks for next, in a reply or of a place, its pattern is ready: nobody waits for it."""
    warm(open_holdings(home, "North Lincolnshire"))
    book = phrasebook()
    replied = [phrase.pattern for fact in book.written.facts for phrase in book.replied(fact)]
    assert all("_compiled" in vars(pattern) for pattern in [*replied, *(cue.pattern for cue in cues()[0])])
