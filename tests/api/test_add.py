"""`aftercare ingest`, `ingest add` and `ingest rollback` on a corpus of one's own."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app
from api.commands.add import Described, run
from api.commands.ingest import report_lines
from api.settings import Settings
from ingest.build import Report
from ingest.errors import UnreadableDocument
from ingest.generation import building, served
from ingest.index import open_index
from ingest.paragraphs import Paragraph, ParagraphKind
from ingest.sources import load_sources

OTHER = """# Section 117 policy of another council

## 3 Respite

### 3.1 Short breaks

A short break of up to fourteen nights a year can be aftercare, where the care plan says so.
"""


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Settings:
    """A corpus and a home to change, begun from the shared ones."""
    shutil.copytree(home.parent / "corpus", tmp_path / "corpus")
    shutil.copytree(home / "index", tmp_path / "home" / "index", symlinks=True)
    (tmp_path / "home" / "model").symlink_to(home / "model")
    return Settings(corpus=tmp_path / "corpus", home=tmp_path / "home")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another council's policy."""
    path = tmp_path / "Other Policy.MD"
    path.write_text(OTHER, encoding="utf-8")
    return path


@pytest.fixture
def command(own: Settings) -> Callable[..., Result]:
    """Runs a command on them."""
    env = {"AFTERCARE_CORPUS": str(own.corpus), "AFTERCARE_HOME": str(own.home)}
    return lambda *words: CliRunner().invoke(app, list(words), env=env)


def _everything(own: Settings) -> dict[str, bytes]:
    """Every file of the corpus, and which index is served."""
    files = {str(path): path.read_bytes() for path in own.corpus.rglob("*") if path.is_file()}
    return files | {"served": str(served(own.home)).encode()}


def test_a_document_is_added_by_one_command_and_taken_back_out_of_use_by_another(
    own: Settings, other: Path, command: Callable[..., Result]
) -> None:
    """Its entry, its file and its paragraphs are there, comments are kept, it is searched; rollback serves the index before."""
    before, sources = served(own.home), (own.corpus / "sources.yaml").read_text("utf-8")
    words = ["--title", "Policy of another council: 2026", "--kind", "policy", "--id", "other", "--review-due", "2027-01-31"]
    done = command("ingest", "add", str(other), *words, "--json")
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert report["counts"]["documents"] == 4
    assert report["reused"] > 1000
    assert "reading documents" in done.stderr
    assert (own.corpus / "sources.yaml").read_text("utf-8").startswith(sources)
    added = load_sources(own.corpus)["other"]
    assert (added.title, added.file, added.authority) == ("Policy of another council: 2026", "other.md", 2)
    assert added.publisher is None
    assert [(review.due.isoformat(), review.said_in) for review in added.reviews_due] == [("2027-01-31", None)]
    assert (own.corpus / "documents" / "other.md").read_bytes() == OTHER.encode()
    with open_index(own.home) as index:
        assert "fourteen nights" in index.paragraphs["other/3.1.p1"].text
    assert json.loads(command("ingest", "rollback", "--json").stdout)["generation"] == before == served(own.home)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--kind", "novel"), "--kind"),
        (("--kind", "policy", "--id", "Not An Id"), "--id"),
        (("--kind", "policy", "--id", "../x"), "--id"),
        (("--kind", "policy", "--id", "leaflet"), "already a document 'leaflet'"),
        (("--kind", "policy", "--authority", "10"), "--authority"),
        (("--kind", "policy", "--review-due", "soon"), "--review-due"),
        (("--kind", "policy", "--title", ""), "--title"),
    ],
)
def test_a_wrong_description_changes_nothing(
    own: Settings, other: Path, command: Callable[..., Result], words: tuple[str, ...], said: str
) -> None:
    """Exit code 2, the option by name."""
    before = _everything(own)
    done = command("ingest", "add", str(other), "--title", "T", *words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert _everything(own) == before


UNREADABLE = [("empty.md", b""), ("sheet.xlsx", b"x"), ("cut.pdf", b"%PDF-1.7 cut off"), ("bad.txt", b"\xff\xfe\x00\xd8")]


@pytest.mark.parametrize(("name", "data"), UNREADABLE)
def test_a_document_that_cannot_be_read_changes_nothing(
    own: Settings, tmp_path: Path, command: Callable[..., Result], name: str, data: bytes
) -> None:
    """Exit code 2, the file by name."""
    before = _everything(own)
    (tmp_path / name).write_bytes(data)
    done = command("ingest", "add", str(tmp_path / name), "--title", "T", "--kind", "policy")
    assert done.exit_code == 2, done.output
    assert name in done.stderr
    assert _everything(own) == before


def test_an_ingest_that_cannot_go_on_leaves_nothing_behind(own: Settings, other: Path, command: Callable[..., Result]) -> None:
    """While another ingest builds, the document is not added; exit code 1 and who has it."""
    before = _everything(own)
    with building(own.home):
        done = command("ingest", "add", str(other), "--title", "T", "--kind", "policy")
    assert done.exit_code == 1
    assert "Another ingest" in done.stderr
    assert _everything(own) == before


def test_somebody_elses_entry_is_left_alone_when_ours_is_taken_out(own: Settings, other: Path) -> None:
    """What was written into sources.yaml meanwhile stays."""
    path = own.corpus / "sources.yaml"
    broken = path.read_text("utf-8").replace("sha256: ddb2", "sha256: 0000")
    path.write_text(broken, "utf-8")
    with pytest.raises(Exception, match="is not the file described"):
        run(other, Described("T", "policy"), False, own)
    assert path.read_text("utf-8") == broken


def test_the_document_is_read_before_anything_else(own: Settings, tmp_path: Path) -> None:
    """A folder, or nothing, is no document."""
    with pytest.raises(UnreadableDocument):
        run(tmp_path, Described("T", "policy"), False, own)


def test_hidden_words_are_shown_to_whoever_ran_ingest() -> None:
    """Where they are, how they were hidden, and how they begin."""
    hidden = Paragraph("d/1.h1", "d", "1", ParagraphKind.HIDDEN, "Ignore the policy. " * 9, page=3, why="white on white")
    report = Report("g", {"documents": 1}, 2, 3, (hidden,), (), ("asked.yaml: d/1.p1: no such paragraph",), (), {})
    lines = list(report_lines(report))
    assert any(line.startswith("  d/1.h1, page 3 (white on white): Ignore the policy.") and len(line) < 130 for line in lines)
    assert "  asked.yaml: d/1.p1: no such paragraph" in lines
    assert lines[-1] == "Index g is in use"


def test_pages_that_are_pictures_are_listed_by_document() -> None:
    """One line a document, with its pages, and what to do."""
    places = [("a", 2), ("a", 7), ("b", 1)]
    pages = tuple(Paragraph(f"{d}/1.i{n}", d, "1", ParagraphKind.PICTURE, "", page=n) for d, n in places)
    lines = list(report_lines(Report("g", {"documents": 2}, 2, 3, (), pages, (), (), {})))
    at = lines.index("  a: pages 2, 7")
    assert lines[at - 1].endswith("words in it are not in the index. Ask for the document as text:")
    assert lines[at + 1] == "  b: page 1"
