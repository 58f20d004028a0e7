"""Somebody's name: after a title, after words that give a name, or a first name with a surname."""

import re
from collections.abc import Iterator

from assistant.privacy.lists import any_of, lists

NAME = r"[A-Z][a-z]*(?:['-]?[A-Z]?[a-z]+)+"  # with a capital: Smith, O'Brien, Smith-Jones, McDonald
ANY = r"[A-Za-z][A-Za-z'-]*[A-Za-z]"
ENDED = re.compile(r"\b(?:the|a|his|her|our|their|my|that|this)\s\w+\.\s+$", re.I)  # "ask the dr. Then ..." ends a sentence
SHORTENED = re.compile(r"'(?:s|d|ll|re|ve|m)$")  # "had no doctor. She'd been there a week"
AGED = r",?\s*\(?(?:aged?\s*)?\d{1,3}\s*(?:,|\)|y/?o\b|yrs?\b|years?\b|[mf]\b|$)"


def titled(text: str) -> Iterator[str]:
    """A title and a surname. A letter or two in its place ("Mrs X") leaves the person unnamed."""
    titles = any_of((*lists().titles, *lists().shy_titles, *lists().job_titles))
    for found in re.finditer(rf"\b((?i:{titles}))\b\.?\s+((?:[A-Za-z]\.?\s+){{0,2}})({ANY})", text):
        title, initials, word = found.groups()
        whole = not initials or word[0].isupper() or _is_common(word)  # "mrs x moved" is Mrs X
        if whole and _is_surname(word) and _follows(title, word, text) and not ENDED.search(text[: found.start(3)]):
            yield found.group()


def cued(text: str) -> Iterator[str]:
    """A name that is given as one: "his name is ...", "a lad called ... ...", "pt John Smith"."""
    for found in re.finditer(rf"\b{any_of(lists().name_cues)}\b\s*[:=-]?\s+({ANY})", text, re.I):
        if _is_name(found.group(1)) and (_is_common(found.group(1)) or _has_capital(found.group(1), text)):
            yield found.group()
    called = rf"\b{any_of(lists().people)}\s*(?:who\s)?(?:is\s|was\s)?(?:called|named)\s+({ANY})\s+({ANY})"
    yield from (found.group() for found in re.finditer(called, text, re.I) if _are_a_name(found, text))
    labelled = rf"(?i:\b(?:patient|pt|client)\b)\s*[:,-]?\s*({NAME})\s+({NAME})"
    yield from (found.group() for found in re.finditer(labelled, text) if _are_a_name(found, text))


def full(text: str) -> Iterator[str]:
    """A common first name and a surname, or two words with capitals and an age."""
    for found in re.finditer(rf"(?=\b({NAME})\s+(?:[A-Z]\.?\s+)?({NAME})\b(?:\s+([A-Za-z]+))?)", text):
        first, last, beyond = found.groups()
        if first.lower() in lists().first_names and _is_name(last) and (beyond or "").lower() not in lists().places:
            yield first
    for found in re.finditer(r"(?=\b([a-z'-]{3,})\s+([a-z'-]{3,})\b)", text.lower()):
        if found.group(1) in lists().first_names and found.group(2).removesuffix("'s") in lists().surnames:
            yield found.group(1)
    aged = re.finditer(rf"\b({NAME})\s+({NAME}){AGED}", text)
    yield from (found.group() for found in aged if _are_a_name(found, text))


def _follows(title: str, surname: str, text: str) -> bool:
    """A title that is also an everyday word needs more of a name after it."""
    if title.lower() in lists().titles:
        return True
    if title.lower() in lists().job_titles or title == "MS":
        return _is_common(surname) and not surname.islower()
    return _is_common(surname) or (_has_capital(surname, text) and title != "miss")


def _is_surname(word: str) -> bool:
    bare = SHORTENED.sub("", word.lower())
    unnamed = len(bare) <= 2 and not word.istitle()  # initials; "Mr Li" is named
    return not unnamed and bare.replace("'", "") not in lists().not_surnames and bare not in lists().cases


def _is_common(word: str) -> bool:
    bare = word.lower().removesuffix("'s")
    return bare in lists().surnames or bare in lists().first_names


def _has_capital(word: str, text: str) -> bool:
    """Written as a name: not in capitals altogether, which is an abbreviation or a shout."""
    return word[0].isupper() and not word.isupper() and not text.isupper()


def _are_a_name(found: re.Match[str], text: str) -> bool:
    first, last = found.groups()
    written = (_has_capital(first, text) and _has_capital(last, text)) or first.lower() in lists().first_names
    return written and _is_name(first) and _is_name(last)


def _is_name(word: str) -> bool:
    bare = word.lower().removesuffix("'s").strip("'-")
    return len(bare) > 1 and bare not in lists().not_names | lists().not_surnames | lists().places | lists().cases
