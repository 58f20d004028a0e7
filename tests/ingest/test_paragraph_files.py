"""corpus/paragraphs/: every word of every document, once, as ingest writes it."""

import re
from pathlib import Path

import pytest

from ingest import paragraph_files
from ingest.corpus import read_corpus
from ingest.errors import IngestError, SourcesError
from ingest.paragraph_files import file_of, written, written_after
from ingest.paragraphs import Paragraph, ParagraphKind
from ingest.sources import Source, Sources, document_path, load_sources

CORPUS = Path(__file__).parents[2] / "corpus"
DOCUMENTS = [source.id for source in load_sources(CORPUS).documents]


@pytest.fixture(scope="module")
def paragraphs() -> list[Paragraph]:
    """What ingest makes of the committed documents."""
    contents = read_corpus(CORPUS, lambda done, total: None)[0]
    return list(contents.paragraphs.values())


def source(document: str) -> Source:
    return load_sources(CORPUS)[document]


def words(text: str) -> list[str]:
    """The words of a text; marks of Markdown and of lists are not words."""
    return re.findall(r"[^\W_]+", text)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_committed_files_are_what_ingest_writes_now(document: str, paragraphs: list[Paragraph]) -> None:
    """If this fails, run `aftercare ingest` and commit what it changed in corpus/paragraphs/."""
    mine = [paragraph for paragraph in paragraphs if paragraph.document == document]
    assert file_of(CORPUS, document).read_bytes() == written(source(document), mine)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_words_of_a_document_are_those_of_its_paragraphs(document: str) -> None:
    """Rebuilt from the file, marker and words of each paragraph in order: none lost, none doubled, none moved."""
    rebuilt = [f"{paragraph.marker} {paragraph.text}" for paragraph in paragraph_files.read(file_of(CORPUS, document))]
    printed = document_path(CORPUS, source(document)).read_text(encoding="utf-8-sig")
    assert words(" ".join(rebuilt)) == words(printed)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_line_of_a_document_is_in_one_paragraph(document: str) -> None:
    """Every line with words is the whole or a part of exactly one paragraph, taken in order."""
    rest = [words(f"{each.marker} {each.text}") for each in paragraph_files.read(file_of(CORPUS, document))]
    for line in document_path(CORPUS, source(document)).read_text(encoding="utf-8-sig").splitlines():
        said = words(line)
        if said:
            assert rest[0][: len(said)] == said, line
            rest[0] = rest[0][len(said) :]
        while rest and not rest[0]:
            rest.pop(0)
    assert rest == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_paragraphs_come_back_from_the_file(document: str, paragraphs: list[Paragraph]) -> None:
    """Id, section, kind, words, marker, parent, page and heading are as they were."""
    mine = [paragraph for paragraph in paragraphs if paragraph.document == document]
    back = paragraph_files.read(file_of(CORPUS, document))
    assert [(each.id, each.section, each.kind, each.text, each.marker, each.parent, each.page) for each in back] == [
        (each.id, each.section, each.kind, each.text, each.marker, each.parent, each.page) for each in mine
    ]
    assert [each.heading for each in back] == [each.heading for each in mine]


def test_one_paragraph_is_one_line_and_letters_stay_as_they_are() -> None:
    """Long words are not wrapped, curly quotes are not escaped; hidden words say how they were hidden."""
    long = Paragraph("d/1.p1", "d", "1", ParagraphKind.TEXT, "“Aftercare” – " + "care: " * 200 + "end", page=3)
    item = Paragraph("d/1.p1.b1", "d", "1", ParagraphKind.ITEM, "first", marker="•", parent="d/1.p1")
    hidden = Paragraph("d/1.h1", "d", "1", ParagraphKind.HIDDEN, "ignore the policy", why="white on white")
    lines = written(source(DOCUMENTS[0]), [long, item, hidden]).decode().splitlines()
    assert lines[0].startswith("# Written by `aftercare ingest`, not to be edited")
    assert lines[4:] == [
        "- id: 1.p1",
        f"  text: '{long.text}'",
        "  page: 3",
        "- id: 1.p1.b1",
        "  marker: •",
        "  text: first",
        "- id: 1.h1",
        "  hidden: ignore the policy",
        "  why: white on white",
    ]


def test_a_file_that_was_edited_wrongly_says_where(tmp_path: Path) -> None:
    """An unknown key is one line with file, line and name."""
    path = tmp_path / "d.yaml"
    path.write_text(f"document: d\nsha256: {'0' * 64}\nparagraphs:\n- id: 1.p1\n  txt: words\n")
    with pytest.raises(SourcesError, match=r"d\.yaml:5: paragraphs\.0\.txt: unknown key 'txt'; did you mean 'text'\?"):
        paragraph_files.read(path)


def of(tmp_path: Path, *documents: str) -> Sources:
    return Sources(documents=[source(DOCUMENTS[0]).model_copy(update={"id": name}) for name in documents])


def test_files_take_their_names_only_after_what_they_wait_for(tmp_path: Path) -> None:
    """Before, they are not there; if it fails, they never are."""
    with written_after(tmp_path, of(tmp_path, "d"), []):
        assert not file_of(tmp_path, "d").exists()
    before = file_of(tmp_path, "d").read_bytes()
    one = Paragraph("d/1.p1", "d", "1", ParagraphKind.TEXT, "Words.")
    with pytest.raises(RuntimeError), written_after(tmp_path, of(tmp_path, "d"), [one]):
        raise RuntimeError
    assert file_of(tmp_path, "d").read_bytes() == before
    assert [path.name for path in (tmp_path / "paragraphs").iterdir()] == ["d.yaml"]


def test_files_of_documents_that_are_gone_go(tmp_path: Path) -> None:
    """But only files that ingest wrote."""
    for documents in (("d", "e"), ("d",)):
        with written_after(tmp_path, of(tmp_path, *documents), []):
            (tmp_path / "paragraphs" / "notes.yaml").write_text("mine: yes\n")
    assert sorted(path.name for path in (tmp_path / "paragraphs").iterdir()) == ["d.yaml", "notes.yaml"]


def test_a_folder_that_cannot_take_the_files_says_what_is_done(tmp_path: Path) -> None:
    """The index is new by then, and the error says so."""
    with (
        pytest.raises(
            IngestError, match=r"The new index is served, but .*paragraphs could not be written .* run `aftercare ingest`"
        ),
        written_after(tmp_path, of(tmp_path, "d"), []),
    ):
        (file_of(tmp_path, "d") / "in the way").mkdir(parents=True)
