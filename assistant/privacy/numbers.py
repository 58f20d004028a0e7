"""Numbers that belong to one person: NHS number, telephone, National Insurance, a record of theirs."""

import re
from collections.abc import Iterator

from nhs_number.validate import is_valid

from assistant.privacy.lists import any_of, lists
from assistant.privacy.plain import spoken

APART = r"[\s.,:;/_'\"()\[\]+-]{0,3}"  # what people put between the figures of one number
TEN = re.compile(rf"(?<![\d£$€])(?<!\d[.,/:-])\d(?:{APART}\d){{9}}(?![.,/:-]?\d)")
# How ten figures are grouped when they are one number; dates and lists of sections are grouped otherwise.
GROUPS = {
    (10,), (3, 3, 4), (4, 3, 3), (3, 4, 3), (5, 5), (3, 7), (7, 3), (6, 4), (4, 6), (2, 2, 2, 2, 2), (3, 3, 2, 2), (1,) * 10,
}  # fmt: skip
LABELLED = 24  # characters within which a label belongs to a number
PHONE = re.compile(
    r"(?<![\w£.])(?:(?:\+|00)\s?44[\s.-]{0,2}(?:\(0\)|0)?[\s.-]{0,2}\d{2,5}|\(?0[1-9]\d{1,3})\)?(?:[\s.-]{0,3}\d){5,8}(?![.,/-]?\w)"
)
PREFIX, PRISON = r"[a-z]{0,3}-?", r"[a-z]\d{4}[a-z]{2}"  # A123456; A1234BC
A_DATE = r"\d{1,2}[\s-]\d{1,2}[\s-]\d"
NATIONAL_INSURANCE = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d\d[\s-]?\d\d[\s-]?\d\d\s?[A-D]\b", re.I
)


def nhs_numbers(text: str) -> Iterator[str]:
    """Ten figures with a right check figure, or that are called an NHS number."""
    for found in TEN.finditer(text):
        figures = _figures(found.group())
        if _called(text, found, lists().nhs_labels) or (_is_one_number(found.group()) and _checks(text, found, figures)):
            yield figures
    yield from (figures for figures in spoken(text) if len(figures) == 10 and _is_nhs(figures))


def phones(text: str) -> Iterator[str]:
    """United Kingdom numbers, and six or more figures that are called one."""
    for found in PHONE.finditer(text):
        figures = re.sub(r"^(?:00)?44(?:0)?", "0", _figures(found.group()))
        if 10 <= len(figures) <= 11:
            yield figures
    label = rf"\b{any_of(lists().phone_labels)}\b\W{{0,3}}(?:(?:no|num|number|is)\b\W{{0,3}}){{0,2}}"
    called = rf"{label}(?!{A_DATE})(\d(?:[\s-]?\d){{5,10}})\b"
    yield from (_figures(found.group(1)) for found in re.finditer(called, text, re.I))
    yield from (figures for figures in spoken(text) if len(figures) == 11 and figures.startswith("0"))


def insurance_numbers(text: str) -> Iterator[str]:
    """National Insurance numbers."""
    yield from (found.group() for found in NATIONAL_INSURANCE.finditer(text))


def record_numbers(text: str) -> Iterator[str]:
    """A number of five or more figures that is called somebody's record."""
    label, noun = any_of(lists().record_labels), any_of(lists().record_nouns)
    called = rf"\b{label}(?:'?s)?\s*(?:{noun}\b|#)\W{{0,3}}(?:is\b|was\b)?\W{{0,3}}"
    numbered = rf"{called}({PREFIX}\d(?:[\s-]?\d){{4,11}}[a-z]{{0,2}}|{PRISON})\b"
    alone = rf"\b{label}\W{{1,3}}({PREFIX}\d{{5,12}}[a-z]{{0,2}}|{PRISON})\b"
    yield from (found.group(1) for pattern in (numbered, alone) for found in re.finditer(pattern, text, re.I))


def _figures(text: str) -> str:
    return re.sub(r"\D", "", text)


def _is_one_number(written: str) -> bool:
    return tuple(len(group) for group in re.findall(r"\d+", written)) in GROUPS


def _checks(text: str, found: re.Match[str], figures: str) -> bool:
    before = text[max(0, found.start() - LABELLED) : found.start()]
    other = re.search(rf"(?:^|\W){any_of(lists().other_labels)}\W*(?:number|num|no|ref|id)?\W*$", before, re.I)
    return _is_nhs(figures) and not other


def _is_nhs(figures: str) -> bool:
    """The check figure is right. Ten times the same figure is a placeholder that would pass."""
    return len(set(figures)) > 1 and is_valid(figures)


def _called(text: str, found: re.Match[str], labels: list[str]) -> bool:
    before = text[max(0, found.start() - LABELLED) : found.start()]
    after = text[found.end() : found.end() + LABELLED]
    label = any_of(labels)
    return bool(
        re.search(rf"(?:\b|_){label}\W*(?:is|was|number|no|=)?\W*$", before, re.I)
        or re.match(rf"\W*(?:is|was)?\W*(?:his|her|their|the)?\W*{label}\b", after, re.I)
    )
