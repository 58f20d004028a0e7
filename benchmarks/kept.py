"""A model that remembers: embedding a hundred thousand paragraphs takes minutes, and only the first run should pay."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from ingest.embeddings import NOTHING, Done, OnnxEmbeddings, Vectors
from ingest.manifest import text_hash

BATCH = 2_048


@dataclass(slots=True)
class Spent:
    """What embedding has cost so far."""

    texts: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Texts a second."""
        return self.texts / self.seconds if self.seconds else 0.0


class KeptEmbeddings:
    """The model's vectors, each computed once and kept in the folder: hashes.txt, vectors.f32, spent.json."""

    def __init__(self, model: OnnxEmbeddings, folder: Path) -> None:
        self.model, self.folder = model, folder
        self.name, self.model_hash, self.dimensions = model.name, model.model_hash, model.dimensions
        folder.mkdir(parents=True, exist_ok=True)
        self._hashes, self._vectors, self._spent = folder / "hashes.txt", folder / "vectors.f32", folder / "spent.json"
        self._mend()

    @property
    def spent(self) -> Spent:
        """What embedding has cost so far, in every run together."""
        return Spent(**json.loads(self._spent.read_bytes())) if self._spent.exists() else Spent()

    def vectors(self, texts: Sequence[str], done: Done = NOTHING) -> Vectors:
        """One unit vector a text, in order."""
        known = self._known()
        missing = [text for text in dict.fromkeys(texts) if text_hash(text) not in known]
        for start in range(0, len(missing), BATCH):
            self._compute(missing[start : start + BATCH])
            done(start)
        known, held = self._known(), self._held()
        return np.asarray(held[[known[text_hash(text)] for text in texts]], dtype=np.float32)

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of one text; never kept."""
        return self.model.embed_query(text)

    def _compute(self, texts: Sequence[str]) -> None:
        started, before = perf_counter(), self.spent
        made = self.model.vectors(texts)
        after = Spent(before.texts + len(texts), before.seconds + perf_counter() - started)
        with self._vectors.open("ab") as file:
            file.write(made.tobytes())
        with self._hashes.open("a", encoding="ascii") as file:
            file.write("".join(f"{text_hash(text)}\n" for text in texts))
        self._spent.write_text(json.dumps({"texts": after.texts, "seconds": after.seconds}), encoding="ascii")

    def _known(self) -> dict[str, int]:
        if not self._hashes.exists():
            return {}
        return {name: at for at, name in enumerate(self._hashes.read_text(encoding="ascii").split())}

    def _mend(self) -> None:
        """A run that was stopped may have kept vectors and not their names."""
        if self._vectors.exists():
            with self._vectors.open("r+b") as file:
                file.truncate(len(self._known()) * self.dimensions * 4)

    def _held(self) -> Vectors:
        return np.fromfile(self._vectors, dtype=np.float32).reshape(-1, self.dimensions)
