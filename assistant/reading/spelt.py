"""Words as they are spelt: what staff type in a hurry (respelt.yaml), and what they mistype, by the corpus's own spelling."""

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from ingest.yamlfile import read_model

if TYPE_CHECKING:
    from assistant.holdings import Holdings

APOSTROPHES = str.maketrans("", "", "'’`")


class Respelt(BaseModel):
    """respelt.yaml.

    words    a word as it is typed, without apostrophes -> the word that is meant, whatever stands beside it
    phrases  the same of several words or signs: "4 his", "w/out"
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: Mapping[str, str]
    phrases: Mapping[str, str]


@cache
def respelt() -> Respelt:
    """respelt.yaml, read once."""
    return read_model(Path(__file__).with_name("respelt.yaml"), Respelt)


def mender(holdings: "Holdings") -> Callable[[str], str]:
    """What mends one word."""
    reader = getattr(holdings.retriever, "reader", None)
    return _mending(reader.spelling.mend if reader else str)


@lru_cache(maxsize=8)
def _mending(mend: Callable[[str], str]) -> Callable[[str], str]:
    words = respelt().words
    return lambda word: words.get(word.lower().translate(APOSTROPHES)) or mend(word)


def spelt(text: str, holdings: "Holdings") -> str:
    """A text with every word as it is spelt: "care 4 his psychosis, wudnt cope w/out it". Places are left as they are."""
    mend, phrases = mender(holdings), respelt().phrases
    places = [(one.start, one.end) for one in holdings.gazetteer.find(text)] if holdings.gazetteer else []

    def spell(found: re.Match[str]) -> str:
        if any(start <= found.start() < end for start, end in places):
            return found.group()
        return phrases.get(found.group().lower()) or mend(found.group())

    return _typed().sub(spell, text)


@cache
def _typed() -> re.Pattern[str]:
    """The phrases of respelt.yaml, and any word."""
    phrases = "|".join(re.escape(one) for one in sorted(respelt().phrases, key=len, reverse=True))
    return re.compile(rf"(?<![\w/])(?:{phrases})(?![\w/])|[^\W\d_]+(?:['’`][^\W\d_]+)*", re.IGNORECASE)
