"""Ours: the index as `aftercare ingest` builds it, and the retriever that answers questions."""

from functools import partial
from pathlib import Path

from assistant.holdings import Holdings, open_holdings
from benchmarks.contenders import DEPTH, Ready, Search
from benchmarks.material import Material
from ingest.build import Stage, build

AREA = "North Lincolnshire"


def ingest(material: Material, folder: Path, ready: Ready) -> int:
    """The whole of `aftercare ingest` on the corpus beside the folder; the material is the same documents."""

    def progress(stage: Stage, done: int, total: int) -> None:
        if stage is Stage.EMBED and done == 0:
            ready()

    return build(folder.parent / "corpus", folder, progress).embedded


def search(folder: Path) -> Search:
    """Five passages."""
    return partial(_sections, open_holdings(folder, AREA))


def _sections(holdings: Holdings, question: str) -> list[list[str]]:
    found = holdings.retriever.search(question, DEPTH)
    return [[section(holdings, passage.paragraph)] for passage in found]


def section(holdings: Holdings, paragraph: str) -> str:
    """ "nl-policy/7.7"."""
    known = holdings.paragraphs[paragraph]
    return f"{known.document}/{known.section}"
