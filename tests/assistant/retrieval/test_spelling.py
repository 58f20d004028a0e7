"""Mistyped words are mended; words are left alone."""

import pytest

from assistant.holdings import Holdings

CASES = [
    ("aftercair for pateint", "aftercare for patient"),
    ("tribuanl hering", "tribunal hearing"),
    ("is he elegible", "is he eligible"),
    ("guardianshp order", "guardianship order"),
]


@pytest.mark.parametrize(("typed", "meant"), CASES)
def test_mistyped_words_become_the_corpus_words(holdings: Holdings, typed: str, meant: str) -> None:
    """The nearest word that the documents or the glossary know."""
    assert holdings.retriever.reader.spelling.mend(typed) == meant  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["my kettle is broken", "CTO n s117", "Scunthorpe", "lorazepam 2mg", "unsentenced"])
def test_words_of_english_and_short_forms_are_left_alone(holdings: Holdings, typed: str) -> None:
    """A word that English knows is no mistake; nor is a name far from every word."""
    assert holdings.retriever.reader.spelling.mend(typed) == typed  # type: ignore[attr-defined]
