"""A message cut into sentences and clauses, roughly, as people type them."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

ENDED = re.compile(r"[.!?;\n]+[\"”’)]?(?=\s|$)")  # not the stop of "7.16"
PARTED = re.compile(r"[,:;]\s|\s[-–—]\s|\b(?:and|but|also|so|then|plus)\b", re.I)
ON = re.compile(
    r"[.!?;:,\n]|\b(?:and|then|so|but|who|what|when|where|which|why|how|tell|confirm|explain)\b"
    r"|\b(?:is|are|does|do|did|can|could|should|was|has)\s+(?:an?\s+)?(?:he|she|they|we|i|it|my|our|sec|s\s?\d|\d)",
    re.I,
)  # where a clause ends, or a question begins
DRAWN = re.compile(
    r",\s+(?=(?:so\s+)?(?:is|are|can|could|does|do|should|who|what|when|how|am|right|correct|yes|true|would|will)\b)"
    r"|,\s+(?=(?:he|she|they|my|our|pt|patient|he's|hes|she's|shes|this|i|i've|ive|we)\b)"
    r"|\s(?=so\s+(?:is|are|can|could|does|do|should|who|what|when|how|would|will)\b)",
    re.I,
)  # where a claim ends and its case, or what is made of it, begins
ARTICLE = re.compile(r"(?:\b(?:the|our|your|this|my|an?|as|see|but|and|in|para|paragraph)\s+)*$", re.I)


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a message. `says`: where the words begin that a claim claims."""

    start: int
    end: int
    says: int = 0


def sentences_of(text: str) -> list[Span]:
    """The sentences of a text."""
    ends = [0, *(match.end() for match in ENDED.finditer(text)), len(text)]
    return [Span(start, end) for start, end in itertools.pairwise(ends) if text[start:end].strip()]


def parts_of(text: str) -> list[Span]:
    """The clauses of a text, roughly; each follows on the one before."""
    ends = sorted({0, len(text), *(match.end() for pattern in (ENDED, PARTED) for match in pattern.finditer(text))})
    return [Span(start, end) for start, end in itertools.pairwise(ends)]


def without(text: str, spans: Sequence[Span]) -> str:
    """The text with these parts cut out, and no punctuation left alone."""
    kept = "".join(letter for at, letter in enumerate(text) if not any(span.start <= at < span.end for span in spans))
    return re.sub(r"^(?:\W|\b(?:and|but|so|then|also|please)\b)+", "", " ".join(kept.split()), flags=re.I)


def clause_end(text: str, start: int) -> int:
    """Where the clause that goes on at `start` ends, or a question begins."""
    return _next(ON, text, start)


def claim_end(text: str, start: int) -> int:
    """The end of a claim: of its sentence, or where something is concluded or asked of it."""
    drawn = DRAWN.search(text, start, sentence_end(text, start))
    return drawn.start() if drawn else sentence_end(text, start)


def sentence_end(text: str, start: int) -> int:
    """Where the sentence that goes on at `start` ends."""
    return _next(ENDED, text, start)


def with_article(text: str, start: int) -> int:
    """Where the words begin, with "the" and the like before them."""
    article = ARTICLE.search(text[:start])
    return article.start() if article else start


def opened(text: str, start: int, end: int) -> str:
    """The clause that the words from `start` to `end` stand in, as far as they go: "what does the policy say"."""
    return text[next(part.start for part in parts_of(text) if part.start <= start < part.end) : end]


def _next(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.search(text, start)
    return match.start() if match else len(text)
