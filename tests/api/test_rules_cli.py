"""`aftercare decide` and `aftercare rules`."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app
from assistant.rules.load import written_rules
from assistant.rules.written import RULES

ENDED = ("section=3", "current_setting=community", "ended_how=both_bodies", "qualifying_since_ending=no")
Run = Callable[..., Result]


@pytest.fixture
def run(corpus: Path) -> Run:
    """Runs a command; no index is needed."""
    runner = CliRunner()
    return lambda *words, **env: runner.invoke(app, list(words), env={"AFTERCARE_CORPUS": str(corpus), "COLUMNS": "80", **env})


def _one_line(text: str) -> str:
    return " ".join(text.replace("  | ", " ").split())


def test_decide_says_the_outcome_first_then_the_exact_words_and_their_place(run: Run) -> None:
    """Then what would change it, what to know beside it, and what it was made from."""
    done = run("decide", "entitlement", *ENDED)
    assert done.exit_code == 0
    assert done.stdout.startswith("No. Section 117 aftercare was ended")
    said = _one_line(done.stdout)
    parts = [
        "No. Section",
        "Because individuals where section 117 has been rescinded",
        "nl-policy/7.1.p4.b6",
        "What would change it",
    ]
    parts += ["Note ! Policy 7.1 says", "(E29)", "Table entitlement"]
    assert [said.index(part) for part in parts] == sorted(said.index(part) for part in parts)
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    assert "\033[" not in done.stdout


def test_decide_asks_the_one_thing_with_every_answer_as_it_is_typed(run: Run) -> None:
    """Help, options, and that it may be unknown; and what is certain meanwhile."""
    said = run("decide", "entitlement", "section=3", "current_setting=community").stdout
    assert "ended_how=both_bodies  The council and the ICB both decided to end it" in said
    assert "ended_how=unknown  Not known" in said
    assert "Certain meanwhile" in said


def test_explain_says_everything_used_and_all_that_would_change_it(run: Run) -> None:
    """No answer is left out, and every fact is there."""
    short, whole = (run("decide", "entitlement", *ENDED, *more).stdout for more in ((), ("--explain",)))
    assert "other answers" in short
    assert "other answers" not in whole
    assert "What was used" in whole
    assert "Section 3 (treatment)" in whole


def test_statute_and_what_is_still_to_be_done_are_named(run: Run) -> None:
    """A checklist that stops says by what."""
    said = run("decide", "ending", "on_cto=yes").stdout
    assert "Statute, not policy" in said
    assert "Still to be done" in said
    assert "(P14)" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("entitlment",), "table: there is no table 'entitlment'. Did you mean 'entitlement'? `aftercare rules list`"),
        (("entitlement", "sektion=3"), "sektion: there is no such fact. Did you mean 'section'? entitlement looks at: "),
        (("entitlement", "section=33"), "section: it cannot be '33'. Did you mean '3'? Allowed: 2, 3, 4"),
        (("entitlement", "section"), "section: write each fact as fact=value"),
        (("entitlement", "=3"), "=3: write each fact as fact=value"),
        (("entitlement", "age=3", "age=4"), "age: it is given twice"),
        (("entitlement", "ended_on=2025-02-30"), "ended_on: '2025-02-30' is not a day that exists"),
        (("entitlement", "ended_on=2999-01-01"), "ended_on: 2999-01-01 is after"),
        (("entitlement", "ended_on=2024-01-02", "--as-at", "2024-01-01"), "ended_on: 2024-01-02 is after 2024-01-01"),
        (("entitlement", "age=200"), "age: it cannot be '200'. Allowed: a whole number from 0 to 120"),
        (
            ("qualifying_history", "detentions=3 2021-02-01..2021-01-03"),
            "detentions[0]: it ends on 2021-01-03, before it starts",
        ),
        (("qualifying_history", "detentions=3 2021-02-01..2021-05-03; 2 2021-04-01.."), "detentions: section 3 (2021-02-01 to"),
        (("qualifying_history", "detentions=3 2021-02-01..2021-02-30"), "detentions[0].end: '2021-02-30' is not a day"),
        (("qualifying_history", "detentions=2; 93 2021-02-01"), "detentions[1].section: it cannot be '93'. Did you mean '3'?"),
        (("qualifying_history", "detentions=3 from 2021"), "detentions[0]: write each as SECTION FIRST..LAST"),
        (("qualifying_history", "detentions="), "detentions[0]: write each as SECTION FIRST..LAST"),
    ],
)
def test_what_cannot_be_decided_on_is_one_line_and_exit_code_2(run: Run, words: tuple[str, ...], said: str) -> None:
    """It names the field and what is allowed; nothing on stdout."""
    done = run("decide", *words)
    assert done.exit_code == 2
    assert done.stderr.startswith(said)
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("3 2021-02-01..2021-05-03", [("3", "2021-02-01", "2021-05-03")]),
        ("3 2021-02-01..; 2 2019-01-01..2019-01-20;", [("3", "2021-02-01", None), ("2", "2019-01-01", "2019-01-20")]),
        ("37/41 2021-02-01", [("37/41", "2021-02-01", None)]),
        ("3;5(2) ..2019-01-20", [("3", None, None), ("5(2)", None, "2019-01-20")]),
    ],
)
def test_detentions_are_written_as_section_and_days(
    run: Run, typed: str, kept: list[tuple[str, str | None, str | None]]
) -> None:
    """Without a day where none is known."""
    decision = json.loads(run("decide", "qualifying_history", f"detentions={typed}", "--json").stdout)
    found = [(one["section"], one["start"], one["end"]) for one in decision["facts"]["detentions"]]
    assert sorted(found, key=str) == sorted(kept, key=str)


@pytest.mark.parametrize("facts", [(), ENDED, ("section=37",), ("detentions=3 2021-02-01..2021-05-03",)])
def test_a_stored_decision_is_derived_again_the_same(run: Run, tmp_path: Path, facts: tuple[str, ...]) -> None:
    """Exit code 0."""
    file = tmp_path / "decision.json"
    file.write_text(run("decide", "entitlement", *facts, "--json").stdout, "utf-8")
    done = run("rules", "replay", str(file))
    assert done.exit_code == 0, done.stdout
    assert done.stdout.startswith("Same: ")


def test_a_decision_that_comes_out_otherwise_says_what_differs(run: Run, tmp_path: Path) -> None:
    """Exit code 1, one line for each difference."""
    file = tmp_path / "decision.json"
    stored = json.loads(run("decide", "entitlement", *ENDED, "--json").stdout)
    stored |= {"outcome": "entitled", "versions": stored["versions"] | {"paragraphs": "0"}}
    file.write_text(json.dumps(stored), "utf-8")
    done = run("rules", "replay", str(file))
    assert done.exit_code == 1
    assert "outcome: it was entitled; it is now ended" in done.stdout
    assert [line.split(":")[0].strip() for line in done.stdout.splitlines()] == ["Different", "outcome", "versions"]
    told = json.loads(run("rules", "replay", str(file), "--json").stdout)
    assert told["same"] is False
    assert len(told["differences"]) == 2


def test_a_decision_by_a_table_that_is_gone_is_different(run: Run, tmp_path: Path) -> None:
    """And says why."""
    file = tmp_path / "decision.json"
    file.write_text(run("decide", "entitlement", "--json").stdout.replace('"table": "entitlement"', '"table": "gone"'), "utf-8")
    done = run("rules", "replay", str(file))
    assert done.exit_code == 1
    assert "there is no table 'gone'" in done.stdout


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", '{"table": "entitlement"}', "not JSON"])
def test_a_file_that_is_no_decision_is_refused(run: Run, tmp_path: Path, content: str) -> None:
    """Exit code 2, and what to store."""
    file = tmp_path / "decision.json"
    file.write_text(content, "utf-8")
    done = run("rules", "replay", str(file))
    assert done.exit_code == 2
    assert "this is not a decision" in done.stderr
    assert run("rules", "replay", str(tmp_path / "none.json")).exit_code == 2


def test_list_names_every_table_with_its_question(run: Run) -> None:
    """Under the section of the policy that it rests on."""
    said = _one_line(run("rules", "list").stdout)
    for name, table in written_rules().tables.items():
        assert f"{name} {table.question}" in said
    assert {line["name"] for line in json.loads(run("rules", "list", "--json").stdout)} == set(written_rules().tables)


@pytest.mark.parametrize("name", sorted(written_rules().tables))
def test_show_prints_every_row_with_its_exact_words_and_paragraph(run: Run, name: str) -> None:
    """If, we say, because."""
    done = run("rules", "show", name)
    assert done.exit_code == 0
    said = _one_line(done.stdout)
    assert "Not yet checked by anyone" in said or "Checked by" in said
    for row in json.loads(run("rules", "show", name, "--json").stdout)["rows"]:
        assert f"we say: {row['words'][:40]}" in said
        assert all(_one_line(source["quote"]) in said and source["paragraph"] in said for source in row["sources"])


def test_show_says_that_a_document_is_overdue_for_review(run: Run) -> None:
    """Under the question, before the rows."""
    said = _one_line(run("rules", "show", "ending").stdout)
    assert said.index("The policy is overdue for review: its review was due on 15 November 2025.") < said.index("met where")


def test_show_and_page_refuse_a_table_that_is_not_there(run: Run, tmp_path: Path) -> None:
    """Exit code 2, one line; nothing is written."""
    for words in (("show", "rents"), ("page", "rents", "--out", str(tmp_path / "page.html"))):
        done = run("rules", *words)
        assert done.exit_code == 2
        assert "there is no table 'rents'. Did you mean 'rent'?" in done.stderr
    assert not list(tmp_path.iterdir())


def test_page_writes_one_file_that_needs_nothing_beside_it(run: Run, tmp_path: Path) -> None:
    """Its styles are in it, and its links to paragraphs lead to places on it."""
    file = tmp_path / "entitlement.html"
    assert run("rules", "page", "entitlement", "--out", str(file)).stdout.split() == [str(file), "written"]
    page = file.read_text("utf-8")
    assert "<style>" in page
    assert "<link" not in page
    assert "prefers-color-scheme: dark" in page
    assert 'href="/paragraphs/' not in page
    assert 'href="#at-nl-policy/7.1.p1"' in page


def test_page_says_where_it_cannot_write(run: Run, tmp_path: Path) -> None:
    """Exit code 2, and what to do."""
    done = run("rules", "page", "entitlement", "--out", str(tmp_path / "none" / "page.html"))
    assert done.exit_code == 2
    assert done.stderr.strip().endswith("Choose another place with --out")


def _copied(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    shutil.copy(RULES / "facts.yaml", folder)
    shutil.copytree(RULES / "tables", folder / "tables")
    return folder


def test_check_says_all_is_well_with_counts_and_seconds(run: Run) -> None:
    """For the rulebook in use."""
    done = run("rules", "check")
    assert done.exit_code == 0, done.stdout
    assert done.stdout.startswith(f"All is well: {len(written_rules().tables)} tables, ")
    assert json.loads(run("rules", "check", "--json").stdout)["problems"] == []


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("then: entitled\n", "then: entiteld\n", "entiteld"),
        ("quote: individuals where", "quote: persons where", "does not say"),
        ("rows:", "rows: [", "entitlement.yaml:"),
    ],
)
def test_check_prints_a_line_for_each_problem_and_exits_with_1(run: Run, tmp_path: Path, was: str, now: str, said: str) -> None:
    """File, line, what is wrong."""
    folder = _copied(tmp_path)
    table = folder / "tables" / "entitlement.yaml"
    table.write_text(table.read_text("utf-8").replace(was, now, 1), "utf-8")
    done = run("rules", "check", "--folder", str(folder))
    assert done.exit_code == 1
    assert said in done.stdout
    assert all(line.startswith(f"{folder}/") for line in done.stdout.splitlines())


def test_an_answer_does_not_read_the_rulebook(corpus: Path, home: Path) -> None:
    """In a fresh process a question about nobody, that the documents answer, is answered before any table is read."""
    script = """
import sys
from typer.testing import CliRunner
from api.cli import app
done = CliRunner().invoke(app, ["ask", "what does the Code say about ending"])
assert done.exit_code == 0, done.output
print([name for name in ("assistant.rules.load", "api.rulebook", "api.commands.rules") if name in sys.modules])
"""
    env = {"AFTERCARE_HOME": str(home), "AFTERCARE_CORPUS": str(corpus), "PATH": ""}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout.strip() == "[]"
