"""Generations: one builds, one is served, the one before can come back, the rest go."""

import multiprocessing
import os
from pathlib import Path

import pytest
from small_corpus import GUIDE, build_quickly, make_corpus

from ingest import generation
from ingest.build import Stage
from ingest.errors import Busy, DamagedIndex, NoIndex
from ingest.index import open_index, rollback


def edition(corpus: Path, home: Path, number: int) -> str:
    """Builds an edition of the guide that says its number; returns the generation's name."""
    make_corpus(corpus, {"guide": GUIDE.replace("every year", f"every {number} years")}, {})
    return build_quickly(corpus, home).generation


def served(home: Path) -> str:
    with open_index(home) as index:
        return index.paragraphs["guide/who-pays.p2"].text.rpartition("every ")[2]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return tmp_path / "corpus"


def test_a_new_edition_is_served_as_soon_as_it_is_built(corpus: Path, tmp_path: Path) -> None:
    """The swap is all it takes."""
    edition(corpus, tmp_path, 1)
    assert served(tmp_path) == "1 years."
    edition(corpus, tmp_path, 2)
    assert served(tmp_path) == "2 years."


def test_rollback_serves_the_generation_before(corpus: Path, tmp_path: Path) -> None:
    """One step back each time, and an error when there is none left."""
    first = edition(corpus, tmp_path, 1)
    edition(corpus, tmp_path, 2)
    assert rollback(tmp_path).name == first
    assert served(tmp_path) == "1 years."
    with pytest.raises(NoIndex, match=f"no generation before {first} to go back to. Run `aftercare ingest`"):
        rollback(tmp_path)


def test_what_was_rolled_back_does_not_come_back(corpus: Path, tmp_path: Path) -> None:
    """1, 2, back to 1, then 3: going back from 3 leads to 1, not to the 2 that was turned away."""
    for number in (1, 2):
        edition(corpus, tmp_path, number)
    rollback(tmp_path)
    edition(corpus, tmp_path, 3)
    rollback(tmp_path)
    assert served(tmp_path) == "1 years."


def test_rollback_does_not_serve_a_damaged_generation(corpus: Path, tmp_path: Path) -> None:
    """The one before is checked and probed like a new one, and the index stays as it is."""
    first = edition(corpus, tmp_path, 1)
    edition(corpus, tmp_path, 2)
    (generation.generations_folder(tmp_path) / first / "vectors.npy").write_bytes(b"")
    with pytest.raises(DamagedIndex, match=r"vectors\.npy: is not the file that was built"):
        rollback(tmp_path)
    assert served(tmp_path) == "2 years."


def test_rollback_leads_away_from_a_generation_that_is_gone(corpus: Path, tmp_path: Path) -> None:
    """Where the served folder was deleted, the newest one left is served."""
    edition(corpus, tmp_path, 1)
    second = edition(corpus, tmp_path, 2)
    os.rename(generation.generations_folder(tmp_path) / second, tmp_path / "away")
    with pytest.raises(DamagedIndex, match=r"manifest\.json: is missing. .*`aftercare ingest rollback`"):
        open_index(tmp_path)
    rollback(tmp_path)
    assert served(tmp_path) == "1 years."


def test_three_generations_are_kept(corpus: Path, tmp_path: Path) -> None:
    """The one served and the two before it."""
    names = [edition(corpus, tmp_path, number) for number in range(5)]
    assert sorted(path.name for path in generation.generations_folder(tmp_path).iterdir()) == names[-3:]


def test_a_generation_in_use_is_not_pruned(corpus: Path, tmp_path: Path) -> None:
    """Whoever has it open can go on reading; it goes at the first ingest after."""
    first = edition(corpus, tmp_path, 0)
    with open_index(tmp_path) as index:
        for number in range(1, 5):
            edition(corpus, tmp_path, number)
        assert index.folder.is_dir()
    edition(corpus, tmp_path, 5)
    assert first not in os.listdir(generation.generations_folder(tmp_path))


def test_leftovers_of_a_killed_build_are_removed_and_named(corpus: Path, tmp_path: Path) -> None:
    """A folder without a manifest was never finished; the next ingest takes it away and says so."""
    left = generation.new_generation(tmp_path, "0" * 64)
    (left / "rows.json").write_text("[")
    make_corpus(corpus)
    assert left.name in build_quickly(corpus, tmp_path).pruned
    assert not left.exists()


def test_a_second_ingest_is_turned_away_and_told_who_has_it(corpus: Path, tmp_path: Path) -> None:
    """Two at once: the second gets Busy with the first one's process, and the first one ends well."""
    make_corpus(corpus)
    messages: list[str] = []

    def second(stage: Stage, done: int, total: int) -> None:
        if stage is Stage.STORE and not messages:
            with pytest.raises(Busy) as caught:
                build_quickly(corpus, tmp_path)
            messages.append(str(caught.value))

    build_quickly(corpus, tmp_path, progress=second)
    assert f"Another ingest is building the index (process {os.getpid()}, since 20" in messages[0]
    assert messages[0].endswith("Wait until it has ended, or stop it; then run `aftercare ingest`")
    assert open_index(tmp_path).rows


def test_two_processes_that_start_together_leave_one_whole_index(corpus: Path, tmp_path: Path) -> None:
    """Each either builds or is told that the other does; nothing else happens."""
    make_corpus(corpus)
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        ends = pool.starmap(ended, [(corpus, tmp_path)] * 2, chunksize=1)
    assert set(ends) <= {"built", "Busy"}
    assert "built" in ends
    assert open_index(tmp_path).rows


def ended(corpus: Path, home: Path) -> str:
    """How a build ended."""
    try:
        build_quickly(corpus, home)
    except Busy as error:
        return type(error).__name__
    return "built"
