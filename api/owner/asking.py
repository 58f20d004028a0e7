"""Ways of asking that an owner proposes for corpus/asked.yaml, as the entries of that file will be with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import yaml
from rapidfuzz import fuzz

from api.owner.groups import Chosen
from api.problems import Invalid
from assistant.holdings import Holdings
from ingest.asked import Point

HEAD = """\
# For corpus/asked.yaml. Put each entry in place of the one of the same paragraph there, then run: aftercare ingest
# New ways of asking, each at the end of its point:
"""
WIDTH = 120


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph that a way of asking may lead to. `says`: its points in plain words."""

    paragraph: str
    heading: str
    says: Sequence[str]


def places_for(question: str, holdings: Holdings, most: int = 6) -> list[Place]:
    """The paragraphs nearest to a question that asked.yaml has points of."""
    if not question:
        return []
    found = holdings.retriever.search(question, 4 * most)
    each = [
        Place(one.paragraph, one.heading, [point.say for point in holdings.points[one.paragraph]])
        for one in found
        if holdings.points.get(one.paragraph)
    ]
    return each[:most]


def check_place(paragraph: str, holdings: Holdings) -> None:
    """Raises Invalid for a paragraph that asked.yaml has no point of."""
    if paragraph not in holdings.paragraphs:
        raise Invalid("Choose the paragraph that the way of asking leads to")
    if not holdings.points.get(paragraph):
        raise Invalid("corpus/asked.yaml has no entry for that paragraph yet: write its first one there by hand")


def as_yaml(proposed: Iterable[Chosen], holdings: Holdings) -> str:
    """The entries with the new ways of asking, as YAML; those whose paragraph is gone since stand as comments."""
    entries: dict[str, list[Point]] = {}
    lines = []
    for one in proposed:
        held = entries.get(one.place) or list(holdings.points.get(one.place) or ())
        gone = "" if held else " (the documents have that paragraph no more)"
        lines.append(f"#   {one.place}: {one.words}{gone}\n")
        if held:
            entries[one.place] = _with(held, one.words)
    written = {name: [point.model_dump() for point in points] for name, points in entries.items()}
    return HEAD + "".join(lines) + (_dumped(written) if written else "")


def _with(points: Sequence[Point], words: str) -> list[Point]:
    """The points with a way of asking at the end of the one whose words it is most like."""
    best = max(range(len(points)), key=lambda at: fuzz.token_set_ratio(words, " ".join((points[at].say, *points[at].asked))))
    wanted = points[best]
    asked = wanted.asked if words in wanted.asked else [*wanted.asked, words]
    return [*points[:best], wanted.model_copy(update={"asked": asked}), *points[best + 1 :]]


def _dumped(written: Mapping[str, object]) -> str:
    text: str = yaml.safe_dump(dict(written), sort_keys=False, allow_unicode=True, width=WIDTH)
    return text
