"""Ours: the index as `aftercare ingest` builds it, and the retriever that answers questions."""

from functools import partial
from pathlib import Path

from assistant.library import Library, open_library
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
    return partial(_sections, open_library(folder, AREA))


def _sections(library: Library, question: str) -> list[list[str]]:
    found = library.retriever.search(question, DEPTH)
    return [[section(library, passage.paragraph)] for passage in found]


def section(library: Library, paragraph: str) -> str:
    """ "nl-policy/7.7"."""
    known = library.paragraphs[paragraph]
    return f"{known.document}/{known.section}"
