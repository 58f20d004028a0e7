"""The index in use. A generation that a new ingest swaps in is picked up without a restart; turns begun keep the old one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from api.problems import Unavailable, failed
from api.regularly import regularly
from assistant.holdings import Holdings
from ingest.errors import IngestError

LOOK_EVERY = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Opened:
    """An index that is open.

    generation  its name
    rows        how many ways into its passages it holds
    degraded    why it does not work as it should, or None
    index       what has to stay open as long as it is in use, so that its files are not pruned
    """

    holdings: Holdings
    generation: str
    rows: int
    degraded: str | None = None
    index: object = None


class Shelf:
    """Holds the index in use.

    current  names the generation in use, cheaply; None where there is none
    open     opens it; raises IngestError, whose words say what to do
    """

    def __init__(self, current: Callable[[], str | None], open: Callable[[], Opened]) -> None:
        self._current, self._open = current, open
        self._lock = Lock()
        self._opened: Opened | None = None
        self._tried: str | None = None
        self.refused = ""  # why the newest generation is not the one in use

    def opened(self) -> Opened:
        """The index in use; raises Unavailable where there is none that works."""
        if self._opened is None:
            raise Unavailable(self.refused or "There is no index yet. Run `aftercare ingest` to build it")
        return self._opened

    def look(self) -> None:
        """Opens the generation that is current now, if it is another; what cannot be opened leaves the one in use."""
        with self._lock:
            name = self._current()
            if name is not None and name != self._tried:
                self._tried = name
                self._take()

    @contextmanager
    def watching(self, every: float = LOOK_EVERY) -> Iterator[None]:
        """Looks now, and then every so many seconds in a thread of its own, so that no request waits for an index to open."""
        self.look()
        with regularly(lambda stop: self.look(), every, "shelf"):
            yield

    def _take(self) -> None:
        try:
            self._opened, self.refused = self._open(), ""
        except IngestError as error:
            self.refused = str(error)
        except Exception as error:
            failed(error)
            self.refused = f"The index could not be opened ({type(error).__name__}). Run `aftercare doctor`"
