"""What a message holds that is not a question for the documents: a danger, an instruction, a claim, something outside.

scope.yaml lists the words. Nothing here decides what becomes of it; steps/scope.py does.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.clauses import Span, claim_end, clause_end, opened, parts_of, sentence_end, sentences_of, with_article
from assistant.reading.folding import Folded, fold
from assistant.reading.patterns import Gaps, Index, Language
from assistant.reading.phrases_file import GapWords
from assistant.reading.sections import find_sections
from ingest.yamlfile import read_model

FILE = Path(__file__).with_name("scope.yaml")
OPENING = re.compile(
    r"(?:^|[.!?,;:\n(\-–—\"'\]]|\b(?:and|then|so|but|also)\s)\s*(?:(?:and|then|please|pls|plz|now|just|ok|okay|hi|hello|so|also|but|can|could|would"
    r"|will|you|u|i|we|want|need|to|kindly|help|me|should|must|go|ahead|lets|let's|next|first)\s+)*$",
    re.I,
)  # what may stand before the first word of a request
ASKING = re.compile(r"^\W*(?:(?:and|then|please|pls|so|but|also|ok|okay|hi|hello|now|question)\W+)*$", re.I)  # before one
UNDER = re.compile(r"\b(?:under|on|by)\s+(?:(?:the|an?|their|his|her)\s+)?$", re.I)  # "under the Scottish act": a detention
QUOTED = re.compile(r"[\"“]([^\"”]{20,})[\"”]")
OPENS_WITHIN = 4  # letters: a colon and a space may stand between what announces a quotation and its mark
NUMBERED = re.compile(
    r"(?:^|(?<=[.!?:;]\s))(?:(?i:section|para(?:graph)?|clause|policy)\s+)?\d{1,2}(?:\.\d{1,2})+[.:)]?\s+(?=[A-Z])"
    r"|(?:^|(?<=[.!?:;]\s))(?i:section|para(?:graph)?|clause|policy)\s+\d{1,2}(?:\.\d{1,2})+\s*[:\-–]\s+"
)  # "9.4 People detained under ...", as a document numbers its paragraphs
ENCODED = re.compile(r"[A-Za-z0-9+/]{40,}={0,2}")  # nobody types a word so long: text hidden from a reader


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DangerWords(_Written):
    """Of scope.yaml."""

    now: list[str]
    past: list[str]


class Wanted(_Written):
    """What is asked for: anywhere, or only where a clause opens."""

    any: list[str] = []
    opening: list[str] = []


class ClaimWords(_Written):
    """Of scope.yaml."""

    says: list[str]
    ruling: list[str]
    paste: list[str]
    before_heading: list[str]
    headed: list[str]
    general: list[str]


class Outside(Wanted):
    """Something outside; `what` completes "I cannot ..."."""

    id: str
    what: str


class ScopeFile(_Written):
    """scope.yaml; its opening says what each part is."""

    words: dict[str, str]
    gaps: GapWords
    ours: list[str]
    asks: Wanted
    not_ours: list[str]
    danger: DangerWords
    orders: Wanted
    greetings: list[str]
    replies: list[str]
    marks: list[str]
    documents: list[str]
    claims: ClaimWords
    outside: list[Outside]


class Phrases:
    """Several patterns searched for at once."""

    def __init__(self, language: Language, written: Sequence[str]) -> None:
        self.patterns = [language.read(one) for one in written]
        self.index = Index(self.patterns)

    def find(self, folded: Folded) -> Iterator[Span]:
        """Where any of them stands, in the message itself; what a "not" turns round is left out."""
        for number in self.index.possible(folded.words):
            for found in self.patterns[number].find(folded.text):
                if not found.turned and found.end > found.start:
                    yield Span(*folded.span(found.start, found.end))

    def stand_in(self, text: str) -> bool:
        """Does any of them stand in the text?"""
        return next(self.find(fold(text)), None) is not None


class Scope:
    """scope.yaml, ready to be looked for."""

    def __init__(self, written: ScopeFile) -> None:
        self.written = written
        self.language = Language(written.words, Gaps(tuple(written.gaps.stops), tuple(written.gaps.turns)))

    def is_ours(self, text: str) -> bool:
        """Does the text name anything that a question about aftercare names?"""
        return self._ours.stand_in(text) or bool(find_sections(text))

    def asks_of_ours(self, text: str) -> bool:
        """Does any clause ask for something of ours?"""
        parts = [text[span.start : span.end] for span in parts_of(text)]
        return any(self.asks(part) and self.is_ours(part) and not self._not_ours.stand_in(part) for part in parts)

    def only_greets(self, text: str) -> bool:
        """Is there nothing but a greeting or thanks in the text?"""
        return self._is_no_more_than(self._greetings, text)

    def only_replies(self, text: str) -> bool:
        """Is there nothing but a short answer in the text?"""
        return self._is_no_more_than(self._replies, text)

    def _is_no_more_than(self, phrases: "Phrases", text: str) -> bool:
        words = re.sub(r"[^\w\s]", " ", re.sub("['’]", "", text)).split()
        return any(len(words) == len(text[span.start : span.end].split()) for span in phrases.find(fold(text)))

    def in_danger(self, text: str) -> bool:
        """Is somebody's life or safety in danger now, as the text has it?"""
        sentences = [text[span.start : span.end] for span in sentences_of(text)]
        return any(self._danger.stand_in(sentence) and not self._past.stand_in(sentence) for sentence in sentences)

    def orders(self, text: str) -> list[Span]:
        """Instructions to the assistant, each to the end of its clause."""
        found = [Span(span.start, clause_end(text, span.end)) for span in _wanted(*self._orders, text)]
        found += _marked(text, list(_literal(text, self.written.marks)))
        return [*found, *(Span(*encoded.span()) for encoded in ENCODED.finditer(text))]

    def claims(self, text: str) -> list[Span]:
        """Words that claim to be policy, with what they claim."""
        folded, claims = fold(text), self.written.claims
        said = (one for one in self._says.find(folded) if not self.asks(opened(text, one.start, one.end)))
        found = [Span(one.start, claim_end(text, one.end), one.end) for one in said]
        found += [one for one in self._rulings(text, folded) if self._general.stand_in(text[one.says : one.end])]
        numbered = (Span(*one.span()) for one in NUMBERED.finditer(text))  # "9.4 People detained under ..."
        pasted = [*self._paste.find(folded), *_literal(text, claims.headed, claims.before_heading), *numbered]
        found += [Span(one.start, self._pasted(text, one.end), one.end) for one in pasted]
        found = [Span(with_article(text, one.start), one.end, one.says) for one in found]
        return [*found, *(Span(*one.span(), one.start(1)) for one in QUOTED.finditer(text) if found)]

    def outside(self, text: str) -> list[tuple[Outside, Span]]:
        """What is asked and is outside, each with its whole clause."""
        return [
            (one, next(part for part in parts_of(text) if part.start <= span.start < part.end))
            for one, anywhere, opening in self._outside
            for span in _wanted(anywhere, opening, text)
            if not (UNDER.search(text[: span.start]) and find_sections(text[span.start : span.end]))
        ]

    def _rulings(self, text: str, folded: Folded) -> Iterator[Span]:
        for one in self._ruling.find(folded):
            yield Span(one.start, claim_end(text, one.end), one.end)

    def _pasted(self, text: str, start: int) -> int:
        """The end of what is pasted: where its quotation marks close, else where a later sentence asks something."""
        for quoted in QUOTED.finditer(text):
            if quoted.start() <= start + OPENS_WITHIN and start < quoted.end():
                return quoted.end()
        later = [span for span in sentences_of(text) if span.start >= start]
        asking = next((span for span in later if self._asks_anywhere(text[span.start : span.end])), None)
        return asking.start if asking else len(text)

    def _asks_anywhere(self, sentence: str) -> bool:
        return any(self.asks(sentence[part.start : part.end]) for part in parts_of(sentence))

    def asks(self, part: str) -> bool:
        """Does a clause ask for something?"""
        anywhere, opening = self._asking
        if part.rstrip().endswith("?") or anywhere.stand_in(part):
            return True
        return any(ASKING.search(part[: span.start]) for span in opening.find(fold(part)))

    def _phrases(self, written: Sequence[str]) -> Phrases:
        return Phrases(self.language, written)

    @cached_property
    def _ours(self) -> Phrases:
        return self._phrases(self.written.ours)

    @cached_property
    def _asking(self) -> tuple[Phrases, Phrases]:
        return self._phrases(self.written.asks.any), self._phrases(self.written.asks.opening)

    @cached_property
    def _greetings(self) -> Phrases:
        return self._phrases(self.written.greetings)

    @cached_property
    def _replies(self) -> Phrases:
        return self._phrases(self.written.replies)

    @cached_property
    def _not_ours(self) -> Phrases:
        return self._phrases(self.written.not_ours)

    @cached_property
    def _danger(self) -> Phrases:
        return self._phrases(self.written.danger.now)

    @cached_property
    def _past(self) -> Phrases:
        return self._phrases(self.written.danger.past)

    @cached_property
    def _orders(self) -> tuple[Phrases, Phrases]:
        return self._phrases(self.written.orders.any), self._phrases(self.written.orders.opening)

    @cached_property
    def _says(self) -> Phrases:
        return self._phrases(self.written.claims.says)

    @cached_property
    def _ruling(self) -> Phrases:
        return self._phrases(self.written.claims.ruling)

    @cached_property
    def _paste(self) -> Phrases:
        return self._phrases(self.written.claims.paste)

    @cached_property
    def _general(self) -> Phrases:
        return self._phrases(self.written.claims.general)

    @cached_property
    def _outside(self) -> list[tuple[Outside, Phrases, Phrases]]:
        return [(one, self._phrases(one.any), self._phrases(one.opening)) for one in self.written.outside]


