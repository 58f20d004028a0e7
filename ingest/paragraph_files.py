"""corpus/paragraphs/<document>.yaml: every paragraph's id and words, one paragraph a line, committed.

A new edition of a document is then a difference of words that anyone can read. Ingest writes these files, and only when all of
it has succeeded; nobody edits them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints

from ingest import disk
from ingest.errors import IngestError, SourcesError
from ingest.paragraphs import Paragraph, ParagraphKind
from ingest.sources import Source, Sources
from ingest.yamlfile import YamlError, read_model

FIRST_LINE = "# Written by `aftercare ingest`, not to be edited: a new edition of the document shows as changed words.\n"
ONE_LINE = 2**31 - 1  # a width that no paragraph reaches
KEYS = {
    ParagraphKind.HEADING: "heading",
    ParagraphKind.TEXT: "text",
    ParagraphKind.ITEM: "text",
    ParagraphKind.FURNITURE: "furniture",
    ParagraphKind.HIDDEN: "hidden",
    ParagraphKind.PICTURE: "picture",
}
Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
ASIDE = re.compile(r"\.[xhi]\d+$")
ITEM = re.compile(r"\.b\d+$")
NUMBER = re.compile(r"\.p\d+$")


class Entry(BaseModel):
    """One paragraph; its words stand under the key of its kind."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    marker: str = ""
    heading: str | None = None
    text: str | None = None
    furniture: str | None = None
    hidden: str | None = None
    picture: str | None = None
    why: str = ""
    page: int | None = None

    def kind(self) -> ParagraphKind:
        """Which key its words stand under; a list entry is text whose id ends in b and a number."""
        if self.text is not None:
            return ParagraphKind.ITEM if ITEM.search(self.id) else ParagraphKind.TEXT
        return next(kind for kind in KINDS_BY_KEY if getattr(self, kind.value) is not None)

    def words(self) -> str:
        """The words, whatever the kind."""
        return self.heading or self.text or self.furniture or self.hidden or self.picture or ""


KINDS_BY_KEY = (ParagraphKind.HEADING, ParagraphKind.FURNITURE, ParagraphKind.HIDDEN, ParagraphKind.PICTURE)


class ParagraphFile(BaseModel):
    """The paragraphs of one document, and the sha256 of the document they were read from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: str
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    paragraphs: list[Entry]


def file_of(corpus: Path, document: str) -> Path:
    """Where a document's paragraphs are."""
    return corpus / "paragraphs" / f"{document}.yaml"


def written(source: Source, paragraphs: Iterable[Paragraph]) -> bytes:
    """The file's content; the same paragraphs give the same bytes."""
    body = {"document": source.id, "sha256": source.sha256, "paragraphs": [_entry(paragraph) for paragraph in paragraphs]}
    text: str = yaml.dump(body, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=ONE_LINE)
    return (FIRST_LINE + text).encode()


def read(path: Path) -> list[Paragraph]:
    """The paragraphs of a file, in order, each with its nearest heading; raises SourcesError with a line for each mistake."""
    try:
        file = read_model(path, ParagraphFile)
    except YamlError as error:
        raise SourcesError(str(error)) from None
    return list(_paragraphs(file))


@contextmanager
def written_after(corpus: Path, sources: Sources, paragraphs: Sequence[Paragraph]) -> Iterator[None]:
    """The files are on the disk before what is done inside, and take their names after it; if it fails they are gone.

    Raises OSError before, so that a full disk stops the ingest; IngestError after, saying what is and is not done.
    """
    files = _staged(corpus, sources, paragraphs)
    try:
        yield
    except BaseException:
        disk.discard(files)
        raise
    try:
        _publish(corpus, sources, files)
    except OSError as error:
        raise IngestError(
            f"The new index is served, but {corpus / 'paragraphs'} could not be written ({error}). "
            "Mend the folder and run `aftercare ingest` again"
        ) from error


def _staged(corpus: Path, sources: Sources, paragraphs: Sequence[Paragraph]) -> list[Path]:
    """The files that differ from those there, written beside them, not yet under their names; returns their names."""
    (corpus / "paragraphs").mkdir(exist_ok=True)
    disk.discard(map(partial(file_of, corpus), (source.id for source in sources.documents)))  # of a killed ingest
    new = {
        file_of(corpus, source.id): written(source, (each for each in paragraphs if each.document == source.id))
        for source in sources.documents
    }
    different = [path for path, data in new.items() if not path.exists() or path.read_bytes() != data]
    try:
        for path in different:
            disk.staged(path, new[path])
    except BaseException:
        disk.discard(different)
        raise
    return different


def _publish(corpus: Path, sources: Sources, files: Iterable[Path]) -> None:
    """The staged files take their names; files of documents that sources.yaml no longer names go."""
    for path in files:
        disk.publish(path)
    named = {file_of(corpus, source.id) for source in sources.documents}
    for path in set((corpus / "paragraphs").glob("*.yaml")) - named:
        if path.read_text(encoding="utf-8").startswith(FIRST_LINE):
            with suppress(FileNotFoundError):
                path.unlink()


def _entry(paragraph: Paragraph) -> dict[str, str | int]:
    entry: dict[str, str | int] = {"id": paragraph.local_id}
    if paragraph.marker:
        entry["marker"] = paragraph.marker
    entry[KEYS[paragraph.kind]] = paragraph.text
    if paragraph.why:
        entry["why"] = paragraph.why
    if paragraph.page is not None:
        entry["page"] = paragraph.page
    return entry


def _paragraphs(file: ParagraphFile) -> Iterator[Paragraph]:
    headings: tuple[str, ...] = ()
    for entry in file.paragraphs:
        kind = entry.kind()
        if kind is ParagraphKind.HEADING:
            headings = (entry.words(),)
        parent = ITEM.sub("", entry.id)
        yield Paragraph(
            id=f"{file.document}/{entry.id}",
            document=file.document,
            section=entry.id if kind is ParagraphKind.HEADING else NUMBER.sub("", ITEM.sub("", ASIDE.sub("", entry.id))),
            kind=kind,
            text=entry.words(),
            headings=headings,
            parent=f"{file.document}/{parent}" if kind is ParagraphKind.ITEM and NUMBER.search(parent) else None,
            marker=entry.marker,
            page=entry.page,
            why=entry.why,
        )
