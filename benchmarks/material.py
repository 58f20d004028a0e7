"""What every contender is given: the documents, our chunks of them, and the labelled questions. Standard library only."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

LEAST_WORDS = 8  # of a paragraph; a chunk that holds fewer of its words does not hold it


@dataclass(frozen=True, slots=True)
class Span:
    """Where a paragraph stands in its document's text, in characters, and the section it is of."""

    start: int
    end: int
    section: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document as published, and where its paragraphs are in it."""

    id: str
    text: str
    spans: tuple[Span, ...]

    def sections(self, start: int, end: int) -> list[str]:
        """The sections of which the text from `start` to `end` holds a paragraph, or eight words of one."""
        return list(dict.fromkeys(span.section for span in self.spans if self._holds(span, start, end)))

    def _holds(self, span: Span, start: int, end: int) -> bool:
        if start <= span.start and span.end <= end:
            return True
        held = self.text[max(start, span.start) : min(end, span.end)] if start < span.end and span.start < end else ""
        return len(held.split()) >= LEAST_WORDS


@dataclass(frozen=True, slots=True)
class Chunk:
    """One of our passages: a paragraph with the list under it, its headings in front."""

    id: str
    text: str
    section: str


@dataclass(frozen=True, slots=True)
class Question:
    """A labelled question. `sections` hold an answer; none where the documents do not answer."""

    text: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """All of it. `questions` by split: tune, test."""

    documents: tuple[Document, ...]
    chunks: tuple[Chunk, ...]
    questions: dict[str, tuple[Question, ...]]


def write_material(path: Path, material: Material) -> None:
    """As JSON."""
    path.write_text(json.dumps(asdict(material), ensure_ascii=False), encoding="utf-8")


def read_material(path: Path) -> Material:
    """What `write_material` wrote."""
    kept = json.loads(path.read_bytes())
    return Material(
        documents=tuple(
            Document(entry["id"], entry["text"], tuple(Span(**span) for span in entry["spans"])) for entry in kept["documents"]
        ),
        chunks=tuple(Chunk(**entry) for entry in kept["chunks"]),
        questions={
            split: tuple(Question(entry["text"], tuple(entry["sections"])) for entry in entries)
            for split, entries in kept["questions"].items()
        },
    )
