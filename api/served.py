"""The real index on the shelf: what is current under the home folder, opened and probed."""

from functools import partial
from pathlib import Path

from api.regularly import once
from api.shelf import Opened, Shelf
from assistant.holdings import holdings_of
from assistant.warm import warming
from ingest.generation import served
from ingest.index import open_index
from ingest.probe import probe


def shelf_of(home: Path, area: str) -> Shelf:
    """A shelf that serves the index of a home folder for an area."""
    return Shelf(partial(served, home), partial(_open, home, area))


def _open(home: Path, area: str) -> Opened:
    """Chroma is probed in a child process, because a damaged one kills whoever opens it; exact search answers without it."""
    index = open_index(home, fall_back=True)
    why = " ".join(filter(None, (index.fell_back, probe(index.folder).reason)))
    holdings = holdings_of(index, area)
    once(warming(holdings), "warming")
    return Opened(holdings, index.folder.name, index.manifest.counts["rows"], why or None, index)
