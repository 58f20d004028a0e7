"""A retriever that ships as a fake: it finds what it was given, for tests and for trying things out without an index."""

from collections.abc import Mapping, Sequence

from assistant.model import Findings, Passage


class MemoryRetriever:
    """Finds passages by the exact question; nothing for any other."""

    def __init__(self, known: Mapping[str, Findings]) -> None:
        self.known = known

    def search(self, question: str, limit: int) -> Sequence[Passage]:
        """The passages given for the question."""
        return self.look(question, limit).passages

    def look(self, question: str, limit: int) -> Findings:
        """What was given for the question."""
        found = self.known.get(question, Findings(mended=question))
        return Findings(found.passages[:limit], found.unanswered, found.mended or question, found.terms)

    def begin(self, question: str) -> None:
        """There is nothing to do."""

    def mended(self, question: str) -> str:
        """The question as it is."""
        return question
