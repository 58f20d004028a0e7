"""The material, made from the corpus and the labelled questions: `python -m benchmarks.extract CORPUS QUESTIONS OUT`."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

import yaml

from benchmarks.material import Chunk, Document, Material, Question, Span, write_material
from ingest.contents import Contents
from ingest.corpus import read_corpus
from ingest.paragraphs import Paragraph, ParagraphKind
from ingest.rows import Way
from ingest.sources import document_path

WORD = re.compile(r"\w+")
SPLITS = ("tune", "test")
ANSWERING = (ParagraphKind.TEXT, ParagraphKind.ITEM)  # a heading alone answers nothing
FURTHEST = 40  # words of marks and markers that may stand between two paragraphs


def extract(corpus: Path, questions: Path) -> Material:
    """The material of a corpus folder and a folder of labelled questions."""
    contents, _, _ = read_corpus(corpus, lambda done, total: None)
    return Material(
        documents=tuple(_documents(corpus, contents)),
        chunks=tuple(_chunks(contents)),
        questions={split: tuple(_questions(questions / f"{split}.yaml", contents.paragraphs)) for split in SPLITS},
    )


def spans_of(text: str, paragraphs: Iterable[Paragraph]) -> Iterator[Span]:
    """Where each paragraph that can answer stands in the text, in order.

    Raises ValueError for one whose words are not there.
    """
    words = list(WORD.finditer(text))
    at = 0
    for paragraph in paragraphs:
        wanted = WORD.findall(paragraph.text)
        at = _found(words, wanted, at, paragraph.id)
        if wanted and paragraph.kind in ANSWERING:
            yield Span(words[at].start(), words[at + len(wanted) - 1].end(), section_of(paragraph))
        at += len(wanted)


def section_of(paragraph: Paragraph) -> str:
    """ "nl-policy/7.7"."""
    return f"{paragraph.document}/{paragraph.section}"


def _found(words: list[re.Match[str]], wanted: list[str], start: int, name: str) -> int:
    for at in range(start, start + FURTHEST):
        if [word.group() for word in words[at : at + len(wanted)]] == wanted:
            return at
    raise ValueError(f"{name}: its words do not stand in the document where they should, after word {start}")


def _documents(corpus: Path, contents: Contents) -> Iterator[Document]:
    for document, paragraphs in groupby(contents.paragraphs.values(), key=lambda paragraph: paragraph.document):
        text = document_path(corpus, contents.sources[document]).read_text(encoding="utf-8")
        yield Document(document, text, tuple(spans_of(text, paragraphs)))


def _chunks(contents: Contents) -> Iterator[Chunk]:
    for row in contents.rows:
        if row.way is Way.WHOLE:
            yield Chunk(row.paragraph, row.text, section_of(contents.paragraphs[row.paragraph]))


def _questions(path: Path, paragraphs: Mapping[str, Paragraph]) -> Iterator[Question]:
    for entry in yaml.safe_load(path.read_bytes()):
        sections = dict.fromkeys(section_of(paragraphs[answer]) for answer in entry["answers"])
        yield Question(entry["question"], tuple(sections))


if __name__ == "__main__":
    write_material(Path(sys.argv[3]), extract(Path(sys.argv[1]), Path(sys.argv[2])))
