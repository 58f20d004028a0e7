"""The retrievers there are. Each is the same search with other weights, so that what a part adds can be measured."""

from assistant.retrieval.hybrid import STANDARD, Weights

RETRIEVERS: dict[str, Weights] = {
    "hybrid": STANDARD,
    "semantic": Weights(keyword=0, habit=0),
    "keyword": Weights(text=0, asked=0, habit=0, keyword=1, named=0, extract=0),
}
