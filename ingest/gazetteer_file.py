"""gazetteer.yaml as it is written: councils, ICBs and places, and what each name in it can mean."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ingest.errors import SourcesError
from ingest.glossary import Form, Word
from ingest.yamlfile import YamlError, read_model

Name = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

WORD = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)*|&")
POSSESSIVE = re.compile(r"['’`]s$")
APOSTROPHES = str.maketrans("", "", "'’`")


class Nation(StrEnum):
    """Where a place is."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"

    @property
    def label(self) -> str:
        """As it is written: "Northern Ireland"."""
        return self.value.replace("_", " ").title()


class BodyKind(StrEnum):
    """Which of the two bodies is asked for."""

    COUNCIL = "council"
    ICB = "icb"


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Edition(_Written):
    """The day the names are as of, and from whose knowledge."""

    as_of: date
    source: Text


class OwnBody(_Written):
    """The policy's own council or ICB. `policy`: what the policy calls it; `note`: what to say of the rest of its area."""

    name: Name
    area: Name
    policy: str = ""
    note: str = ""


class Own(_Written):
    """Both of the policy's own bodies."""

    council: OwnBody
    icb: OwnBody


class Icb(_Written):
    """An integrated care board. `said`: other ways of saying it."""

    name: Name
    said: list[Name] = []


class Council(_Written):
    """A council with social services responsibilities. `county`: other councils whose places are addressed to its area."""

    name: Name
    kind: Literal["county", "unitary", "metropolitan", "london"]
    area: Name
    said: list[Name] = []
    county: list[Name] = []
    icbs: list[Name] = Field(min_length=1)


class Places(_Written):
    """Places in one council's area. `icbs`: which of the council's, where it has several; `said`: name -> other ways."""

    council: Name
    icbs: list[Name] = []
    names: list[Name] = []
    districts: list[Name] = []
    said: dict[Name, list[Name]] = {}


class Region(_Written):
    """A name that covers several councils."""

    name: Name
    said: list[Name] = []
    councils: list[Name] = Field(min_length=2)


class GazetteerFile(_Written):
    """gazetteer.yaml, as its header describes it."""

    edition: Edition
    notice: Text
    own: Own
    icbs: list[Icb]
    councils: list[Council]
    places: list[Places]
    regions: list[Region]
    nations: dict[Nation, list[Name]]
    ambiguous: list[Name]
    words: list[Name]


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that a name can mean. `council` is None outside England and for an ICB; several `icbs` where an area is split."""

    place: str
    council: str | None
    icbs: tuple[str, ...]
    nation: Nation

    def names(self, kind: BodyKind) -> tuple[str, ...]:
        """The bodies of one kind that it can have."""
        if kind is BodyKind.ICB:
            return self.icbs
        return (self.council,) if self.council else ()


def read_gazetteer(corpus: Path) -> GazetteerFile:
    """What is written in a corpus folder's gazetteer; raises SourcesError with a line for each mistake in the file."""
    path = corpus / "gazetteer.yaml"
    try:
        written = read_model(path, GazetteerFile)
    except YamlError as error:
        raise SourcesError(str(error)) from None
    if problems := [f"{path}: {problem}" for problem in _problems(written)]:
        raise SourcesError("\n".join(problems))
    return written


