"""`aftercare chat` as people run it: a process of its own, from a pipe and at a terminal."""

import json
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from select import select
from signal import SIG_DFL, SIGINT, signal
from time import monotonic

import pytest

COMMAND = [sys.executable, "-m", "api.cli", "chat", "--as-at", "2026-03-02"]
WITHIN = 120  # seconds, on a busy machine
CHARGE = "can we charge for a care home?"
NHS = "943 476 5919"
Chat = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def env(home: Path, tmp_path: Path) -> dict[str, str]:
    """A home of its own with the shared index in it."""
    shutil.copytree(home, tmp_path / "home", symlinks=True)
    return {**os.environ, "AFTERCARE_HOME": str(tmp_path / "home"), "COLUMNS": "80"}


@pytest.fixture
def chat(env: dict[str, str]) -> Chat:
    """Runs a conversation from a pipe."""

    def run(*lines: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        given = "\n".join(lines) + "\n"
        done = subprocess.run(
            [*COMMAND, *options], input=given, env=env, capture_output=True, text=True, timeout=WITHIN, check=False
        )
        assert "Traceback" not in done.stderr
        return done

    return run


def test_a_case_is_told_asked_about_and_decided_by_numbers(chat: Chat) -> None:
    """The question's answers are numbered; picking one answers the same question again."""
    done = chat(CHARGE, "/case entitled=yes", "1", "/case", "/why", "/quit", "never reached")
    assert done.returncode == 0, done.stderr
    assert "   1  Yes" in done.stdout
    assert "Not known" in done.stdout
    assert "No. Section 117 aftercare is free" in done.stdout
    assert "entitled = yes  (given)" in done.stdout
    assert "What would change it" in done.stdout
    assert "What was used" in done.stdout
    assert done.stderr == ""


def test_a_new_case_forgets_the_one_before(chat: Chat) -> None:
    """And a number picks nothing any more: it is a message."""
    done = chat(CHARGE, "/case service_is_aftercare=yes", "/new", "/case")
    assert done.stdout.rstrip().endswith("Another case.\nNothing yet.")


def test_a_fact_is_taken_back(chat: Chat) -> None:
    """With nothing after the equals sign."""
    done = chat(CHARGE, "/case service_is_aftercare=yes", "/case service_is_aftercare=", "/case")
    assert "service_is_aftercare = " not in done.stdout.split("Nothing yet.")[-1]
    assert done.returncode == 0


def test_json_is_one_answer_a_line(chat: Chat) -> None:
    """The answers of one conversation, for a program."""
    done = chat(CHARGE, "who attends the review?", options=("--json",))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == 2
    assert answers[0]["conversation_id"] == answers[1]["conversation_id"]
    assert {"text", "citations", "decisions", "versions"} <= answers[0].keys()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x" * 2001, "2,001 characters"),
        ("/case sektion=3", "Did you mean"),
        ("/case entitled=perhaps", "It must be one of: yes, no, unclear, unknown"),
        ("/case entitled", "write each fact as fact=value"),
        ("/case entitled=yes", "Nothing has been asked"),
        ("/sing", "/help lists them"),
    ],
)
def test_what_cannot_be_taken_is_said_on_stderr_and_the_talk_goes_on(chat: Chat, line: str, said: str) -> None:
    """From a pipe, the exit code says that something was not right."""
    done = chat(line, "/help")
    assert said in done.stderr
    assert "/quit" in done.stdout
    assert done.returncode == 2


def test_a_message_that_identifies_a_person_is_nowhere_afterwards(chat: Chat, env: dict[str, str]) -> None:
    """Not in what is printed, nor in any file of the home folder."""
    done = chat(f"can we charge {NHS} for a care home?", CHARGE)
    assert NHS not in done.stdout + done.stderr
    kept = b"".join(path.read_bytes() for path in Path(env["AFTERCARE_HOME"]).glob("aftercare.db*"))
    assert CHARGE.encode() in kept
    assert NHS.encode() not in kept


def test_bytes_that_are_no_words_do_not_stop_it(env: dict[str, str]) -> None:
    """Nor does an end of input in the middle of a line."""
    done = subprocess.run(COMMAND, input=b"\xff\xfe\x00\nwho pays", env=env, capture_output=True, timeout=WITHIN, check=False)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_without_an_index_it_says_what_to_do(tmp_path: Path) -> None:
    """Exit code 1, and no database is made."""
    env = {**os.environ, "AFTERCARE_HOME": str(tmp_path)}
    done = subprocess.run(COMMAND, input="", env=env, capture_output=True, text=True, timeout=WITHIN, check=False)
    assert done.returncode == 1
    assert "aftercare ingest" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("key", "code"), [(b"\x04", 0), (b"\x03", 130)])
def test_at_a_terminal_it_prompts_and_ctrl_d_or_ctrl_c_ends_it(env: dict[str, str], key: bytes, code: int) -> None:
    """Without a traceback; the welcome says what not to type."""
    us, terminal = pty.openpty()
    with subprocess.Popen(
        COMMAND,
        env=env,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
        preexec_fn=_hears_ctrl_c,  # noqa: PLW1509 - it takes no lock that another thread could hold
    ) as process:
        try:
            seen = _until(us, b"> ")
            assert b"identifies a person" in seen
            os.write(us, b"who attends the review?\n")
            seen = _until(us, b"\n> ")
            assert b"Sources" in seen
            assert _ended(process, us, key) == code
        finally:
            process.kill()
            os.close(terminal)
    assert b"Traceback" not in _rest(us)


def _hears_ctrl_c() -> None:
    """As a terminal starts a program: what runs in the background, as a test run may, has learnt to ignore it."""
    signal(SIGINT, SIG_DFL)


def _ended(process: subprocess.Popen[bytes], terminal: int, key: bytes) -> int:
    """Presses a key until it ends: a Ctrl-C between the prompt and the wait for a line is seen with the next key only."""
    end = monotonic() + WITHIN
    while monotonic() < end:
        os.write(terminal, key) if key == b"\x04" else process.send_signal(SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return process.wait(2)
    raise AssertionError("it did not end")


def _until(terminal: int, wanted: bytes) -> bytes:
    """What the terminal shows up to these words."""
    seen, end = b"", monotonic() + WITHIN
    while wanted not in seen:
        assert monotonic() < end, seen
        if select([terminal], [], [], 1)[0]:
            seen += os.read(terminal, 65_536).replace(b"\r\n", b"\n")
    return seen


def _rest(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # Linux says so where the other end is closed
        return b""
    finally:
        os.close(terminal)
