"""The same pattern over our chunks."""

from pathlib import Path

from langchain_core.documents import Document

from benchmarks.contenders import Ready
from benchmarks.contenders.langchain_plain import search, store
from benchmarks.material import Material

__all__ = ["ingest", "search"]


def ingest(material: Material, folder: Path, ready: Ready) -> int:
    """Stores our chunks."""
    pieces = [Document(chunk.text, metadata={"sections": chunk.section}) for chunk in material.chunks]
    return store(pieces, folder, ready)
