"""Paragraph numbers that a message gives for a document: is there such a paragraph?"""

import re
from collections.abc import Iterable, Sequence, Set

from assistant.scope import scope_words

NUMBER = r"(\d{1,2}(?:\.\d{1,3}){1,3})"
APART = r"[\s,:(]*(?:(?:at|in|para(?:graph)?|section|clause|sec|s|number|no|point|item)\b\.?|§)?[\s:]*"


def numbers_given(text: str) -> list[str]:
    """The numbers that the text gives for a paragraph of a document: "policy 9.4", "7.16.5 of the policy"."""
    name = "|".join(re.escape(word) for word in scope_words().written.documents)
    named = rf"\b(?:{name})\b{APART}{NUMBER}"
    called = rf"(?:\bsection|\bpara(?:graph)?|\bclause|§)\s*{NUMBER}"
    of = rf"{NUMBER}\s+(?:of|in|from)\s+(?:the|our|your|this)?\s*(?:\w+\s+)?(?:{name})\b"
    return [found.group(1) for pattern in (named, called, of) for found in re.finditer(pattern, text, re.I)]


def not_held(numbers: Sequence[str], sections: Set[str]) -> str | None:
    """The first of the numbers that no document has, or None. "7.16.5" is the fifth paragraph of 7.16, and stands with it."""
    return next((number for number in numbers if not _stands(number, sections)), None)


def _stands(number: str, sections: Iterable[str]) -> bool:
    above = number.rpartition(".")[0]
    return number in sections or ("." in above and above in sections)