@cache
def scope_words() -> Scope:
    """scope.yaml, read once. YamlError for a mistake in it."""
    return Scope(read_model(FILE, ScopeFile))


def _wanted(anywhere: Phrases, opening: Phrases, text: str) -> Iterator[Span]:
    folded = fold(text)
    yield from anywhere.find(folded)
    yield from (span for span in opening.find(folded) if OPENING.search(text[: span.start]))


def _literal(text: str, written: Sequence[str], before: Sequence[str] = ()) -> Iterator[Span]:
    """Where any of these stands exactly as it is written, with any of the words of `before` before it."""
    leading = rf"(?:\b(?:{'|'.join(before)})\s+)*" if before else ""
    either = "|".join(re.escape(one) for one in sorted(written, key=len, reverse=True))
    yield from (Span(*match.span()) for match in re.finditer(rf"{leading}(?<!\w)(?:{either})", text, re.I))


def _marked(text: str, marks: list[Span]) -> list[Span]:
    """From the first mark to the last, and to the end of its sentence unless the last one closes."""
    if not marks:
        return []
    first, last = min(marks, key=lambda span: span.start), max(marks, key=lambda span: span.end)
    closes = len(marks) > 1 and "/" in text[last.start : last.end]
    return [Span(first.start, last.end if closes else sentence_end(text, last.end))]
