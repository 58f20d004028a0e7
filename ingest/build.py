"""A corpus to a new generation of the index. Until the swap nothing that is served is touched."""

import hashlib
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from ingest import (
    contents,
    disk,
    generation,
    index,
    keywords,
    knowledge,
    learned,
    listened,
    manifest,
    paragraph_files,
    said,
    store,
    topics,
    vectors,
)
from ingest.contents import Contents
from ingest.corpus import hash_of, read_corpus
from ingest.embeddings import Embedder
from ingest.errors import DamagedIndex, IngestError, NoIndex
from ingest.knowledge import Knowledge
from ingest.manifest import Manifest
from ingest.models import Embedded, Models, embed, models_of
from ingest.paragraphs import Paragraph, ParagraphKind
from ingest.probe import Verdict, probe
from ingest.said import Sayings
from ingest.sources import load_sources
from ingest.topics import Examples


class Stage(StrEnum):
    """What a build is doing, in order."""

    READ = "reading documents"
    MODEL = "preparing the model"
    EMBED = "embedding"
    WRITE = "writing rows and vectors"
    LEARN = "learning from the ways of asking"
    KEYWORDS = "indexing words"
    STORE = "filling Chroma"
    PROBE = "probing"
    SEAL = "sealing"
    SWAP = "swapping"
    PRUNE = "pruning"


Progress = Callable[[Stage, int, int], None]  # stage, done, total
Probe = Callable[[Path], Verdict]


