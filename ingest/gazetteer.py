"""gazetteer.yaml: places, the council with social services responsibilities for each, and the ICB. Two bodies, never one.

Found word by word: capitals, apostrophes, dots and hyphens make no difference. What is not known, or is the name of more than
one place, is never guessed: the body is None, and `choices` are what to ask.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Any

from ingest.gazetteer_file import (
    BodyKind,
    Choice,
    GazetteerFile,
    Nation,
    OwnBody,
    areas,
    forms_of,
    named,
    read_gazetteer,
    words_of,
)
from ingest.glossary import Form, Forms, Word

PREPOSITIONS = frozenset(["in", "from", "near", "at", "to", "of", "around", "outside"])
LIVED = ["live", "lived", "lives", "living", "resident", "residing", "home", "house", "flat", "moved", "settled", "staying"]
CUES = frozenset([*LIVED, "gp", "practice", "surgery", "doctor", "doctors", "registered", "sectioned", "detained", "placed"])


@dataclass(frozen=True, slots=True)
class Match:
    """A place that stands in a text.

    said      the words as typed, `text[start:end]`
    choices   the places it can mean
    doubtful  it is the name of more than one place, perhaps of some that are not listed
    wide      the choices, and for the area of a council those that are only addressed to it
    """

    said: str
    start: int
    end: int
    choices: tuple[Choice, ...]
    doubtful: bool = False
    wide: tuple[Choice, ...] = ()

    @property
    def place(self) -> str:
        """The name of the place, where there is one; else what was said."""
        return self.choices[0].place if len(self.choices) == 1 else self.said

    @property
    def council(self) -> str | None:
        """The council with social services responsibilities, or None where it must be asked."""
        return self.body(BodyKind.COUNCIL)

    @property
    def icb(self) -> str | None:
        """The ICB, or None where it must be asked."""
        return self.body(BodyKind.ICB)

    @property
    def nation(self) -> Nation | None:
        """The nation, or None where it must be asked."""
        nations = {choice.nation for choice in self.choices}
        return nations.pop() if len(nations) == 1 and not self.doubtful else None

    @property
    def ambiguous(self) -> bool:
        """Whether a council or ICB must be asked for."""
        return self.doubtful or any(len(self.names(kind)) > 1 for kind in BodyKind)

    def body(self, kind: BodyKind) -> str | None:
        """The one body of a kind, or None where there are several or none."""
        names = self.names(kind)
        return names[0] if len(names) == 1 and not self.doubtful else None

    def names(self, kind: BodyKind) -> tuple[str, ...]:
        """Every body of a kind that it can mean."""
        return tuple(dict.fromkeys(name for choice in self.choices for name in choice.names(kind)))


@dataclass(frozen=True, slots=True)
class Body:
    """The body of one kind for a place, as said.

    name     the body, or None: then it is asked, never guessed
    match    what the place was taken for, or None where it is not in the gazetteer
    choices  what can be offered where the name has several meanings: "Kirton (Lincolnshire County Council)"
    """

    kind: BodyKind
    said: str
    name: str | None
    match: Match | None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bodies:
    """Two separate answers: the council from where they lived, the ICB from the GP practice. `notice`: to show beside them."""

    council: Body
    icb: Body
    notice: str


class Gazetteer:
    """Finds places in what staff say, and the bodies for them. Never reads a file, so that an index may keep a copy."""

    def __init__(self, written: GazetteerFile) -> None:
        self._written = written
        self.edition, self.notice, self.own = written.edition, written.notice, written.own
        self._meanings = {form: tuple(dict.fromkeys(choices)) for form, choices in _meanings(written).items()}
        self._forms = Forms(self._meanings)
        self._doubtful = {form for name in written.ambiguous for form in forms_of(name)}
        self._everyday = {form for name in written.words for form in forms_of(name)}
        self._counties = _counties(written)

    @classmethod
    def from_data(cls, data: Any) -> "Gazetteer":
        """The gazetteer from plain JSON data, as `to_data` gives it; pydantic's ValidationError where it is not that."""
        return cls(GazetteerFile.model_validate(data))

    def to_data(self) -> dict[str, Any]:
        """Plain JSON data that `from_data` reads."""
        return self._written.model_dump(mode="json", exclude_defaults=True)

    def find(self, text: str) -> list[Match]:
        """The places that stand in a text, in its order. Where names overlap, the longest is taken, then the first."""
        words = words_of(text)
        return self._matches(text, words, lambda start, end: self._is_place(text, words, start, end))

    def place(self, said: str) -> Match | None:
        """What an answer to "where?" means, or None; its places narrow one another ("Newport, Isle of Wight")."""
        matches = self._matches(said, words_of(said), lambda start, end: True)
        return reduce(_narrowed, matches) if matches else None

    def council(self, said: str) -> Body:
        """The council for a place or council as said."""
        return self.body(BodyKind.COUNCIL, said)

    def icb(self, said: str) -> Body:
        """The ICB for a place or ICB as said."""
        return self.body(BodyKind.ICB, said)

    def body(self, kind: BodyKind, said: str) -> Body:
        """The body of one kind for a place as said."""
        match = self.place(said)
        name = match.body(kind) if match else None
        return Body(kind, said, name, match, () if name or not match else tuple(_labels(match, kind)))

    def bodies(self, lived_in: str, gp_in: str) -> Bodies:
        """Both bodies; neither is taken from the other's place."""
        return Bodies(self.council(lived_in), self.icb(gp_in), self.notice)

    def in_own_area(self, match: Match) -> bool:
        """Whether a place can be in the policy's own council's area; an ICB, which is no place, is not said to be elsewhere."""
        councils = match.names(BodyKind.COUNCIL)
        return not councils or self.own.council.name in councils

    def own_body(self, kind: BodyKind) -> OwnBody:
        """The policy's own body of a kind."""
        return self.own.council if kind is BodyKind.COUNCIL else self.own.icb

    def _matches(self, text: str, words: Sequence[Word], wanted: Callable[[int, int], bool]) -> list[Match]:
        found = [(form, start, end) for form, start, end in self._forms.found(words) if wanted(start, end)]
        taken: set[int] = set()
        kept = []
        for form, start, end in sorted(found, key=lambda span: (span[1] - span[2], span[1])):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                kept.append((words[start].start, words[end - 1].end, form))
        return [self._match(text[start:end], start, end, form) for start, end, form in sorted(kept)]

    def _match(self, said: str, start: int, end: int, form: Form) -> Match:
        choices = self._meanings[form]
        return Match(said, start, end, choices, form in self._doubtful, self._counties.get(choices, choices))

    def _is_place(self, text: str, words: Sequence[Word], start: int, end: int) -> bool:
        """Whether a name that is also an everyday word is meant as a place: "he lived in reading", not "reading the policy"."""
        if tuple(word.normal for word in words[start:end]) not in self._everyday or len(words) == end - start:
            return True
        if start == 0 or words[start - 1].normal not in PREPOSITIONS:
            return False
        return text[words[start].start].isupper() or (start > 1 and words[start - 2].normal in CUES)


