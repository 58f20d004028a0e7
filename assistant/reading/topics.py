"""Which tables a message asks about, in its order; none where nothing asked is for a table.

What is learnt at ingest (ingest/topics.py) says how likely each topic is for each clause that asks, read with the whole
message; topics.yaml beside this file lists the words by which a message asks, follows up, and speaks of somebody.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from assistant.reading.persons import turns_to_another
from assistant.rules.choosing import belonging
from ingest.topics import TopicRecord, Topics
from ingest.yamlfile import read_model

if TYPE_CHECKING:
    from assistant.holdings import Holdings

Floats = NDArray[np.float32]

DOCUMENTS = "documents"  # the topic of what no table decides
MOST_TOLD = 3.0  # facts of its own that count for a table; more of them are one story, not more questions
BARE = 6  # words of "and what about his daughter"; more of them say what is asked of her
SHORT = 12  # words; a longer message is no mere follow-up ...
VARIED = 30  # ... unless it opens by changing the case: "what about ..."

SENTENCE_ENDS = r"(?<=[.?!;\n])\s+|\n+|\s+(?=\(?(?:\d|[a-d])[.)]\s)"  # or before the number or letter of an entry
NUMBERED = re.compile(r"^\(?(?:#|[a-d])[.)]\s*")
HURRIED = r"(?<![\w&+])(?:n|nd|&|\+)(?![\w&+])"  # "and" as it is typed in a hurry
NUMBERS, OWN_SECTION = re.compile(r"\d+"), "117"
AND = re.compile(HURRIED)


@dataclass(frozen=True, slots=True)
class Topic:
    """A table asked about, how likely, and by which words of the message. `table` is DOCUMENTS where no table decides."""

    table: str
    score: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sureness:
    """How likely a topic has to be. Chosen on eval/topics/tune.yaml.

    first      for the first question of a message; besides: for another beside it
    otherwise  for a follow-up that may only vary the case, and whose topics are else those of the turn before
    own        what an asking clause's own words count against the whole message, in a sum of logarithms
    told       what a fact that one table alone asks counts for it, in a sum of logarithms
    """

    first: float = 0.15
    besides: float = 0.3
    otherwise: float = 0.6
    own: float = 0.25
    told: float = 0.8


STANDARD = Sureness()


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
    tells: list[str]
    asks: list[str]
    inverted: list[str]
    before: list[str]
    tags: list[str]
    joins: list[str]
    after_comma: list[str]
    again: list[str]
    varies: list[str]
    goes_on: list[str]
    somebody: list[str]
    whose: list[str]
    people: list[str]
    history: list[str]
    in_general: list[str]
    anyone: list[str]
    of_bodies: dict[str, list[str]]
    asks_of_both: list[str]
    many: list[str]
    begins: list[str]
    whole: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The lists of topics.yaml, each as one expression."""

    opens: re.Pattern[str]
    tells: re.Pattern[str]
    asks: re.Pattern[str]
    inverts: re.Pattern[str]
    tags: re.Pattern[str]
    splits: re.Pattern[str]
    again: re.Pattern[str]
    varies: re.Pattern[str]
    goes_on: re.Pattern[str]
    somebody: re.Pattern[str]
    history: re.Pattern[str]
    in_general: re.Pattern[str]
    anyone: re.Pattern[str]
    of_bodies: Mapping[str, re.Pattern[str]]
    asks_of_both: re.Pattern[str]
    many: re.Pattern[str]
    begins: re.Pattern[str]
    whole: dict[str, re.Pattern[str]]


def topics_of(
    text: str,
    holdings: "Holdings",
    earlier_topics: tuple[str, ...],
    known_facts: Mapping[str, Any],
    *,
    sure: Sureness = STANDARD,
    told: Collection[str] = (),
) -> tuple[Topic, ...]:
    """The tables that a message asks about, in the order asked, or DOCUMENTS in the place of a question that no table decides.

    earlier_topics  what the turn before was about: a follow-up keeps it, and a mere reply has no topic of its own
    known_facts     what is known of the case, by fact; where there is anything, somebody in particular is spoken of
    told            the facts that this message tells: a table that asks them is the likelier
    Empty where nothing is asked, or nothing that is sure enough.
    """
    clauses = clauses_of(text)
    follows = bool(earlier_topics) and is_follow_up(text)
    is_reply = bool(earlier_topics) and not follows and not any(clause.asks for clause in clauses)
    if not clauses or is_reply or not holdings.topics.records:
        return ()
    same = tuple(Topic(table, 1.0, 0, len(text)) for table in earlier_topics)
    if same and (_asks_again(clauses) or _only_names_another(clauses)):
        return same
    of_a_case = bool(known_facts) or speaks_of_a_case(text)
    if follows and _patterns().varies.match(_plain(text)):
        found = _found(text, clauses, holdings, of_a_case, sure=replace(sure, first=sure.otherwise), told=told)
        return tuple(topic for topic in found if topic.table != DOCUMENTS) or same
    return _found(text, clauses, holdings, of_a_case, sure=sure, told=told) or (same if follows else ())


