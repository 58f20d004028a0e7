"""What was worked out from a package's own files, kept in its `__pycache__` beside its compiled modules, as Python keeps those.

Eighty files of YAML take half a second to read and a hundredth once they were read, and what their words stand for as long
again: together a third of one cold answer. Each is found by a hash of what it was made from; nothing that staff type is in it.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

FORM = 1  # of what is kept; counted up where reading gives something else for the same text
DATE = "\0date"  # key that stands for a date, which JSON has no form for


def beside(path: Path, text: str, read: Callable[[], Any]) -> Any:
    """What `read` makes of the text of a file: taken from what was kept of this very text, or read now and kept.

    Nothing is kept of a file of no package, where the folder cannot be written to, or where JSON cannot hold the content as it
    is.
    """
    folder = _cache(path)
    if folder is None:
        return read()
    place, made_from = folder / f"{path.name}.json", sha256(f"{FORM}:{text}".encode()).hexdigest()
    found = _kept(place)
    if isinstance(found, dict) and found.get("made_from") == made_from:
        return found["content"]
    content = read()
    _keep(place, {"made_from": made_from, "content": content})
    return content


class Store:
    """Many small results that JSON can hold, in one file; it does nothing until it is opened.

    place    the file
    sources  the code that makes the results, and what they are made from: where it changes, all are made anew
    """

    def __init__(self, place: Path, sources: Iterable[Path]) -> None:
        self.place, self.sources = place, tuple(sources)
        self._held: dict[str, Any] | None = None

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Within it results are taken from the file, and what is new is written into it at the end: for commands, which start
        from nothing each time."""
        made_from = sha256(b"".join(path.read_bytes() for path in self.sources)).hexdigest()
        found = _kept(self.place)
        of_this = isinstance(found, dict) and found.get("made_from") == made_from
        self._held = dict(found["content"]) if of_this else {}
        before = len(self._held)
        try:
            yield
        finally:
            held, self._held = self._held, None
            if len(held) > before:
                _keep(self.place, {"made_from": made_from, "content": held})

    def of(self, made_from: str, make: Callable[[], Any]) -> Any:
        """What `make` gives for this, or gave for it when it was last asked for."""
        held = self._held
        if held is None:
            return make()
        key = sha256(made_from.encode()).hexdigest()
        if key not in held:
            held[key] = make()
        return held[key]


def _cache(path: Path) -> Path | None:
    package = next((one for one in path.parents[:2] if (one / "__init__.py").exists()), None)
    return None if package is None else path.parent / "__pycache__"


def _kept(place: Path) -> Any:
    try:
        return json.loads(place.read_bytes(), object_hook=_dated)
    except (OSError, ValueError):  # none, or damaged: the file itself is read
        return None


def _keep(place: Path, what: dict[str, Any]) -> None:
    try:
        written = json.dumps(what, default=_undated)
        if json.loads(written, object_hook=_dated) != what:
            return
        place.parent.mkdir(exist_ok=True)
        whole = place.with_suffix(f".{os.getpid()}")
        whole.write_text(written, encoding="utf-8")
        whole.replace(place)  # at once, so that nobody reads half of it
    except (OSError, TypeError):
        return


def _undated(value: object) -> dict[str, str]:
    if type(value) is not date:
        raise TypeError(value)
    return {DATE: value.isoformat()}


def _dated(read: dict[str, Any]) -> Any:
    return date.fromisoformat(read[DATE]) if DATE in read else read
