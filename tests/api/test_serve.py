"""`aftercare serve` as people run it: a process of its own."""

import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from api.keys import Role, changing_keys, new_key

ROOT = Path(__file__).parents[2]
KEPT = r"Conversations are kept for 30 days, in \S+kept\.db \(SQLite 3\.[\d.]+; one writes at a time\)\.\n"
WITHIN = 120  # seconds to start, on a busy machine


@contextmanager
def _served(home: Path, kept: Path, **more: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """The process, its address and what it says it answers from; ended whatever happens."""
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0"]
    env = {"AFTERCARE_HOME": str(home), "AFTERCARE_DATABASE": f"sqlite:///{kept}/kept.db", "PATH": "", "PYTHONUNBUFFERED": "1"}
    env |= {f"AFTERCARE_{name.upper()}": value for name, value in more.items()}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            first, second = process.stdout.readline(), process.stdout.readline()
            found = re.search(r"http://\S+", first)
            assert found, first
            yield process, found[0], second
        finally:
            process.kill()


def test_it_says_where_it_serves_and_from_what_and_stops_when_asked_to(home: Path, tmp_path: Path) -> None:
    """Ctrl-C ends it without a traceback; nobody's question is in what it prints; it says where conversations are kept."""
    with _served(home, tmp_path) as (process, address, said):
        assert re.fullmatch(r"Answering from index \S+ \([\d,]+ rows\)\.\n", said)
        assert process.stdout
        assert re.fullmatch(KEPT, process.stdout.readline())
        assert httpx.get(f"{address}/api/v1/ready", timeout=60).json()["status"] == "ready"
        assert httpx.get(f"{address}/api/v1/search", params={"q": "943 476 5919"}, timeout=60).status_code == 200
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=WITHIN)
    assert process.returncode in (0, 130, -signal.SIGINT)
    assert "Traceback" not in err
    assert "943 476" not in out + err


def test_without_an_index_it_serves_and_says_what_to_do(tmp_path: Path) -> None:
    """The pages and health are there at once."""
    with _served(tmp_path, tmp_path) as (_, address, said):
        assert "aftercare ingest" in said
        assert httpx.get(f"{address}/", timeout=60).status_code == 200
        assert httpx.get(f"{address}/api/v1/ready", timeout=60).status_code == 503


def test_a_port_that_is_taken_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    """And what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "api.cli", "serve", "--port", port]
        env = {"AFTERCARE_HOME": str(tmp_path), "PATH": ""}
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=WITHIN)
    assert done.returncode == 2
    assert done.stderr.strip().endswith("Choose another with --port")
    assert len(done.stderr.splitlines()) == 1


def test_a_damaged_rulebook_ends_it_before_it_serves(tmp_path: Path) -> None:
    """File, line and what to do, on one line; exit code 2, nothing served, no traceback."""
    for package in ("api", "assistant", "ingest"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    table = tmp_path / "assistant/rules/tables/charging.yaml"
    lines = table.read_text(encoding="utf-8").splitlines()
    line = next(n for n, words in enumerate(lines, 1) if words.startswith("facts: ["))
    table.write_text("\n".join([*lines[: line - 1], lines[line - 1].rstrip("]"), *lines[line:]]), encoding="utf-8")
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0"]
    env = {"AFTERCARE_HOME": str(tmp_path / "home"), "PATH": ""}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=WITHIN)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    (said,) = done.stderr.splitlines()
    found = re.match(rf"{re.escape(str(table))}:(\d+): (.+)", said)
    assert found, said
    assert line <= int(found[1]) <= line + 1
    assert "Mend" in said


def _refused(home: Path, *words: str, **more: str) -> str:
    """What it says where it does not serve: one line, exit code 2, nothing on the standard output."""
    env = {"AFTERCARE_HOME": str(home), "PATH": ""} | {f"AFTERCARE_{name.upper()}": value for name, value in more.items()}
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0", *words]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=WITHIN)
    assert (done.returncode, done.stdout) == (2, "")
    (said,) = done.stderr.splitlines()
    return said


def test_without_keys_it_serves_no_other_machine(tmp_path: Path) -> None:
    """Whatever else is set; it says what to do."""
    for host in ("0.0.0.0", "::", "localhost.evil.example"):  # noqa: S104
        said = _refused(tmp_path, "--host", host)
        assert "AFTERCARE_AUTH is none" in said
        assert "aftercare keys add --role reader" in said


def test_with_keys_wanted_and_none_made_it_does_not_serve(tmp_path: Path) -> None:
    """Not even this machine, and not with a file that is damaged, or that others may write to."""
    assert "nobody could ask" in _refused(tmp_path, auth="keys")
    file = tmp_path / "keys.json"
    file.write_text("{")
    assert "no file of keys" in _refused(tmp_path, auth="keys")
    file.write_text("[]")
    file.chmod(0o666)
    assert "others than its owner may write to it" in _refused(tmp_path, auth="keys")


def test_with_a_key_it_serves_every_machine_and_believes_no_header_about_who_asks(tmp_path: Path) -> None:
    """It says how many keys there are. Whoever connects from this machine could write X-Forwarded-For: uvicorn believes it."""
    key, kept = new_key(Role.READER)
    with changing_keys(tmp_path / "keys.json") as keys:
        keys[kept.id] = kept
    more = {"auth": "keys", "host": "0.0.0.0", "allowed_hosts": '["127.0.0.1", "aftercare.example"]', "limit_network": "3"}  # noqa: S104
    with _served(tmp_path, tmp_path, **more) as (process, address, _):
        assert process.stdout
        assert process.stdout.readline() == f"Only with a key: 1 in {tmp_path}/keys.json.\n"
        here = address.replace("0.0.0.0", "127.0.0.1")  # noqa: S104
        assert httpx.get(f"{here}/api/v1/ready", timeout=60).status_code == 401
        opened = {"authorization": f"Bearer {key}"}
        assert httpx.get(f"{here}/rules/", headers=opened, timeout=60).status_code == 200
        said = [httpx.get(f"{here}/rules/", headers=opened | {"x-forwarded-for": f"10.0.0.{n}"}, timeout=60) for n in range(2)]
        assert [one.status_code for one in said] == [200, 429]


def test_several_processes_say_that_each_counts_by_itself(tmp_path: Path) -> None:
    """A limit that is not what it says would be worse than none."""
    with _served(tmp_path, tmp_path, workers="2") as (process, _, _):
        assert process.stdout
        assert process.stdout.readline().startswith(
            "Each of the 2 processes counts requests by itself: up to 2 times the limits"
        )