def _asks_again(clauses: list[Clause]) -> bool:
    """Whether all that is asked is what was asked before: "different lady, never sectioned. same answer?"."""
    asking = [clause.text for clause in clauses if clause.asks] or [clauses[-1].text]
    return all(_patterns().again.fullmatch(_plain(one)) for one in asking)


def texts_of(text: str) -> Sequence[str]:
    """What `topics_of` embeds of a message."""
    return _beside(text, _asking(clauses_of(text)))


def _only_names_another(clauses: list[Clause]) -> bool:
    """Whether all that is asked is who: "what about his daughter? 16, on a 3 in Hull"."""
    asking = [clause.text for clause in clauses if clause.asks]
    return bool(asking) and all(turns_to_another(one) and len(one.split()) <= BARE for one in asking)


def is_follow_up(text: str) -> bool:
    """Whether a message carries on from the one before: "why", "and who pays", "what about his sister"."""
    plain, patterns = _plain(text), _patterns()
    if patterns.again.fullmatch(plain):
        return True
    length = len(plain.split())
    varies, goes_on = patterns.varies.match(plain), patterns.goes_on.match(plain)
    return bool((varies and length <= VARIED) or (goes_on and length <= SHORT))


def speaks_of_a_case(text: str) -> bool:
    """Whether a message speaks of somebody in particular, or may: not of the policy in general."""
    plain, patterns = _plain(text), _patterns()
    named = patterns.somebody.search(plain) or patterns.history.search(plain)
    return bool(named or not patterns.in_general.search(plain))


def names_somebody(text: str) -> bool:
    """Whether a message speaks of one person: "he", "my pt", "this lady"; and not merely may."""
    return bool(_patterns().somebody.search(_plain(text)))


def speaks_of_anyone(text: str) -> bool:
    """Whether a message puts a rule as anyone's case: "if a pt moves GP does the ICB change"."""
    plain, patterns = _plain(text), _patterns()
    return bool(patterns.anyone.search(plain)) and not patterns.somebody.search(patterns.anyone.sub(" ", plain))


def tells_of_somebody(text: str, said: Iterable[str]) -> bool:
    """Whether what a message says beside its questions is one person's story, without any pronoun: "moved here from Leeds,
    s3 in May. 117?". said: the words that facts were read from."""
    patterns = _patterns()
    told = [clause.text for clause in clauses_of(text) if not clause.asks]
    ours = [one for one in told if not patterns.many.search(_plain(one))]
    plain = [_plain(one) for one in ours]
    if any(patterns.history.search(one) or patterns.begins.match(one) for one in plain):
        return True
    return any(words in one for words in said if words for one in ours)


def clauses_of(text: str) -> list[Clause]:
    """The sentences of a message, and the questions joined in one sentence apart."""
    clauses = []
    for start, end in _pieces(text, _patterns().splits):
        words = text[start:end].strip(" ,;-\n\t")
        if words.strip(".?!"):
            at = text.index(words, start)
            clauses.append(Clause(words, at, at + len(words), _asks(words)))
    return clauses


def _asks(words: str) -> bool:
    plain, patterns = NUMBERED.sub("", _plain(words)), _patterns()
    opens = patterns.opens.match(plain) and not patterns.tells.match(plain)
    if "?" in words or opens or patterns.asks.search(plain):
        return True
    return bool(patterns.inverts.search(plain) or patterns.tags.search(plain))


def _found(
    text: str, clauses: list[Clause], holdings: "Holdings", of_a_case: bool, *, sure: Sureness, told: Collection[str]
) -> tuple[Topic, ...]:
    """A topic for each clause that asks, read with the whole message and what it tells; each table once."""
    asking = _asking(clauses)
    likely = _likely(text, asking, holdings, sure.own)
    if told:
        likely = _shared(likely * np.exp(sure.told * _belonging(holdings, told)))
    found: dict[str, Topic] = {}
    for at, clause in enumerate(asking):
        if of_a_case and (table := _asked_wholly(clause.text)):
            found.setdefault(table, Topic(table, 1.0, clause.start, clause.end))
            continue
        best = int(np.argmax(likely[at]))
        if likely[at, best] >= (sure.besides if at else sure.first):
            for table in _of_body(_tables(holdings.topics.records[best], of_a_case), clause.text, text):
                found.setdefault(table, Topic(table, float(likely[at, best]), clause.start, clause.end))
    return tuple(found.values())


def _asked_wholly(text: str) -> str | None:
    """The table that a question is for by every word of it: "117?", "still entitled then?"."""
    if set(NUMBERS.findall(text)) - {OWN_SECTION}:
        return None
    plain = _plain(text)
    return next((table for table, ways in _patterns().whole.items() if ways.fullmatch(plain)), None)


def _tables(record: TopicRecord, of_a_case: bool) -> Iterable[str]:
    return record.tables if record.tables and (of_a_case or record.general) else [DOCUMENTS] if record.id != "statement" else []


