"""Provisions of an Act as they are named in words: "sections 37 or 41", "under 35, 36, 38 and 44", "5(2)"."""

import re

NUMBER = r"\d{1,3}[A-Za-z]?(?:\(\d\))?"
NAMED = re.compile(rf"\b(?:sections?|s\.?|under)\s*({NUMBER}(?:(?:\s*(?:,|/|or|and)\s*)+{NUMBER})*)", re.IGNORECASE)
SUBJECT = "117"  # every document is about it, so naming it tells nothing


def provisions_in(text: str) -> frozenset[str]:
    """The provisions named in the text, in capitals ("45A"); section 117 itself left out."""
    named = (number.upper() for found in NAMED.finditer(text) for number in re.findall(NUMBER, found[1]))
    return frozenset(number for number in named if number != SUBJECT)
