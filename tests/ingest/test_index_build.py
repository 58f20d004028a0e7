"""A corpus to an index: what is embedded, what is reported, and what a failed build leaves behind."""

import multiprocessing
import os
import resource
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest
from small_corpus import ASKED, DOCUMENTS, GUIDE, MODEL, build_quickly, make_corpus

from ingest.build import Stage, build, up_to_date
from ingest.embeddings import NOTHING, Done, HashEmbeddings, Vectors
from ingest.errors import DamagedIndex, IngestError, SourcesError
from ingest.generation import generations_folder
from ingest.index import open_index
from ingest.paragraph_files import file_of
from ingest.probe import Verdict


class CountingEmbeddings(HashEmbeddings):
    """Hashed words, and a list of the texts that were embedded."""

    def __init__(self) -> None:
        super().__init__(32)
        self.texts: list[str] = []

    def vectors(self, texts: Sequence[str], done: Done = NOTHING) -> Vectors:
        self.texts.extend(texts)
        return super().vectors(texts, done)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return make_corpus(tmp_path / "corpus")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_the_report_says_what_was_done(corpus: Path, home: Path) -> None:
    """Counts, texts embedded and reused, seconds by stage, in the order of the stages."""
    report = build_quickly(corpus, home)
    assert report.counts["documents"] == 2
    assert (report.embedded, report.reused) == (len({row.text for row in open_index(home).rows}), 0)
    assert list(report.seconds) == [stage.value for stage in Stage]


def test_unchanged_words_are_not_embedded_again(corpus: Path, home: Path) -> None:
    """A second ingest embeds nothing; a changed sentence embeds only the rows that hold it."""
    model = CountingEmbeddings()
    build_quickly(corpus, home, embeddings=model)
    before = len(model.texts)
    again = build_quickly(corpus, home, embeddings=model)
    assert (len(model.texts), again.embedded, again.reused) == (before, 0, before)
    make_corpus(corpus, {**DOCUMENTS, "guide": GUIDE.replace("every year", "each June")})
    build_quickly(corpus, home, embeddings=model)
    assert model.texts[before:]
    assert all("each June" in text for text in model.texts[before:])


def test_another_model_embeds_everything_again(corpus: Path, home: Path) -> None:
    """Vectors of one model are never used for another."""
    build_quickly(corpus, home)
    assert build_quickly(corpus, home, embeddings=HashEmbeddings(48)).reused == 0
    assert open_index(home).vectors.shape[1] == 48


def test_vectors_of_a_damaged_index_are_not_reused(corpus: Path, home: Path) -> None:
    """An ingest over a damaged index makes everything anew, and mends it."""
    build_quickly(corpus, home)
    path = open_index(home).folder / "vectors.npy"
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    assert build_quickly(corpus, home).reused == 0
    assert open_index(home).rows


def test_progress_goes_through_every_stage(corpus: Path, home: Path) -> None:
    """Each stage begins at 0 of its total and reaches it."""
    seen: list[tuple[Stage, int, int]] = []
    build_quickly(corpus, home, progress=lambda *step: seen.append(step))
    assert list(dict.fromkeys(stage for stage, _, _ in seen)) == list(Stage)
    assert all((stage, 1, 1) in seen for stage in Stage)


def test_the_real_probe_passes_a_sound_index(corpus: Path, home: Path) -> None:
    """The probe in a child process is the one that is used unless told otherwise."""
    report = build(corpus, home, embeddings=MODEL)
    manifest = open_index(home).manifest
    assert manifest.probe["rows"] == report.counts["rows"]
    assert manifest.probe["queries"] == 20


def test_stale_points_are_named_and_not_indexed(corpus: Path, home: Path) -> None:
    """A point whose quote is no longer in its paragraph is one line of the report."""
    make_corpus(corpus, asked={"guide/who-pays.p1": [{**ASKED["guide/who-pays.p1"][0], "quote": "pay alone"}]})
    report = build_quickly(corpus, home)
    assert report.stale == ("asked.yaml: guide/who-pays.p1: “pay alone” is not in the paragraph. Quote its words exactly",)
    assert report.counts["points"] == 0


def test_hidden_words_are_reported_and_never_indexed(corpus: Path, home: Path) -> None:
    """Words that a reader of the page cannot see are kept apart for the owner: in no row, in no passage, in no keyword."""
    page = "<html><body><h1>Page</h1><p>You never pay.</p><p hidden>Zebras must pay up front.</p></body></html>"
    make_corpus(corpus, {**DOCUMENTS, "page": page})
    report = build_quickly(corpus, home)
    assert report.hidden_by_document() == {"page": 1}
    assert report.hidden[0].text == "Zebras must pay up front."
    with open_index(home) as index:
        assert index.paragraphs[report.hidden[0].id].why
        assert not [row for row in index.rows if "Zebra" in row.text]
        assert not [passage for passage in index.passages.values() if "Zebra" in passage.text]
        assert "zebra" not in index.keywords
    assert "hidden: Zebras must pay up front." in file_of(corpus, "page").read_text()


