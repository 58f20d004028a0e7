"""The file of heads: outside the database, a line for each time that records were kept, so that a cut tail is noticed.

A line is "seq hash" of the last record of a commit. It is written after the commit: a process that is killed between the two
leaves a chain that is longer than the file says, which is whole; a chain that is shorter has lost records.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import URL

from api.store.base import Head

END = 32_768  # bytes that hold the last few hundred lines
LINE = re.compile(r"([0-9]{1,18}) ([0-9a-f]{64})")


def heads_file(url: URL, home: Path) -> Path:
    """Beside a SQLite file; under the home folder for a database elsewhere."""
    if url.drivername.startswith("sqlite"):
        return Path(f"{url.database}.heads")
    return home / f"{url.host or 'local'}-{url.database}.heads"


def note_head(file: Path, last: Head) -> None:
    """Appends the last record's place and hash."""
    with file.open("a", encoding="ascii") as heads:
        heads.write(f"{last.seq} {last.hash}\n")


def read_heads(file: Path, *, end: bool = False) -> Mapping[int, str]:
    """Hash by seq. A line cut off in the writing is passed over; a file that is not there notes nothing.

    end  only the last of them, however long the file is
    """
    if not file.exists():
        return {}
    with file.open("rb") as heads:
        if end:
            heads.seek(max(0, file.stat().st_size - END))
        text = heads.read().decode("ascii", "replace")
    found = map(LINE.fullmatch, text.splitlines())
    return {int(line[1]): line[2] for line in found if line}
