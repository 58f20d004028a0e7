"""A small language for what staff say, which the owner of a policy can read and add to.

the panel              these words, one after another; capitals, apostrophes, commas and hyphens make no difference
agree*                 a word that begins so: agree, agrees, agreed, agreement
panel|board            either word
(has been|was)         either group of words
the?                   a word that may be left out; so may a group
...                    up to five words of any kind, in the same sentence; a "not" among them turns the meaning round
<panel>                words listed once under a name; <number> is any number, <place> any place that the
                       gazetteer knows, <ours> one in the policy's own area, <elsewhere> one that is not
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import chain
from typing import Any

from assistant.reading.folding import fold_word, singular
from assistant.reading.worked_out import WORKED_OUT

TOKEN = re.compile(r"\.\.\.|[()|?]|<\w+>|[^\s()|?<>]+")
SHORTEST_PLURAL = 4  # letters of a word that an s may follow
APART = frozenset('\t-–—/"“”():&+~£%')  # what may stand between two words of one clause: a space to patterns
SPACED = str.maketrans(dict.fromkeys(APART, " "))
BETWEEN = " *+"  # a class of all these in place of one space takes six times as long to compile
COMMA = r"(?:,[ \t]*)"
END = r"(?=$|[.,?!;\n]|(?:but|so|and|can|though|then)\b)"
TOLD_END = END.replace("?!", "!")  # "s3 last year, entitled?" tells nothing of it
MOST_BETWEEN = 5  # words that `...` stands for
NUMBER = r"(?:\d[\d.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
AMOUNT, AGO, WORKING_DAYS, DAY = "xamountx", "xagox", "xworkingx", "xdayx"  # what stands for how long, and for a day
BUILT_IN = {"number": rf"\b{NUMBER}\b{BETWEEN}", "comma": COMMA, "clause_end": END, "told_end": TOLD_END}
OURS, ELSEWHERE = "xoursx", "xplacex"  # what stands for a place in a folded text: in the policy's own area, or not
STANDS_FOR = {
    "ours": [OURS],
    "elsewhere": [ELSEWHERE],
    "place": [OURS, ELSEWHERE],
    "amount": [AMOUNT, AGO],
    "ahead": [AMOUNT],
    "working_days": [WORKING_DAYS],
    "day": [DAY],
}

ENOUGH = 24  # letters of a beginning: no list of patterns needs longer ones, so that all share what is made of a text

Anchors = frozenset[str]  # words of which one must stand in a text before it is worth searching; "agree*" for a beginning


class PatternError(ValueError):
    """A pattern that cannot be read; its words say what to mend."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a pattern stands in a folded text. `turned`: a "not" stands inside it."""

    start: int
    end: int
    turned: bool


@dataclass(frozen=True)
class Gaps:
    """What `...` may not stand for: `stops` end it, `turns` turn the meaning round."""

    stops: tuple[str, ...]
    turns: tuple[str, ...]

    @cached_property
    def gap(self) -> str:
        """The regular expression of `...`."""
        return rf"((?:(?!(?:{_any(self.stops)})\b)\w+{BETWEEN}){{0,{MOST_BETWEEN}}}?)"

    @cached_property
    def turn(self) -> re.Pattern[str]:
        """The words that turn round what they stand in."""
        return re.compile(rf"\b(?:{_any(self.turns)})\b")


@dataclass(frozen=True)
class Pattern:
    """One way of saying something. `needs`: of each of these sets of words, one word must be there."""

    regex: str
    needs: tuple[Anchors, ...]
    gaps: Gaps

    @property
    def anchors(self) -> Anchors:
        """Of what it needs, the words that stand in a text most seldom."""
        return max(self.needs, key=strength)

    def find(self, folded: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
        """Where it stands in a folded text, from `start` to `end`."""
        for match in self._compiled.finditer(_spaced(folded), start, len(folded) if end is None else end):
            turned = any(bool(group and self.gaps.turn.search(group)) for group in match.groups())
            yield Found(match.start(), match.end(), turned)

    def may_stand(self, words: frozenset[str]) -> bool:
        """Whether a text of these words, with their beginnings, has all that it needs."""
        return not any(map(words.isdisjoint, self.needs))

    @cached_property
    def of_place(self) -> bool:
        """Whether it speaks of a place that the gazetteer knows."""
        return OURS in self.regex or ELSEWHERE in self.regex

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.regex)


@lru_cache(maxsize=128)
def _spaced(folded: str) -> str:
    """As patterns search it, each character where it was. Kept: one text is searched for many patterns."""
    return folded.translate(SPACED)


class Language:
    """Reads patterns, with the words listed under names and what `...` may stand for."""

    def __init__(self, named: Mapping[str, str], gaps: Gaps) -> None:
        self.named, self.gaps = named, gaps
        self.parts: dict[str, _Part] = {}  # what each name stands for, once it has been read
        self._patterns: dict[str, Pattern] = {}

    def read(self, written: str) -> Pattern:
        """The pattern as written, one for all who ask. PatternError where it cannot be read."""
        if written not in self._patterns:
            self._patterns[written] = self._read(written)
        return self._patterns[written]

    def making_ready(self) -> Iterator[None]:
        """Compiles every pattern that was read, one a step, before a text is searched for it: for servers."""
        for pattern in list(self._patterns.values()):
            next(pattern.find(""), None)
            yield

    def _read(self, written: str) -> Pattern:
        regex, needs = WORKED_OUT.of(f"pattern {self._named_so} {written}", lambda: self._parsed(written))
        return Pattern(regex, tuple(map(frozenset, needs)), self.gaps)

    def _parsed(self, written: str) -> list[Any]:
        part = _Parser(written, self).whole()
        if not part.needs:
            raise PatternError(f"{written!r}: at least one word must not be left out. Take a ? away, or add a word")
        return [part.regex, [sorted(need) for need in part.needs]]

    @cached_property
    def _named_so(self) -> str:
        """What a pattern means in this language and no other hangs on this."""
        return sha256(repr((sorted(self.named.items()), self.gaps.stops)).encode()).hexdigest()


