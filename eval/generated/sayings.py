"""How facts may be said (`eval/renderings.yaml`) and what stands around them (`eval/noise.yaml`), read strictly.

Every saying is in the tune half or the test half by its words, so that whoever reads failures of the tune half has not seen
how the test half puts things.
"""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from assistant.rules.facts import Word, Words
from eval.questions import Split
from ingest.yamlfile import read_model

RENDERINGS = Path(__file__).parents[1] / "renderings.yaml"
NOISE = Path(__file__).parents[1] / "noise.yaml"


def _as_list(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _as_sayings(value: object) -> object:
    return {"say": value} if isinstance(value, list) else value


ANY = "any"  # in a list of values: another is no contradiction
AnyOf = Annotated[Words, BeforeValidator(_as_list)]


class Strict(BaseModel):
    """No key that is not described."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sayings(Strict):
    """Ways of saying one thing. `also`: what they say besides; any of the values listed."""

    say: Words
    also: dict[str, AnyOf] = {}

    def of(self, split: Split) -> Sequence[str]:
        """Those of one half."""
        return [one for one in self.say if split_of(one) == split]


OneOrMore = Annotated[Sayings, BeforeValidator(_as_sayings)]


class Told(Strict):
    """How a detention is told, as one that is and as one that was."""

    now: OneOrMore
    past: OneOrMore


class History(Strict):
    """Ways of telling one history.

    kind   what it tests: order, correction, others ...
    facts  what is so, any of the values listed; also: what it says besides
    never  what must not be understood
    """

    kind: str
    say: Words
    facts: dict[str, AnyOf]
    also: dict[str, AnyOf] = {}
    never: dict[str, AnyOf] = {}


class Renderings(Strict):
    """renderings.yaml."""

    values: dict[str, dict[Word, OneOrMore]]
    sections: dict[Word, Words]
    told: Told
    histories: list[History]
    numbers: dict[str, Words]
    also_of: dict[Word, dict[str, AnyOf]]
    always: dict[str, Words]
    days: dict[str, Words]
    asks: dict[str, OneOrMore]
    never_together: list[dict[str, Words]]
    after: dict[str, list[str]]


class Noise(Strict):
    """noise.yaml."""

    words: dict[Word, Words]
    irrelevant: Words
    asides: Words
    openers: list[str]
    closers: list[str]
    persons: Words
    typed: dict[str, Words]
    same: list[Words]


def split_of(saying: str) -> Split:
    """Which half a saying is in."""
    return "tune" if int(sha256(saying.encode()).hexdigest()[0], 16) % 2 == 0 else "test"


@cache
def renderings(path: Path = RENDERINGS) -> Renderings:
    """How facts may be said. YamlError for a mistake in the file."""
    return read_model(path, Renderings)


@cache
def noise(path: Path = NOISE) -> Noise:
    """What stands around them. YamlError for a mistake in the file."""
    return read_model(path, Noise)


def sayable(fact: str) -> bool:
    """Whether there is any way to say a fact; a list of detentions is told as a history."""
    known = renderings()
    return fact in known.values or fact in known.numbers or fact in known.days