@lru_cache(maxsize=64)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text as names are compared, with their places. Kept for a turn: several readers look for places in it."""
    return tuple([Word(_normal(found[0]), *found.span()) for found in WORD.finditer(text)])


def forms_of(name: str) -> set[Form]:
    """The ways in which a name is compared: "King's Lynn" is typed with its apostrophe and without."""
    return {tuple([_normal(word) for word in WORD.findall(way)]) for way in {name, name.translate(APOSTROPHES)}}


def _normal(word: str) -> str:
    if word.isalpha():
        return word.casefold()
    return "and" if word == "&" else POSSESSIVE.sub("", word).translate(APOSTROPHES).casefold()


def areas(written: GazetteerFile) -> dict[str, Choice]:
    """The whole area of each council, by its name."""
    return {one.name: Choice(one.area, one.name, tuple(one.icbs), Nation.ENGLAND) for one in written.councils}


def named(written: GazetteerFile) -> Iterator[tuple[str, Choice]]:
    """Every name, with what it can mean."""
    by_name = areas(written)
    for council in written.councils:
        yield from ((name, by_name[council.name]) for name in (council.name, council.area, *council.said))
    for group in written.places:
        yield from _named_places(group, by_name[group.council])
    for region in written.regions:
        yield from ((name, by_name[council]) for name in (region.name, *region.said) for council in region.councils)
    for nation, names in written.nations.items():
        yield from ((name, Choice(name, None, (), nation)) for name in names)
    for icb in written.icbs:
        yield from ((name, Choice(icb.name, None, (icb.name,), Nation.ENGLAND)) for name in _icb_names(icb))


def _named_places(group: Places, area: Choice) -> Iterator[tuple[str, Choice]]:
    for name in (*group.names, *group.districts):
        choice = Choice(name, area.council, tuple(group.icbs) or area.icbs, area.nation)
        yield from ((said, choice) for said in (name, *group.said.get(name, [])))


def _icb_names(icb: Icb) -> Iterator[str]:
    for name in (icb.name, icb.name.removeprefix("NHS ")):
        yield from (name, name.replace("ICB", "integrated care board"))
    yield from icb.said


def _problems(written: GazetteerFile) -> Iterator[str]:
    """One line for each name that is not in the list it points into, and each name of two places that nobody has marked."""
    icbs, councils = {one.name for one in written.icbs}, {one.name: one for one in written.councils}
    yield from _unknown("own", [written.own.council.name], councils)
    yield from _unknown("own", [written.own.icb.name], icbs)
    for council in written.councils:
        yield from _unknown(council.name, council.icbs, icbs)
        yield from _unknown(council.name, council.county, councils)
    for region in written.regions:
        yield from _unknown(region.name, region.councils, councils)
    unknown = [problem for group in written.places for problem in _group_problems(group, councils)]
    yield from unknown or _name_problems(written)


def _group_problems(group: Places, councils: Mapping[str, Council]) -> Iterator[str]:
    yield from _unknown("places", [group.council], councils)
    if council := councils.get(group.council):
        yield from _unknown(f"places of {council.name}", group.icbs, council.icbs)
        if len(council.icbs) > 1 and not group.icbs:
            yield f"places of {council.name}: its area is split between {len(council.icbs)} ICBs. Say which in `icbs`"
    yield from _unknown(f"places of {group.council}: said", group.said, {*group.names, *group.districts})


def _name_problems(written: GazetteerFile) -> Iterator[str]:
    places = [(name, choice) for name, choice in named(written) if choice.nation is not Nation.ENGLAND or choice.council]
    regions = {name for region in written.regions for name in (region.name, *region.said)}
    councils: dict[Form, set[str]] = defaultdict(set)
    for name, choice in places:
        if name not in regions:
            councils[min(forms_of(name))].add(choice.council or choice.nation)
    marked = {min(forms_of(name)) for name in written.ambiguous}
    for form, holders in councils.items():
        if len(holders) > 1 and form not in marked:
            listed = " and ".join(sorted(holders))
            yield f"{' '.join(form)!r} stands under {listed}. Take it out of all but one, or add it to `ambiguous`"
    known = {name for name, _ in places}
    yield from _unknown("ambiguous", written.ambiguous, known)
    yield from _unknown("words", written.words, known)


def _unknown(where: str, names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name not in known:
            close = difflib.get_close_matches(name, sorted(known), n=1)
            yield f"{where}: {name!r} is not in the list it should be in" + (f"; did you mean {close[0]!r}?" if close else "")
