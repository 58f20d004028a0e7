"""What every retriever is."""

from collections.abc import Sequence
from typing import Protocol

from assistant.model import Findings, Passage


class Retriever(Protocol):
    """Finds passages for a question."""

    def search(self, question: str, limit: int) -> Sequence[Passage]:
        """The passages that speak to the question, best first, at most `limit`."""
        ...

    def look(self, question: str, limit: int) -> Findings:
        """The same, with the nearest matter that no passage answers."""
        ...

    def begin(self, question: str) -> None:
        """Does what it can for a question that will be looked for soon, beside what its caller does meanwhile."""
        ...

    def mended(self, question: str) -> str:
        """The question with its mistyped words mended, as search reads it."""
        ...