@dataclass(frozen=True)
class _Part:
    regex: str
    needs: tuple[Anchors, ...] = ()


def strength(anchors: Anchors) -> int:
    """How seldom words stand in a text, roughly: by the shortest of them."""
    return min(len(word.rstrip("*")) for word in anchors)


class _Parser:
    def __init__(self, written: str, language: Language) -> None:
        self.written, self.language = written, language
        self.tokens = TOKEN.findall(written)
        self.at = 0

    def whole(self) -> _Part:
        parts = []
        while self.at < len(self.tokens):
            choices = [self.atom()]
            while self.next_is("|"):
                choices.append(self.atom())
            parts.append(self.maybe(_either(choices)))
        return _sequence(parts)

    def group(self) -> _Part:
        choices: list[list[_Part]] = [[]]
        while not self.next_is(")"):
            if self.next_is("|"):
                choices.append([])
            else:
                choices[-1].append(self.maybe(self.atom()))
        return _either([_sequence(choice) for choice in choices])

    def atom(self) -> _Part:
        if self.at >= len(self.tokens):
            raise PatternError(f"{self.written!r}: it ends too soon. Close the bracket, or put a word after |")
        piece = self.tokens[self.at]
        self.at += 1
        if piece == "(":
            return self.group()
        if piece == "...":
            return _Part(self.language.gaps.gap)
        if piece in (")", "|", "?"):
            raise PatternError(f"{self.written!r}: {piece!r} stands where a word should")
        return self.name(piece[1:-1]) if piece.startswith("<") else _word(piece)

    def name(self, name: str) -> _Part:
        if name in STANDS_FOR:
            return _Part(rf"\b(?:{'|'.join(STANDS_FOR[name])})\b{BETWEEN}", (frozenset(STANDS_FOR[name]),))
        if name in BUILT_IN:
            return _Part(BUILT_IN[name])
        if name not in self.language.named:
            raise PatternError(
                f"{self.written!r}: no words are listed under {name!r}. List them under `words`, or mend the name"
            )
        if name not in self.language.parts:
            self.language.parts[name] = _Parser(f"({self.language.named[name]})", self.language).whole()
        return self.language.parts[name]

    def maybe(self, part: _Part) -> _Part:
        return _Part(f"(?:{part.regex})?") if self.next_is("?") else part

    def next_is(self, token: str) -> bool:
        there = self.at < len(self.tokens) and self.tokens[self.at] == token
        self.at += there
        return there


@lru_cache(maxsize=10_000)
def _word(token: str) -> _Part:
    if not APART.isdisjoint(token):
        raise PatternError(f"{token!r}: what stands between words makes no difference, so leave it out, or put a space for it")
    plain = fold_word(token.rstrip("*"))
    if token.endswith("*"):
        return _Part(rf"\b{re.escape(plain)}\w*{BETWEEN}", (frozenset([plain + "*"]),))
    exact = plain.endswith("!")
    single = plain[:-1] if exact else singular(plain)
    return _Part(
        rf"\b{re.escape(single)}{'s?' * (not exact and len(single) >= SHORTEST_PLURAL)}\b{BETWEEN}",
        (frozenset([singular(single)]),),
    )


def _either(choices: list[_Part]) -> _Part:
    if len(choices) == 1:
        return choices[0]
    regex = f"(?:{'|'.join(choice.regex for choice in choices)})"
    if not all(choice.needs for choice in choices):
        return _Part(regex)
    return _Part(regex, (frozenset().union(*(max(choice.needs, key=strength) for choice in choices)),))


def _sequence(parts: list[_Part]) -> _Part:
    return _Part("".join(part.regex for part in parts), tuple(need for part in parts for need in part.needs))


def _any(written: tuple[str, ...]) -> str:
    words = (BETWEEN.join(re.escape(fold_word(word)) for word in one.split()) for one in sorted(written, key=len, reverse=True))
    return "|".join(word.replace(r"\*", r"\w*") for word in words)


class Index:
    """Patterns by the words they cannot do without, so that a text is searched only for those it may hold."""

    def __init__(self, patterns: list[Pattern]) -> None:
        self.patterns = patterns
        self.held: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            for anchor in pattern.anchors:
                self.held.setdefault(anchor, []).append(number)
        self.begun = {word for pattern in patterns for need in pattern.needs for word in need if word.endswith("*")}
        self.longest = max((len(word) for word in self.begun), default=0)

    def possible(self, words: frozenset[str]) -> list[int]:
        """The numbers of the patterns that a text of these words may hold, in order."""
        singulars, beginnings = _parts_of(words, ENOUGH if self.longest <= ENOUGH else self.longest)
        there = words | singulars | (beginnings & self.begun)
        numbers = {number for word in there for number in self.held.get(word, ())}
        return [number for number in sorted(numbers) if self.patterns[number].may_stand(there)]


@lru_cache(maxsize=128)
def _parts_of(words: frozenset[str], longest: int) -> tuple[frozenset[str], frozenset[str]]:
    """The words without the s of a plural, and the beginnings of the words, each with its `*` no longer than `longest`."""
    return frozenset(map(singular, words)), frozenset(chain.from_iterable(_beginnings(word, longest) for word in words))


@lru_cache(maxsize=10_000)
def _beginnings(word: str, longest: int) -> tuple[str, ...]:
    return tuple(f"{word[:length]}*" for length in range(1, min(len(word) + 1, longest)))
