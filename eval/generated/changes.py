"""Ways to say the same again: whatever is asked and decided must stay as it was. CHANGES lists those that work on any words."""

import re
from collections.abc import Callable
from datetime import datetime
from random import Random

from eval.generated.sayings import noise
from eval.generated.style import mistyped

Change = Callable[[str, Random], str]
FULL_STOP = re.compile(r"(?<=[a-z)])\. (?=\S)")
PERSON = re.compile(
    r"\b(?:s?he|his|him|her|pt|patient|client|lad|man|woman|lady|gentleman|bloke|mum|girl|boy)(?:['’]?s)?\b", re.I
)
DAY = re.compile(
    r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})\b"
)


def with_detail_first(text: str, random: Random) -> str:
    """An irrelevant detail before it."""
    return f"{_detail(text, random)} {text}"


def with_detail_last(text: str, random: Random) -> str:
    """An irrelevant detail after it."""
    stop = "" if text.rstrip().endswith((".", "?", "!")) else "."
    return f"{text.rstrip()}{stop} {_detail(text, random)}"


def in_small_letters(text: str, random: Random) -> str:
    """No capitals and no apostrophes."""
    return text.lower().replace("'", "").replace("’", "")


def in_lines(text: str, random: Random) -> str:
    """Each sentence on its own line."""
    return FULL_STOP.sub(".\n", text)


def with_semicolons(text: str, random: Random) -> str:
    """Sentences run together."""
    return FULL_STOP.sub("; ", text)


def with_slips(text: str, random: Random) -> str:
    """Typed in a hurry."""
    return mistyped(text, random)


def in_other_words(text: str, random: Random) -> str:
    """Some words for others that mean the same."""
    for group in noise().same:
        text = _swapped(text, group, random)
    return text


def with_days_in_figures(text: str, random: Random) -> str:
    """28 June 2022 as 28/06/2022."""
    return DAY.sub(lambda found: f"{datetime.strptime(found[0], '%d %B %Y'):%d/%m/%Y}", text)


CHANGES: dict[str, Change] = {
    "detail first": with_detail_first,
    "detail last": with_detail_last,
    "small letters": in_small_letters,
    "lines": in_lines,
    "semicolons": with_semicolons,
    "slips": with_slips,
    "synonyms": in_other_words,
    "figures": with_days_in_figures,
}


def _detail(text: str, random: Random) -> str:
    """Of the person where the message is of one; else of nobody, or it would become a case."""
    detail = random.choice(noise().irrelevant if PERSON.search(text) else noise().asides)
    return f"{detail[0].upper()}{detail[1:]}."


def _swapped(text: str, group: list[str], random: Random) -> str:
    """Every word of the group as one other of it; a plural or a longer word is left."""
    words = "|".join(re.escape(word) for word in sorted(group, key=len, reverse=True))
    found = re.search(rf"(?<![\w/(])(?:{words})(?![\w/('’])", text)
    if not found:
        return text
    other = random.choice([word for word in group if word != found[0]])
    return re.sub(rf"(?<![\w/(]){re.escape(found[0])}(?![\w/('’])", other, text)
