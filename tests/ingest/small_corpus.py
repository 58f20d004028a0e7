"""A corpus of a few paragraphs, and indexes of it, for tests that need no model."""

import hashlib
from pathlib import Path

import yaml

from ingest.build import Report, build
from ingest.embeddings import HashEmbeddings
from ingest.probe import compare

MODEL = HashEmbeddings(32)
GUIDE = """# Guide

## Who pays

The council and the health board pay together.

They agree each share in writing. They look at it again every year.

## When it ends

Aftercare ends when both agree that:

- the person no longer needs it
- a review has been held
"""
LEAFLET = """# Leaflet

## Your rights

You never pay for aftercare. You may refuse any part of it.
"""
DOCUMENTS = {"guide": GUIDE, "leaflet": LEAFLET}
ASKED = {
    "guide/who-pays.p1": [
        {
            "quote": "pay together",
            "say": "Both bodies pay.",
            "asked": ["who pays", "who foots the bill", "council or health, who funds it"],
        }
    ]
}


def make_corpus(
    folder: Path, documents: dict[str, str] | None = None, asked: dict[str, object] | None = None, said: str = "after care"
) -> Path:
    """Writes a corpus folder: sources.yaml, the documents, asked.yaml, and a glossary with one way of saying aftercare."""
    documents = DOCUMENTS if documents is None else documents
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    for name, text in documents.items():
        (folder / "documents" / file_name(name, text)).write_text(text, encoding="utf-8")
    entries = [_entry(name, text) for name, text in documents.items()]
    (folder / "sources.yaml").write_text(yaml.safe_dump({"documents": entries}), encoding="utf-8")
    glossary = [{"term": "aftercare", "said": [said], "means": "help after hospital"}]
    (folder / "glossary.yaml").write_text(yaml.safe_dump(glossary), encoding="utf-8")
    (folder / "asked.yaml").write_text(yaml.safe_dump(ASKED if asked is None else asked), encoding="utf-8")
    return folder


def build_quickly(corpus: Path, home: Path, **options: object) -> Report:
    """A build with hashed words for vectors and the probe in this process: a few tenths of a second."""
    return build(corpus, home, **{"embeddings": MODEL, "check": compare, **options})


def file_name(name: str, text: str) -> str:
    """A text that begins with a tag is a web page, any other is Markdown."""
    return f"{name}.html" if text.startswith("<") else f"{name}.md"


def _entry(name: str, text: str) -> dict[str, object]:
    return {
        "id": name,
        "title": name.title(),
        "short": name,
        "publisher": None,
        "area": None,
        "kind": "policy",
        "authority": 1,
        "edition": None,
        "approved": None,
        "reviews_due": [],
        "licence": "none",
        "file": file_name(name, text),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
