"""A scenario begun from an answer that was kept: it says what was answered, and a person says what is right."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from assistant.model import GIVEN, Answer
from eval.metrics.outcome import decided
from ingest.paragraphs import section_of

HEAD = """\
# Made from a kept answer: it says what was answered, which need not be right. Before it goes into eval/scenarios:
#   about      say what it checks
#   say        put it into words of your own; nothing in it may tell who anybody is
#   the rest   change what is wrong, and leave out what does not matter
#   must       add the points that the answer has to make, each a list of wordings: [["both bodies", "council and ICB"]]
#   must_not   add what it must not claim
"""


class Said(NamedTuple):
    """A message and its answer. `given`: facts that were given beside the message."""

    message: str
    answer: Answer
    given: Mapping[str, Any]


def skeleton(name: str, said: Sequence[Said]) -> str:
    """The scenario as YAML, one turn for each message."""
    turns = [_turn(number, one) for number, one in enumerate(said, 1)]
    scenario = {"id": name, "about": "", "turns": turns}
    written = yaml.safe_dump([scenario], sort_keys=False, allow_unicode=True, width=120)
    return HEAD + "".join(_given(said)) + written


def _given(said: Sequence[Said]) -> Iterator[str]:
    for number, one in enumerate(said, 1):
        if one.given:
            told = ", ".join(f"{fact}={value}" for fact, value in one.given.items())
            yield f"# Turn {number} was given {told} beside the message; a scenario has words only, so say it in them\n"


def _turn(number: int, one: Said) -> dict[str, Any]:
    answer = one.answer
    told = {fact.fact: str(fact.value) for fact in answer.case if fact.turn == number and fact.said != GIVEN}
    sections = list(dict.fromkeys(section_of(citation.paragraph) for citation in answer.citations))
    return {
        "say": one.message,
        "status": [answer.status.value],
        "decides": {table: [outcome] for table, outcome in decided(answer).items()},
        "cites": sections,
        "must": [],
        "must_not": [],
        "asks": [answer.ask.fact] if answer.ask else [],
        "facts": told,
    }
