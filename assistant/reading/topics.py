"""Which tables a message asks about, in its order; none where nothing asked is for a table.

What is learnt at ingest (ingest/topics.py) says how likely each topic is for each clause that asks, read with the whole
message; topics.yaml beside this file lists the words by which a message asks, follows up, and speaks of somebody.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from ingest.topics import TopicRecord, Topics
from ingest.yamlfile import read_model

if TYPE_CHECKING:
    from assistant.holdings import Holdings

Floats = NDArray[np.float32]

DOCUMENTS = "documents"  # the topic of what no table decides
SURE = 0.30  # how likely a topic has to be; chosen on eval/topics/tune.yaml, as are the next three
SURE_BESIDES = 0.40  # the same for a second question in one message
SURE_OTHERWISE = 0.55  # the same for a follow-up that may only vary the case
OWN_WORDS = 0.6  # what the asking clause counts against the whole message, in a sum of logarithms
SHORT = 12  # words; a longer message is no mere follow-up

SENTENCE_ENDS = r"(?<=[.?!;\n])\s+|\n+"


@dataclass(frozen=True, slots=True)
class Topic:
    """A table asked about, how likely, and by which words of the message. `table` is DOCUMENTS where no table decides."""

    table: str
    score: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a message. `asks`: it is a question."""

    text: str
    start: int
    end: int
    asks: bool


class _Words(BaseModel):
    """topics.yaml beside this file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    opens: list[str]
    asks: list[str]
    joins: list[str]
    again: list[str]
    varies: list[str]
    goes_on: list[str]
    somebody: list[str]
    whose: list[str]
    people: list[str]
    history: list[str]
    anybody: list[str]


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The lists of topics.yaml, each as one expression."""

    opens: re.Pattern[str]
    asks: re.Pattern[str]
    splits: re.Pattern[str]
    again: re.Pattern[str]
    varies: re.Pattern[str]
    goes_on: re.Pattern[str]
    somebody: re.Pattern[str]
    history: re.Pattern[str]
    anybody: re.Pattern[str]


def topics_of(
    text: str, holdings: "Holdings", earlier_topics: tuple[str, ...], known_facts: Mapping[str, Any]
) -> tuple[Topic, ...]:
    """The tables that a message asks about, in the order asked, or DOCUMENTS in the place of a question that no table decides.

    earlier_topics  what the turn before was about: a follow-up keeps it, and a mere reply has no topic of its own
    known_facts     what is known of the case, by fact; where there is anything, somebody in particular is spoken of
    Empty where nothing is asked, or nothing that is sure enough.
    """
    if not holdings.topics.records or not text.strip():
        return ()
    whole = (0, len(text))
    if earlier_topics and _patterns().again.fullmatch(_plain(text)):
        return tuple(Topic(table, 1.0, *whole) for table in earlier_topics)
    clauses = clauses_of(text)
    if earlier_topics and not is_follow_up(text) and not any(clause.asks for clause in clauses):
        return ()
    found = _found(text, clauses, holdings, bool(known_facts) or speaks_of_a_case(text), bool(earlier_topics))
    if earlier_topics and not found and is_follow_up(text):
        return tuple(Topic(table, 1.0, *whole) for table in earlier_topics)
    return found


def is_follow_up(text: str) -> bool:
    """Whether a message carries on from the one before: "why", "and who pays", "what about his sister"."""
    plain, patterns = _plain(text), _patterns()
    if patterns.again.fullmatch(plain):
        return True
    return len(plain.split()) <= SHORT and bool(patterns.varies.match(plain) or patterns.goes_on.match(plain))


def speaks_of_a_case(text: str) -> bool:
    """Whether a message speaks of somebody in particular, not of the policy in general."""
    plain, patterns = _plain(text), _patterns()
    if patterns.somebody.search(plain):
        return True
    return bool(patterns.history.search(plain)) and not patterns.anybody.search(plain)


