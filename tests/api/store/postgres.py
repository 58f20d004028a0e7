"""A PostgreSQL of the tests' own, where its programs are installed: a cluster in a temporary folder, on a socket alone."""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

GIVEN = "TEST_POSTGRES"  # address of an empty database, where one is at hand already
LONGEST = 3_600  # seconds; a server whose tests were killed ends by itself
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")  # nothing here has to survive a power cut
FORM = ("--username=tests", "--auth=trust", "--encoding=UTF8", "--no-sync")
DEBIAN = Path("/usr/lib/postgresql")  # its programs are not on the path there
OTHERS = ("postgres", "nobody")  # PostgreSQL refuses to be run by root


def at_hand() -> bool:
    """Whether the tests can have a PostgreSQL."""
    return GIVEN in os.environ or _programs() is not None


@cache
def address() -> str:
    """Its address; the first to ask starts it, and it ends with the tests."""
    if GIVEN in os.environ:
        return os.environ[GIVEN]
    programs, user = _programs(), _user()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: the path of a socket holds a hundred characters
    if user is not None:
        shutil.chown(folder, user)
    made = [programs / "initdb", "--pgdata", folder / "data", *FORM]
    subprocess.run(made, user=user, check=True, stdout=subprocess.DEVNULL, timeout=120)
    _serve(programs, folder, user)
    return f"postgresql://tests@/postgres?host={folder}"


def _serve(programs: Path, folder: Path, user: int | None) -> None:
    chosen = [part for one in ("listen_addresses=", f"unix_socket_directories={folder}", *QUICK) for part in ("-c", one)]
    command = ["timeout", "--signal=INT", str(LONGEST), programs / "postgres", "-D", folder / "data", *chosen]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, user=user, stdout=log, stderr=log)
    atexit.register(_end, server, folder)
    ready = [programs / "pg_isready", "--host", folder, "--username=tests", "--timeout=1", "--quiet"]
    while subprocess.run(ready, check=False).returncode:
        assert server.poll() is None, (folder / "log").read_text()


def _end(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    server.terminate()
    server.wait(60)
    shutil.rmtree(folder)


def _programs() -> Path | None:
    """The folder of its programs, the newest where there are several."""
    found = shutil.which("postgres")
    installed = [Path(found).resolve().parent] if found else []  # a link to one of them stands alone
    installed += sorted((one.parent for one in DEBIAN.glob("*/bin/postgres")), reverse=True)
    return next((folder for folder in installed if (folder / "initdb").exists()), None)


def _user() -> int | None:
    """Who runs it: we, or somebody else where we are root."""
    if os.geteuid():
        return None
    names = {one.pw_name: one.pw_uid for one in pwd.getpwall()}
    return next(names[name] for name in OTHERS if name in names)
