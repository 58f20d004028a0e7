"""Made corpora: the same for ever, as large as asked for, and different from the one they copy."""

from pathlib import Path

import pytest

from benchmarks.filler import make_corpus
from ingest.corpus import read_corpus
from tests.ingest.small_corpus import make_corpus as small_corpus


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_corpus(tmp_path_factory.mktemp("small"))


def texts(folder: Path) -> list[str]:
    contents, _, _ = read_corpus(folder, lambda done, total: None)
    return [paragraph.text for paragraph in contents.paragraphs.values()]


def test_a_corpus_has_as_many_paragraphs_as_asked_for(small: Path, tmp_path: Path) -> None:
    """The last copy stops where there are enough."""
    make_corpus(small, tmp_path / "made", 30)
    assert len(texts(tmp_path / "made")) == 30


def test_the_real_documents_come_first_and_whole(small: Path, tmp_path: Path) -> None:
    """The labelled questions still have their answers."""
    make_corpus(small, tmp_path / "made", 30)
    real = texts(small)
    assert texts(tmp_path / "made")[: len(real)] == real


def test_a_copy_has_other_words(small: Path, tmp_path: Path) -> None:
    """Equal paragraphs would have equal vectors, and prove nothing."""
    make_corpus(small, tmp_path / "made", 30)
    long = [text for text in texts(tmp_path / "made") if len(text.split()) > 5]
    assert len(set(long)) == len(long)


def test_the_same_size_is_the_same_corpus(small: Path, tmp_path: Path) -> None:
    """And a larger one begins with it, so that vectors kept for one serve the other."""
    make_corpus(small, tmp_path / "one", 30)
    make_corpus(small, tmp_path / "two", 40)
    assert texts(tmp_path / "two")[:30] == texts(tmp_path / "one")
