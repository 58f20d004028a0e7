"""txtai: one embeddings index with `hybrid=True`, as its documentation shows."""

import json
from pathlib import Path

from txtai import Embeddings

from benchmarks.contenders import DEPTH, Ready, Search
from benchmarks.contenders.weights import weights
from benchmarks.material import Material


def ingest(material: Material, folder: Path, ready: Ready) -> int:
    """One index, kept in the folder; beside it the section of each text, for scoring."""
    embeddings = Embeddings(path=weights(), hybrid=True, content=True)
    embeddings.batchtransform(["load the model"])
    ready()
    embeddings.index([(at, chunk.text) for at, chunk in enumerate(material.chunks)])
    embeddings.save(str(folder / "index"))
    (folder / "sections.json").write_text(json.dumps([chunk.section for chunk in material.chunks]), encoding="utf-8")
    return len(material.chunks)


def search(folder: Path) -> Search:
    """Five results of the hybrid."""
    embeddings = Embeddings()
    embeddings.load(str(folder / "index"))
    sections = json.loads((folder / "sections.json").read_bytes())

    def ask(question: str) -> list[list[str]]:
        return [[sections[int(result["id"])]] for result in embeddings.search(question, DEPTH)]

    return ask
