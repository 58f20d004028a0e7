"""A server that is killed while it answers: what was answered is kept, whole; what was not leaves nothing behind."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event

import httpx
import pytest

from api.settings import Settings
from api.store.opened import open_store
from api.store.seal import faults, words_as_sealed

QUESTIONS = ("can we charge for a care home?", "who attends the review?", "who pays?")
USERS = 6
Answers = dict[str, list[str]]  # ids of the answers that arrived, by conversation


@contextmanager
def _served(home: Path, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The real server in a process of its own, and its address."""
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0"]
    env = {**os.environ, "AFTERCARE_HOME": str(home), "PYTHONUNBUFFERED": "1", **settings}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found
            yield process, found[0]
        finally:
            process.kill()


def _talk(address: str, arrived: Answers, going: Event) -> None:
    """One user: message after message, until the server is gone."""
    with httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        try:
            conversation = client.post("/conversations").json()["id"]
            arrived[conversation] = []
            for n in range(40):
                path = f"/conversations/{conversation}/messages"
                arrived[conversation].append(_send(client, path, QUESTIONS[n % 3], stream=n % 2 == 1))
                if n == 2:
                    going.set()
        except (httpx.HTTPError, KeyError, json.JSONDecodeError):
            return


def _send(client: httpx.Client, path: str, message: str, *, stream: bool) -> str:
    headers = {"accept": "text/event-stream"} if stream else {}
    text = client.post(path, json={"message": message}, headers=headers).text
    answer = json.loads(text.split("event: done\ndata: ")[1].splitlines()[0] if stream else text)
    return str(answer["id"])


@pytest.mark.parametrize("attempt", [1, 2])
def test_a_killed_server_has_lost_no_answer_and_kept_no_half_of_one(home: Path, tmp_path: Path, attempt: int) -> None:
    """kill -9 under load: every answer that arrived is in its transcript, in order, sealed; and the next server goes on."""
    mine = tmp_path / "home"
    shutil.copytree(home, mine, symlinks=True)
    arrived: Answers = {}
    with _served(mine) as (process, address), ThreadPoolExecutor(USERS) as pool:
        going = Event()
        for _ in range(USERS):
            pool.submit(_talk, address, arrived, going)
        assert going.wait(120)
        process.send_signal(signal.SIGKILL)
    assert sum(map(len, arrived.values())) >= 3
    _check(mine, arrived)
    with _served(mine) as (_, address), httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        for conversation, answers in arrived.items():
            said = client.get(f"/conversations/{conversation}").json()["exchanges"]
            assert [one["answer"]["id"] for one in said][: len(answers)] == answers
            assert len(said) <= len(answers) + 1  # one may have been kept whose answer was cut off on its way
        assert client.post(f"/conversations/{conversation}/messages", json={"message": QUESTIONS[0]}).status_code == 200


def _check(home: Path, arrived: Answers) -> None:
    """The chain is whole, and every turn is there with its record and its words."""
    with closing(open_store(Settings(home=home))) as store:
        records = list(store.records())
        kept = list(store.all_kept())
        assert list(faults(records, store.heads())) == []
    by_answer = {one.answer: one for one in records}
    assert {one.exchange.answer.id for one in kept} == set(by_answer)
    assert all(words_as_sealed(one, by_answer[one.exchange.answer.id]) for one in kept)
    assert {answer for answers in arrived.values() for answer in answers} <= set(by_answer)
    turns = {conversation: [one.turn for one in kept if one.conversation == conversation] for conversation in arrived}
    assert all(found == list(range(1, len(found) + 1)) for found in turns.values())


def test_two_processes_on_one_address_take_the_turns_of_a_conversation_one_after_another(home: Path, tmp_path: Path) -> None:
    """Twelve messages at once: twelve answers, in one order, in one chain; a notice is shown once."""
    mine = tmp_path / "home"
    shutil.copytree(home, mine, symlinks=True)
    with _served(mine, AFTERCARE_WORKERS="2") as (process, address):
        api = f"{address}/api/v1"
        conversation = httpx.post(f"{api}/conversations", timeout=120).json()["id"]
        path = f"{api}/conversations/{conversation}/messages"
        with ThreadPoolExecutor(12) as pool:
            answers = list(pool.map(lambda n: httpx.post(path, json={"message": QUESTIONS[0]}, timeout=120), range(12)))
        assert {one.status_code for one in answers} == {200}
        said = httpx.get(f"{api}/conversations/{conversation}", timeout=60).json()["exchanges"]
        process.send_signal(signal.SIGINT)
        process.wait(60)
    shown = [notice["id"] for one in said for notice in one["answer"]["notices"]]
    assert len(shown) == len(set(shown))
    assert shown
    _check(mine, {conversation: [one["answer"]["id"] for one in said]})
    assert {one.json()["id"] for one in answers} == {one["answer"]["id"] for one in said}