def test_a_corpus_without_asked_yaml_is_indexed(corpus: Path, home: Path) -> None:
    """asked.yaml is optional."""
    (corpus / "asked.yaml").unlink()
    assert build_quickly(corpus, home).counts["points"] == 0


def left_as_it_was(corpus: Path, home: Path, error: type[IngestError], words: str, **options: object) -> None:
    """The build fails with the words; the old index, the paragraph files and the folders are as before."""
    before, words_before = os.readlink(home / "index" / "current"), file_of(corpus, "guide").read_bytes()
    with pytest.raises(error, match=words):
        build_quickly(corpus, home, **options)
    assert os.readlink(home / "index" / "current") == before
    assert len(os.listdir(generations_folder(home))) == 1
    assert file_of(corpus, "guide").read_bytes() == words_before
    assert not list((corpus / "paragraphs").glob(".*"))
    assert open_index(home).paragraphs["guide/who-pays.p2"].text.endswith("every year.")


def test_a_wrong_sources_file_leaves_the_old_index(corpus: Path, home: Path) -> None:
    """A document that is not the one described stops the build before anything is written."""
    build_quickly(corpus, home)
    (corpus / "documents" / "guide.md").write_text("# Other\n\nOther words.\n")
    left_as_it_was(corpus, home, SourcesError, "is not the file described")


def test_a_failed_probe_leaves_the_old_index(corpus: Path, home: Path) -> None:
    """What the probe turns away is never served, and its folder goes."""
    build_quickly(corpus, home)
    make_corpus(corpus, {**DOCUMENTS, "guide": GUIDE.replace("every year", "each June")})
    reason = "a query for all 14 rows returns 1"
    words = f"The new index failed its probe: {reason}. The index that was there is still served"
    left_as_it_was(corpus, home, DamagedIndex, words, check=lambda _: Verdict(False, reason, 0, 0, 0.0))


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in (Stage.PRUNE,)])
def test_an_error_in_any_stage_leaves_the_old_index(corpus: Path, home: Path, stage: Stage) -> None:
    """A disk that is full when a stage begins is an error with words, and nothing is half indexed."""
    build_quickly(corpus, home)
    make_corpus(corpus, {**DOCUMENTS, "guide": GUIDE.replace("every year", "each June")})

    def full(at: Stage, done: int, total: int) -> None:
        if at is stage and done == 0:
            raise OSError(28, "No space left on device", "rows.json")

    words = r"The index could not be written: No space left on device \(rows.json\). Free some space .* still served"
    left_as_it_was(corpus, home, IngestError, words, progress=full)


def test_an_error_after_the_swap_leaves_the_new_index(corpus: Path, home: Path) -> None:
    """From the swap on the new index is the index: whatever goes wrong then, it stays."""
    build_quickly(corpus, home)
    make_corpus(corpus, {**DOCUMENTS, "guide": GUIDE.replace("every year", "each June")})

    def stopped(at: Stage, done: int, total: int) -> None:
        if at is Stage.SWAP and done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_quickly(corpus, home, progress=stopped)
    assert open_index(home).paragraphs["guide/who-pays.p2"].text.endswith("each June.")


@pytest.mark.parametrize("limit", [200, 3_000, 20_000, 60_000])
def test_a_disk_that_takes_no_more_leaves_the_old_index(corpus: Path, home: Path, limit: int) -> None:
    """With a real limit on the size of files every build fails with words, at whatever file (in a child, as it stays)."""
    build_quickly(corpus, home)
    many = "".join(f"\nParagraph {number} says that the council and the board agree in writing.\n" for number in range(60))
    make_corpus(corpus, {**DOCUMENTS, "guide": GUIDE + many})
    before = os.readlink(home / "index" / "current")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(error_with_limit, (corpus, home, limit)).endswith("The index that was there is still served")
    assert os.readlink(home / "index" / "current") == before
    assert len(os.listdir(generations_folder(home))) == 1
    assert open_index(home).rows


def error_with_limit(corpus: Path, home: Path, limit: int) -> str:
    """What a build says that may not write files larger than the limit."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        build_quickly(corpus, home)
    except IngestError as error:
        return str(error)
    return "it was built"


def test_an_index_is_up_to_date_until_the_corpus_or_the_code_changes(tmp_path: Path) -> None:
    """Nothing is built again for the same corpus; a new way of asking makes it stale, and so does no index at all."""
    corpus, home = make_corpus(tmp_path / "corpus"), tmp_path / "home"
    assert up_to_date(corpus, home) is None
    report = build_quickly(corpus, home)
    assert up_to_date(corpus, home) == report.generation
    with (corpus / "asked.yaml").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert up_to_date(corpus, home) is None
