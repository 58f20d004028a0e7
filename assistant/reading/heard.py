"""A message listened to again for one fact, before staff are asked for it: by what ingest learnt of how facts are told.

The readers find what is put in words they know. This finds the rest, and only where a table would ask: a clause that speaks of
something else has no bearing then, and is never taken for a fact. What is only asked, doubted or said of somebody else gives
nothing, as everywhere (assistant/reading/context.py).
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.clauses import Span, parts_of, sentences_of
from assistant.model import Fact
from assistant.reading.asking import clauses_of
from assistant.reading.context import Manner, manners
from assistant.reading.folding import fold
from assistant.reading.mention import Mention
from assistant.reading.persons import of_their_own
from assistant.reading.phrases import phrasebook
from assistant.reading.sections import find_sections
from assistant.reading.spelt import spelt
from assistant.reading.told import is_qualifying, is_vague
from assistant.reading.two_people import of_the_one_asked
from assistant.reading.withdrawn import without_withdrawn
from assistant.rules.facts import YES_NO
from ingest.classifier import Floats

if TYPE_CHECKING:
    from assistant.holdings import Holdings

SURE = 0.75  # how likely a value has to be; chosen on the tune half of eval/scenarios
RIVAL = 0.5  # how likely "no" may not be in any clause where another tells "yes", and the other way round
SURER = 0.9  # ... and to be believed against a place that the same message names
PLAIN = 0.97  # a value this likely is told plainly: what else is only read into another clause has to be as sure as any
LEAST_WORDS = 1
MOST_WORDS = 30  # a longer span says several things
ENDS = " .,;:!?"
NOTHING = frozenset([Manner.TAKEN_BACK, Manner.DOUBTED])


def hear(text: str, fact: str, holdings: "Holdings", *, sure: float = SURE) -> Mention | None:
    """What a message tells of a fact, or None: nothing sure enough, or two things."""
    if fact not in holdings.heard.values or holdings.listener is None:
        return None
    text = without_withdrawn(of_their_own(of_the_one_asked(text)))
    spans = [span for span in _spans(text) if _bears(text, span, fact) or _is_doubtful(text, span, fact)]
    if not spans:
        return None
    words = [spelt(text[span.start : span.end], holdings) for span in spans]
    likely = holdings.heard.probabilities(fact, words, holdings.listener.vectors(words))[:, 1:]
    likely *= _tellable(text, spans, fact, holdings)
    if fact in phrasebook().written.unsettled:
        spans, words, likely = _from_the_last(spans, words, likely, sure)
    best, value = np.unravel_index(int(np.argmax(likely)), likely.shape)
    if likely[best, value] < sure or _has_a_rival(fact, spans, likely, holdings, sure):
        return None
    span, told = spans[int(best)], holdings.heard.values[fact][1 + int(value)]
    if not _is_borne_out(fact, told, words[int(best)]) or _is_of_something_else(fact, told, text, span):
        return None
    return Mention(fact, told, span.start, span.end, _supposed(text, span))


def _has_a_rival(fact: str, spans: list[Span], likely: Floats, holdings: "Holdings", sure: float) -> bool:
    """Whether another value is likely too. A part of the surest clause is none, but a yes in a no."""
    best, value = np.unravel_index(int(np.argmax(likely)), likely.shape)
    is_yes_or_no = set(holdings.heard.values[fact][1:]) == set(YES_NO)
    most, whole = likely[best, value], spans[int(best)]
    others = np.delete(likely, value, axis=1)
    if not is_yes_or_no and most >= SURER:
        others = others[[not (whole.start <= one.start and one.end <= whole.end) or one == whole for one in spans]]
    least = RIVAL if is_yes_or_no and most < PLAIN else sure
    return bool(others.size) and bool(others.max() >= least)


def _is_of_something_else(fact: str, value: str, text: str, span: Span) -> bool:
    """Whether it leaves open what it seems to tell, or tells something else with the same words."""
    book = phrasebook()
    return book.is_left_open(fact, value, text) or book.means_else(fact, value, fold(text), span.start, span.end)


def _from_the_last(spans: list[Span], words: list[str], likely: Floats, sure: float) -> tuple[list[Span], list[str], Floats]:
    """What is said from the last clause on that tells a value for sure: what was told before came out otherwise."""
    last = max((span.start for span, row in zip(spans, likely, strict=True) if row.max() >= sure), default=0)
    kept = [at for at, span in enumerate(spans) if span.start >= last]
    return [spans[at] for at in kept], [words[at] for at in kept], likely[kept]


def _is_borne_out(fact: str, value: str, words: str) -> bool:
    """Whether the words hold what this value is never told without: a section that leads to aftercare, a word that denies."""
    book = phrasebook()
    if value in book.written.sections.get(fact, ()):
        named = [one.value for one in find_sections(words)]
        if not any(is_qualifying(one) or is_vague(one) for one in named):
            return False
    return not book.lacks_its_limit(fact, value, words)


def told_by(fact: str, said: Mapping[str, Fact]) -> Fact | None:
    """A fact that others tell, by phrases.yaml: the first that does. said: the facts that the message gave, by name."""
    for value, tellers in phrasebook().written.told_by.get(fact, {}).items():
        for name, values in tellers.items():
            if name in said and said[name].value in values:
                return replace(said[name], fact=fact, value=value)
    return None


def _spans(text: str) -> Iterator[Span]:
    """The sentences of a message and the clauses within them, without the space around them."""
    found = [_trimmed(text, span) for span in itertools.chain(sentences_of(text), parts_of(text))]
    for span in dict.fromkeys(found):
        if LEAST_WORDS <= len(text[span.start : span.end].split()) <= MOST_WORDS:
            yield span


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip(" \t\n,;:-–—"))
    return Span(start, max(start, span.start + len(words.rstrip(" \t\n,;:-–—"))))


def _bears(text: str, span: Span, fact: str) -> bool:
    """Whether a span tells something of this case: it asks nothing, unless a question can tell this fact too."""
    written = phrasebook().written
    how = _manners(text, span)
    asks = Manner.ASKED in how or any(one.asks for one in clauses_of(text[span.start : span.end]))
    other = Manner.OF_ANOTHER in how and fact not in written.anyones
    unsaid = NOTHING - {Manner.DOUBTED} if fact in written.estimates else NOTHING
    return not other and not (how & unsaid) and (not asks or fact in (*written.matters, *written.in_questions))


def _is_doubtful(text: str, span: Span, fact: str) -> bool:
    """Whether a span leaves something open, of a fact that this can tell: "nobody has decided whether"."""
    if fact not in phrasebook().written.told_by_doubt or text[span.start : span.end + 1].rstrip().endswith("?"):
        return False
    how = _manners(text, span)
    return bool(how & {Manner.DOUBTED, Manner.ASKED}) and not how & {Manner.TAKEN_BACK, Manner.OF_ANOTHER}


def _tellable(text: str, spans: list[Span], fact: str, holdings: "Holdings") -> NDArray[np.bool_]:
    """Which values each span can tell: what only says that something is unsettled tells no other."""
    values = holdings.heard.values[fact][1:]
    each = ((text[span.start : span.end], _bears(text, span, fact)) for span in spans)
    return np.array([[bears or phrasebook().is_told_by_doubt(fact, value, words) for value in values] for words, bears in each])


def _supposed(text: str, span: Span) -> bool:
    return Manner.SUPPOSED in _manners(text, span)


def _manners(text: str, span: Span) -> frozenset[Manner]:
    """How a span is meant, by its last word: what ends the sentence is of it, and the sentence after it is not."""
    last = span.start + len(text[span.start : span.end].rstrip(ENDS))
    return manners(text, last, last)
