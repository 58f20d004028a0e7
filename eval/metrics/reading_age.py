"""How hard are our own words to read?

The automated readability index needs letters, words and sentences only, so no dictionary of syllables has to be fetched.
"""

import re

from eval.metrics.base import Held, Kind, Metric, Score

WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’/-]*")
SENTENCE = re.compile(r"[.!?]+(?:\s|$)")
FEWEST_WORDS = 5
SCHOOL_STARTS = 5  # the first grade is at five to six; a grade and this is an age


def reads_at(held: Held) -> Score | None:
    """The reading age of what is said in our own words; quotations are the documents' own."""
    age = reading_age(held.own_words)
    return None if age is None else Score(age)


def reading_age(text: str) -> float | None:
    """Years; None for fewer than five words."""
    words = WORD.findall(text)
    if len(words) < FEWEST_WORDS:
        return None
    letters, sentences = sum(map(len, words)), max(1, len(SENTENCE.findall(text)))
    grade = 4.71 * letters / len(words) + 0.5 * len(words) / sentences - 21.43
    return max(float(SCHOOL_STARTS), grade + SCHOOL_STARTS)


READING_AGE = Metric(
    name="reading_age",
    title="Reading age",
    meaning="The age at which our own sentences can be read with ease, by the automated readability index: longer words and "
    "longer sentences need more years. Quotations are not counted. Words such as “entitlement” keep it from being "
    "low.",
    score=reads_at,
    kind=Kind.MEASURE,
    less=True,
    unit="years",
)
