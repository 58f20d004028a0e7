"""How well facts are heard in sayings that were put aside."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from eval.listening import LEVELS, listened, put_aside
from ingest.embeddings import HashEmbeddings
from ingest.said import SaidRecord, Sayings


def _sayings() -> Sayings:
    """Two facts that share no word, told in sixty ways each, and as many near misses."""
    records = [
        SaidRecord(
            fact=fact,
            said={"yes": [f"{word} agreed case {n}" for n in range(60)], "no": [f"{word} refused case {n}" for n in range(60)]},
            not_said=[f"is {word} open case {n}" for n in range(60)],
        )
        for fact, word in (("one", "panel"), ("two", "council"))
    ]
    return Sayings(tuple(records), tuple(f"something else {n}" for n in range(60)))


def test_what_is_put_aside_is_not_learnt_from() -> None:
    """And is the same every time; every value keeps most of its sayings."""
    sayings = _sayings()
    kept, aside = put_aside(sayings)
    assert not {told.text for told in aside} & set(kept.texts)
    assert put_aside(sayings)[1] == aside
    assert all(len(texts) >= 40 for record in kept.records for texts in record.said.values())
    assert sum(len(texts) for record in kept.records for texts in (*record.said.values(), record.not_said)) + len(aside) == 360


def test_what_its_words_tell_apart_is_heard_right() -> None:
    """And what tells another fact is not heard at all."""
    kept, aside = put_aside(_sayings())
    rows = list(listened(kept, aside, HashEmbeddings().vectors))
    assert [row.level for row in rows] == list(LEVELS)
    assert (rows[0].right.value or 0) > 0.9
    assert rows[0].elsewhere.hits == rows[0].wrong.hits == 0


def test_where_nothing_tells_them_apart_nothing_is_heard() -> None:
    """The measure can fail: every text alike by its vector and its words."""

    def same(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.ones((len(texts), 8), np.float32)

    def numbers(start: int) -> list[str]:
        return [str(n) for n in range(start, start + 60, 2)]

    facts = (("one", 1000), ("two", 2000))
    records = [SaidRecord(fact=fact, said={"yes": numbers(start), "no": numbers(start + 1)}) for fact, start in facts]
    kept, aside = put_aside(Sayings(tuple(records)))
    assert all((row.right.value or 0) < 0.6 for row in listened(kept, aside, same))
