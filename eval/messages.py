"""How well facts are read from generated messages, kept beside a run: sums only, and never part of the headline.

A generated message is known wholly: what it says, and what it does not. So a fact that nobody told counts here as a mistake.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from assistant.holdings import Holdings
from eval.generate import generate
from eval.questions import SPLITS, Split
from eval.rates import Rate
from eval.reading import End, Mark, Marked, Marker, Tally, tallies

SEED = 1


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one half's messages.

    marks  of each fact, how often it was right, vaguer, missed, wrong, invented, idle, forbidden
    ends   what the tables made of what was understood, beside what they make of what was said
    """

    split: Split
    messages: int
    seed: int
    marks: Mapping[str, Mapping[str, int]]
    ends: Mapping[str, int]

    @property
    def facts(self) -> Sequence[tuple[str, Tally]]:
        """Each fact, those with most mistakes first."""
        found = [(name, Tally(_counter(marks))) for name, marks in self.marks.items()]
        return sorted(found, key=lambda one: (-one[1].wrong, one[0]))

    @property
    def whole(self) -> Tally:
        """All facts together."""
        return Tally(sum((_counter(marks) for marks in self.marks.values()), Counter()))

    def ended(self, end: str) -> Rate:
        """How many messages ended so."""
        return Rate(self.ends.get(end, 0), self.messages)


GENERATED = "generated"  # the file it is kept in
TOLD: TypeAdapter[Sequence[Told]] = TypeAdapter(Sequence[Told])


def tell(holdings: Holdings, count: int, seed: int = SEED) -> list[Told]:
    """So many messages of each half, read and marked. The same seed gives the same messages."""
    marker = Marker(holdings)
    return [
        _told(split, seed, [marker.marked(one) for one in generate(marker.rulebook, count, seed, split)]) for split in SPLITS
    ]


ENDS: Sequence[tuple[str, str]] = (
    (End.SAME.value, "The table says the same as of what was told"),
    (End.ASKS.value, "It asks instead: a fact was not heard"),
    (End.DECIDES.value, "It decides where it should ask"),
    (End.OTHER.value, "It decides otherwise"),
)


def _told(split: Split, seed: int, marked: Sequence[Marked]) -> Told:
    marks = {
        name: {mark.value: count for mark, count in tally.marks.items()} for name, tally in sorted(tallies(marked).items())
    }
    ends = Counter(one.end.value for one in marked)
    return Told(split, len(marked), seed, marks, dict(ends))


def _counter(marks: Mapping[str, int]) -> Counter[Mark]:
    return Counter({Mark(name): count for name, count in marks.items()})
