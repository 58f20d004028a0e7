"""Facts as staff put them: phrases.yaml lists the ways, and how the words around them are meant decides what they give.

Nothing is concluded from what is only asked, or said of somebody else; two values of one fact settle nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path

from assistant.reading.context import Manner, manners
from assistant.reading.folding import Folded, Placed, fold
from assistant.reading.mention import Mention, Message
from assistant.reading.patterns import ELSEWHERE, OURS, Gaps, Index, Language, Pattern
from assistant.reading.phrases_file import GapWords, PhrasesFile, Ways
from assistant.reading.spelt import mender
from assistant.rules.facts import UNKNOWN
from ingest.yamlfile import read_model

__all__ = [
    "GapWords",
    "Phrase",
    "Phrasebook",
    "Said",
    "folded_message",
    "found_all",
    "phrasebook",
    "places_in",
    "read_phrases",
    "settled",
]

FILE = Path(__file__).with_name("phrases.yaml")
MOST_LETTERS = 1_000_000  # longer than any message
HEDGED_WITHIN = 4  # words between "must" and what must be
SENTENCES = 512  # kept in memory, each as its words
ANY = "any"  # value of a fact, in `unless`
MOST_WORDS = 8  # between "don't know" and what is not known
Opposites = {"yes": "no"}  # what denying a value gives, where phrases.yaml does not say


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of saying one value of a fact."""

    fact: str
    value: str
    pattern: Pattern
    asked_too: bool
    denied: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """What a phrase gives where it stands in a message, how it is meant already weighed."""

    fact: str
    value: str
    start: int
    end: int
    supposed: bool = False


class Phrasebook:
    """phrases.yaml, ready to find what stands in a text."""

    def __init__(self, written: PhrasesFile) -> None:
        self.written = written
        self.language = Language(written.words, Gaps(tuple(written.gaps.stops), tuple(written.gaps.turns)))
        self.only_with = {fact: [self.language.read(one) for one in ways] for fact, ways in written.only_with.items()}
        self.limited, self.left_open = self._by_value(written.limited), self._by_value(written.left_open)
        self.unless = self._by_value(written.unless)
        self.told_by_doubt = self._by_value(written.told_by_doubt)
        self._replied = dict[str, list[Phrase]]()
        self.hedges = [self.language.read(f"{one} ...") for one in written.hedges]
        self.not_known = [self.language.read(one) for one in written.not_known]

    @cached_property
    def phrases(self) -> list[Phrase]:
        """Every phrase of every fact."""
        return [phrase for fact, value, ways in self._ways() for phrase in self.of(fact, value, ways)]

    @cached_property
    def ends_supposing(self) -> re.Pattern[str]:
        """What ends a supposition: the end of the sentence, or what is asked of it."""
        return re.compile(rf"[.?!;\n]|\b(?:{'|'.join(self.written.ends_supposing)})\b", re.IGNORECASE)

    @cached_property
    def plain(self) -> "Indexed":
        """The phrases that speak of no place, by their words."""
        return Indexed([phrase for phrase in self.phrases if not phrase.pattern.of_place])

    @cached_property
    def placed(self) -> "Indexed":
        """Those that speak of a place."""
        return Indexed([phrase for phrase in self.phrases if phrase.pattern.of_place])

    def is_left_open(self, fact: str, value: str, text: str) -> bool:
        """Whether a message says beside it that there may be more: "just the one 2 that we know of"."""
        return _any_stands(self.left_open.get((fact, value), []), text)

    def speaks_of(self, fact: str, text: str) -> bool:
        """Whether a message speaks of what this fact is only told with."""
        return _any_stands(self.only_with.get(fact, []), text)

    def means_else(self, fact: str, value: str, folded: Folded, start: int, end: int) -> bool:
        """Whether the words from `start` to `end` of a text stand in what says something else: "the RC now wants to"."""
        ways = (*self.unless.get((fact, value), ()), *self.unless.get((fact, ANY), ()))
        spans = (folded.span(one.start, one.end) for way in ways for one in way.find(folded.text))
        return any(opens < end and start < closes for opens, closes in spans)

    def is_told_by_doubt(self, fact: str, value: str, text: str) -> bool:
        """Whether words that leave something open tell this value by that: "nobody has settled if the flat is 117"."""
        return _any_stands(self.told_by_doubt.get((fact, value), []), text)

    def lacks_its_limit(self, fact: str, value: str, text: str) -> bool:
        """Whether words hold nothing of what this value is never told without."""
        limits = self.limited.get((fact, value))
        return limits is not None and not _any_stands(limits, text)

    def _by_value(self, listed: Mapping[str, Mapping[str, list[str]]]) -> dict[tuple[str, str], list[Pattern]]:
        each = ((fact, value, words) for fact, values in listed.items() for value, words in values.items())
        return {(fact, value): [self.language.read(one) for one in words] for fact, value, words in each}

    def replied(self, fact: str) -> list[Phrase]:
        """The phrases that answer the question about a fact: those that say it anywhere, and those that only reply."""
        if fact not in self._replied:
            values = self.written.facts.get(fact, {}).items()
            self._replied[fact] = [phrase for value, ways in values for phrase in self.of(fact, value, ways, replied=True)]
        return self._replied[fact]

    def of(self, fact: str, value: str, ways: Ways, *, replied: bool = False) -> Iterator[Phrase]:
        """The phrases of one value."""
        denied = ways.denied if ways.denied is not None else Opposites.get(value)
        for one in (*ways.said, *ways.asked_too, *(ways.replied if replied else ())):
            yield Phrase(fact, value, self.language.read(one), one in ways.asked_too, denied or None)

    def _ways(self) -> Iterator[tuple[str, str, Ways]]:
        return ((fact, value, ways) for fact, values in self.written.facts.items() for value, ways in values.items())


