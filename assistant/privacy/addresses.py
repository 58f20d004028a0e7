"""Where one person can be found: a full postcode, a house in a street, an email address."""

import re
from collections.abc import Iterator

from assistant.privacy.lists import any_of, lists

POSTCODE = re.compile(r"(?<![\w£.])([A-Z]{1,2})(\d[A-Z\d]?)([\s-]{0,3})(\d[ABD-HJLNP-UW-Z]{2})(?![\w])", re.I)
EMAIL = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
SPELT = re.compile(
    r"\b[\w.+-]+\s*(?:\(at\)|\[at\]|\{at\}|\sat\s)\s*[\w-]+(?:\s*(?:\(dot\)|\[dot\]|\sdot\s|\.)\s*(?:[a-z]{2,})){1,4}\b", re.I
)
NEAR = 40  # characters


def postcodes(text: str) -> Iterator[str]:
    """Full postcodes of areas that exist; the first half alone is none."""
    for found in POSTCODE.finditer(text):
        area, district, gap, inward = found.groups()
        if area.upper() in lists().areas and (_about_an_address(text, found) or not _is_a_count(area, gap, inward)):
            yield (area + district + inward).lower()


def streets(text: str) -> Iterator[str]:
    """A house number and a street, with capitals or where somebody lives."""
    ending = any_of(lists().streets)
    yield from (found.group() for found in re.finditer(rf"\b\d{{1,4}}[a-zA-Z]?,?\s(?:[A-Z][\w'-]+\s){{1,3}}{ending}\b", text))
    lives = rf"\b{any_of(lists().address_cues)}\W{{1,3}}(?:is\s|at\s)?\d{{1,4}}[a-z]?,?\s(?:[a-z'-]+\s){{1,3}}{ending}\b"
    yield from (found.group() for found in re.finditer(lives, text, re.I))


def emails(text: str) -> Iterator[str]:
    """Email addresses, also written with (at) and (dot)."""
    yield from (found.group().strip(".'-").lower() for found in EMAIL.finditer(text))
    yield from (found.group().lower() for found in SPELT.finditer(text) if _is_spelt(found.group()))


def _is_spelt(written: str) -> bool:
    """With "at" in brackets, or with "dot" in words: the word "at" alone is in every sentence."""
    return bool(re.search(r"[(\[{]at[)\]}]|\sat\s.*(?:\sdot\s|[(\[]dot)", written, re.I))


def _is_a_count(area: str, gap: str, inward: str) -> bool:
    """One letter and figures are a section, a bullet or a bed before "2nd" or "3 hr", and anything glued to them is a slip."""
    if len(area) > 1:
        return False
    said = inward.lower()
    return said in lists().not_inward or said[1:] in lists().not_inward or (not gap and area.lower() == "s")


def _about_an_address(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - NEAR) : found.start()]
    return bool(re.search(rf"\b{any_of(lists().address_cues)}\b", before, re.I))
