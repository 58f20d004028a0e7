"""What is learnt from examples does not hang on the last digits of their vectors, nor on which others are sampled."""

from pathlib import Path

import numpy as np
import pytest

from ingest.classifier import Floats, features, fitted, vocabulary
from ingest.embeddings import HashEmbeddings
from ingest.said import ANSWERS, NOT_TOLD, Sayings, bag_of, learn, load_sayings

MODEL = HashEmbeddings(48)
LAST_DIGITS = 4e-8  # what two ways of batching the same texts differ by
CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    """Every real saying of a fact that is yes or no, with what it tells."""
    records = [one for one in load_sayings(CORPUS).records if set(one.said) == {"yes", "no"}]
    return {
        text: value
        for record in records
        for value, texts in (*record.said.items(), (NOT_TOLD, record.not_said))
        for text in texts
    }


def _weights(told: dict[str, str], vectors: Floats) -> Floats:
    bags = [bag_of(text) for text in told]
    return fitted(features(bags, vectors, *vocabulary(bags)), [ANSWERS.index(value) for value in told.values()])[0]


def test_the_last_digits_of_a_vector_do_not_move_what_is_learnt(told: dict[str, str]) -> None:
    """An index built at once and one built piece by piece, or on another processor, hear the same."""
    vectors = MODEL.vectors(list(told))
    noise = np.random.default_rng(8).uniform(-LAST_DIGITS, LAST_DIGITS, vectors.shape).astype(np.float32)
    once, again = _weights(told, vectors), _weights(told, vectors + noise)
    assert np.abs(once).max() > 1
    assert np.abs(once - again).max() < 0.005


def test_a_new_saying_elsewhere_hardly_moves_what_a_fact_is_learnt_from() -> None:
    """The examples of everything else are sampled by their hash: one more text changes one of them at most."""
    known = load_sayings(CORPUS)
    asked = ["health have agreed", "they agreed to it last week", "the funding is not agreed"]
    fewer = Sayings(known.records[:12], tuple(f"what is the rule for case {number}" for number in range(2000)))
    more = Sayings(fewer.records, ("how do we start a new one", *fewer.elsewhere))
    fact, vectors = fewer.records[0].fact, MODEL.vectors(asked)
    before, after = (
        learn(sayings, MODEL.vectors(sayings.texts)).probabilities(fact, asked, vectors) for sayings in (fewer, more)
    )
    assert np.abs(before - after).max() < 0.02