def load_gazetteer(corpus: Path) -> Gazetteer:
    """The gazetteer of a corpus folder; raises SourcesError with a line for each mistake in the file."""
    return Gazetteer(read_gazetteer(corpus))


def _narrowed(one: Match, other: Match) -> Match:
    """Two places said together: what both can mean. Nothing mends a contradiction."""
    both = tuple(dict.fromkeys(_merged(a, b) for a in one.wide for b in other.wide if _agree(a, b)))
    sure = _settles(other, one, both) and _settles(one, other, both)
    return Match(f"{one.said}, {other.said}", one.start, other.end, both or (*one.choices, *other.choices), not sure, both)


def _settles(one: Match, other: Match, both: tuple[Choice, ...]) -> bool:
    """Whether one place leaves no doubt about another: a name of several places needs a single one beside it."""
    if not other.doubtful:
        return bool(both)
    return len(both) == len(one.choices) == 1 and _agree(both[0], one.choices[0])


def _agree(one: Choice, other: Choice) -> bool:
    same_council = not one.council or not other.council or one.council == other.council
    same_icb = not one.icbs or not other.icbs or bool(set(one.icbs) & set(other.icbs))
    return one.nation is other.nation and same_council and same_icb


def _merged(one: Choice, other: Choice) -> Choice:
    shared = tuple(icb for icb in one.icbs if not other.icbs or icb in other.icbs)
    return replace(one, council=one.council or other.council, icbs=shared or other.icbs)


def _labels(match: Match, kind: BodyKind) -> Iterator[str]:
    """What can be offered: the bodies; with the place, where one name has several places."""
    for name in match.names(kind):
        places = dict.fromkeys(choice.place for choice in match.choices if name in choice.names(kind))
        yield f"{', '.join(places)} ({name})" if match.doubtful else name
    if match.doubtful:
        abroad = [choice for choice in match.choices if choice.nation is not Nation.ENGLAND]
        yield from (f"{choice.place} ({choice.nation.label})" for choice in abroad)


def _counties(written: GazetteerFile) -> dict[tuple[Choice, ...], tuple[Choice, ...]]:
    """For the area of a council alone: it, and those whose places are addressed to it."""
    by_name = areas(written)
    return {(by_name[one.name],): tuple(by_name[name] for name in (one.name, *one.county)) for one in written.councils}


def _meanings(written: GazetteerFile) -> Mapping[Form, list[Choice]]:
    meanings: dict[Form, list[Choice]] = defaultdict(list)
    for name, choice in named(written):
        for form in forms_of(name):
            meanings[form].append(choice)
    return meanings
