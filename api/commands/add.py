"""`aftercare ingest add`: a document joins the corpus, or nothing is changed at all."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from api.commands.ingest import built, tell
from api.settings import Settings
from ingest.disk import write_whole
from ingest.errors import SourcesError
from ingest.paragraphs import slug
from ingest.reading import read_document
from ingest.sources import Source, load_sources, sha256_of

AUTHORITY = {"statute": 1, "code": 1, "guidance": 2, "policy": 2, "leaflet": 3}  # where none is given
ONE_LINE = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Described:
    """What is known of a document; None where it is not known."""

    title: str
    kind: str
    id: str | None = None
    publisher: str | None = None
    area: str | None = None
    edition: str | None = None
    approved: date | None = None
    review_due: date | None = None
    authority: int | None = None
    licence: str = "Not established"


def run(file: Path, described: Described, json: bool, settings: Settings) -> None:
    """Reads the document, writes its entry, copies it and builds the index; raises IngestError with everything as it was."""
    read_document(file)
    entry = _entry(file, described)
    _check(settings.corpus, entry)
    with _all_or_nothing(settings.corpus, entry) as place:
        shutil.copyfile(file, place)
        _append(settings.corpus, entry)
        report = built(settings.corpus, settings.home)
    tell(report, json)


def _entry(file: Path, described: Described) -> dict[str, Any]:
    name = described.id or slug(described.title)
    reviews = [{"due": described.review_due}] if described.review_due else []
    return {
        "id": name,
        "title": described.title,
        "short": described.title,
        "publisher": described.publisher,
        "area": described.area,
        "kind": described.kind,
        "authority": described.authority or AUTHORITY.get(described.kind, 9),
        "edition": described.edition,
        "approved": described.approved,
        "reviews_due": reviews,
        "licence": described.licence,
        "file": f"{name}{file.suffix.lower()}",
        "sha256": sha256_of(file),
    }


def _check(corpus: Path, entry: dict[str, Any]) -> None:
    """The entry is right in itself, and neither its id nor its file is taken."""
    try:
        Source.model_validate(entry)
    except ValidationError as error:
        lines = [f"--{str(detail['loc'][0]).replace('_', '-')}: {detail['msg']}" for detail in error.errors()]
        raise SourcesError("\n".join(lines)) from None
    if any(source.id == entry["id"] for source in load_sources(corpus).documents):
        raise SourcesError(f"There is already a document {entry['id']!r}. Give this one another name with --id")
    if (corpus / "documents" / entry["file"]).exists():
        raise SourcesError(f"corpus/documents/{entry['file']} is there already. Give this document another name with --id")


@contextmanager
def _all_or_nothing(corpus: Path, entry: dict[str, Any]) -> Iterator[Path]:
    """Where to put the document; whatever goes wrong, its entry and its file go again and nothing else does."""
    place, chunk = corpus / "documents" / entry["file"], _chunk(corpus, entry)
    try:
        yield place
    except BaseException:
        now = _list(corpus).read_text("utf-8")
        if chunk in now:
            write_whole(_list(corpus), now.replace(chunk, "", 1).encode())
        place.unlink(missing_ok=True)
        raise


def _append(corpus: Path, entry: dict[str, Any]) -> None:
    write_whole(_list(corpus), (_list(corpus).read_text("utf-8") + _chunk(corpus, entry)).encode())


def _chunk(corpus: Path, entry: dict[str, Any]) -> str:
    """The entry as it is appended to sources.yaml, indented as those above it; what is there keeps its comments."""
    before = _list(corpus).read_text("utf-8")
    found = re.search(r"^( *)- id:", before, re.MULTILINE)
    margin = found.group(1) if found else "  "
    text = yaml.safe_dump([entry], sort_keys=False, allow_unicode=True, width=ONE_LINE)
    gap = "\n" if before.endswith("\n") else "\n\n"
    return gap + "".join(f"{margin}{line}\n" for line in text.splitlines())


def _list(corpus: Path) -> Path:
    return corpus / "sources.yaml"
