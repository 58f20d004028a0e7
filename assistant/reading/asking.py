"""The pieces of a message, and which of them ask."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.reading.topics_file import plain_words, topic_words

NUMBERED = re.compile(r"^\(?(?:#|[a-d])[.)]\s*")


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a message. `asks`: it is a question."""

    text: str
    start: int
    end: int
    asks: bool


def clauses_of(text: str) -> list[Clause]:
    """The sentences of a message, and the questions joined in one sentence apart."""
    clauses = []
    for start, end in _pieces(text, topic_words().splits):
        words = text[start:end].strip(" ,;-\n\t")
        if words.strip(".?!"):
            at = text.index(words, start)
            clauses.append(Clause(words, at, at + len(words), _asks(words)))
    return clauses


def _asks(words: str) -> bool:
    plain, patterns = NUMBERED.sub("", plain_words(words)), topic_words()
    opens = patterns.opens.match(plain) and not patterns.tells.match(plain)
    if "?" in words or opens or patterns.asks.search(plain):
        return True
    return bool(patterns.inverts.search(plain) or patterns.tags.search(plain))


def asks(text: str) -> bool:
    """Whether a message holds a question at all."""
    return any(clause.asks for clause in clauses_of(text))


def asks_who_is_right(text: str) -> bool:
    """Whether it asks if something said is so: "is mum being told right", "is it true that it ends at 18". A yes or no to
    another question would be taken for the answer to that."""
    return any(clause.asks and topic_words().of_a_claim.search(plain_words(clause.text)) for clause in clauses_of(text))


def asks_one_thing(text: str) -> bool:
    """Whether a message holds one question, or none."""
    return sum(clause.asks for clause in clauses_of(text)) < 2


def asking_of(clauses: list[Clause]) -> list[Clause]:
    """The clauses that ask; the last one where none does."""
    return [clause for clause in clauses if clause.asks] or clauses[-1:]


def _pieces(text: str, splits: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for match in splits.finditer(text):
        yield start, match.start()
        start = match.end() if match.group(0).strip(", \n\t") == "" else match.start()
    yield start, len(text)
