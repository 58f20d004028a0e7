"""A date of birth: a whole date that is called one. A year, an age and the dates of a stay are not."""

import re
from collections.abc import Iterator

from assistant.privacy.lists import any_of, lists

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DAY = r"(?:[0-3]?\d)(?:\s?(?:st|nd|rd|th))?"
YEAR = r"'?(?:(?:18|19|20)\d\d|\d\d)\b"
APART = r"\s?[/.\\-]\s?|\s"
DATES = (
    rf"[0-3]?\d(?:{APART})[01]?\d(?:{APART}){YEAR}",  # 3/4/1981
    rf"(?:18|19|20)\d\d(?:{APART})[01]?\d(?:{APART})[0-3]?\d\b",  # 1981-04-03
    rf"{DAY}(?:\s?of)?[\s,.-]*{MONTH}[\s,.-]*{YEAR}",  # 3rd of April 1981
    rf"{MONTH}[\s,.-]*{DAY}[\s,.-]+{YEAR}",  # April 3, 1981
    r"[0-3]\d[01]\d(?:(?:18|19|20)\d\d|\d\d)\b",  # 03041981
    r"(?:18|19|20)\d\d[01]\d[0-3]\d\b",  # 19810403
)
DATE = "(?:" + "|".join(DATES) + ")"


def births(text: str) -> Iterator[str]:
    """Dates of birth."""
    label = any_of(lists().birth_labels)
    before = rf"(?:(?<![a-z])|(?<=_)){label}\W{{0,4}}(?:(?:is|was|of|on|the|as|=|given as|her|his)\W{{1,3}}){{0,3}}({DATE})"
    after = rf"({DATE})\W{{0,2}}(?:\(|(?:is|was)\W(?:(?:his|her|their|the|a)\W)?){label}(?![a-z])"
    initial = rf"(?<![a-z])b\.\s?({DATE})"
    yield from (found.group(1) for pattern in (before, after, initial) for found in re.finditer(pattern, text, re.I))