def quiet(stage: Stage, done: int, total: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did.

    generation  name of the folder that is served now
    counts      documents, paragraphs, passages, points, rows
    embedded    texts that went through the model; reused: texts whose vector was taken from the generation before
    hidden      paragraphs whose words a reader of the page cannot see; never indexed, for the owner to look at
    pictures    pages that are mostly a picture, as a scan is; words in it are not read
    stale       one line for each point of asked.yaml that rests on words that are not there
    pruned      names of generations removed
    seconds     by stage
    """

    generation: str
    counts: dict[str, int]
    embedded: int
    reused: int
    hidden: tuple[Paragraph, ...]
    pictures: tuple[Paragraph, ...]
    stale: tuple[str, ...]
    pruned: tuple[str, ...]
    seconds: dict[str, float]

    def hidden_by_document(self) -> dict[str, int]:
        """How many hidden paragraphs each document has."""
        return dict(Counter(paragraph.document for paragraph in self.hidden))


def build(
    corpus: Path, home: Path, progress: Progress = quiet, embeddings: Embedder | None = None, check: Probe = probe
) -> Report:
    """Builds a generation from the corpus, probes it and swaps it in.

    embeddings  all-MiniLM-L6-v2 where none is given
    check       how the finished Chroma is probed; `probe` does it in a child process
    Raises an IngestError (Busy, SourcesError, UnreadableDocument, ...), with the index that was there still served.
    """
    with generation.building(home), _disk_errors_named():
        return Build(corpus, home, progress, check).run(embeddings)


def up_to_date(corpus: Path, home: Path) -> str | None:
    """The name of the generation in use, where it is whole and was made from this corpus by this code; else None.

    Raises SourcesError where a document is not the one that sources.yaml describes.
    """
    load_sources(corpus)
    try:
        folder = generation.current(home)
        made = generation.whole(folder)
    except (NoIndex, DamagedIndex):
        return None
    return folder.name if (made.corpus_hash, made.recipe) == (hash_of(corpus), recipe()) else None


def recipe() -> str:
    """One hash over the code of ingest."""
    whole = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()


class Build:
    """One build, stage by stage."""

    def __init__(self, corpus: Path, home: Path, progress: Progress, check: Probe) -> None:
        self.corpus, self.home, self.progress, self.check = corpus, home, progress, check
        self.corpus_hash = hash_of(corpus)
        self.seconds: dict[str, float] = {}

    def run(self, embeddings: Embedder | None) -> Report:
        """All stages, in order."""
        removed = generation.remove_leftovers(self.home)
        with self._stage(Stage.READ):
            made, known, stale = read_corpus(self.corpus, lambda done, total: self.progress(Stage.READ, done, total))
        with self._stage(Stage.MODEL):
            models = models_of(self.corpus, self.home) if embeddings is None else Models(embeddings, embeddings)
        with self._stage(Stage.EMBED):
            examples = topics.load_examples(self.corpus, known.silences)
            sayings = said.load_sayings(self.corpus, examples.texts)
            texts = [row.text for row in made.rows], examples.texts, sayings.texts
            embedded = embed(self.home, models, texts, lambda done, total: self.progress(Stage.EMBED, done, total))
        folder = generation.new_generation(self.home, self.corpus_hash)
        with self._removed_unless_served(folder):
            self._fill(folder, made, known, (examples, sayings), embedded)
            self._finish(folder, made, embedded)
        with self._stage(Stage.PRUNE):
            pruned = (*removed, *generation.prune(self.home))
        return self._report(folder, made, embedded, stale, pruned)

    def _fill(
        self, folder: Path, made: Contents, known: Knowledge, taught: tuple[Examples, Sayings], embedded: Embedded
    ) -> None:
        with self._stage(Stage.WRITE):
            contents.write_contents(folder, made)
            knowledge.write_knowledge(folder, known)
            vectors.write_vectors(folder, embedded.rows)
        with self._stage(Stage.LEARN):
            learned.write_learned(folder, made.rows, embedded.rows)
            topics.write_topics(folder, taught[0], embedded.asked)
            said.write_said(folder, taught[1], embedded.told)
            given = [(taught[0].texts, embedded.asked), (taught[1].texts, embedded.told)]
            listened.write_listened(folder, given, embedded.models.listener.model_hash)
        with self._stage(Stage.KEYWORDS):
            keywords.write_keywords(folder, [row.text for row in made.rows])
        with self._stage(Stage.STORE):
            total = len(made.rows)
            store.write_store(folder, made.rows, embedded.rows, lambda done: self.progress(Stage.STORE, done, total))

    def _finish(self, folder: Path, made: Contents, embedded: Embedded) -> None:
        with self._stage(Stage.PROBE):
            verdict = self.check(folder)
        if not verdict.passed:
            raise DamagedIndex(f"The new index failed its probe: {verdict.reason}. The index that was there is still served")
        with self._stage(Stage.SEAL):
            disk.sync_tree(folder)
            manifest.write_manifest(folder, self._manifest(folder, made, embedded, verdict))
            disk.sync_folder(folder.parent)
        paragraphs = list(made.paragraphs.values())
        with self._stage(Stage.SWAP), paragraph_files.written_after(self.corpus, made.sources, paragraphs):
            generation.swap(self.home, folder)

    def _manifest(self, folder: Path, made: Contents, embedded: Embedded, verdict: Verdict) -> Manifest:
        return Manifest(
            format=manifest.FORMAT,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            previous=generation.served(self.home),
            model=embedded.models.reader.name,
            model_hash=embedded.models.reader.model_hash,
            listener=embedded.models.listener.model_hash,
            dimensions=embedded.models.reader.dimensions,
            corpus_hash=self.corpus_hash,
            recipe=recipe(),
            rows_hash=manifest.rows_hash(made.rows, embedded.rows),
            counts=made.counts(),
            files=manifest.hashes(folder, index.SERVED),
            probe={"seconds": verdict.seconds, "rows": verdict.rows, "queries": verdict.queries},
        )

    def _report(
        self, folder: Path, made: Contents, embedded: Embedded, stale: tuple[str, ...], pruned: tuple[str, ...]
    ) -> Report:
        return Report(
            generation=folder.name,
            counts=made.counts(),
            embedded=embedded.fresh,
            reused=embedded.reused,
            hidden=made.of_kind(ParagraphKind.HIDDEN),
            pictures=made.of_kind(ParagraphKind.PICTURE),
            stale=stale,
            pruned=pruned,
            seconds=self.seconds,
        )

    @contextmanager
    def _removed_unless_served(self, folder: Path) -> Iterator[None]:
        """Whatever goes wrong before the swap, the new folder goes; after it, the folder is the index."""
        try:
            yield
        except BaseException:
            if generation.served(self.home) != folder.name:
                shutil.rmtree(folder, ignore_errors=True)
            raise

    @contextmanager
    def _stage(self, stage: Stage) -> Iterator[None]:
        self.progress(stage, 0, 1)
        started = time.perf_counter()
        yield
        self.seconds[stage.value] = round(time.perf_counter() - started, 3)
        self.progress(stage, 1, 1)


@contextmanager
def _disk_errors_named() -> Iterator[None]:
    """A full disk is an error with words, like every other."""
    try:
        yield
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise IngestError(
            f"The index could not be written: {error.strerror or error}{where}. Free some space or mend the folder's "
            "permissions, and run `aftercare ingest` again. The index that was there is still served"
        ) from error
