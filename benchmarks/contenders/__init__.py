"""Each contender is one file with `ingest` and `search`; CONTENDERS lists them in the order of the tables."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.material import Material

Search = Callable[[str], list[list[str]]]  # a question -> for each of the best five results, the sections it holds
Ready = Callable[[], None]  # told once everything is imported and the model is loaded
DEPTH = 5


@dataclass(frozen=True, slots=True)
class Contender:
    """One way of finding the passages for a question.

    name    of its file here
    store   of the contender whose index it asks, where it has none of its own
    ours    runs in the project's own environment; the others have one of theirs
    """

    name: str
    label: str
    store: str
    ours: bool = False

    def ingest(self, material: Material, folder: Path, ready: Ready) -> int:
        """Builds its index in the folder; returns how many texts went into it."""
        stored: int = self._module().ingest(material, folder, ready)
        return stored

    def search(self, folder: Path) -> Search:
        """Opens the index that `ingest` built."""
        opened: Search = self._module().search(folder)
        return opened

    def _module(self) -> Any:
        return import_module(f"benchmarks.contenders.{self.name}")


def _own(name: str, label: str, *, ours: bool = False) -> Contender:
    return Contender(name, label, name, ours)


CONTENDERS = [
    _own("langchain_plain", "LangChain + Chroma, plain chunks"),
    _own("langchain_chunks", "LangChain + Chroma, our chunks"),
    _own("llama_index_hybrid", "llama-index hybrid, our chunks"),
    _own("haystack_hybrid", "haystack hybrid, our chunks"),
    _own("txtai_hybrid", "txtai hybrid, our chunks"),
    _own("aftercare_search", "Aftercare, search", ours=True),
    Contender("aftercare_answer", "Aftercare, whole answer", "aftercare_search", ours=True),
]


def contender(name: str) -> Contender:
    """The contender of that name."""
    return next(each for each in CONTENDERS if each.name == name)
