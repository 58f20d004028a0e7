"""Every kind of damage to a generation is found before it serves: our files when they are opened, Chroma's by the probe."""

import multiprocessing
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from small_corpus import GUIDE, MODEL, build_quickly, make_corpus

from ingest import index, learned, manifest, said, topics
from ingest.contents import read_rows
from ingest.errors import DamagedIndex
from ingest.generation import generations_folder
from ingest.index import open_index
from ingest.probe import compare, difference, probe
from ingest.rows import Row, Way
from ingest.store import GRAPH, client_of, collection_of, metadata, nearest, write_graph
from ingest.vectors import read_vectors

WHAT_TO_DO = "This index is not served. Run `aftercare ingest` to build it anew, or `aftercare ingest rollback` to serve"


def cut_off(path: Path, other: Path) -> None:
    """The second half is missing."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flipped(path: Path, other: Path) -> None:
    """One byte in the middle is another."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


def deleted(path: Path, other: Path) -> None:
    """The file is not there."""
    path.unlink()


def emptied(path: Path, other: Path) -> None:
    """The file has no bytes."""
    path.write_bytes(b"")


def replaced(path: Path, other: Path) -> None:
    """The file is that of another generation."""
    shutil.copyfile(other, path)


DAMAGES = [cut_off, flipped, deleted, emptied, replaced]
Damage = Callable[[Path, Path], None]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two generations that differ in everything, each of over a thousand rows: fewer get no graph."""
    folder = tmp_path_factory.mktemp("damage")
    for edition, (first, cases) in enumerate([("case", 500), ("matter", 520)]):
        words = "".join(f"\nIn {first} {number} the bodies agree. That {first} {number} ends.\n" for number in range(cases))
        asked = {"guide/who-pays.p1": [{"quote": "pay together", "say": f"A {first}.", "asked": ["who", "when", first]}]}
        make_corpus(folder / "corpus", {"guide": GUIDE + words}, asked, said=f"{first} {edition}")
        build_quickly(folder / "corpus", folder / "home")
    return folder / "home"


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    """A copy to damage."""
    return shutil.copytree(built, tmp_path / "home", symlinks=True)


def generations(home: Path) -> tuple[Path, Path]:
    older, served = sorted(generations_folder(home).iterdir())
    return older, served


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A generation of a few rows. In a large graph a change of one row may also leave others out of a search's reach."""
    make_corpus(tmp_path / "corpus")
    build_quickly(tmp_path / "corpus", tmp_path / "home")
    (served,) = generations_folder(tmp_path / "home").iterdir()
    return served


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", index.SERVED)
def test_damage_to_a_file_of_ours_is_found_when_it_is_opened(home: Path, name: str, damage: Damage) -> None:
    """Each file, each damage: the error names the file and says what to do."""
    older, served = generations(home)
    if name in (*learned.FILES, *topics.FILES, *said.FILES):  # too little to learn from: both generations have learnt nothing
        (older / name).write_bytes(b"learnt from other questions")
    damage(served / name, older / name)
    with pytest.raises(DamagedIndex) as caught:
        open_index(home)
    assert str(caught.value).startswith(f"{served / name}: ")
    assert WHAT_TO_DO in str(caught.value)


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_to_the_manifest_is_found_when_it_is_opened(home: Path, damage: Damage) -> None:
    """Another generation's manifest does not fit the files; any other damage breaks its seal."""
    older, served = generations(home)
    damage(served / manifest.NAME, older / manifest.NAME)
    with pytest.raises(DamagedIndex) as caught:
        open_index(home)
    assert str(caught.value).startswith(str(served))
    assert WHAT_TO_DO in str(caught.value)


def test_the_index_falls_back_only_when_told_to(home: Path) -> None:
    """With fall_back the generation before is served, and `fell_back` says why."""
    older, served = generations(home)
    (served / "rows.json").unlink()
    with open_index(home, fall_back=True) as opened:
        assert opened.folder == older
        assert f"{served / 'rows.json'}: is missing." in opened.fell_back
        assert opened.fell_back.endswith(f"Meanwhile the generation {older.name} is served.")
    with open_index(home, fall_back=True) as opened:
        assert opened.rows


def test_nothing_is_served_when_every_generation_is_damaged(home: Path) -> None:
    """The error is that of the generation that should be served."""
    for folder in generations(home):
        (folder / "rows.json").unlink()
    with pytest.raises(DamagedIndex, match=r"rows\.json: is missing"):
        open_index(home, fall_back=True)