def clauses_of(text: str) -> list[Clause]:
    """The sentences of a message, and the questions joined in one sentence apart."""
    clauses = []
    for start, end in _pieces(text, _patterns().splits):
        words = text[start:end].strip()
        if words.strip(" .,?!;-"):
            at = text.index(words, start)
            clauses.append(Clause(words, at, at + len(words), _asks(words)))
    return clauses


def _asks(words: str) -> bool:
    plain, patterns = _plain(words), _patterns()
    return "?" in words or bool(patterns.opens.match(plain) or patterns.asks.search(plain))


def _found(text: str, clauses: list[Clause], holdings: "Holdings", of_a_case: bool, follows: bool) -> tuple[Topic, ...]:
    """A topic for each clause that asks, read with the whole message; each table once."""
    asking = [clause for clause in clauses if clause.asks] or clauses[-1:]
    likely = _likely(text, asking, holdings)
    varies = follows and bool(_patterns().varies.match(_plain(text)))
    found: dict[str, Topic] = {}
    for at, clause in enumerate(asking):
        best = int(np.argmax(likely[at]))
        least = SURE_OTHERWISE if varies else SURE_BESIDES if at else SURE
        if likely[at, best] >= least:
            for table in _tables(holdings.topics.records[best], of_a_case):
                found.setdefault(table, Topic(table, float(likely[at, best]), clause.start, clause.end))
    return tuple(found.values())


def _tables(record: TopicRecord, of_a_case: bool) -> Iterable[str]:
    return record.tables if record.tables and (of_a_case or record.general) else [DOCUMENTS] if record.id != "statement" else []


def _likely(text: str, asking: list[Clause], holdings: "Holdings") -> Floats:
    """How likely each topic is for each clause: its own words and the whole message, weighed."""
    texts = list(dict.fromkeys([*(clause.text for clause in asking), text.strip()]))
    each = np.log(_probabilities(texts, holdings) + 1e-6)
    own = each[[texts.index(clause.text) for clause in asking]]
    both = OWN_WORDS * own + (1 - OWN_WORDS) * each[texts.index(text.strip())]
    likely = np.exp(both - both.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True), dtype=np.float32)


def _probabilities(texts: list[str], holdings: "Holdings") -> Floats:
    topics: Topics = holdings.topics
    assert holdings.embedder is not None  # the two come from one index
    return topics.probabilities(texts, holdings.embedder.vectors(texts))


def _pieces(text: str, splits: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for match in splits.finditer(text):
        yield start, match.start()
        start = match.end() if match.group(0).isspace() else match.start()
    yield start, len(text)


def _plain(text: str) -> str:
    """Lower case, without apostrophes and commas, single spaces, no stop at the end."""
    return " ".join(re.sub(r"[,;:]", " ", text.lower().replace("'", "").replace("’", "")).split()).strip(" .?!-")


@cache
def _patterns() -> _Patterns:
    words = read_model(Path(__file__).with_name("topics.yaml"), _Words)
    opens = _any(words.opens)
    whose = rf"{_any(words.whose)}\s+(?:\w+\s+){{0,2}}{_any(words.people)}"
    return _Patterns(
        opens=re.compile(rf"(?:{_any([*words.joins, *words.goes_on])}\s+)*{opens}"),
        asks=re.compile(_any(words.asks)),
        splits=re.compile(rf"{SENTENCE_ENDS}|,?\s+{_any(words.joins)}(?=,?\s+{opens}\s)", re.IGNORECASE),
        again=re.compile(rf"(?:{_any([*words.goes_on, 'but'])}\s+)?{_any(words.again)}(?:\s+(?:though|then|is that))?"),
        varies=re.compile(_any(words.varies)),
        goes_on=re.compile(_any(words.goes_on)),
        somebody=re.compile(rf"{_any(words.somebody)}|{whose}"),
        history=re.compile(_any(words.history)),
        anybody=re.compile(_any(words.anybody)),
    )


def _any(words: list[str]) -> str:
    """Any of the words, whole; the longest first."""
    said = sorted(
        (re.escape(_plain(word)).replace(r"\ ", r"\s+").replace(r"\*", r"\w*") for word in words), key=len, reverse=True
    )
    return rf"\b(?:{'|'.join(said)})\b"
