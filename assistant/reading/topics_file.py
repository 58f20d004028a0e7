"""topics.yaml beside this file: the words by which a message asks, follows up, and speaks of somebody; each list as one
expression over plain words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from ingest.yamlfile import read_model

SENTENCE_ENDS = r"(?<=[.?!;\n])\s+|\n+|\s+(?=\(?(?:\d|[a-d])[.)]\s)"  # or before the number or letter of an entry
HURRIED = r"(?<![\w&+])(?:n|nd|&|\+)(?![\w&+])"  # "and" as it is typed in a hurry
AND = re.compile(HURRIED)


TablesOf = Mapping[str, Mapping[str, Sequence[str]]]  # table -> fact -> values of it


class _Some(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    facts: list[str]
    words: list[str]


class _Written(BaseModel):
    """topics.yaml beside this file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    opens: list[str]
    tells: list[str]
    asks: list[str]
    inverted: list[str]
    before: list[str]
    tags: list[str]
    of_a_claim: list[str]
    is_a_claim: list[str]
    so: list[str]
    so_that: list[str]
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
    whichever_body: list[str]
    of_the_same: list[str]
    by_name: dict[str, list[str]]
    documents_too: dict[str, list[str]]
    many: list[str]
    begins: list[str]
    whole: dict[str, list[str]]
    next_steps: list[str]
    next_steps_go_on: list[str]
    next_steps_again: frozenset[str]
    next_steps_of: dict[str, dict[str, list[str]]]
    not_silent_of: dict[str, dict[str, list[str]]]
    only_with: dict[str, list[str]]
    only_of: dict[str, _Some]
    not_with: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class TopicWords:
    """The lists of topics.yaml, each as one expression."""

    opens: re.Pattern[str]
    tells: re.Pattern[str]
    asks: re.Pattern[str]
    inverts: re.Pattern[str]
    tags: re.Pattern[str]
    of_a_claim: re.Pattern[str]
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
    whichever_body: Sequence[str]
    of_the_same: re.Pattern[str]
    by_name: Mapping[str, re.Pattern[str]]
    named_first: Mapping[str, re.Pattern[str]]
    documents_too: Mapping[str, re.Pattern[str]]
    many: re.Pattern[str]
    begins: re.Pattern[str]
    whole: dict[str, re.Pattern[str]]
    next_steps: re.Pattern[str]
    next_steps_again: frozenset[str]
    next_steps_of: TablesOf
    not_silent_of: TablesOf
    only_with: dict[str, re.Pattern[str]]
    only_of: Mapping[str, tuple[frozenset[str], re.Pattern[str]]]
    not_with: dict[str, re.Pattern[str]]


@cache
def topic_words() -> TopicWords:
    """topics.yaml, read once; raises what `read_model` raises."""
    words = read_model(Path(__file__).with_name("topics.yaml"), _Written)
    opens = _any(words.opens)
    whose = rf"{_any(words.whose)}\s+(?:[\w#]+\s+){{0,2}}{_any(words.people)}"
    return TopicWords(
        opens=re.compile(rf"(?:{_any([*words.joins, *words.goes_on])}\s+)*{opens}"),
        tells=re.compile(rf"(?:{_any([*words.joins, *words.goes_on])}\s+)*{_any(words.tells)}"),
        asks=re.compile(_any(words.asks)),
        inverts=re.compile(rf"(?<!that ){_any(words.before)}\s+{_any(words.inverted)}"),
        tags=re.compile(rf"\s{_any(words.tags)}$"),
        of_a_claim=_of_a_claim(words),
        splits=re.compile(
            rf"{SENTENCE_ENDS}|,?\s+(?:{_any(words.joins)}|{HURRIED})(?=,?\s+{opens}\s)"
            rf"|,\s+(?={_any(words.after_comma)}\s)|\s[-–—]+\s+(?={opens}\s)",
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
        whichever_body=words.whichever_body,
        of_the_same=re.compile(rf"(?:{_any([*words.joins, *words.goes_on])}\s+)*{_any(words.of_the_same)}"),
        by_name={
            table: re.compile(rf"{_any(words.varies)}\s+(?:(?:a|an|the|his|her|their|any)\s+)?{_any(named)}")
            for table, named in words.by_name.items()
        },
        named_first={
            table: re.compile(rf"(?:(?:a|an|re|about|query)\s+)*{_any(named)}\s+(?:for|with|if|on|in)\b")
            for table, named in words.by_name.items()
        },
        documents_too={table: re.compile(_any(named)) for table, named in words.documents_too.items()},
        many=re.compile(_any(words.many)),
        begins=re.compile(_any(words.begins)),
        whole={table: re.compile(_any(ways)) for table, ways in words.whole.items()},
        next_steps_again=words.next_steps_again,
        next_steps=re.compile(
            rf"(?:{_any(words.goes_on)}\s+)*{_any(words.next_steps)}(?:\s+{_any(words.next_steps_go_on)}(?:\s.*)?)?"
        ),
        next_steps_of=words.next_steps_of,
        not_silent_of=words.not_silent_of,
        only_of={table: (frozenset(some.facts), re.compile(_any(some.words))) for table, some in words.only_of.items()},
        only_with={table: re.compile(_any(ways)) for table, ways in words.only_with.items()},
        not_with={table: re.compile(_any(ways)) for table, ways in words.not_with.items()},
    )


def _of_a_claim(words: _Written) -> re.Pattern[str]:
    """ "is that so", "is the duty desk right", "it ends at 18, true"; not "all right"."""
    so = rf"(?<!all ){_any(words.so)}"
    asked = rf"{_any(words.is_a_claim)}\s+(?:[\w#]+\s+){{0,6}}{so}(?:$|\s+{_any(words.so_that)})"
    return re.compile(rf"{_any(words.of_a_claim)}|{asked}|{so}$")


def _any(words: list[str]) -> str:
    """Any of the words, whole; the longest first."""
    said = (re.escape(plain_words(word)).replace(r"\ ", r"\s+").replace(r"\*", r"\w*") for word in words)
    return rf"(?<![\w#])(?:{'|'.join(sorted(said, key=len, reverse=True))})(?![\w#])"


def plain_words(text: str) -> str:
    """Lower case, # for any number, without apostrophes and commas, single spaces, no stop at the end."""
    plain = AND.sub("and", re.sub(r"['’]", "", re.sub(r"\d+", "#", text.lower())))
    return " ".join(re.sub(r"[,;:/]", " ", plain).split()).strip(" .?!-")
