"""What is read and compiled when it is first needed, done before anybody asks: for servers, not for one question."""

from assistant.holdings import Holdings
from assistant.premises import premises
from assistant.reading.phrases import phrasebook


def warm(holdings: Holdings) -> None:
    """Reads the rulebook and the gazetteer, and compiles every phrase; a few seconds of one processor, once."""
    _ = holdings.rulebook, holdings.gazetteer  # each is kept once it has been read
    for pattern in [*(phrase.pattern for phrase in phrasebook().phrases), *(way.pattern for way in premises().ways)]:
        next(pattern.find(""), None)
