"""The audit's page: what is in the chain, whether it is whole, and all of it as a file."""

import csv
import fcntl
import io
import json
import sqlite3
from pathlib import Path
from time import monotonic, sleep

import pytest
from desks import Desks

from api.owner.cells import cell
from api.owner.jobs import RESULT, AlreadyRunning, begin, state
from api.settings import Settings
from api.store.base import Act, ActKind
from api.store.engine import FILE
from tests.api.store.stores import NOW, exchange

ENDS_WITHIN = 60.0  # seconds


def _keep(desks: Desks, answers: int = 3) -> None:
    conversation = desks.store.start()
    for n in range(1, answers + 1):
        desks.store.add(conversation, exchange(f"answer-{n}"), n)
    desks.store.act(Act(ActKind.SWITCH, "topic:charging", "paused", "k1", "=cmd|' /C calc'!A0", NOW, {"message": "Wait."}))


def _home(desks: Desks) -> Path:
    return Path(desks.store.heads_file).parent  # type: ignore[attr-defined]


def _ended(folder: Path) -> None:
    end = monotonic() + ENDS_WITHIN
    while not (folder / RESULT).exists():
        assert monotonic() < end, state(folder)
        sleep(0.05)


def test_the_records_are_listed_the_newest_first(desks: Desks) -> None:
    """Answers by what was decided, acts by who did what and why."""
    _keep(desks)
    page = desks.get("/owner/audit").text
    assert page.index("topic:charging") < page.index("entitlement")
    assert "As they were kept" in page
    assert "<dd>4</dd>" in page


def test_a_long_audit_is_read_some_at_a_time(desks: Desks) -> None:
    """Fifty on a page, and a link to those before."""
    _keep(desks, 60)
    assert "/owner/audit?before=12" in desks.get("/owner/audit").text
    assert ">11</td>" in desks.get("/owner/audit?before=12").text
    assert desks.get("/owner/audit?before=x").status_code == 200


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE audit SET record = replace(record, 'entitlement', 'charging') WHERE seq = 2", "record 2: it has been changed"),
        ("UPDATE audit SET record = 'x' WHERE seq = 3", "record 3: it has been changed"),
        ("DELETE FROM audit WHERE seq = 2", "record 2: it is gone"),
        ("DELETE FROM audit WHERE seq > 2", "the last 2 records are gone"),
    ],
)
def test_a_database_that_was_edited_by_hand_is_told_at_once(desks: Desks, sql: str, said: str) -> None:
    """What is wrong, where, and what to do."""
    _keep(desks)
    with sqlite3.connect(_home(desks) / FILE) as connection:
        connection.execute(sql)
    page = desks.get("/owner/audit")
    assert page.status_code == 200
    assert said in page.text
    assert "bring back" in page.text


def test_the_file_holds_every_record_and_no_live_formula(desks: Desks) -> None:
    """What a spreadsheet would run is marked as text."""
    _keep(desks)
    sent = desks.get("/owner/audit.csv")
    assert sent.headers["content-disposition"].endswith('.csv"')
    rows = list(csv.DictReader(io.StringIO(sent.text.removeprefix("\ufeff"))))
    assert [row["seq"] for row in rows] == ["1", "2", "3", "4"]
    assert [row["kind"] for row in rows] == ["answer", "answer", "answer", "switch"]
    assert rows[0]["what"] == "entitlement"
    assert rows[0]["paragraphs"] == "d/1"
    assert rows[3]["why"] == "'=cmd|' /C calc'!A0"


@pytest.mark.parametrize("words", ["=1", "+1", "-1", "@a", "\tx", "\r=1", " =1", "＝1"])
def test_a_cell_is_never_a_formula(words: str) -> None:
    """However it begins."""
    assert cell(words) == f"'{words}"
    assert cell(f"a{words}") == f"a{words}"


def test_every_record_is_looked_at_by_a_process_of_its_own(desks: Desks) -> None:
    """What it found stays on the page."""
    _keep(desks)
    assert desks.post("/owner/audit").status_code == 200
    _ended(_home(desks) / "desk" / "verify")
    assert "All is well: 4 records in one chain, 3 of them with their words as sealed" in desks.get("/owner/audit").text
    with sqlite3.connect(_home(desks) / FILE) as connection:
        connection.execute("UPDATE exchanges SET message = 'other' WHERE turn = 1")
    desks.post("/owner/audit")
    _ended(_home(desks) / "desk" / "verify")
    assert "record 1: its message or its answer is not what was sealed" in desks.get("/owner/audit").text


def test_a_job_that_was_killed_is_said_to_have_been(tmp_path: Path) -> None:
    """Nobody holds its lock, and there is no result."""
    (tmp_path / "lock").touch()
    (tmp_path / "progress.json").write_text(json.dumps({"stage": "looking", "done": 1, "total": 3}))
    assert state(tmp_path).stopped
    assert not state(tmp_path).running


def test_the_same_job_is_not_begun_twice(tmp_path: Path) -> None:
    """While its lock is held."""
    with (tmp_path / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(AlreadyRunning):
            begin(tmp_path, "verify", Settings(home=tmp_path))
