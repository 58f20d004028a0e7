"""The command line."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app
from assistant.holdings import Holdings
from assistant.model import Answer
from tests.ingest.small_corpus import build_quickly, make_corpus

QUESTION = "can we charge her for her 117 care home?"
# What takes seconds to import, and none of which an answer needs.
HEAVY = ("torch", "sentence_transformers", "transformers", "chromadb", "langchain", "langchain_chroma")
HEAVY += ("fastapi", "starlette", "uvicorn", "lxml")
Run = Callable[..., Result]


@pytest.fixture
def run(corpus: Path, home: Path) -> Run:
    """Runs a command over the shared index."""
    runner = CliRunner()
    return lambda *words, **env: runner.invoke(
        app, list(words), env={"AFTERCARE_HOME": str(home), "AFTERCARE_CORPUS": str(corpus), "COLUMNS": "80", **env}
    )


def test_ask_prints_the_answer_the_exact_words_their_place_and_the_notices(run: Run, holdings: Holdings) -> None:
    """Within the terminal's width, without colour, every quote word for word."""
    asked = run("ask", QUESTION)
    assert asked.exit_code == 0
    assert "Sources" in asked.stdout
    assert "nl-policy/" in asked.stdout
    assert "overdue for review" in asked.stdout
    assert "\033[" not in asked.stdout
    assert all(len(line) <= 80 for line in asked.stdout.splitlines())
    answer = json.loads(run("ask", QUESTION, "--json").stdout)
    said = " ".join(asked.stdout.replace("  |", " ").replace(" - ", " ").split())
    for block in answer["blocks"]:
        assert " ".join(block["runs"][0]["text"].replace(" - ", " ").split()) in said
    for citation in answer["citations"]:
        assert holdings.paragraphs[citation["paragraph"]].text[citation["start"] : citation["end"]] == citation["quote"]


@pytest.mark.parametrize("columns", ["10", "40", "60", "300"])
def test_ask_keeps_to_the_width_of_the_terminal(run: Run, columns: str) -> None:
    """No narrower than 40, no wider than 100."""
    lines = run("ask", QUESTION, COLUMNS=columns).stdout.splitlines()
    assert max(map(len, lines)) <= max(40, min(100, int(columns)))


def test_ask_gives_the_answer_of_the_contract_as_json(run: Run) -> None:
    """The same fields as over HTTP."""
    answer = json.loads(run("ask", "--json", "who", "pays?").stdout)
    assert answer.keys() == {field.name for field in fields(Answer)}


