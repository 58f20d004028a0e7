"""Ours: a whole turn, from the question to the checked answer with its citations and notices."""

from datetime import date
from pathlib import Path

from assistant.conversation import answer
from assistant.holdings import open_holdings
from assistant.model import Turn
from benchmarks.contenders import Search
from benchmarks.contenders.aftercare_search import AREA, section


def search(folder: Path) -> Search:
    """The sections that the answer cites, in its order."""
    holdings = open_holdings(folder, AREA)

    def ask(question: str) -> list[list[str]]:
        made = answer(Turn(question, "bench", date.today(), holdings))
        return [[section(holdings, citation.paragraph)] for citation in made.citations]

    return ask
