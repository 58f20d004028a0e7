"""How many turns this process answers at the moment."""

from threading import Lock


class Answering:
    """Entered by each turn; whoever is alone may use a second processor for what may be needed."""

    def __init__(self) -> None:
        self._turns, self._lock = 0, Lock()

    def __enter__(self) -> None:
        with self._lock:
            self._turns += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._turns -= 1

    @property
    def alone(self) -> bool:
        """Whether no other turn is being answered."""
        return self._turns <= 1


answering = Answering()
