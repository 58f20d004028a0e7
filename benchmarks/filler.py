"""Corpora of any size: the real one, and after it copies of its documents with other words in them.

A copy's words are drawn by its number alone, so that the same size is the same corpus for ever. Three words in ten of five
letters or more become another word of the corpus or of English; every number becomes another. Its sentences keep their shape.
"""

import hashlib
import random
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from ingest.corpus import read_corpus
from ingest.paragraphs import Paragraph, ParagraphKind

WORD = re.compile(r"[A-Za-z]{5,}|\d+")
SHARE = 0.3  # of the longer words
ENGLISH = 6_000  # of the commonest words of English, less the very commonest
COMMONEST = 300


@dataclass(frozen=True)
class Variation:
    """How a copy differs from the corpus."""

    chance: random.Random
    words: Sequence[str]

    def of(self, text: str) -> str:
        """The text with other words in it, at least one where there is one to change."""
        changed = WORD.sub(self._other, text)
        while changed == text and WORD.search(text):
            changed = WORD.sub(self._other, text)
        return changed

    def _other(self, found: re.Match[str]) -> str:
        word = found.group()
        if word.isdigit():
            return str(self.chance.randrange(2, 10 ** len(word) + 2))
        if self.chance.random() > SHARE:
            return word
        other = self.chance.choice(self.words)
        return other.capitalize() if word[0].isupper() else other


def make_corpus(corpus: Path, folder: Path, size: int) -> None:
    """A corpus of at least `size` paragraphs in the folder: the real one with everything beside it, then copies."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(corpus, folder)
    contents, _, _ = read_corpus(corpus, lambda done, total: None)
    paragraphs = list(contents.paragraphs.values())
    entries = yaml.safe_load((corpus / "sources.yaml").read_bytes())["documents"]
    left, words = size - len(paragraphs), vocabulary(paragraphs)
    for number in range(1, -(-max(left, 0) // len(paragraphs)) + 1):
        some = paragraphs[: left - (number - 1) * len(paragraphs)]
        text = "\n".join(lines(some, Variation(random.Random(number), words)))  # noqa: S311 - reproducible, not secret
        entries.append(_written(folder, f"copy-{number:04}", text))
    (folder / "sources.yaml").write_text(yaml.safe_dump({"documents": entries}), encoding="utf-8")


def lines(paragraphs: Sequence[Paragraph], variation: Variation) -> Iterator[str]:
    """The paragraphs as Markdown, each in other words."""
    for at, paragraph in enumerate(paragraphs):
        text = variation.of(re.sub(r"^[\d.]+\s+", "", paragraph.text).replace("\n", " "))
        match paragraph.kind:
            case ParagraphKind.HEADING:
                yield f"\n## {text} {at}\n"
            case ParagraphKind.ITEM:
                yield f"- {text}"
            case _:
                yield f"\n{text}\n"


def vocabulary(paragraphs: Sequence[Paragraph]) -> list[str]:
    """The longer words of the corpus, and of English."""
    listed = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    english = [line.split(" ", 1)[0] for line in listed.splitlines()[COMMONEST : COMMONEST + ENGLISH]]
    own = {word.lower() for paragraph in paragraphs for word in WORD.findall(paragraph.text)}
    return sorted(word for word in own | set(english) if len(word) >= 5 and word.isalpha())


def _written(folder: Path, name: str, text: str) -> dict[str, Any]:
    """The document in its place; returns its entry for sources.yaml."""
    (folder / "documents" / f"{name}.md").write_text(text, encoding="utf-8")
    unknown = dict.fromkeys(("publisher", "area", "edition", "approved", "url"))
    described = {"id": name, "title": name, "short": name, "kind": "guidance", "authority": 5, "reviews_due": []}
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return {**described, **unknown, "licence": "made for a benchmark", "file": f"{name}.md", "sha256": sha256}
