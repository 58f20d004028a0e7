"""The vectors of the texts just embedded."""

import numpy as np

from ingest.embeddings import NOTHING, Done, HashEmbeddings, Vectors
from ingest.recent import KEPT, RecentEmbeddings


class Counting(HashEmbeddings):
    """Hashed words, and the batches that were embedded."""

    def __init__(self) -> None:
        super().__init__(16)
        self.batches: list[list[str]] = []

    def vectors(self, texts: object, done: Done = NOTHING) -> Vectors:
        """As ever, and noted."""
        wanted = list(texts)  # type: ignore[call-overload]
        self.batches.append(wanted)
        return super().vectors(wanted, done)


def test_a_text_is_embedded_once_and_what_is_new_goes_together() -> None:
    """The second call embeds only what the first did not, in one batch, each text once."""
    model = Counting()
    recent = RecentEmbeddings(model)
    recent.vectors(["one", "two"])
    recent.vectors(["two", "three", "three", "four"])
    assert model.batches == [["one", "two"], ["three", "four"]]


def test_the_vectors_are_the_model_s_own() -> None:
    """In the order asked, remembered or not; none for no text."""
    recent, model = RecentEmbeddings(HashEmbeddings(16)), HashEmbeddings(16)
    recent.vectors(["b"])
    assert np.array_equal(recent.vectors(["a", "b"]), model.vectors(["a", "b"]))
    assert recent.embed_query("b") == model.embed_query("b")
    assert recent.vectors([]).shape == (0, 16)


def test_only_the_last_texts_are_remembered() -> None:
    """What was asked long ago is embedded again: nothing of a message stays."""
    model = Counting()
    recent = RecentEmbeddings(model)
    for at in range(KEPT + 1):
        recent.vectors([f"text {at}"])
    recent.vectors(["text 0"])
    assert model.batches[-1] == ["text 0"]
