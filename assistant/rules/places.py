"""Places in what staff say, and the facts that follow from them: "lived in Hull, GP in Lincoln".

A place that is not known, or can mean several, settles nothing: it is asked.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.rules.naming import PlaceFact, Places, naming
from ingest.gazetteer import Body, Gazetteer, Match
from ingest.gazetteer_file import Nation

BESIDE = re.compile(r"\s*[,(]?\s*(?:in|near)?\s*")  # between a place and what narrows it: "Newport, Isle of Wight"


def facts_from_places(places: Places, gazetteer: Gazetteer) -> dict[str, str]:
    """What the facts are, as far as the places said (fact -> place) settle it."""
    specs = {fact: spec for fact, spec in naming().facts.items() if fact in places}
    found = {fact: _value(spec, gazetteer.body(spec.kind, places[fact]), gazetteer) for fact, spec in specs.items()}
    return {fact: value for fact, value in found.items() if value}


def places_said(text: str, gazetteer: Gazetteer) -> dict[str, str]:
    """The places in a text, by the fact that the words before them tell.

    A place with no such words before it ("sectioned in Leeds") is left out, and so is a fact with two places.
    """
    said: dict[str, set[str]] = {}
    for fact, place in _cued_places(text, gazetteer):
        said.setdefault(fact, set()).add(place)
    return {fact: ones.pop() for fact, ones in said.items() if len(ones) == 1}


def _cued_places(text: str, gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    matches = gazetteer.find(text)
    for number, match in enumerate(matches):
        if fact := _cued(text[: match.start]):
            yield fact, _with_what_narrows(text, matches[number : number + 2], gazetteer)


def _cued(before: str) -> str | None:
    """The fact whose cue a text ends with, unless the words before the cue turn it round."""
    words = " " + " ".join(before.casefold().replace(":", " ").replace("’", "'").split())
    cued = {cue.casefold(): fact for fact, spec in naming().facts.items() for cue in spec.cues}
    ending = max((cue for cue in cued if words.endswith(f" {cue}")), key=len, default=None)
    if ending is None or words.removesuffix(f" {ending}").endswith(tuple(f" {word}" for word in naming().unless)):
        return None
    return cued[ending]


def _with_what_narrows(text: str, matches: Sequence[Match], gazetteer: Gazetteer) -> str:
    """The place as said, with the one after it where that leaves no doubt about which is meant."""
    if len(matches) == 1 or not BESIDE.fullmatch(text, matches[0].end, matches[1].start):
        return matches[0].said
    together = text[matches[0].start : matches[1].end]
    meant = gazetteer.place(together)
    return together if meant and not meant.doubtful else matches[0].said


def _value(spec: PlaceFact, body: Body, gazetteer: Gazetteer) -> str | None:
    """The fact's value by where the place is; None where that is in doubt."""
    if body.match is None or body.match.nation is None:
        return None
    if body.match.nation is not Nation.ENGLAND:
        return spec.values[body.match.nation]
    names = body.match.names(spec.kind)
    if gazetteer.own_body(spec.kind).name in names:
        return spec.values["own"] if len(names) == 1 else None
    return spec.values["elsewhere"] if names else None