def _any_stands(patterns: Iterable[Pattern], text: str) -> bool:
    folded = fold(text).text
    return any(True for pattern in patterns for _ in pattern.find(folded))


class Indexed:
    """Phrases to be looked for together."""

    def __init__(self, phrases: list[Phrase]) -> None:
        self.phrases = phrases
        # Whoever reads many messages, as a quiz reads its stories back, meets the same sentences again and again.
        self._numbers = lru_cache(SENTENCES)(Index([phrase.pattern for phrase in phrases]).possible)

    def possible(self, folded: Folded) -> Iterator[tuple[Phrase, tuple[int, int]]]:
        """Those that each sentence may hold, and where it stands."""
        for span in folded.sentences:
            yield from ((self.phrases[number], span) for number in self._numbers(folded.words_of(*span)))


@cache
def phrasebook() -> Phrasebook:
    """phrases.yaml, read once. YamlError for a mistake in it."""
    return Phrasebook(read_model(FILE, PhrasesFile))


def read_phrases(message: Message) -> list[Mention]:
    """The facts that a message says in words, each once; two values of one fact settle nothing."""
    said = said_in(message)
    return [mention for fact in dict.fromkeys(one.fact for one in said) for mention in settled(fact, said)]


def said_in(message: Message) -> list[Said]:
    """Every phrase that stands in a message and gives something."""
    book, plain, placed = phrasebook(), folded_message(message), folded_message(message, places_in(message))
    found = [
        one
        for folded, phrases in ((plain, book.plain), (placed, book.placed))
        for phrase, span in phrases.possible(folded)
        for one in found_all(phrase, folded, message.text, span)
    ]
    off_topic = _off_topic({one.fact for one in found}, plain, message)
    meant_so = [one for one in found if not book.means_else(one.fact, one.value, plain, one.start, one.end)]
    said = [one for one in meant_so if one.fact not in off_topic]
    return [_with_the_supposition(one, said, message.text) for one in said]


def _off_topic(facts: set[str], folded: Folded, message: Message) -> set[str]:
    """Of these facts, those that need more to be spoken of than this message does, and that nothing was said of before."""
    listed = phrasebook().only_with
    asked = message.asked.fact if message.asked else ""
    open_still = (facts & listed.keys()) - {asked, *message.case}
    return {fact for fact in open_still if not any(True for one in listed[fact] for _ in one.find(folded.text))}


def _with_the_supposition(one: Said, said: Sequence[Said], text: str) -> Said:
    """Supposed where it goes on with a supposition: "if the panel agrees, but the council doesn't"."""
    before = [text[other.end : one.start] for other in said if other.supposed and other.end <= one.start]
    return replace(one, supposed=True) if any(not phrasebook().ends_supposing.search(between) for between in before) else one


def folded_message(message: Message, places: Sequence[Placed] = ()) -> Folded:
    """A message as patterns see it, mended by the corpus's own spelling where there is one."""
    return fold(message.text, _mender(message), places)


def places_in(message: Message) -> list[Placed]:
    """Where places stand in a message, and whether each can be in the policy's own area."""
    gazetteer = message.holdings.gazetteer if message.holdings else None
    if gazetteer is None:
        return []
    return [(one.start, one.end, OURS if gazetteer.in_own_area(one) else ELSEWHERE) for one in gazetteer.find(message.text)]


