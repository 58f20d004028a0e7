"""The index as the assistant uses it."""

import subprocess
import sys
from pathlib import Path

import bm25s
import numpy as np
import pytest
from small_corpus import MODEL, build_quickly, make_corpus

from ingest.asked import Point
from ingest.errors import NoIndex
from ingest.index import Index, open_index
from ingest.keywords import FOLDER, stems
from ingest.rows import Way
from ingest.vectors import best

HEAVY = {"torch", "transformers", "sentence_transformers", "chromadb", "scipy", "bm25s", "langchain_core", "requests"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    build_quickly(make_corpus(folder / "corpus"), folder / "home")
    return folder / "home"


@pytest.fixture
def index(home: Path) -> Index:
    return open_index(home)


def test_without_an_index_the_error_says_what_to_run(tmp_path: Path) -> None:
    """No index is an error that names the command."""
    with pytest.raises(NoIndex, match=r"There is no index in .*Run `aftercare ingest` to build it"):
        open_index(tmp_path)


def test_everything_comes_back_as_it_was_built(index: Index) -> None:
    """Rows, passages, paragraphs, points and sources are those of the corpus."""
    assert [source.id for source in index.sources.documents] == ["guide", "leaflet"]
    assert index.paragraphs["guide/when-it-ends.p1.b2"].text == "a review has been held"
    assert index.passages["guide/when-it-ends.p1"].items == ("guide/when-it-ends.p1.b1", "guide/when-it-ends.p1.b2")
    point = index.points["guide/who-pays.p1"][0]
    assert isinstance(point, Point)
    assert point.quote == "pay together"
    assert {row.way for row in index.rows} == {Way.WHOLE, Way.SENTENCE, Way.ITEM, Way.SAY, Way.ASKED}
    assert index.manifest.counts["rows"] == len(index.rows) == len(index.vectors) == index.keywords.count


def test_vectors_are_unit_float32_in_the_order_of_the_rows(index: Index) -> None:
    """Row n's words have vector n."""
    assert index.vectors.dtype == np.float32
    assert np.allclose(index.vectors, MODEL.vectors([row.text for row in index.rows]))


def test_exact_search_finds_the_row_of_the_same_words_first(index: Index) -> None:
    """A query with a row's own words finds it, with cosine 1."""
    row = next(row for row in index.rows if row.text == "who foots the bill")
    hit = index.exact(MODEL.embed_query("who foots the bill"), 3)[0]
    assert index.rows[hit.row].id == row.id
    assert hit.score == pytest.approx(1, abs=1e-5)


def test_ties_are_broken_by_id_wherever_the_cut_falls() -> None:
    """Equal scores come in the order of their ids, and the cut keeps the first of them."""
    scores, ids = np.array([0.5, 0.9, 0.5, 0.5], dtype=np.float32), ["d", "a", "c", "b"]
    assert [ids[at] for at in best(scores, ids, 3)] == ["a", "b", "c"]
    assert best(scores, ids, 9) == [1, 3, 2, 0]


def test_keyword_scores_are_those_of_bm25s(home: Path, index: Index) -> None:
    """Reading the saved arrays ourselves gives what the library gives."""
    holdings = bm25s.BM25.load(index.folder / FOLDER)
    for text in ("who pays together", "the council agrees in writing", "zebra"):
        words = sorted({stem for stem in stems(text) if stem in holdings.vocab_dict})
        wanted = holdings.get_scores(words) if words else np.zeros(len(index.rows))
        assert np.allclose(index.keywords.scores(text), wanted, atol=1e-6)


def test_keywords_are_found_in_any_form(index: Index) -> None:
    """Stems, capitals and curly apostrophes make no difference."""
    assert stems("Paying, the payer’s share: 7.6.1") == stems("pay the payers shares 7.6.1")
    assert "agreeing" in index.keywords
    assert "zebra" not in index.keywords


def test_chroma_and_exact_search_give_one_list(index: Index) -> None:
    """`nearest` is the same by way of Chroma as without it, and LangChain's store returns our rows."""
    query = MODEL.embed_query("who pays for it")
    without = index.nearest(query, 10)
    store = index.chroma()
    assert store is not None
    assert index.nearest(query, 10) == without == index.exact(query, 10)
    first = store.similarity_search_by_vector(query, k=1)[0]
    assert (first.id, first.page_content) == (index.ids[without[0].row], index.rows[without[0].row].text)
    assert first.metadata["paragraph"] == index.rows[without[0].row].paragraph
    index.close()


def test_a_question_imports_nothing_heavy(home: Path) -> None:
    """Opening and searching the index imports neither torch, transformers, chromadb, scipy, bm25s nor LangChain."""
    code = (
        "import sys; from pathlib import Path; from ingest.index import open_index\n"
        f"index = open_index(Path({str(home)!r})); index.exact(index.embeddings.embed_query('who pays'), 5)\n"
        "index.keywords.scores('who pays'); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split())


def test_the_model_of_the_index_answers(index: Index) -> None:
    """The index opens the model that its rows were embedded with."""
    assert index.embeddings.embed_query("who pays") == MODEL.embed_query("who pays")
