"""Ours: a whole turn, from the question to the checked answer with its citations and notices."""

from datetime import date
from pathlib import Path

from assistant.conversation import answer
from assistant.library import open_library
from assistant.model import Turn
from benchmarks.contenders import Search
from benchmarks.contenders.aftercare_search import AREA, section


def search(folder: Path) -> Search:
    """The sections that the answer cites, in its order."""
    library = open_library(folder, AREA)

    def ask(question: str) -> list[list[str]]:
        made = answer(Turn(question, "bench", date.today(), library))
        return [[section(library, citation.paragraph)] for citation in made.citations]

    return ask