def test_a_manifest_of_another_format_is_named(home: Path) -> None:
    """A generation of a later version, whole as it is, is not guessed at."""
    _, served = generations(home)
    body = asdict(manifest.read_manifest(served))
    later = manifest.FORMAT + 1
    manifest.write_manifest(served, manifest.Manifest(**{**body, "format": later}))
    said = rf"has format {later}; this version of Aftercare reads format {manifest.FORMAT}\. .*Run `aftercare ingest`"
    with pytest.raises(DamagedIndex, match=said):
        open_index(home)


@pytest.mark.parametrize("name", ["rows.json", "knowledge.json"])
def test_a_generation_of_another_version_is_named(home: Path, name: str) -> None:
    """Files that are whole but hold other fields than this version reads are not guessed at."""
    _, served = generations(home)
    (served / name).write_text('[{"name": "of another version"}]')
    body = asdict(manifest.read_manifest(served))
    files = {**body["files"], **manifest.hashes(served, [name])}
    manifest.write_manifest(served, manifest.Manifest(**{**body, "files": files}))
    with pytest.raises(DamagedIndex, match=r"was written by another version of Aftercare\. .*Run `aftercare ingest`"):
        open_index(home)


GRAPHED = ["data_level0.bin", "header.bin", "index_metadata.pickle", "length.bin", "link_lists.bin"]


def stored(generation: Path, name: str) -> Path:
    """A file of Chroma's, wherever it keeps it."""
    return next((generation / "chroma").rglob(name))


def differing(home: Path) -> list[int]:
    """The rows whose ten nearest are not the same by way of Chroma as by exact search, or a thousand if Chroma failed."""
    with open_index(home) as opened:
        opened.chroma()
        rows = range(0, len(opened.rows), 7)
        found = [row for row in rows if opened.nearest(opened.vectors[row], 10) != opened.exact(opened.vectors[row], 10)]
        return found if not opened.degraded else list(range(1000))


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", GRAPHED)
def test_damage_to_the_graph_fails_the_probe(home: Path, name: str, damage: Damage) -> None:
    """Cut off, flipped, deleted, emptied, another generation's: each is named, wherever in the file it is."""
    older, served = generations(home)
    damage(stored(served, name), stored(older, name))
    verdict = probe(served)
    said = "is missing" if damage is deleted else "is not as it was written"
    assert (verdict.passed, verdict.reason) == (False, f"Chroma's file {name} {said}")


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_to_the_list_of_graph_files_fails_the_probe(home: Path, damage: Damage) -> None:
    """Without it the graph cannot be checked."""
    older, served = generations(home)
    damage(served / GRAPH, older / GRAPH)
    assert probe(served).reason.startswith("Chroma's file")


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_to_the_database_fails_the_probe_or_changes_nothing(home: Path, damage: Damage) -> None:
    """Opening it rewrites it, so it has no hash: what it holds is compared. A byte on an unused page changes nothing."""
    older, served = generations(home)
    damage(stored(served, "chroma.sqlite3"), stored(older, "chroma.sqlite3"))
    verdict = probe(served)
    assert damage is flipped or not verdict.passed
    if verdict.passed:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            assert pool.apply(differing, (home,)) == []
    else:
        assert verdict.reason.startswith(("Chroma", "a query for all "))


def test_opening_chroma_leaves_its_graph_as_it_was(home: Path) -> None:
    """Probed, asked, closed, and probed again: its files are still the ones that were written."""
    _, served = generations(home)
    assert probe(served).passed
    with client_of(served) as client:
        assert len(nearest(client, MODEL.embed_query("who pays"), 10)) == 10
    assert probe(served).passed


def test_a_graph_that_chroma_does_not_keep_is_not_held_to_its_bytes(few: Path) -> None:
    """Of less than a thousand rows Chroma keeps no graph: what is there of it is other bytes after each opening."""
    assert probe(few).passed
    assert probe(few).passed


def test_a_deleted_segment_folder_is_found_and_exact_search_answers(home: Path) -> None:
    """Chroma opens without its graph and counts every row: the probe sees what is missing; the index says it is degraded."""
    _, served = generations(home)
    shutil.rmtree(stored(served, "header.bin").parent)
    with open_index(home) as opened:
        assert not opened.degraded
        assert opened.chroma() is None
        assert opened.degraded
        assert opened.reason == "Chroma's file data_level0.bin is missing"
        query = MODEL.embed_query("who pays")
        assert opened.nearest(query, 5) == opened.exact(query, 5)


