"""Facts and values in plain words, and a table's words with the case put into them: "{section}" is its label."""

import re
from collections.abc import Mapping
from datetime import date

from assistant.rules.facts import YES_NO, FactSpec, FactType
from assistant.rules.given import Case, Given

PLACE = re.compile(r"\{(\w+)\}")


def label(spec: FactSpec, value: str) -> str:
    """A value in plain words."""
    if value in spec.vague:
        return spec.vague[value].label
    if spec.type is FactType.YES_NO or value in YES_NO:
        return value.capitalize()
    otherwise = value.replace("_", " ").capitalize() if spec.table else value
    return spec.options.get(value, otherwise)


def said_label(spec: FactSpec, given: Given, specs: Mapping[str, FactSpec]) -> str:
    """What was given of a fact in plain words: "Section 3 (treatment)", "1 July 2022", "Not known"."""
    if given.unknown:
        return "Not known"
    if isinstance(given.exact, date):
        return day_label(given.exact)
    if spec.qualifying:
        judged = specs[spec.qualifying.section]
        return "; ".join(stay_label(label(judged, one.section), one.start, one.end) for one in given.exact)
    return label(spec, str(given.raw))


def taken_label(spec: FactSpec, given: Given) -> str:
    """How it is shown that a fact, or what a vague word means, was taken as so."""
    vague = spec.vague.get(str(given.raw))
    return vague.presumed_words if vague else spec.presumed_words


def day_label(day: date) -> str:
    """A day as people write it: "1 July 2022"."""
    return f"{day.day} {day:%B %Y}"


def stay_label(section: str, start: date | None, end: date | None) -> str:
    """A detention in plain words, with those of its days that are known: no last day may mean that nobody said it."""
    if start and end:
        return f"{section}, {day_label(start)} to {day_label(end)}"
    if start:
        return f"{section}, from {day_label(start)}"
    return f"{section}, until {day_label(end)}" if end else section


def worded(words: str, specs: Mapping[str, FactSpec], case: Case) -> str:
    """The words with each {fact} replaced: by its value's label, or by what it is called while its value is not known.

    Inside a sentence a label begins with a small letter, unless it is written in capitals.
    """

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        known = name in case and not case[name].unknown
        text = said_label(specs[name], case[name], specs) if known else specs[name].called
        return text if words[: match.start()].endswith((". ", ": ")) or text[1:2].isupper() else text[:1].lower() + text[1:]

    filled = PLACE.sub(fill, words) if "{" in words else words
    return filled[:1].upper() + filled[1:]
