"""`aftercare audit`: the chain is looked over, and an answer is decided again."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from doors import shelf_with
from typer.testing import CliRunner, Result

from api.cli import app
from api.desk import Desk
from api.replaying import replayed
from api.settings import Settings
from api.store.base import Store
from api.store.engine import FILE
from api.store.opened import open_store, read_store
from assistant.holdings import Holdings
from assistant.model import Versions

DAY = date(2026, 3, 2)
Run = Callable[..., Result]


@pytest.fixture
def mine(home: Path, tmp_path: Path, holdings: Holdings) -> Path:
    """A home in which three answers have been kept: one of the documents, one decided, one decided of a corrected case."""
    mine = tmp_path / "home"
    shutil.copytree(home, mine, symlinks=True)
    with closing(open_store(Settings(home=mine))) as store:
        desk = Desk(shelf_with(holdings), store, 50, lambda: DAY)
        conversation = store.start()
        desk.ask(conversation, "who attends the review?")
        facts = {"service_is_aftercare": "yes", "entitled": "yes"}
        desk.ask(conversation, "can we charge for a care home?", facts=facts)
        desk.correct(conversation, {"entitled": "unclear"})
    return mine


@pytest.fixture
def run(mine: Path, corpus: Path) -> Run:
    """Runs a command over that home."""
    runner, env = CliRunner(), {"AFTERCARE_HOME": str(mine), "AFTERCARE_CORPUS": str(corpus), "COLUMNS": "80"}
    return lambda *words: runner.invoke(app, list(words), env=env)


def _answers(mine: Path) -> list[str]:
    with sqlite3.connect(mine / FILE) as connection:
        return [row[0] for row in connection.execute("SELECT answer FROM audit ORDER BY seq")]


def _change(mine: Path, sql: str) -> None:
    with sqlite3.connect(mine / FILE) as connection:
        connection.execute(sql)


def test_a_whole_chain_is_well(run: Run) -> None:
    """With the words of each."""
    done = run("audit", "verify")
    assert done.exit_code == 0
    assert done.stdout == "All is well: 3 records in one chain, 3 of them with their words as sealed\n"
    assert json.loads(run("audit", "verify", "--json").stdout) == {"records": 3, "with_words": 3, "faults": []}


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE audit SET record = replace(record, 'unclear', 'yes') WHERE seq = 3", "record 3: it has been changed"),
        ("DELETE FROM audit WHERE seq = 2", "record 2: it is gone"),
        ("DELETE FROM audit WHERE seq = 3", "the last 1 records are gone"),
        ("UPDATE exchanges SET message = 'who pays?' WHERE turn = 1", "record 1: its message or its answer is not"),
        ("UPDATE exchanges SET body = 'nothing' WHERE turn = 1", "what is kept of it has been changed, and cannot be read"),
        ("UPDATE audit SET record = 'nothing' WHERE seq = 2", "record 2: it has been changed"),
        ("UPDATE audit SET kind = 'switch' WHERE seq = 2", "record 2: it is kept as switch, and was sealed as answer"),
        ("UPDATE exchanges SET body = replace(body, 'review', 'rewiev') WHERE turn = 1", "record 1: its message or its answer"),
    ],
)
def test_what_was_changed_is_named_and_the_exit_code_is_1(run: Run, mine: Path, sql: str, said: str) -> None:
    """By its record; doctor says so as well."""
    _change(mine, sql)
    done = run("audit", "verify")
    assert done.exit_code == 1
    assert said in done.stdout
    doctor = run("doctor")
    assert said in doctor.stdout
    assert doctor.exit_code == 1


def test_each_answer_comes_out_the_same_when_it_is_made_again(run: Run, mine: Path) -> None:
    """The whole of it: its message is still kept."""
    for name in _answers(mine):
        done = run("audit", "replay", name)
        assert done.exit_code == 0, done.stdout
        assert done.stdout.splitlines() == ["Made again as at 2026-03-02: the whole answer", "Same: every word"]


def test_after_the_days_the_decisions_alone_are_made_again(run: Run, mine: Path) -> None:
    """From the facts, which are no words of staff's."""
    names = _answers(mine)
    with closing(open_store(Settings(home=mine))) as store:
        assert store.tidy(datetime.now(UTC) + timedelta(days=31)) == 1
    done = run("audit", "replay", names[2])
    assert done.stdout.splitlines()[0] == "Made again as at 2026-03-02: its 1 decisions; its message is no longer kept"
    assert done.exit_code == 0
    assert run("audit", "verify").stdout == "All is well: 3 records in one chain, 0 of them with their words as sealed\n"


def test_other_versions_are_said_before_anything_else(mine: Path, holdings: Holdings) -> None:
    """What was in use then, and what is now."""
    now = replace(holdings, versions=Versions(holdings.versions.corpus, "another", holdings.versions.app))
    name = _answers(mine)[1]
    with closing(read_store(Settings(home=mine))) as store:  # type: ignore[type-var]
        made = replayed(store, name, now)  # type: ignore[arg-type]
    first = next(made.lines())
    assert first == f"Not the same versions: rules: it was {holdings.versions.rules}; it is now another"


def test_what_comes_out_otherwise_is_shown_and_the_exit_code_is_1(run: Run, mine: Path) -> None:
    """Line by line. (A record with another outcome: the chain would say that it was changed.)"""
    name = _answers(mine)[2]
    _change(mine, "UPDATE audit SET record = replace(record, '\"unclear\"', '\"yes\"') WHERE seq = 3")
    done = run("audit", "replay", name)
    assert done.exit_code == 1
    assert "Different:" in done.stdout
    assert "charging, outcome: it was " in done.stdout
    assert json.loads(run("audit", "replay", name, "--json").stdout)["same"] is False


def test_an_unknown_answer_is_exit_code_2(run: Run) -> None:
    """And nothing on stdout."""
    done = run("audit", "replay", "nope")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "no record of an answer" in done.stderr


def test_before_anything_was_kept_it_says_so_and_makes_nothing(tmp_path: Path) -> None:
    """Looking makes no database."""
    done = CliRunner().invoke(app, ["audit", "verify"], env={"AFTERCARE_HOME": str(tmp_path)})
    assert (done.exit_code, done.stdout.startswith("Nothing has been kept yet")) == (0, True)
    assert CliRunner().invoke(app, ["audit", "replay", "x"], env={"AFTERCARE_HOME": str(tmp_path)}).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_gone_is_not_a_new_beginning(run: Run, mine: Path) -> None:
    """The file of heads knows better."""
    for file in mine.glob(f"{FILE}*"):
        if not file.name.endswith(".heads"):
            file.unlink()
    done = run("audit", "verify")
    assert done.exit_code == 1
    assert "the database is gone" in done.stderr


def test_the_audit_alone_can_be_read_while_answers_are_kept(run: Run, mine: Path) -> None:
    """Beside a store that is open."""
    store: Store
    with closing(open_store(Settings(home=mine))) as store:
        store.start()
        assert run("audit", "verify").exit_code == 0