def test_a_graph_that_was_written_wrongly_is_found(home: Path) -> None:
    """Its files are the ones that were written, and yet a query for all finds a single row."""
    _, served = generations(home)
    shutil.rmtree(stored(served, "header.bin").parent)
    write_graph(served)
    assert compare(served).reason.startswith("a query for all ")
    assert compare(served).reason.endswith(" rows returns 1")


def test_a_chroma_that_kills_whoever_opens_it_kills_only_the_probe(home: Path) -> None:
    """A header that was written to lead Chroma to memory it has not: the child dies of a signal, and the verdict says so."""
    older, served = generations(home)
    flipped(stored(served, "header.bin"), older)
    write_graph(served)
    verdict = probe(served)
    assert (verdict.passed, verdict.reason) == (False, "Chroma crashed the process that opened it (signal 11)")


@dataclass(frozen=True)
class Sparing:
    """A collection that gives out, as Chroma does, only so many rows at once."""

    collection: Any
    most: int

    def get(self, ids: list[str], **wanted: Any) -> Any:
        if len(ids) > self.most:
            raise RuntimeError("too many SQL variables")
        return self.collection.get(ids=ids, **wanted)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.collection, name)


def test_what_chroma_holds_is_fetched_in_parts(home: Path) -> None:
    """Asked for all of some 33,000 rows at once it fails: a large index is probed as a small one is."""
    _, served = generations(home)
    rows, vectors = read_rows(served), read_vectors(served)
    with client_of(served) as client:
        assert difference(rows, vectors, Sparing(collection_of(client), 100), at_once=100) == ""


@dataclass(frozen=True)
class Unlinked:
    """Ten thousand rows, of which a search never comes to the last few."""

    rows: list[Row]
    vectors: NDArray[np.float32]
    lost: int

    def count(self) -> int:
        return len(self.rows)

    def get(self, ids: list[str], include: list[str]) -> Any:
        places = [int(name) for name in ids]
        kept = {"documents": [self.rows[at].text for at in places], "metadatas": [metadata(self.rows[at]) for at in places]}
        return {"ids": ids, "embeddings": self.vectors[places], **kept}

    def query(self, query_embeddings: list[NDArray[np.float32]], n_results: int, include: list[str]) -> Any:
        near = np.argsort(-(self.vectors @ query_embeddings[0])[: len(self.rows) - self.lost], kind="stable")
        return {"ids": [[str(at) for at in near[:n_results]]]}


@pytest.mark.parametrize(("lost", "reason"), [(1, ""), (2, "a query for all 10000 rows returns 9998")])
def test_one_row_in_ten_thousand_may_be_out_of_a_searchs_reach(lost: int, reason: str) -> None:
    """A graph of very many near-copies leaves a row unlinked now and then, and is not damaged for that."""
    rows = [Row(str(at), "guide/1.p1", Way.WHOLE, "The words.", "guide/1.p1") for at in range(10_000)]
    turns = np.linspace(0, np.pi, len(rows))
    vectors = np.stack([np.cos(turns), np.sin(turns)], axis=1).astype(np.float32)
    assert difference(rows, vectors, Unlinked(rows, vectors, lost)) == reason


def test_rows_swapped_between_vectors_are_found(few: Path) -> None:
    """A vector stored for another row's words is damage too, though every count is right."""
    with client_of(few) as client:
        collection = collection_of(client)
        kept = collection.get(ids=["guide/who-pays.p1#whole", "guide/who-pays.p2#whole"], include=["embeddings"])
        collection.update(ids=kept["ids"], embeddings=kept["embeddings"][::-1])
    assert compare(few).reason.startswith("Chroma holds another vector for the row guide/who-pays.p")


def test_other_words_in_chroma_are_found(few: Path) -> None:
    """Words that are not ours, in the store that others may read from, are damage."""
    with client_of(few) as client:
        collection = collection_of(client)
        kept = collection.get(ids=["guide/who-pays.p1#whole"], include=["embeddings"])
        collection.update(ids=kept["ids"], embeddings=kept["embeddings"], documents=["Pay up front."])
    assert compare(few).reason == "Chroma holds other words for the row guide/who-pays.p1#whole"