def _of_body(tables: Iterable[str], clause: str, text: str) -> Iterable[str]:
    """Who pays asks of both bodies, unless the question names one, or the message speaks of one alone."""
    tables, bodies = list(tables), _patterns().of_bodies
    if not tables or not set(tables) <= set(bodies):
        return tables
    named = [table for table, pattern in bodies.items() if pattern.search(_plain(clause))]
    spoken_of = any(pattern.search(_plain(text)) for pattern in bodies.values())
    if not spoken_of and _patterns().asks_of_both.search(_plain(clause)):
        return list(bodies)
    return named or tables


def _likely(text: str, asking: list[Clause], holdings: "Holdings", weight: float) -> Floats:
    """How likely each topic is for each clause: its own words and the message around them, weighed."""
    each = np.log(_probabilities(_beside(text, asking), holdings) + 1e-6)
    both = weight * each[: len(asking)] + (1 - weight) * each[len(asking) :]
    return _shared(np.exp(both - both.max(axis=1, keepdims=True)))


def _asking(clauses: list[Clause]) -> list[Clause]:
    return [clause for clause in clauses if clause.asks] or clauses[-1:]


def _beside(text: str, asking: list[Clause]) -> list[str]:
    """Each clause that asks, then for each the message without the other questions."""
    around = [_without(text, [other for other in asking if other is not clause]) for clause in asking]
    return [*(clause.text for clause in asking), *around]


def _without(text: str, others: list[Clause]) -> str:
    """The message without its other questions, which would be heard in this one."""
    for other in reversed(others):
        text = text[: other.start] + text[other.end :]
    return text.strip(" ,;-\n\t")


def _shared(likely: Floats) -> Floats:
    """Likelihoods as shares of one, clause by clause."""
    return np.asarray(likely / likely.sum(axis=1, keepdims=True), dtype=np.float32)


def _belonging(holdings: "Holdings", told: Collection[str]) -> Floats:
    """How far what is told belongs to the tables of each topic; what belongs to many counts little, and at most MOST_TOLD."""
    weight = belonging(holdings.rulebook, told)
    each = [max((weight.get(table, 0.0) for table in record.tables), default=0.0) for record in holdings.topics.records]
    return np.minimum(np.array(each, dtype=np.float32), MOST_TOLD)


def _probabilities(texts: list[str], holdings: "Holdings") -> Floats:
    topics: Topics = holdings.topics
    assert holdings.embedder is not None  # the two come from one index
    return topics.probabilities(texts, holdings.embedder.vectors(texts))


def _pieces(text: str, splits: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for match in splits.finditer(text):
        yield start, match.start()
        start = match.end() if match.group(0).strip(", \n\t") == "" else match.start()
    yield start, len(text)


def _plain(text: str) -> str:
    """Lower case, # for any number, without apostrophes and commas, single spaces, no stop at the end."""
    plain = AND.sub("and", re.sub(r"['’]", "", re.sub(r"\d+", "#", text.lower())))
    return " ".join(re.sub(r"[,;:/]", " ", plain).split()).strip(" .?!-")


@cache
def _patterns() -> _Patterns:
    words = read_model(Path(__file__).with_name("topics.yaml"), _Words)
    opens = _any(words.opens)
    whose = rf"{_any(words.whose)}\s+(?:[\w#]+\s+){{0,2}}{_any(words.people)}"
    return _Patterns(
        opens=re.compile(rf"(?:{_any([*words.joins, *words.goes_on])}\s+)*{opens}"),
        tells=re.compile(_any(words.tells)),
        asks=re.compile(_any(words.asks)),
        inverts=re.compile(rf"(?<!that ){_any(words.before)}\s+{_any(words.inverted)}"),
        tags=re.compile(rf"\s{_any(words.tags)}$"),
        splits=re.compile(
            rf"{SENTENCE_ENDS}|,?\s+(?:{_any(words.joins)}|{HURRIED})(?=,?\s+{opens}\s)|,\s+(?={_any(words.after_comma)}\s)",
            re.IGNORECASE,
        ),
        again=re.compile(rf"(?:{_any([*words.goes_on, 'but'])}\s+)?{_any(words.again)}(?:\s+(?:though|then|is that))?"),
        varies=re.compile(_any(words.varies)),
        goes_on=re.compile(_any(words.goes_on)),
        somebody=re.compile(rf"{_any(words.somebody)}|{whose}"),
        history=re.compile(_any(words.history)),
        in_general=re.compile(_any(words.in_general)),
        anyone=re.compile(_any(words.anyone)),
        of_bodies={table: re.compile(_any(named)) for table, named in words.of_bodies.items()},
        asks_of_both=re.compile(_any(words.asks_of_both)),
        many=re.compile(_any(words.many)),
        begins=re.compile(_any(words.begins)),
        whole={table: re.compile(_any(ways)) for table, ways in words.whole.items()},
    )


def _any(words: list[str]) -> str:
    """Any of the words, whole; the longest first."""
    said = (re.escape(_plain(word)).replace(r"\ ", r"\s+").replace(r"\*", r"\w*") for word in words)
    return rf"(?<![\w#])(?:{'|'.join(sorted(said, key=len, reverse=True))})(?![\w#])"
