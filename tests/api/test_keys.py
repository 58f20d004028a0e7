"""Keys: made once, kept as hashes, found again, taken away."""

import json
import stat
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from api import keys as module
from api.cli import app
from api.keys import KeyRing, Role, check_keys, matching, new_key, read_keys
from api.settings import Settings, SettingsError

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command with a home of its own."""
    return lambda *words: CliRunner().invoke(app, list(words), env={"AFTERCARE_HOME": str(tmp_path)})


def _file(tmp_path: Path) -> Path:
    return tmp_path / "keys.json"


def test_a_key_is_shown_once_and_only_its_hash_is_kept(run: Run, tmp_path: Path) -> None:
    """Alone on the standard output, so that a program can take it; nobody else may read the file."""
    done = run("keys", "add", "--role", "reader", "--name", "ward page")
    key = done.stdout.strip()
    assert done.exit_code == 0
    assert module.WRITTEN.fullmatch(key)
    kept = _file(tmp_path).read_text()
    assert key.rpartition("_")[2] not in kept
    assert stat.S_IMODE(_file(tmp_path).stat().st_mode) == 0o600
    assert "shown this once" in done.stderr
    found = KeyRing(_file(tmp_path)).find(key)
    assert found
    assert (found.role, found.name) == (Role.READER, "ward page")


def test_the_list_shows_every_key_but_none_that_opens_anything(run: Run) -> None:
    """Id, role, day and name; as JSON too."""
    assert "There is no key yet" in run("keys", "list").stdout
    made = json.loads(run("keys", "add", "--role", "owner", "--name", "policy team", "--json").stdout)
    line = run("keys", "list").stdout
    assert made["id"] in line
    assert "owner" in line
    assert "policy team" in line
    assert made["key"] not in line
    (listed,) = json.loads(run("keys", "list", "--json").stdout)
    assert listed == {name: made[name] for name in ("id", "name", "role", "made")}


def test_a_key_that_is_removed_opens_nothing_from_the_next_request_on(run: Run, tmp_path: Path) -> None:
    """A running server sees it; another key stays."""
    first, second = (json.loads(run("keys", "add", "--role", "reader", "--json").stdout) for _ in range(2))
    ring = KeyRing(_file(tmp_path))
    assert ring.find(first["key"])
    assert run("keys", "remove", first["id"]).exit_code == 0
    assert ring.find(first["key"]) is None
    assert ring.find(second["key"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "--role", "boss"), "--role: it is one of reader, trainer, owner, admin"),
        (("add", "--role", "reader", "--name", "x" * 81), "at most 80 letters"),
        (("add", "--role", "reader", "--name", "a\x1b[2Jb"), "on one line"),
        (("remove", "nosuchid"), "There is no key with this id"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(run: Run, words: tuple[str, ...], said: str) -> None:
    """And nothing is written that was not there."""
    done = run("keys", *words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_each_role_may_do_what_those_before_it_may() -> None:
    """And nothing more."""
    order = [Role.READER, Role.TRAINER, Role.OWNER, Role.ADMIN]
    assert list(Role) == order
    for at, role in enumerate(order):
        assert [role.includes(wanted) for wanted in order] == [at >= n for n in range(4)]


@pytest.mark.parametrize("mode", [0o602, 0o620, 0o666])
def test_a_file_that_others_may_write_to_is_not_believed(run: Run, tmp_path: Path, mode: int) -> None:
    """Whoever can write to it can make themselves a key."""
    run("keys", "add", "--role", "reader")
    _file(tmp_path).chmod(mode)
    with pytest.raises(SettingsError, match=r"others than its owner may write to it.*chmod 600"):
        read_keys(_file(tmp_path))


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"a": 1}', '[{"id": "12345678"}]', "null"])
def test_a_damaged_file_opens_nothing_and_says_what_to_do(run: Run, tmp_path: Path, text: str) -> None:
    """No key, rather than any; a key that was known before does not go on being known."""
    key = run("keys", "add", "--role", "reader").stdout.strip()
    ring = KeyRing(_file(tmp_path))
    assert ring.find(key)
    _file(tmp_path).write_text(text)
    for _ in range(2):
        with pytest.raises(SettingsError, match=r"no file of keys.*Bring back a copy"):
            ring.find(key)
    assert run("keys", "list").exit_code == 2


def test_a_file_that_goes_away_takes_its_keys_with_it(run: Run, tmp_path: Path) -> None:
    """And they come back with it."""
    key = run("keys", "add", "--role", "reader").stdout.strip()
    ring = KeyRing(_file(tmp_path))
    assert ring.find(key)
    away = _file(tmp_path).rename(tmp_path / "away")
    assert ring.find(key) is None
    away.rename(_file(tmp_path))
    assert ring.find(key)


def test_where_keys_cannot_be_kept_none_is_shown(tmp_path: Path) -> None:
    """One line, and no key that would open nothing."""
    (tmp_path / "file").touch()
    env = {"AFTERCARE_HOME": str(tmp_path), "AFTERCARE_KEYS_FILE": str(tmp_path / "file" / "keys.json")}
    done = CliRunner().invoke(app, ["keys", "add", "--role", "reader"], env=env)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "the keys cannot be kept there" in done.stderr


def test_keys_made_at_once_are_all_kept(tmp_path: Path) -> None:
    """One waits for the other."""

    def make() -> None:
        with module.changing_keys(_file(tmp_path)) as keys:
            _, kept = new_key(Role.READER)
            keys[kept.id] = kept

    threads = [threading.Thread(target=make) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_keys(_file(tmp_path))) == 12


def test_doctor_says_who_may_come_in_and_what_keeps_it_from_serving(tmp_path: Path) -> None:
    """Before anybody tries to start it."""

    def doors(**more: str) -> tuple[str, str]:
        env = {"AFTERCARE_HOME": str(tmp_path)} | {f"AFTERCARE_{name.upper()}": value for name, value in more.items()}
        found = json.loads(CliRunner().invoke(app, ["doctor", "--json"], env=env).stdout)
        return next((one["state"], one["says"]) for one in found if one["name"] == "doors")

    assert doors() == ("ok", "no key is wanted, and only this machine is served")
    state, says = doors(host="0.0.0.0")  # noqa: S104
    assert (state, "AFTERCARE_AUTH is none" in says) == ("bad", True)
    with module.changing_keys(_file(tmp_path)) as keys:
        _, kept = new_key(Role.READER)
        keys[kept.id] = kept
    assert doors(auth="keys") == ("ok", f"only with a key: 1 in {_file(tmp_path)}")


def test_keys_are_wanted_only_where_the_settings_say_so(tmp_path: Path) -> None:
    """With keys wanted and none there, nothing could be asked: that is refused, with the command that makes one."""
    assert check_keys(Settings(home=tmp_path)) == 0
    with pytest.raises(SettingsError, match=r"nobody could ask.*aftercare keys add --role reader"):
        check_keys(Settings(home=tmp_path, auth="keys"))
    elsewhere = tmp_path / "elsewhere.json"
    with module.changing_keys(elsewhere) as keys:
        _, kept = new_key(Role.READER)
        keys[kept.id] = kept
    assert check_keys(Settings(home=tmp_path, auth="keys", keys_file=elsewhere)) == 1


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_nothing_that_was_made_up_is_a_key(given: str) -> None:
    """Whatever its characters."""
    assert matching({}, given) is None


@pytest.mark.parametrize("change", [0, 12, 19, 20, 40, -1])
def test_a_key_with_one_letter_changed_opens_nothing(change: int) -> None:
    """Whichever letter it is."""
    key, kept = new_key(Role.READER)
    letters = list(key)
    letters[change] = "x" if letters[change] != "x" else "y"
    assert matching({kept.id: kept}, key) == kept
    assert matching({kept.id: kept}, "".join(letters)) is None


@pytest.mark.parametrize("around", [" {}", "{} ", "{}\n", "{}\x00", "{}é", "{0}{0}"])
def test_a_key_with_anything_around_it_is_another(around: str) -> None:
    """It is compared whole."""
    key, kept = new_key(Role.READER)
    assert matching({kept.id: kept}, around.format(key)) is None


def test_an_unknown_name_takes_as_long_as_a_wrong_secret() -> None:
    """Both are hashed, so that the time does not tell which names there are."""
    key, kept = new_key(Role.READER)
    wrong, unknown = key[:-43] + "A" * 43, f"{module.PREFIX}zzzzzzzz_{'A' * 43}"

    def middle(given: str) -> float:
        times = []
        for _ in range(40):
            begun = time.thread_time()
            assert matching({kept.id: kept}, given) is None
            times.append(time.thread_time() - begun)
        return statistics.median(times)

    assert 0.5 < middle(wrong) / middle(unknown) < 2
