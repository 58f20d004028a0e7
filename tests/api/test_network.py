"""Nothing is asked of any other machine."""

import json
import subprocess
import sys
from pathlib import Path

LOOPBACK = {"127.0.0.1", "::1"}
# A fresh process, so that every import and every connection from the first is seen.
CONVERSATION = """
import json, sys

seen = []
WATCHED = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")

def watch(event, given):
    if event in WATCHED:
        address = given[0] if event.startswith("socket.get") else given[1]
        seen.append(address[0] if isinstance(address, tuple) else str(address))

sys.addaudithook(watch)
sys.path.insert(0, sys.argv[2])

import httpx
from pathlib import Path
from doors import serving
from api.app import create_app
from api.served import shelf_of
from api.settings import load_settings
from api.store.opened import open_store

settings = load_settings(home=Path(sys.argv[1]), database="sqlite:///" + sys.argv[3])
with serving(create_app(settings, shelf_of(settings.home, settings.area), store=open_store(settings))) as address:
    with httpx.Client(base_url=address + "/api/v1", timeout=30) as client:
        assert client.get("/ready").json()["status"] == "ready", client.get("/ready").text
        path = "/conversations/" + client.post("/conversations").json()["id"] + "/messages"
        for question in ("can we charge her for her 117 care home?", "who attends the review?", "what dose of lorazepam?"):
            assert client.post(path, json={"message": question}).status_code == 200
        assert "done" in client.post(path, json={"message": "who pays?"}, headers={"accept": "text/event-stream"}).text
        assert client.get("/search", params={"q": "charging"}).json()["results"]
    assert httpx.post(address + "/ask", data={"question": "who pays?"}, follow_redirects=True).status_code == 200
print(json.dumps(sorted(set(map(str, seen)))))
"""


def test_a_whole_conversation_opens_only_loopback_sockets(home: Path, tmp_path: Path) -> None:
    """Server, API, stream, search and page, on the real index: every address is this machine's own."""
    command = [sys.executable, "-c", CONVERSATION, str(home), str(Path(__file__).parent), str(tmp_path / "kept.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "127.0.0.1" in (seen := json.loads(done.stdout.splitlines()[-1]))
    assert set(seen) <= LOOPBACK