def _mender(message: Message) -> Callable[[str], str]:
    return mender(message.holdings) if message.holdings else str


def found_all(
    phrase: Phrase, folded: Folded, text: str, span: tuple[int, int] = (0, MOST_LETTERS), *, answering: bool = False
) -> Iterator[Said]:
    """What a phrase gives wherever it stands in a span. `answering`: the text answers the question, and asks nothing."""
    for one in phrase.pattern.find(folded.text, *span):
        start, end = folded.span(one.start, one.end)
        how = _how(text, start, end, folded) - ({Manner.ASKED} if answering else set())
        value = meant(phrase, how, folded.text[: one.start], turned=one.turned)
        if value:
            yield Said(phrase.fact, value, start, end, Manner.SUPPOSED in how)


def _how(text: str, start: int, end: int, folded: Folded) -> frozenset[Manner]:
    """How words are meant. Whether they are asked, or said of another, is told by their last word too: "his mum is on it"."""
    last = max((mark[2] for mark in folded.marks if start <= mark[2] < end), default=start)
    return manners(text, start, end) | (manners(text, last, end) & {Manner.ASKED, Manner.OF_ANOTHER})


def meant(phrase: Phrase, how: frozenset[Manner], before: str, *, turned: bool) -> str | None:
    """The value a phrase gives by how it is meant, or None. `before`: what stands before it; `turned`: a "not" inside."""
    written = phrasebook().written
    if phrase.fact in written.matters:
        how -= {Manner.OF_ANOTHER, Manner.DENIED}
    if phrase.fact in written.estimates and not _not_known(before):
        how -= {Manner.DOUBTED}
    if Manner.OF_ANOTHER in how and phrase.fact not in written.anyones:
        return None
    if Manner.TAKEN_BACK in how or (Manner.ASKED in how and not phrase.asked_too):
        return None
    if not phrase.asked_too and Manner.SUPPOSED not in how and _hedged(before):
        return None
    if Manner.DOUBTED in how:
        return UNKNOWN if _not_known(before) else None
    denied = turned != (Manner.DENIED in how and phrase.value not in Opposites.values())
    return phrase.denied if denied else phrase.value


def _hedged(before: str) -> bool:
    """Whether a text ends by saying that what follows has to be: "who makes sure that the", "the plan must be"."""
    last = re.split(r"[.?!;,\n]", before)[-1].rsplit(" ", HEDGED_WITHIN + 1)
    close = " ".join(last[1:] if len(last) > HEDGED_WITHIN + 1 else last)
    return any(True for pattern in phrasebook().hedges for _ in pattern.find(close))


def _not_known(before: str) -> bool:
    """Whether a text ends by saying that what follows is not known."""
    last = " ".join(before.rsplit(".", 1)[-1].split()[-MOST_WORDS:])
    return any(True for pattern in phrasebook().not_known for _ in pattern.find(last))


def settled(fact: str, said: Sequence[Said]) -> Iterator[Mention]:
    """What was said of a fact, where that is one thing; and what was supposed, but for "not decided if it is 117"."""
    of_fact = [one for one in said if one.fact == fact]
    for supposed in (False, True):
        ones = _outermost([one for one in of_fact if one.supposed == supposed])
        ones = [one for one in ones if not any(_holds(other, one) for other in of_fact if not other.supposed)]
        if one := _one(fact, ones):
            yield Mention(fact, one.value, one.start, one.end, supposed)


def _outermost(said: list[Said]) -> list[Said]:
    """Without those that stand inside another: the longer phrase says more exactly what is meant."""
    within = [one for one in said if any(_holds(other, one) for other in said)]
    return sorted((one for one in said if one not in within), key=lambda one: one.start)


def _holds(one: Said, other: Said) -> bool:
    return one.start <= other.start and other.end <= one.end and one.end - one.start > other.end - other.start


def _one(fact: str, said: Sequence[Said]) -> Said | None:
    written = phrasebook().written
    vague = {UNKNOWN, *written.gives_way.get(fact, [])}
    ones = [one for one in said if one.value not in vague] or [one for one in said if one.value != UNKNOWN] or list(said)
    values = {one.value for one in ones}
    if len(values) == 1 or (ones and fact in written.first and not values & set(written.first[fact])):
        return ones[0]
    joined = next(
        (value for value, parts in written.together.get(fact, {}).items() if ones and values <= {value, *parts}), None
    )
    return Said(fact, joined, ones[0].start, ones[-1].end, ones[0].supposed) if joined else None
