"""Holdings over the committed paragraphs, without an index: for steps that look nothing up."""

from datetime import date
from functools import cache
from pathlib import Path

from assistant.holdings import Holdings
from assistant.model import Turn, Versions
from assistant.retrieval.memory import MemoryRetriever
from ingest.corpus import read_corpus

TODAY = date(2026, 11, 21)
CORPUS = Path(__file__).parents[2] / "corpus"


@cache
def bare_holdings() -> Holdings:
    """The corpus as it is committed; its search finds nothing."""
    contents, known, _ = read_corpus(CORPUS, lambda done, of: None)
    return Holdings(
        area="North Lincolnshire",
        sources=contents.sources,
        paragraphs=contents.paragraphs,
        points=contents.points,
        notices=known.notices,
        contacts=known.contacts,
        retriever=MemoryRetriever({}),
        versions=Versions("corpus", "rules", "app"),
        knowledge=known,
    )


def bare_turn(message: str) -> Turn:
    """A first turn over them."""
    return Turn(message, "a-conversation", TODAY, bare_holdings())
