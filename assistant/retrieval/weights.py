"""How much each part of search counts, and the retrievers that come of it."""

from dataclasses import dataclass

from ingest.learned import UNLIKELY


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts. Chosen on eval/questions/tune.yaml, see docs/decisions/0003-search.md.

    text     the paragraph's own words, and the same in plain words: a cosine
    asked    the nearest way of asking: a cosine
    habit    how likely the passage is meant by a question that reads like this: a log probability
    keyword  words in common, as a share of the best row's
    clause   how much less a clause of a long question counts than the whole
    named    a passage of the document or section that the question names
    clash    taken off "section 2 ..." in a list of sections where the question names section 3 and not 2
    extract  taken off an extract that nobody asked for by name: the document it was taken from says the same
    """

    text: float = 0.4
    asked: float = 0.6
    habit: float = 0.1
    keyword: float = 0.3
    clause: float = 0.9
    named: float = 0.5
    clash: float = 0.4
    extract: float = 0.05

    def on_scale(self, total: float) -> float:
        """The weighted sum as 0 to 1: 0 where nothing is near, 1 where all is, the same for every question."""
        least = self.habit * UNLIKELY - self.extract
        most = self.text + self.asked + self.keyword + self.named
        return min(max((total - least) / (most - least), 0.0), 1.0)


STANDARD = Weights()

# Each retriever is the same search with other weights, so that what a part adds can be measured.
RETRIEVERS: dict[str, Weights] = {
    "hybrid": STANDARD,
    "semantic": Weights(keyword=0, habit=0),
    "keyword": Weights(text=0, asked=0, habit=0, keyword=1, named=0, extract=0),
}