def test_ask_as_at_a_day_before_the_review_was_due_shows_no_overdue_notice(run: Run) -> None:
    """Notices follow the day."""
    kinds = {notice["kind"] for notice in json.loads(run("ask", QUESTION, "--json", "--as-at", "2024-01-01").stdout)["notices"]}
    assert "overdue" not in kinds


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ask", ""), "Nothing was asked"),
        (("ask", "   "), "Nothing was asked"),
        (("ask", "x" * 2001), "2,001 characters"),
        (("ask", "x" * 100_000), "100,000 characters"),
        (("ask", "who pays?", "--as-at", "2024-02-30"), "--as-at"),
        (("serve", "--host", "0.0.0.0"), "reached from other machines"),  # noqa: S104 - it is refused
        (("serve", "--port", "99999"), "AFTERCARE_PORT"),
        (("ingest", "changes", "none.txt", "none.md"), "no such file"),
        (("ingest", "add", "none.txt", "--title", "T", "--kind", "policy"), "no such file"),
        (("ingest", "add", "none.txt"), "--title"),
        (("nonsense",), "nonsense"),
    ],
)
def test_bad_input_is_a_message_on_stderr_and_exit_code_2(run: Run, words: tuple[str, ...], said: str) -> None:
    """Nothing on stdout, no traceback."""
    done = run(*words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_misspelt_setting_is_refused_with_the_one_that_was_meant(run: Run) -> None:
    """It would be ignored without a word otherwise."""
    done = run("ask", QUESTION, AFTERCARE_HOEM="x")
    assert done.exit_code == 2
    assert "did you mean AFTERCARE_HOME?" in done.stderr


@pytest.mark.parametrize("words", [("ask", "who pays?"), ("ingest", "rollback")])
def test_without_an_index_it_says_to_run_ingest(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    """One line, exit code 1."""
    done = run(*words, AFTERCARE_HOME=str(tmp_path))
    assert done.exit_code == 1
    assert "aftercare ingest" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_doctor_finds_everything_in_order(run: Run) -> None:
    """Nothing bad; the SQLite mistake is named where this Python has it."""
    done = run("doctor", "--json")
    findings = {finding["name"]: finding for finding in json.loads(done.stdout)}
    assert done.exit_code == 0
    assert {"python", "sqlite", "chromadb", "weights", "documents", "index", "model", "chroma", "disk"} <= findings.keys()
    assert "none yet" in findings["database"]["says"]
    assert findings["chroma"]["says"] == "holds the same rows"
    assert "rows" in findings["index"]["says"]
    assert findings["listening"]["says"].endswith("adapted to how staff ask and tell")


def test_doctor_says_that_messages_are_heard_with_the_published_model(run: Run, tmp_path: Path) -> None:
    """A corpus without an adapter is heard worse, and says so."""
    make_corpus(tmp_path / "corpus")
    build_quickly(tmp_path / "corpus", tmp_path / "home")
    done = run("doctor", "--json", AFTERCARE_HOME=str(tmp_path / "home"))
    findings = {finding["name"]: finding for finding in json.loads(done.stdout)}
    assert findings["listening"]["state"] == "warn"
    assert "the corpus held no adapter.npz" in findings["listening"]["says"]


def test_doctor_says_what_to_do_where_there_is_no_index(run: Run, tmp_path: Path) -> None:
    """And exits with 1."""
    done = run("doctor", AFTERCARE_HOME=str(tmp_path))
    assert done.exit_code == 1
    assert "Run `aftercare ingest`" in done.stdout


def test_changes_between_an_edition_and_itself_are_none(run: Run, corpus: Path) -> None:
    """And a changed word is shown in its paragraph."""
    leaflet = corpus / "documents" / "what-is-section-117-aftercare-leaflet.md"
    assert run("ingest", "changes", str(leaflet), str(leaflet)).stdout == "No paragraph changed\n"


def test_changes_are_shown_word_by_word(run: Run, corpus: Path, tmp_path: Path) -> None:
    """Gone words and new ones, under the paragraph's id."""
    leaflet = corpus / "documents" / "what-is-section-117-aftercare-leaflet.md"
    new = tmp_path / leaflet.name
    new.write_text(leaflet.read_text("utf-8").replace("aftercare", "afterthought", 1), "utf-8")
    changed = json.loads(run("ingest", "changes", str(leaflet), str(new), "--json").stdout)
    assert changed[0]["kind"] == "changed"
    assert {"mark": "new", "text": "afterthought?"} in changed[0]["words"]


def test_an_answer_imports_nothing_heavy(corpus: Path, home: Path) -> None:
    """In a fresh process: no torch, no Chroma, no LangChain, no web framework, no lxml."""
    script = f"""
import sys
from typer.testing import CliRunner
from api.cli import app
done = CliRunner().invoke(app, ["ask", {QUESTION!r}])
assert done.exit_code == 0, done.output
print(sorted(set({HEAVY!r}) & set(sys.modules)))
"""
    env = {"AFTERCARE_HOME": str(home), "AFTERCARE_CORPUS": str(corpus), "PATH": ""}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout.strip() == "[]"


def test_an_answer_survives_a_terminal_that_knows_only_ascii(home: Path) -> None:
    """Letters that it cannot show become question marks."""
    env = {"AFTERCARE_HOME": str(home), "PYTHONIOENCODING": "ascii", "PATH": ""}
    command = [sys.executable, "-m", "api.cli", "ask", QUESTION]
    done = subprocess.run(command, env=env, capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert b"Sources" in done.stdout
