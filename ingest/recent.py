"""The vectors of the texts just embedded: what one turn asks of several readers is embedded once."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from ingest.embeddings import NOTHING, Done, Embedder, Vectors

KEPT = 512  # texts; a turn asks about five, and forty may be answered at once; held in memory (1 MB) and nowhere else


class RecentEmbeddings:
    """An embedder that remembers its last texts; what is new is embedded in one batch."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder, self._kept, self._lock = embedder, OrderedDict[str, Vectors](), Lock()
        self.name, self.model_hash, self.dimensions = embedder.name, embedder.model_hash, embedder.dimensions

    def vectors(self, texts: Sequence[str], done: Done = NOTHING) -> Vectors:
        """One unit vector a text, in order."""
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known.update(zip(new, self._embedder.vectors(new), strict=True))
        self._keep(known)
        done(len(texts))
        return np.array([known[text] for text in texts], dtype=np.float32).reshape(len(texts), self.dimensions)

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of one text."""
        return [float(number) for number in self.vectors([text])[0]]

    def _keep(self, known: dict[str, Vectors]) -> None:
        with self._lock:
            for text, vector in known.items():
                self._kept[text] = vector
                self._kept.move_to_end(text)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
